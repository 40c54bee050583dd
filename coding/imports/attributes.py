"""Attributes and their values, as columns of a table bring them."""

from collections.abc import Iterable, Mapping

from quotetree.coding.attributes import TEXT, ValueRefused, checked_value, fits, guessed_type
from quotetree.coding.imports.plan import ImportPlan, Standing, Values
from quotetree.coding.names import name_key


class Attributes:
    """The attributes behind a table's columns (key to name): those of people or of documents, made where missing."""

    def __init__(self, plan: ImportPlan, standing: Standing, of: str, columns: Mapping[str, str]) -> None:
        self.plan = plan
        self.standing = standing
        self.columns = columns
        self.ids: dict[str, str] = {}
        self._made: dict[str, Values] = {}
        self._text: set[str] = set()
        place = sum(1 for kind, _ in standing.attributes if kind == of)
        for column, name in columns.items():
            key = name_key(name)
            found = standing.attributes.get((of, key))
            if found is None:
                row = {
                    "project_id": standing.project_id,
                    "of": of,
                    "name": name,
                    "name_key": key,
                    "place": place,
                    "type": TEXT,
                }
                found = plan.insert("attribute", row)
                self._made[column] = plan.inserts["attribute"][-1]
                place += 1
            self.ids[column] = found

    def guess(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Give new attributes the type that all of their values have already; no value is written otherwise.

        One whose type was guessed so from an earlier table becomes text if a value does not fit it.
        """
        found = list(rows)
        for column, attribute in self.ids.items():
            if attribute in self.standing.guessed:
                self._widen(column, attribute, (row.get(column, "") for row in found))
        for column, made in self._made.items():
            made["type"] = guessed_type(row.get(column, "") for row in found)

    def _widen(self, column: str, attribute: str, values: Iterable[str]) -> None:
        type_, choices = self.standing.types[attribute]
        odd = next((value for value in values if not fits(type_, choices, value)), None)
        if odd is not None:
            self._text.add(attribute)
            self.plan.update("attribute", attribute, {"type": TEXT, "choices": "[]"})
            self.plan.said.append(f"{self.columns[column]} becomes text: “{odd}” does not fit {type_}.")

    def misfits(self, number: int, values: Mapping[str, str]) -> list[str]:
        """A sentence for each value in a row of the table that its attribute's type does not take."""
        bad = []
        for column, value in values.items():
            try:
                self._kept(column, value)
            except ValueRefused as error:
                bad.append(f"Row {number}, column {self.columns[column]}: {error.sentence}")
        return bad

    def _kept(self, column: str, value: str) -> str:
        type_, choices = self.standing.types.get(self.ids[column], (TEXT, ()))
        if self.ids[column] in self._text:
            return value
        return value if type_ == TEXT else checked_value(type_, choices, value).value

    def give(self, table: str, whose: str, row_id: str, values: Mapping[str, str]) -> int:
        """Values for a person, document or appearance (`whose` is its column). Returns how many are new or other."""
        given = 0
        for column, typed in values.items():
            attribute, value = self.ids[column], self._kept(column, typed)
            standing_id, standing_value = self.standing.values.get((row_id, attribute), (None, None))
            if standing_id is None:
                self.plan.insert(table, {whose: row_id, "attribute_id": attribute, "value": value})
            elif standing_value != value:
                self.plan.update(table, standing_id, {"value": value})
            given += standing_value != value
        return given
