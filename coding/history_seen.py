"""An action as one reader may be told of it: without the codings of layers that are held back from them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

About = Mapping[str, Any]


class Seen(NamedTuple):
    """Of the codings that an action touched those that the reader sees, and in how many documents they lie."""

    changed: int = 0
    gone: int = 0
    added: int = 0
    documents: int = 0

    @property
    def n(self) -> int:
        return self.changed + self.gone + self.added


def _numbers(**number: Callable[[Seen], int]) -> Callable[[About, Seen], About]:
    """These numbers are told anew, never higher than they were."""

    def told(about: About, seen: Seen) -> About:
        return {
            **about,
            **{key: min(int(about[key]), of(seen)) for key, of in number.items() if key in about},
        }

    return told


def _without(*keys: str) -> Callable[[About, Seen], About]:
    return lambda about, seen: {key: value for key, value in about.items() if key not in keys}


def _project(about: About, seen: Seen) -> About:
    added = dict(about.get("added", {}))
    added["coding"] = min(int(added.get("coding", 0)), seen.added)
    return {**about, "added": added}


_codings = _numbers(codings=lambda seen: seen.n)
_recoded = _numbers(n=lambda seen: seen.n, documents=lambda seen: seen.documents, sources=lambda seen: seen.n)

AS_SEEN: dict[str, Callable[[About, Seen], About]] = {
    "codings.added": _recoded,
    "codings.moved": _recoded,
    "codings.copied": _recoded,
    "codings.taken_off": _recoded,
    "codings.joined": _numbers(n=lambda seen: seen.n, into=lambda seen: max(seen.changed, min(seen.n, 1))),
    "codings.imported": _numbers(n=lambda seen: seen.n, new=lambda seen: seen.added),
    "coding.added": _numbers(),
    "code.deleted": _codings,
    "code.merged": _codings,
    "documents.deleted": _codings,
    "proposals.merged": _codings,
    "project.merged": _project,
    "splitting.decided": _without("n"),
    "undone": _without("with", "kept"),
    "redone": _without("with", "kept"),
}
# What hangs on codings is not told apart: no number of it is told where some of the codings are held back.
HANGING = ("memos", "discussions")


def of_main(about: About) -> About:
    """What all may be told of an erasure: the codings of the main layer. Of the others no trace is left to ask."""
    return {**about, "codings": about["main"]} if "main" in about else about


def as_seen(verb: str, about: About, seen: Seen) -> tuple[str, About]:
    """The verb and what it was about for a reader who sees only these of its codings.

    Of an action that made a code for codings that are held back, the making of the code is told.
    """
    if (
        about.get("new")
        and not seen.n
        and verb in ("coding.added", "codings.added", "codings.moved", "codings.copied")
    ):
        return "code.created", {"code": about["code"]}
    tell = AS_SEEN.get(verb)
    if tell is None:
        return verb, about
    return verb, {key: value for key, value in tell(about, seen).items() if key not in HANGING}
