"""Why two codes are taken to answer one another, in words."""

from quotetree.coding.align.signs import Signs
from quotetree.coding.align.trees import ProposedCode
from quotetree.coding.align.wording import SAME_FORM, Wording
from quotetree.coding.counts.sentence import several


def reasons(signs: Signs, wording: Wording, a: ProposedCode, b: ProposedCode) -> tuple[str, ...]:
    """The signs that speak for a pair, the strongest first; at least one."""
    told = [*_passages(signs), *_name(signs, wording, a, b), *_definition(signs), *_place(signs, a, b)]
    return tuple(told) or ("only their place in the trees",)


def within_reason(lie_in: int, here: int) -> str:
    """That a code's passages lie inside a wider one."""
    return f"{lie_in:,} of its {several(here, 'passage')} lie inside this code"


def _passages(signs: Signs) -> list[str]:
    if signs.shared is None:
        return []
    if not signs.shared.jaccard:
        return ["no passage in common"]
    return [f"{signs.shared.lie_in:,} of {several(signs.shared.here, 'passage')} coded by both"]


def _name(signs: Signs, wording: Wording, a: ProposedCode, b: ProposedCode) -> list[str]:
    if signs.name == 1.0:
        return ["same name"]
    if signs.name >= SAME_FORM - 0.01:
        return ["same name in another form"]
    common = wording.common_words(a.name, b.name)
    if common:
        return [f"both names say “{'”, “'.join(common)}”"]
    return ["names alike"] if signs.name >= 0.4 else []


def _definition(signs: Signs) -> list[str]:
    if signs.definition == 1.0:
        return ["same definition"]
    return ["definitions alike"] if (signs.definition or 0.0) >= 0.5 else []


def _place(signs: Signs, a: ProposedCode, b: ProposedCode) -> list[str]:
    told = []
    if len(a.names) > 1 and len(b.names) > 1 and signs.above >= 0.6:
        told.append("below codes that answer one another")
    elif (len(a.names) == 1) != (len(b.names) == 1):
        told.append("a main code here, a sub-code there")
    if signs.below is not None and signs.below >= 0.6:
        told.append("sub-codes that answer one another")
    return told
