"""What a person chose on the pages of counts and quotations: it stands in the address, so that a page can be kept."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Literal
from urllib.parse import urlencode

from quotetree.app.store import documents, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound
from quotetree.coding.counts import LAYERS, Filters

Layer = Literal["main", "check", "trial", "all"]


@dataclass(frozen=True, slots=True)
class Choices:
    """Ids of a coder and a document ("": all), a layer (or "all"), and whether codes are taken with sub-codes."""

    coder: str = ""
    layer: Layer = "main"
    document: str = ""
    rolled: bool = True

    def address(self, path: str, **more: Any) -> str:
        """The path with what was chosen, as far as it is not what is chosen anyway; `more` adds or replaces."""
        standard = {field.name: field.default for field in fields(self)}
        chosen = {name: getattr(self, name) for name in standard} | more
        said = {name: _word(value) for name, value in chosen.items() if value != standard.get(name, "")}
        return f"{path}?{urlencode(said)}" if said else path

    def take_out(self, project_id: str, by: str = "", code: str = "") -> Callable[[str], str]:
        """From the name of an export to its address, with the same choices."""
        return lambda what: self.address(f"/projects/{project_id}/exports/{what}", by=by, code=code)

    def filters(self, access: Access) -> Filters:
        """The codings that are chosen, without what this person may not see. Raises NotFound for who is not there."""
        if self.coder and self.coder not in {coder.id for coder in documents.coders(access)}:
            raise NotFound("The coder in this address is not in the project any more.")
        if self.document and self.document not in {row.id for row in documents.documents(access)}:
            raise NotFound("The document in this address is not in the project any more.")
        return snapshots.filters(
            access,
            layers=frozenset(LAYERS) if self.layer == "all" else frozenset({self.layer}),
            coders=frozenset({self.coder}) if self.coder else None,
            documents=frozenset({self.document}) if self.document else None,
        )


def _word(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def choices(coder: str = "", layer: Layer = "main", document: str = "", rolled: bool = True) -> Choices:
    """The choices in an address."""
    return Choices(coder, layer, document, rolled)
