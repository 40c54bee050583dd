"""Which of their codes are ours."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.project_merge.rows import Row, Taking
from quotetree.coding.tree import Tree
from quotetree.coding.tree_plans import TEXTS


class Differing(NamedTuple):
    """A text of a code that both trees have, with other words: ours stands."""

    path: str
    mine: str
    theirs: str


class Codes(NamedTuple):
    """What came of their codes: texts that differ, and the ids of theirs that nothing here answered."""

    differing: list[Differing]
    new: list[str]


def take_codes(
    taking: Taking, mine: Tree, theirs: Tree, rows: Mapping[str, Row], same: Mapping[str, str], at: Any
) -> Codes:
    """Match their codes, from the main codes down, by origin, by what a person said (`same`), or by path; add the rest.

    `rows` are their code rows by id, `at` the moment that is noted with origins.
    """
    came = {row["from_code"]: row["code_id"] for row in taking.mine.get("code_origin", ())}
    by_name = {(code.parent_id, name_key(code.name)): code.id for code in mine}
    found = Codes([], [])
    for code in theirs:
        parent = taking.to["code"].get(code.parent_id) if code.parent_id else None
        ours = (
            same.get(code.id) or _known(came.get(code.id), mine) or by_name.get((parent, name_key(code.name)))
        )
        if ours is not None:
            taking.match("code", code.id, ours)
            if ours in mine:
                _fill(taking, mine, ours, rows[code.id], theirs.path(code.id), found.differing)
        else:
            new = taking.add("code", code.id, rows[code.id] | {"parent_id": parent})
            by_name[parent, new["name_key"]] = new["id"]
            ours = new["id"]
            found.new.append(code.id)
        if came.get(code.id) != ours:
            _note_origin(taking, ours, code.id, theirs.path(code.id), at)
    _place_new(taking, mine)
    return found


def _known(code_id: str | None, mine: Tree) -> str | None:
    return code_id if code_id is not None and code_id in mine else None


def _fill(taking: Taking, mine: Tree, ours: str, row: Row, path: str, differing: list[Differing]) -> None:
    """Texts that ours lacks are taken; where both say something else ours stands and both are told."""
    for text in TEXTS:
        here, there = getattr(mine[ours], text), row[text]
        if there and not here:
            taking.updates["code"].setdefault(ours, {})[text] = there
        elif there and name_key(there) != name_key(here):
            differing.append(Differing(path, here, there))


def _note_origin(taking: Taking, ours: str, theirs: str, path: str, at: Any) -> None:
    origin = {
        "id": taking.new_id(),
        "code_id": ours,
        "kind": "merged",
        "from_code": theirs,
        "from_path": path,
        "proposal_id": None,
        "at": at,
    }
    taking.inserts["code_origin"].append(origin)


def _place_new(taking: Taking, mine: Tree) -> None:
    """New codes stand behind those that are there, in their own order."""
    below: dict[str | None, list[Row]] = {}
    for row in taking.inserts["code"]:
        below.setdefault(row["parent_id"], []).append(row)
    for parent, rows in below.items():
        siblings = mine.children(parent)
        keys = spread(len(rows), siblings[-1].position if siblings else None, None)
        for row, key in zip(rows, keys, strict=True):
            row["position"] = key
