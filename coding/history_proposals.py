"""What was done with members' own trees, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]
# What is done to the tree of a proposal is blind as the proposal is, and says so.
OF_A_TREE = frozenset({"code", "coding", "codings", "memo", "discussion", "remark", "codebook", "reading"})


def is_of_a_tree(verb: str, about: About) -> bool:
    """Whether an action of this verb is done to one of the trees of a project; a memo may be on another thing."""
    group = verb.partition(".")[0]
    return group in OF_A_TREE and (group != "memo" or "code" in about)


def tree_of(verb: str, about: About) -> str | None:
    """The proposal whose tree an action was done to, "" for all that was not; None for the beginning of one.

    What was taken back or done again belongs where it was done first.
    """
    first = str(about.get("verb", verb)) if verb in ("undone", "redone") else verb
    if first == "proposal.begun":
        return None
    # An undo does not say what it was about; that it names a proposal is enough.
    is_of_one = is_of_a_tree(first, about if first is verb else {"code": ""})
    return str(about.get("proposal", "")) if is_of_one else ""


def in_a_draft(verb: str, about: About, name: Name) -> str:
    """The end of the sentence of an action that was done to a member's own tree."""
    proposal = tree_of(verb, about) if verb not in ("undone", "redone") else ""
    return f", in the draft of {name(proposal)}" if proposal else ""


def _begun(about: About, name: Name) -> str:
    codes = int(about.get("codes", 0))
    return f"began a draft of {about['name']}" + (
        f" with a copy of {several(codes, 'agreed code')}" if codes else ""
    )


def _imported(about: About, name: Name) -> str:
    new, changed = int(about.get("new", 0)), int(about.get("changed", 0))
    said = f"brought in the proposal of {about['name']}: {several(new, 'new code')}"
    return f"{said}, {changed:,} changed" if changed else said


def _opened(about: About, name: Name) -> str:
    names = [str(one) for one in about.get("names", ())]
    return f"laid the trees of {', '.join(names[:-1])} and {names[-1]} side by side"


def _decided(about: About, name: Name) -> str:
    rows = several(int(about.get("n", 1)), "row")
    return (
        f"{'opened again' if about.get('undecided') else 'decided'} {rows} in the merging of {about['name']}"
    )


def _merged(about: About, name: Name) -> str:
    codes, codings = several(int(about["codes"]), "new code"), several(int(about["codings"]), "trial coding")
    became = "became" if int(about["codings"]) != 1 else "becomes"
    return f"merged the trees of {about['name']}: {codes}, {codings} {became} main"


PROPOSALS: dict[str, Callable[[About, Name], str]] = {
    "proposal.begun": _begun,
    "proposal.imported": _imported,
    "alignment.opened": _opened,
    "alignment.decided": _decided,
    "alignment.chosen": lambda about, name: (
        f"chose whose trial codings become main in the merging of {about['name']}"
    ),
    "alignment.closed": lambda about, name: f"put the merging of {about['name']} away",
    "proposals.merged": _merged,
}
