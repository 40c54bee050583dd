"""The codes of the agreed tree that decisions make, before they have a place and a name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quotetree.coding.agreeing.decisions import Decision
from quotetree.coding.agreeing.rows import Row
from quotetree.coding.names import name_key
from quotetree.coding.tree import Code, Tree


@dataclass(slots=True)
class Node:
    """A code of the agreed tree as it comes; `codes` are those that it comes from, maybe one of the tree itself."""

    key: str
    codes: list[str]
    decision: Decision
    above: str | None = None  # told by a decision: the node that it goes below
    called: str = ""
    there: str = ""
    parent: str | None = None
    name: str = ""


@dataclass(slots=True)
class Work:
    """The nodes as they are worked out, with the trees that they come from."""

    agreed: Tree
    trees: Mapping[str, Tree]
    names: Mapping[str, str]
    became: Mapping[str, str]
    new_id: Callable[[], str]
    nodes: dict[str, Node] = field(default_factory=dict)
    node_of: dict[str, str] = field(default_factory=dict)

    def tree_of(self, code: str) -> str:
        """The tree (a proposal's id, "" the agreed one) that a code is of."""
        return next(one for one, tree in self.trees.items() if code in tree)

    def code(self, code: str) -> Code:
        """A code of one of the trees."""
        return self.trees[self.tree_of(code)][code]

    def canonical(self, node: Node) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What orders codes whatever the order in which trees were given: paths, and whose they are."""
        found = [
            (tuple(map(name_key, self.trees[at].names(one))), self.names[at])
            for one in node.codes
            for at in (self.tree_of(one),)
        ]
        return (*sorted(found), ((), name_key(node.called)))


def make_nodes(work: Work, rows: Sequence[Row]) -> None:
    """The codes that decided rows make."""
    into: dict[str, str] = {}
    below: dict[str, str] = {}
    for row in decided(rows):
        decision = row.decision
        if decision is None or decision.do == "out":
            continue
        if decision.do == "into":
            into[row.lead] = decision.under
        for node in _nodes_of(row, decision):
            work.nodes[node.key] = node
            work.node_of |= dict.fromkeys(node.codes, node.key)
        if decision.do == "below" and decision.under:
            below[row.lead] = decision.under
    for lead in into:
        _join(work, lead, _last(into, lead))
    for lead, under in below.items():
        if lead in work.nodes:
            work.nodes[lead].above = work.node_of.get(under)


def decided(rows: Sequence[Row]) -> list[Row]:
    """The rows that a person has decided; those that need another row wait until that one is taken too."""
    found = [row for row in rows if row.decision is not None]
    while True:
        taken = {row.lead for row in found if row.decision and row.decision.do != "out"}
        stands = [row for row in found if row.decision and row.decision.under in ("", *taken)]
        if len(stands) == len(found):
            return found
        found = stands


def _nodes_of(row: Row, decision: Decision) -> Iterator[Node]:
    if decision.do in ("same", "into") or (decision.do == "below" and decision.under):
        yield Node(row.lead, list(row.codes), decision)
        return
    above = None
    if decision.do == "parent":
        above = f"above {row.lead}"
        yield Node(above, [], decision, called=decision.called)
    for code in row.codes:
        under = row.lead if decision.do == "below" and code != row.lead else above
        yield Node(code, [code], decision, above=under)


def _last(into: Mapping[str, str], lead: str) -> str:
    """The row that a chain of "the same as" ends at; of a circle the least, so that one stays."""
    seen = [lead]
    while (following := into.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def _join(work: Work, lead: str, target: str) -> None:
    key = work.node_of.get(target)
    if key is None or key == lead or lead not in work.nodes:
        return
    node = work.nodes.pop(lead)
    work.nodes[key].codes.extend(node.codes)
    work.node_of |= dict.fromkeys(node.codes, key)


def settle(work: Work) -> None:
    """Find the agreed code that a node is already: one of its own, or what one of its codes became before."""
    taken: dict[str, str] = {}
    for node in sorted(work.nodes.values(), key=work.canonical):
        own = sorted(one for one in node.codes if one in work.trees.get("", ()))
        before = sorted(work.became[one] for one in node.codes if one in work.became)
        for there in (*own, *before):
            if there in taken:
                continue
            node.there = taken[there] = there
            break
