"""What a person chose on the pages of counts and quotations: it stands in the address, so that a page can be kept."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query, Request

from quotetree.app.store import choosing, code_sets, coders_compared, codes, documents
from quotetree.app.store.access import Access
from quotetree.app.store.search import Sought
from quotetree.coding.access import NotFound
from quotetree.coding.counts import LAYERS, Filters, Side

Layer = Literal["main", "check", "trial", "all"]
Over = Literal["", "all"]
GivenBy = Literal["", "both", "one", "other", "either"]
Words = Annotated[str, Query(max_length=300)]
Several = Annotated[list[str], Query(default_factory=list, max_length=1000)]


@dataclass(frozen=True, slots=True)
class Choices:
    """Ids of a coder and a document ("": all), a layer (or "all"), and whether codes are taken with sub-codes.

    Documents also by a name ("RS1-*"), a folder, kinds; `where` are conditions on attributes ("profession=nurse").
    `also` and `without` are ids of codes that a passage must carry too, or must not. Codes are those of `set` (an id).
    `one` and `other` are the sides of a comparison ("check." and a coder's id, or "main." for all of the layer), in the
    documents that both read or, by `over`, in all; `given` those of its comments that both gave, one alone, or either.
    `hits` are words as a search takes them, said by `whose`: the quotations on its hits, or on those `ticked`.
    """

    coder: str = ""
    layer: Layer = "main"
    document: str = ""
    rolled: bool = True
    named: str = ""
    folder: str = ""
    kind: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    also: str = ""
    without: str = ""
    hits: str = ""
    whose: str = ""
    set: str = ""
    ticked: str = ""
    one: str = ""
    other: str = ""
    over: Over = ""
    given: GivenBy = ""

    def address(self, path: str, **more: Any) -> str:
        """The path with what was chosen, as far as it is not what is chosen anyway; `more` adds or replaces."""
        standard = {field.name: field.default for field in fields(self)}
        chosen = {name: getattr(self, name) for name in standard} | more
        said = {name: _word(value) for name, value in chosen.items() if value != standard.get(name, "")}
        return f"{path}?{urlencode(said, doseq=True)}" if said else path

    def take_out(self, project_id: str, by: str = "", code: str = "") -> Callable[..., str]:
        """From the name of an export to its address, with the same choices; of none to the page of all exports."""
        path = f"/projects/{project_id}/exports"
        return lambda what="", **more: self.address(f"{path}/{what}".rstrip("/"), by=by, code=code, **more)

    def of_all_passages(self) -> "Choices":
        """The same, whatever else the passages carry, and not as a comparison of two coders."""
        return replace(self, also="", without="", one="", other="", over="", given="")

    def codes(self, access: Access) -> frozenset[str] | None:
        """The codes (ids) that are chosen by a set; None: all. Raises NotFound for a set that is not there."""
        return code_sets.taken(access, self.set, with_subcodes=self.rolled)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The two coders that are compared, () where none are. Raises NotFound where one cannot be."""
        return (_side(self.one), _side(self.other)) if self.one and self.other else ()

    @property
    def layers(self) -> frozenset[str]:
        """The layers that are counted."""
        if self.sides:
            return frozenset(side.layer for side in self.sides)
        return frozenset(LAYERS) if self.layer == "all" else frozenset({self.layer})

    @property
    def sought(self) -> Sought | None:
        """The search on whose hits the quotations lie."""
        return Sought(self.hits, self.whose, frozenset(self.kind), self.document) if self.hits else None

    @property
    def hits_ticked(self) -> int:
        """How many hits are ticked, 0 for all of them."""
        return len(self.ticked.split(",")) if self.ticked else 0

    def filters(self, access: Access) -> Filters:
        """The codings that are chosen, without what this person may not see. Raises NotFound for who is not there."""
        sides = self.sides
        coders = {one for one in ([side.coder for side in sides] if sides else [self.coder]) if one}
        if not coders <= {coder.id for coder in documents.coders(access)}:
            raise NotFound("The coder in this address is not in the project any more.")
        if self.document and self.document not in {row.id for row in documents.documents(access)}:
            raise NotFound("The document in this address is not in the project any more.")
        for code in filter(None, (self.also, self.without)):
            codes.code(access, code)
        if self.set:
            code_sets.code_set(access, self.set)
        return choosing.filters(
            access,
            layers=self.layers,
            coders=None if sides else frozenset(coders) or None,
            documents=self._documents(access),
            named=self.named,
            folder=self.folder,
            kinds=self.kind,
            where=self.where,
            sides=frozenset(sides) or None,
        )

    def _documents(self, access: Access) -> frozenset[str] | None:
        chosen = frozenset({self.document}) if self.document else None
        if not self.sides:
            return chosen
        found = coders_compared.comparable if self.over else coders_compared.read_by_both
        compared = found(access, self.sides)
        return compared if chosen is None else compared & chosen


def _side(told: str) -> Side:
    layer, _, coder = told.partition(".")
    if layer not in LAYERS:
        raise NotFound("There is no such layer to compare.")
    return Side(coder, layer)


def _word(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def choices(
    request: Request,
    kind: Several,
    where: Several,
    coder: str = "",
    layer: Layer = "main",
    document: str = "",
    rolled: bool = True,
    named: Words = "",
    folder: Words = "",
    also: Words = "",
    without: Words = "",
    hits: Annotated[str, Query(max_length=500)] = "",
    whose: Words = "",
    set: Words = "",
    ticked: Annotated[str, Query(max_length=20_000)] = "",
    one: Words = "",
    other: Words = "",
    over: Over = "",
    given: GivenBy = "",
) -> Choices:
    """The choices in an address. A range may also come in two, as a form sends it: from.years=5&to.years=10."""
    conditions = dict.fromkeys([*filter(None, where), *_typed(request)])
    kinds = tuple(dict.fromkeys(filter(None, kind)))
    return Choices(
        coder,
        layer,
        document,
        rolled,
        named.strip(),
        folder,
        kinds,
        tuple(conditions),
        also,
        without,
        hits.strip(),
        whose,
        set,
        ticked,
        one,
        other,
        over,
        given if one and other else "",
    )


def _typed(request: Request) -> list[str]:
    """Conditions that were typed into fields of their own: is.ATTRIBUTE, from.ATTRIBUTE, to.ATTRIBUTE."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    found = [f"{name[3:]}={value}" for name, value in given.items() if name.startswith("is.")]
    ranges = [name.partition(".")[2] for name in given if name.startswith(("from.", "to."))]
    return found + [
        f"{name}={given.get(f'from.{name}', '')}..{given.get(f'to.{name}', '')}"
        for name in dict.fromkeys(ranges)
    ]
