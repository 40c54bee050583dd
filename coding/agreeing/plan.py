"""The agreed tree that decisions make, as a plan on the project's own tree."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, NamedTuple

from quotetree.coding import tree_rules as rules
from quotetree.coding.agreeing.nodes import Node, Work, decided, make_nodes, settle
from quotetree.coding.agreeing.rows import Row
from quotetree.coding.merging import joined_text
from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import TEXTS, RowChange, TreePlan, checked, insertion


class Origin(NamedTuple):
    """That an agreed code came from a code of a proposal (id; its path then)."""

    code_id: str
    from_code: str
    from_path: str
    proposal_id: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agreeing does. `goes`: each code of a proposal (id) to the agreed code that it becomes.

    `new` and `moved` are agreed codes (ids) that come, or come to another place; `waits` the rows not yet decided.
    """

    tree: TreePlan
    goes: Mapping[str, str]
    origins: tuple[Origin, ...]
    new: frozenset[str]
    moved: frozenset[str]
    waits: int


def plan_agreement(
    agreed: Tree,
    trees: Mapping[str, Tree],
    names: Mapping[str, str],
    rows: Sequence[Row],
    became: Mapping[str, str],
    new_id: Callable[[], str],
) -> Agreement:
    """The plan of what was decided. `trees` by proposal's id (the agreed one, if it is compared, under ""), with their
    `names`; `became`: codes of proposals that were agreed on before, to the agreed code, which they join again.

    Raises TreeError where the tree would be too deep.
    """
    work = Work(agreed, trees, names, {k: v for k, v in became.items() if v in agreed}, new_id)
    make_nodes(work, rows)
    settle(work)
    order = sorted(work.nodes.values(), key=work.canonical)
    _find_parents(work, order)
    _name(work, order)
    return _as_plan(work, _in_reading_order(work, rows), len(rows) - len(decided(rows)))


def _find_parents(work: Work, order: Sequence[Node]) -> None:
    """Each below what was decided, else below what most of its codes stand below, as far as that is agreed on."""
    by_there = {node.there: node.key for node in order if node.there}
    for node in order:
        if node.above is not None and not _stays(work, node):
            node.parent = node.above if not _loops(work, node, node.above) else None
    for node in order:
        if node.above is not None and not _stays(work, node):
            continue
        if node.there:
            parent = work.agreed[node.there].parent_id
            node.parent = by_there.get(parent or "", parent) if parent else _now_there(work, node)
            continue
        for parent in _wishes(work, node):
            if parent is None or not _loops(work, node, parent):
                node.parent = parent
                break


def _now_there(work: Work, node: Node) -> str | None:
    """Where a main code that waited for what it stands below comes to, if that is agreed on now."""
    wish = _wishes(work, node)[0] if _stays(work, node) else None
    fresh = wish is not None and wish in work.nodes and not work.nodes[wish].there
    return wish if wish and fresh and not _loops(work, node, wish) else None


def _stays(work: Work, node: Node) -> bool:
    """Whether all of a node was agreed on before: what the team has done with the code since is left as it is."""
    return bool(node.there) and all(one in work.became or one == node.there for one in node.codes)


def _wishes(work: Work, node: Node) -> list[str | None]:
    """The parents that a node's codes have, what most have first; of a new code above others, those of the others."""
    codes = node.codes or [
        one for other in work.nodes.values() if other.above == node.key for one in other.codes
    ]
    found = Counter(_parent_of(work, code, node) for code in codes)
    ranked = sorted(found, key=lambda wish: (-found[wish], wish is None, _place(work, wish)))
    return [*ranked, None]


def _place(work: Work, key: str | None) -> Any:
    return work.canonical(work.nodes[key]) if key in work.nodes else ()


def _parent_of(work: Work, code: str, node: Node) -> str | None:
    """The nearest code above one, in its own tree, that is agreed on."""
    tree = work.trees[work.tree_of(code)]
    for above in reversed(tree.ancestors(code)):
        key = work.node_of.get(above.id)
        if key is not None and key != node.key and work.nodes[key].above != node.key:
            return key
        if key is None and above.id in work.became:
            return work.became[above.id]
    return None


def _loops(work: Work, node: Node, parent: str) -> bool:
    at: str | None = parent
    while at is not None and at in work.nodes:
        if at == node.key:
            return True
        at = work.nodes[at].parent
    return False


