"""Retiring codes, as a plan: a retired code keeps its codings and its place, and is applied no more."""

from collections.abc import Sequence

from quotetree.coding.tree import Tree
from quotetree.coding.tree_plans import RowChange, TreePlan
from quotetree.coding.tree_rules import TreeError, known


def plan_retire(tree: Tree, ids: Sequence[str]) -> TreePlan:
    """Retire codes with all that is below them."""
    return _plan(tree, {one for code in _chosen(tree, ids) for one in _with_below(tree, code)}, retired=True)


def plan_bring_back(tree: Tree, ids: Sequence[str]) -> TreePlan:
    """Bring codes back with all that is below them; the codes above them come back too."""
    chosen = _chosen(tree, ids)
    back = {one for code in chosen for one in _with_below(tree, code)}
    return _plan(tree, back | {above.id for code in chosen for above in tree.ancestors(code)}, retired=False)


def _chosen(tree: Tree, ids: Sequence[str]) -> list[str]:
    if not ids:
        raise TreeError("No code is chosen.")
    return [known(tree, code).id for code in ids]


def _with_below(tree: Tree, code: str) -> list[str]:
    return [code, *(below.id for below in tree.descendants(code))]


def _plan(tree: Tree, codes: set[str], *, retired: bool) -> TreePlan:
    changed = [code for code in tree if code.id in codes and code.retired != retired]
    return TreePlan(tuple(RowChange("update", code.id, {"retired": retired}) for code in changed))
