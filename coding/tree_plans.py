"""Changes of the code tree as plans: what each row becomes, for the store to apply in one action.

Each function checks the rules first and raises TreeError; an empty plan means that nothing would change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from quotetree.coding import tree_rules as rules
from quotetree.coding.names import clean_name
from quotetree.coding.order import spread
from quotetree.coding.tree import Code, Tree

SubCodes = Literal["up", "delete"]
TEXTS = ("short", "definition", "when_to_use", "when_not", "example")
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where codes come to stand: under a parent (None: the top), beside one of its codes, else last."""

    parent_id: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of codes. `values`: all columns of an insert, the changed ones of an update, none of a delete"""

    kind: Literal["insert", "update", "delete"]
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreePlan:
    """Row changes in an order that can be applied, and what happens to codings.

    `codings_of` are codes whose codings go: to the code `codings_to`, or away with the codes if it is None.
    """

    changes: tuple[RowChange, ...] = ()
    codings_of: tuple[str, ...] = ()
    codings_to: str | None = None

    def __bool__(self) -> bool:
        return bool(self.changes)

    def applied_to(self, tree: Tree) -> Tree:
        """The tree that the plan makes."""
        return tree.with_changes(
            {change.id: change.values for change in self.changes if change.kind == "update"},
            [change.id for change in self.changes if change.kind == "delete"],
            [Code(**change.values) for change in self.changes if change.kind == "insert"],
        )


def insertion(code: Code) -> RowChange:
    """The insert of a new code."""
    return RowChange("insert", code.id, {column.name: getattr(code, column.name) for column in fields(code)})


def plan_create(tree: Tree, code_id: str, name: str, place: Place, **values: Any) -> TreePlan:
    """A new code, with further values of `Code`; a main code without a colour gets the next one."""
    name = clean_name(name)
    rules.known_parent(tree, place.parent_id)
    rules.no_twin(tree, place.parent_id, name)
    rules.not_too_deep(tree, place.parent_id, 1)
    values = checked(values)
    if place.parent_id is None and values.get("colour") is None:
        values["colour"] = tree.next_colour()
    keys, rekeyed = _keys(tree, place, 1, ())
    code = Code(code_id, place.parent_id, name, keys[0], **values)
    rules.below_what_is_used(tree, place.parent_id, [code])
    return TreePlan((*rekeyed, insertion(code)))


def plan_copy(tree: Tree, new_ids: Mapping[str, str]) -> TreePlan:
    """All codes in use again, as another tree: by id the id that each gets. Retired ones stay behind."""
    kept = {
        one
        for code in tree
        if not code.retired
        for one in (code.id, *(up.id for up in tree.ancestors(code.id)))
    }
    copies = (
        replace(
            code,
            id=new_ids[code.id],
            parent_id=new_ids[code.parent_id] if code.parent_id else None,
            retired=False,
        )
        for code in tree
        if code.id in kept
    )
    return TreePlan(tuple(insertion(code) for code in copies))


def plan_rename(tree: Tree, code_id: str, name: str) -> TreePlan:
    """Another name for a code."""
    return plan_define(tree, code_id, name=name)


def plan_define(tree: Tree, code_id: str, codings: int = 0, **values: Any) -> TreePlan:
    """Other values of a code: name, colour, heading, texts. One that carries `codings` becomes no heading."""
    code = rules.known(tree, code_id)
    values = checked(values)
    if "name" in values:
        values["name"] = clean_name(values["name"])
        rules.no_twin(tree, code.parent_id, values["name"], [code_id])
    if values.get("heading") and not code.heading:
        rules.can_be_heading(code, codings)
    if "colour" in values and values["colour"] is None and code.parent_id is None:
        values["colour"] = code.colour or tree.next_colour()
    changed = {name: value for name, value in values.items() if getattr(code, name) != value}
    return TreePlan((RowChange("update", code_id, changed),) if changed else ())


def plan_move(tree: Tree, ids: Sequence[str], place: Place) -> TreePlan:
    """One or several codes, with all that is below them, to a place; they keep their order among each other.

    A main code that comes below another inherits its colour from then on; a sub-code that comes to the top
    keeps its own colour or gets the next one.
    """
    moved = moved_codes(tree, ids)
    rules.known_parent(tree, place.parent_id)
    moved_ids = [code.id for code in moved]
    for code in moved:
        rules.no_loop(tree, code.id, place.parent_id)
        rules.no_twin(tree, place.parent_id, code.name, moved_ids)
        rules.not_too_deep(tree, place.parent_id, tree.height(code.id))
    rules.no_twins_among(moved)
    rules.below_what_is_used(tree, place.parent_id, moved)
    if _stands_there(tree, moved, place):
        return TreePlan()
    keys, rekeyed = _keys(tree, place, len(moved), moved_ids)
    return TreePlan((*rekeyed, *_moves(tree, moved, place.parent_id, keys)))


def moved_codes(tree: Tree, ids: Iterable[str]) -> list[Code]:
    """The codes that a move of these takes hold of, in tree order: not those below another one of them."""
    wanted = {rules.known(tree, code_id).id for code_id in ids}
    if not wanted:
        raise rules.TreeError("No code is chosen.")
    return [
        code
        for code in tree.in_order
        if code.id in wanted and not any(above.id in wanted for above in tree.ancestors(code.id))
    ]


def plan_delete(tree: Tree, code_id: str, sub_codes: SubCodes, codings_to: str | None = None) -> TreePlan:
    """A code deleted. Its sub-codes come up to its place or are deleted too.

    The codings of all that is deleted go to another code, or are deleted too (None).
    """
    code = rules.known(tree, code_id)
    gone = (code, *tree.descendants(code_id)) if sub_codes == "delete" else (code,)
    gone_ids = tuple(each.id for each in gone)
    if codings_to is not None:
        _takes_codings(tree, codings_to, gone_ids)
    moves = _children_up(tree, code) if sub_codes == "up" else ()
    deletes = tuple(RowChange("delete", each) for each in reversed(gone_ids))
    return TreePlan((*moves, *deletes), gone_ids, codings_to)


def _takes_codings(tree: Tree, codings_to: str, gone: Sequence[str]) -> None:
    target = rules.known(tree, codings_to)
    if codings_to in gone:
        raise rules.TreeError(f"The codings cannot move to “{target.name}”, which is deleted too.")
    rules.can_be_applied(target)


def _children_up(tree: Tree, code: Code) -> tuple[RowChange, ...]:
    children = tree.children(code.id)
    for child in children:
        rules.no_twin(tree, code.parent_id, child.name, [code.id])
    keys, rekeyed = _keys(tree, Place(code.parent_id, after=code.id), len(children), ())
    return (*rekeyed, *_moves(tree, children, code.parent_id, keys))


def _moves(tree: Tree, moved: Sequence[Code], parent_id: str | None, keys: Sequence[str]) -> list[RowChange]:
    """The updates that put the codes under the parent; new main codes without a colour get one each."""
    changes = []
    for code, key in zip(moved, keys, strict=True):
        values: dict[str, Any] = {"parent_id": parent_id, "position": key}
        if parent_id is None and code.colour is None:
            values["colour"] = tree.next_colour()
        if parent_id is not None and code.parent_id is None:
            values["colour"] = None
        changed = {name: value for name, value in values.items() if getattr(code, name) != value}
        changes.append(RowChange("update", code.id, changed))
        tree = tree.with_changes({code.id: changed}, (), ())
    return changes


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, texts trimmed and with plain line ends. Raises TreeError."""
    kept = dict(values)
    rules.is_colour(kept.get("colour"))
    for name in TEXTS:
        if name in kept:
            kept[name] = _plain_text(kept[name])
    return kept