def _name(work: Work, order: Sequence[Node]) -> None:
    """The chosen names; of twins below one parent the later gets the name of its member too."""
    keys = {node.there: node.key for node in order if node.there}
    taken = {
        (keys.get(code.parent_id or "", code.parent_id), name_key(code.name)): keys.get(code.id, code.id)
        for code in work.agreed
    }
    for node in sorted(order, key=lambda node: not node.there):
        wished = _wished(work, node)
        whose = work.names[work.tree_of(node.codes[0])] if node.codes else "new"
        for name in chain((wished, f"{wished} ({whose})"), (f"{wished} ({n})" for n in count(2))):
            if taken.setdefault((node.parent, name_key(name)), node.there or node.key) in (
                node.there,
                node.key,
            ):
                node.name = name
                break


def _wished(work: Work, node: Node) -> str:
    if not node.codes:
        return node.called
    own = work.trees.get("", ())
    if node.there and not (node.decision.name in node.codes and any(one in own for one in node.codes)):
        return work.agreed[node.there].name
    return work.code(node.decision.name if node.decision.name in node.codes else node.codes[0]).name


def _texts(work: Work, node: Node) -> dict[str, str]:
    """The texts as chosen: one code's, or all joined, each once."""
    chosen = node.decision.definition
    if chosen in node.codes and chosen not in work.became:
        return {name: getattr(work.code(chosen), name) for name in TEXTS}
    texts = {name: getattr(work.agreed[node.there], name) if node.there else "" for name in TEXTS}
    for code in node.codes:
        if code in work.became or code == node.there:
            continue
        of = work.tree_of(code)
        for name in TEXTS:
            said = getattr(work.trees[of][code], name)
            texts[name] = joined_text(texts[name], said, f"{work.trees[of][code].name} ({work.names[of]})")
    return texts


def _in_reading_order(work: Work, rows: Sequence[Row]) -> list[Node]:
    """Nodes in the order of the rows, which is that of the first tree; each after its parent."""
    listed = [key for row in rows for key in (f"above {row.lead}", *row.codes) if key in work.nodes]
    found: dict[str, Node] = {}

    def put(key: str) -> None:
        node = work.nodes[key]
        if key in found:
            return
        if node.parent in work.nodes:
            put(str(node.parent))
        found[key] = node

    for key in listed:
        put(key)
    return list(found.values())


def _as_plan(work: Work, nodes: Sequence[Node], waits: int) -> Agreement:
    ids = {node.key: node.there or work.new_id() for node in nodes}
    tree = work.agreed
    moved: set[str] = set()
    for node in nodes:
        parent = ids.get(node.parent or "", node.parent)
        values = checked(_texts(work, node)) | {"name": node.name}
        headings = [work.code(one).heading for one in node.codes]
        values["heading"] = bool(headings) and all(headings)
        if node.there:
            there = tree[node.there]
            values["heading"] = there.heading and values["heading"]
            if there.parent_id != parent:
                moved.add(node.there)
                values |= {"parent_id": parent, "position": _behind(tree, parent)}
                values["colour"] = there.colour or tree.next_colour() if parent is None else None
            tree = tree.with_changes({node.there: values}, (), ())
        else:
            colour = tree.next_colour() if parent is None else None
            code = Code(ids[node.key], parent, position=_behind(tree, parent), colour=colour, **values)
            tree = tree.with_changes({}, (), [code])
        rules.not_too_deep(tree, parent, 1)
    for code_id in moved:
        rules.not_too_deep(tree, tree[code_id].parent_id, tree.height(code_id))
    goes = {
        code: ids[node.key] for node in nodes for code in node.codes if code not in work.trees.get("", ())
    }
    known = work.became
    origins = tuple(
        Origin(to, code, work.trees[at].path(code), at)
        for code, to in goes.items()
        for at in (work.tree_of(code),)
        if known.get(code) != to
    )
    new = frozenset(ids[node.key] for node in nodes if not node.there)
    return Agreement(TreePlan(_changes(work.agreed, tree)), goes, origins, new, frozenset(moved), waits)


def _behind(tree: Tree, parent: str | None) -> str:
    standing = tree.children(parent)
    return spread(1, standing[-1].position if standing else None, None)[0]


COLUMNS = ("parent_id", "name", "position", "colour", "heading", *TEXTS)


def _changes(before: Tree, after: Tree) -> tuple[RowChange, ...]:
    inserts = [insertion(code) for code in after.by_id.values() if code.id not in before]
    updates = []
    for code in before.by_id.values():
        values = {n: v for n in COLUMNS if (v := getattr(after[code.id], n)) != getattr(code, n)}
        if values:
            updates.append(RowChange("update", code.id, values))
    return (*inserts, *updates)
