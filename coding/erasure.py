"""What goes when a person withdraws: their turns with the labels, and what of codings lies in these."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quotetree.coding.corrections import Correction, TurnPlace, plan_correction, turns_after
from quotetree.coding.counts.hearing import Hearing
from quotetree.coding.counts.rows import AppearanceRow, MemberRow, SpeakerRow
from quotetree.coding.edits import Edit, Edits, rewritten
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key
from quotetree.coding.spellings import Renaming

ERASED_NAME = "[erased]"


class ErasureRefused(QuotetreeError):
    """An erasure that is not asked for as it must be."""


class ErasureChanged(QuotetreeError):
    """What would go is not what was shown."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What goes of one document: turns (ids) with so many words, and what that does to text and codings.

    `names` says how often another name is put in the place of one.
    """

    document: str
    name: str
    turns: tuple[str, ...]
    words: int
    names: int
    change: Correction

    @property
    def whole(self) -> bool:
        """Whether nothing is left of it: then the document goes."""
        return not self.change.text.strip()


def theirs(
    person: str, kind: str, speakers: Sequence[SpeakerRow], members: Iterable[MemberRow],
    appearances: Iterable[AppearanceRow],
) -> set[str]:  # fmt: skip
    """The speakers (ids) of a document behind whom nobody but the person stands.

    That is a label mapped to them, a group of which they are the only one named, and in a journal or survey answer
    that does not say whose it is, its only person.
    """
    hearing = Hearing({row[0]: row for row in speakers}, members, appearances, {person})
    return {row[0] for row in speakers if row[3] == person or hearing.leaves_out(row[0], kind)}


def what_goes(
    document: tuple[str, str, str],
    turns: Sequence[TurnPlace],
    gone: Collection[str],
    codings: Iterable[Any],
    renaming: Renaming | None = None,
) -> Erased:
    """A document (id, name, text) without some of its turns (all in order; ids of those that go).

    With `renaming`, another name stands in the place of one in the rest.
    """
    one, name, text = document
    edits = _cut(text, turns, gone)
    other = renaming.other if renaming else ""
    spots = renaming.spellings.spots(text) if renaming else []
    named = [spot for spot in spots if not any(a < spot.end and spot.start < b for a, b, _ in edits)]
    edits = tuple(sorted([*edits, *(Edit(spot.start, spot.end, len(other)) for spot in named)]))
    stay = [turn for turn in turns if turn.id not in gone]
    after = turns_after(edits, stay)
    new = rewritten(text, [(a, b, other if length else "") for a, b, length in edits]).text
    # In the text of before, the words of those who go are nobody's: what a coding had of others says what is left.
    change = plan_correction(text, new, edits, (turns, after), codings)
    went = [turn for turn in turns if turn.id in gone]
    words = sum(len(text[turn.words : turn.end].split()) for turn in went)
    return Erased(one, name, tuple(turn.id for turn in went), words, len(named), change)


def _cut(text: str, turns: Sequence[TurnPlace], gone: Collection[str]) -> Edits:
    """Each turn that goes, up to where the next one begins; neighbours as one edit."""
    found: list[Edit] = []
    for i, turn in enumerate(turns):
        if turn.id not in gone:
            continue
        end = turns[i + 1].start if i + 1 < len(turns) else len(text)
        if found and found[-1].end == turn.start:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Edit(turn.start, end, 0))
    return tuple(edit for edit in found if edit.start < edit.end)


def still_read(to_turn: int, gone: Iterable[int]) -> int:
    """To which turn somebody has read, by its number after turns of these numbers went."""
    return to_turn - sum(number <= to_turn for number in gone)


def check_confirmed(name: str, typed: str) -> None:
    """Raises ErasureRefused unless the person's name was typed."""
    if name_key(typed) != name_key(name):
        raise ErasureRefused(f"Type {name} to confirm. Nothing was erased.")


def mark_of(parts: Iterable[object]) -> str:
    """What two plans share only if the same goes by both."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:16]


def blank(text: str) -> str:
    """As many blanks: offsets of its time still count in it, and it holds no word."""
    return " " * len(text)


def wordless(
    about: dict[str, Any], words: Collection[str] = ("from", "before", "name", "value", "label")
) -> dict[str, Any]:
    """What an action's sentence needs, without what it said of a person."""
    return {key: ERASED_NAME if key in words and value else value for key, value in about.items()}
