"""What the re-coding of a list needs on its page, and what it would do, in rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quotetree.app.routes.reading_rows import code_list
from quotetree.app.services.recoding import Figures, Preview
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access
from quotetree.coding.counts.figures import Count
from quotetree.coding.recoding import Recoding
from quotetree.coding.tree import Tree


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A code's comments and respondents now and then, own and with sub-codes; `below` whether it has sub-codes."""

    name: str
    above: str
    colour: int
    own: tuple[Count, Count]
    with_subcodes: tuple[Count, Count]
    below: bool


def recoding_fields(access: Access, tree: Tree) -> dict[str, Any]:
    """What the tools above a list of quotations need: nothing for who may not write."""
    keys = {pin.code_id: str(pin.slot) for pin in codes.pins(access)}
    return {
        "code_list": code_list(tree, keys),
        "recent": codes.recent(access),
    }


def proposal_fields(
    access: Access, recoding: Recoding | None, preview: Preview | None, *, changed: bool = False
) -> dict[str, Any]:
    """What parts/recoding-proposal.html needs."""
    tree = codes.tree(access)
    names = {coder.id: coder.name for coder in documents.coders(access)}
    return {
        "recoding": recoding,
        "preview": preview,
        "changed": changed,
        "by": _told(recoding.by, names) if recoding else [],
        "left": _told(recoding.left, names) if recoding else [],
        "figures": [_figures(tree, recoding, one) for one in preview.figures] if recoding and preview else [],
    }


def _told(numbers: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """Coders by name with a number each, most first."""
    return sorted(((names[coder], n) for coder, n in numbers.items()), key=lambda one: (-one[1], one[0]))


def _figures(tree: Tree, recoding: Recoding, one: Figures) -> FigureRow:
    if not one.code_id:
        return FigureRow(recoding.target.name, "", 0, one.own, one.with_subcodes, below=False)
    names = tree.names(one.code_id)
    above, colour = " › ".join(names[:-1]), tree.colours[one.code_id]
    below = bool(tree.children(one.code_id))
    return FigureRow(names[-1], above, colour, one.own, one.with_subcodes, below)
