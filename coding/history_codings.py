"""What an action did with many codings at once."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _code(about: About, name: Name, key: str = "code") -> str:
    new = "the new code " if key == "code" and about.get("new") else ""
    return f"{new}“{name(str(about[key]))}”"


def _added(about: About, name: Name) -> str:
    passages, documents = several(about["n"], "passage"), several(about["documents"], "document")
    return f"coded “{name(str(about['code']))}” in {passages} of {documents}"


def _source(about: About, name: Name) -> str:
    if about.get("from"):
        return _code(about, name, "from")
    return several(int(about.get("sources", 0)), "code")


def _moved(about: About, name: Name) -> str:
    codings = several(int(about["n"]), "coding")
    return f"moved {codings} from {_source(about, name)} to {_code(about, name)}"


def _copied(about: About, name: Name) -> str:
    passages, documents = several(int(about["n"]), "coded passage"), several(about["documents"], "document")
    return f"also coded {_code(about, name)} in {passages} of {documents}"


def _taken_off(about: About, name: Name) -> str:
    along = [several(int(n), noun) for noun in ("memo", "discussion") if (n := about.get(f"{noun}s"))]
    n = int(about["n"])
    said = f"took {_source(about, name)} off {several(n, 'passage')}"
    return f"{said}, with {'its' if n == 1 else 'their'} {' and '.join(along)}" if along else said


CODINGS: dict[str, Callable[[About, Name], str]] = {
    "codings.added": _added,
    "codings.moved": _moved,
    "codings.copied": _copied,
    "codings.taken_off": _taken_off,
}
