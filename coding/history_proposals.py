"""What was done with members' own trees, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


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
    "proposal.imported": _imported,
    "alignment.opened": _opened,
    "alignment.decided": _decided,
    "alignment.chosen": lambda about, name: (
        f"chose whose trial codings become main in the merging of {about['name']}"
    ),
    "alignment.closed": lambda about, name: f"put the merging of {about['name']} away",
    "proposals.merged": _merged,
}
