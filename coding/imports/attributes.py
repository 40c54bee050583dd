"""Attributes and their values, as columns of a table bring them."""

from collections.abc import Mapping

from quotetree.coding.imports.plan import ImportPlan, Standing
from quotetree.coding.names import name_key


class Attributes:
    """The attributes behind a table's columns (key to name): those of people or of documents, made where missing."""

    def __init__(self, plan: ImportPlan, standing: Standing, of: str, columns: Mapping[str, str]) -> None:
        self.plan = plan
        self.standing = standing
        self.ids: dict[str, str] = {}
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
                }
                found = plan.insert("attribute", row)
                place += 1
            self.ids[column] = found

    def give(self, table: str, whose: str, row_id: str, values: Mapping[str, str]) -> int:
        """Values for a person, document or appearance (`whose` is its column). Returns how many are new or other."""
        given = 0
        for column, value in values.items():
            attribute = self.ids[column]
            standing_id, standing_value = self.standing.values.get((row_id, attribute), (None, None))
            if standing_id is None:
                self.plan.insert(table, {whose: row_id, "attribute_id": attribute, "value": value})
            elif standing_value != value:
                self.plan.update(table, standing_id, {"value": value})
            given += standing_value != value
        return given
