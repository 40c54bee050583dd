"""Pairs of codes of two trees: the best one-to-one assignment, and what lies within a code of the other tree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from quotetree.coding.align.reasons import reasons, within_reason
from quotetree.coding.align.signs import Compared, Signs, compare
from quotetree.coding.align.trees import ProposedTree
from quotetree.coding.align.wording import Wording
from quotetree.coding.names import name_key

Strength = Literal["sure", "likely", "weak"]
SURE, LIKELY, WEAK = 0.85, 0.6, 0.3
MARGIN = 0.05
# From here on the passages alone nearly carry a pair.
MOST_PASSAGES, MOST_TOLD = 0.6, 5
INSIDE, FEWEST_INSIDE = 0.7, 3


class Side(NamedTuple):
    """A code of one of the trees."""

    tree: str
    path: str
    id: str


class Pair(NamedTuple):
    """Two codes that answer one another; `score` 0 to 1; `within`: b's passages lie within a's, which is wider."""

    a: Side
    b: Side
    score: float
    strength: Strength
    reasons: tuple[str, ...]
    within: bool = False


def align(trees: Sequence[ProposedTree]) -> list[Pair]:
    """All pairs of codes of two trees each, in the order of the trees and their codes.

    The same pairs come whatever the order in which the trees are given, but for their sides.
    """
    wording = Wording(
        text for tree in trees for code in tree.codes for text in (code.name, code.definition) if text
    )
    found: list[Pair] = []
    for a, b in combinations(trees, 2):
        # Compared in the order of their names: ties are broken the same way whichever tree is given first.
        if name_key(a.name) <= name_key(b.name):
            found.extend(_pairs(compare(a, b, wording), wording))
        else:
            found.extend(_turned(pair) for pair in _pairs(compare(b, a, wording), wording))
    return found


def _turned(pair: Pair) -> Pair:
    """The same pair seen from the other tree; where one lies within the other, the wider one stays first."""
    return pair if pair.within else pair._replace(a=pair.b, b=pair.a)


def _pairs(compared: Compared, wording: Wording) -> Iterator[Pair]:
    chosen = _assigned(compared)
    sure: set[tuple[int, int]] = set()
    for i, j in sorted(chosen, key=lambda pair: len(compared.a.codes[pair[0]].names)):
        if _is_sure(compared, i, j, sure):
            sure.add((i, j))
    for i, j in chosen:
        signs = compared.signs[i][j]
        strength: Strength = "sure" if (i, j) in sure else "likely" if signs.score >= LIKELY else "weak"
        told = reasons(signs, wording, compared.a.codes[i], compared.b.codes[j])
        yield Pair(_side(compared.a, i), _side(compared.b, j), round(signs.score, 3), strength, told)
    yield from _within(compared, set(chosen))


def _side(tree: ProposedTree, i: int) -> Side:
    return Side(tree.name, tree.codes[i].path, tree.codes[i].id)


def _assigned(compared: Compared) -> list[tuple[int, int]]:
    """The assignment with the greatest sum of scores (Kuhn and Munkres, by scipy), without the pairs below weak."""
    if not compared.a.codes or not compared.b.codes:
        return []
    from scipy.optimize import linear_sum_assignment

    rows, columns = _in_order(compared.a), _in_order(compared.b)
    # What is too weak to be a pair counts for nothing: else many weak ones would push a good one aside.
    scores = [
        [score if (score := compared.signs[i][j].score) >= WEAK else 0.0 for j in columns] for i in rows
    ]
    best = linear_sum_assignment(scores, maximize=True)
    chosen = [(rows[x], columns[y]) for x, y in zip(*best, strict=True) if scores[x][y]]
    return sorted(chosen)


def _in_order(tree: ProposedTree) -> list[int]:
    """The codes by name, so that which of equals is taken does not depend on how a tree was sorted."""
    return sorted(range(len(tree.codes)), key=lambda i: tuple(map(name_key, tree.codes[i].names)))


def _is_sure(compared: Compared, i: int, j: int, sure: set[tuple[int, int]]) -> bool:
    """Sure: nearly everything speaks for it, its parents are sure, and no other code comes near."""
    signs = compared.signs[i][j]
    if not _speaks(signs) or _rival(compared, i, j) > signs.score - MARGIN:
        return False
    parents = compared.a.parents[i], compared.b.parents[j]
    if parents[0] is None or parents[1] is None:
        return parents == (None, None)
    above = compared.signs[parents[0]][parents[1]]
    return (parents[0], parents[1]) in sure or above.score >= SURE - MARGIN


def _speaks(signs: Signs) -> bool:
    told = min(signs.shared.here, signs.shared.there) if signs.shared else 0
    if signs.passages is not None and told >= MOST_TOLD:
        if signs.against:
            return False  # alike in words, but not in what they were put to
        if signs.passages >= MOST_PASSAGES and signs.wording >= 0.5:
            return signs.score >= SURE - MARGIN
    return signs.score >= SURE and (signs.name >= 0.9 or signs.definition == 1.0)


def _rival(compared: Compared, i: int, j: int) -> float:
    """The best score of another pair with one of these codes."""
    row = (signs.score for y, signs in enumerate(compared.signs[i]) if y != j)
    column = (line[j].score for x, line in enumerate(compared.signs) if x != i)
    return max((*row, *column), default=0.0)


def _within(compared: Compared, chosen: set[tuple[int, int]]) -> Iterator[Pair]:
    """Codes whose passages lie within a wider one of the other tree, where their parents do not say so already."""
    for wider, _narrower, flipped in ((compared.a, compared.b, False), (compared.b, compared.a, True)):
        found = set(_contained(compared, chosen, flipped=flipped))
        for i, j in sorted(found):
            if _said_above(compared, i, j, found | _as(chosen, flipped), flipped=flipped):
                continue
            signs = compared.signs[j][i] if flipped else compared.signs[i][j]
            assert signs.shared is not None
            inside, lie_in, here = _narrow(signs, flipped=flipped)
            strength: Strength = "likely" if inside >= 0.8 and here >= MOST_TOLD else "weak"
            other = compared.a if flipped else compared.b
            yield Pair(
                _side(wider, i),
                _side(other, j),
                round(0.4 + 0.45 * inside, 3),
                strength,
                (within_reason(lie_in, here),),
                within=True,
            )


def _as(chosen: Iterable[tuple[int, int]], flipped: bool) -> set[tuple[int, int]]:
    return {(j, i) for i, j in chosen} if flipped else set(chosen)


def _contained(
    compared: Compared, chosen: set[tuple[int, int]], *, flipped: bool
) -> Iterator[tuple[int, int]]:
    """Pairs (wider, narrower) by place."""
    for i, row in enumerate(compared.signs):
        for j, signs in enumerate(row):
            if signs.shared is None or (i, j) in chosen:
                continue
            inside, _, here = _narrow(signs, flipped=flipped)
            if here >= FEWEST_INSIDE and inside >= INSIDE and signs.shared.jaccard < MOST_PASSAGES:
                yield (j, i) if flipped else (i, j)


def _narrow(signs: Signs, *, flipped: bool) -> tuple[float, int, int]:
    """Of the narrower code: the share of its code points within the wider one, passages within, and passages."""
    assert signs.shared is not None
    found = signs.shared
    if flipped:
        return found.inside, found.lie_in, found.here
    return found.around, found.lie_in_there, found.there


def _said_above(compared: Compared, i: int, j: int, known: set[tuple[int, int]], *, flipped: bool) -> bool:
    """Whether the wider code answers a parent of the narrower one, or a sub-code of it holds the narrower one too."""
    wider, narrower = (compared.b, compared.a) if flipped else (compared.a, compared.b)
    parent = narrower.parents[j]
    while parent is not None:
        if (i, parent) in known:
            return True
        parent = narrower.parents[parent]
    return any((child, j) in known for child in wider.children[i])