def _plain_text(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(plain) > MOST_TEXT:
        raise rules.TreeError(
            f"A text of a code has at most {MOST_TEXT:,} characters; this one has {len(plain):,}."
        )
    if any(ord(character) < 32 and character not in "\n\t" for character in plain):
        raise rules.TreeError("A text of a code cannot hold control characters.")
    return plain


def _row(tree: Tree, place: Place, moved: Iterable[str]) -> tuple[list[Code], int]:
    """The codes under the parent without the moved ones, and the index at which these come in."""
    siblings = tree.children(place.parent_id)
    leaving = set(moved)
    staying = [code for code in siblings if code.id not in leaving]
    anchor = place.before or place.after
    if anchor is None:
        return staying, len(staying)
    ids = [code.id for code in siblings]
    if anchor not in ids:
        raise rules.TreeError("The code to put it beside is not there any more.")
    passed = siblings[: ids.index(anchor) + (0 if place.before else 1)]
    return staying, sum(code.id not in leaving for code in passed)


def _stands_there(tree: Tree, moved: Sequence[Code], place: Place) -> bool:
    staying, at = _row(tree, place, [code.id for code in moved])
    return [*staying[:at], *moved, *staying[at:]] == list(tree.children(place.parent_id))


def _keys(tree: Tree, place: Place, count: int, moved: Iterable[str]) -> tuple[list[str], list[RowChange]]:
    """`count` keys at the place, and new keys for codes behind it that share the key before it.

    Keys are shared only where an undo or an import gave one a second time; only there do neighbours change.
    """
    staying, at = _row(tree, place, moved)
    before = staying[at - 1].position if at else None
    tied = [code for code in staying[at:] if code.position == before]
    after = staying[at + len(tied)].position if at + len(tied) < len(staying) else None
    keys = spread(count + len(tied), before, after)
    rekeyed = [
        RowChange("update", code.id, {"position": key}) for code, key in zip(tied, keys[count:], strict=True)
    ]
    return keys[:count], rekeyed
