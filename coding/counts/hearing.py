"""Who is heard under a label."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from quotetree.coding.counts.rows import AppearanceRow, MemberRow, SpeakerRow

NOT_A_SPEAKER = "not a speaker"
NOTES = "observation"
OWN_WORDS = ("journal", "survey answers")


class Respondent(NamedTuple):
    """A person behind words: a participant's id, or the speaker's id of a placeholder, of whom nothing is known."""

    id: str
    placeholder: bool = False


class Hearing:
    """The respondents and the interviewers behind the speakers of a project."""

    def __init__(
        self,
        speakers: Mapping[str, SpeakerRow],
        members: Iterable[MemberRow],
        appearances: Iterable[AppearanceRow],
        left_out: Collection[str] = (),
    ) -> None:
        self._speakers = speakers
        self._left_out = frozenset(left_out)
        self._members = _grouped(members)
        self._present = _grouped(appearances)

    def asks(self, speaker: str) -> bool:
        """Whether the speaker is an interviewer."""
        return self._speakers[speaker][2] == "interviewer"

    def respondents(self, speaker: str, kind: str) -> list[Respondent]:
        """The people behind a speaker of a document of that kind, but those who are left out."""
        return [one for one in self._people(speaker, kind) if one.id not in self._left_out]

    def leaves_out(self, speaker: str, kind: str) -> bool:
        """Whether all who are heard under a speaker are left out, so that nothing counts as said there."""
        people = self._people(speaker, kind)
        return bool(people) and all(one.id in self._left_out for one in people)

    def _people(self, speaker: str, kind: str) -> list[Respondent]:
        """The people behind a speaker; in field notes everything is the researcher's.

        A journal or survey answer that does not say whose it is, is the one person's who appears there.
        """
        _, document, role, participant = self._speakers[speaker]
        if kind == NOTES or role in ("interviewer", NOT_A_SPEAKER):
            return []
        if role == "placeholder":
            return [Respondent(speaker, placeholder=True)]
        if role == "group":
            people = self._members[speaker]
        elif participant is None and kind in OWN_WORDS and len(self._present[document]) == 1:
            people = self._present[document]
        else:
            people = [participant] if participant is not None else []
        return [Respondent(person) for person in people]


def _grouped(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    """By the first of each pair the distinct seconds, in order."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(pairs)):
        groups[one].append(other)
    return groups
