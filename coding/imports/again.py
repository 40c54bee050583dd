"""A transcript that is brought in again after it was coded: whose its turns are then, and where they are.

What the file says differently counts; what a person decided in the program stays. So a turn goes on where its label is
still the one it had: with its speaker, whoever was said to be that, and split where it was split. What the old text
had as a label too, and a person took for words, is words again. All else is as it is in the file.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quotetree.coding.corrections import Correction, TurnPlace, plan_correction
from quotetree.coding.edits import Edit, Edits, edits_between, inverse, passage_after, turn_after
from quotetree.coding.imports.plan import ImportPlan, Standing
from quotetree.coding.imports.speakers import Meaning, SpeakerNow
from quotetree.coding.imports.transcripts import NOT_IDENTIFIED, plan_speaker, proposed_meanings
from quotetree.coding.transcript import Row, Transcript, rows_of
from quotetree.coding.turns import in_order

_WORD = re.compile(r"\S+")


class TurnAgain(NamedTuple):
    """A turn of the new text. `id`: the one that goes on as this. `label`: whose it is; None: whose it was."""

    id: str | None
    start: int
    words: int
    end: int
    label: str | None
    from_ms: int | None
    to_ms: int | None


@dataclass(frozen=True, slots=True)
class Again:
    """What a file does to a document: its text and codings, its turns, and how many words differ."""

    correction: Correction
    turns: tuple[TurnAgain, ...]
    words: int

    @property
    def labels(self) -> list[str]:
        """The labels whose turns these are by the file, in the order of their first ones."""
        return list(dict.fromkeys(turn.label for turn in self.turns if turn.label is not None))


class _Begin(NamedTuple):
    start: int
    words: int
    turn: Any | None
    row: Row | None


def plan_again(
    old: str,
    turns: Sequence[Any],
    transcript: Transcript,
    known: Collection[str],
    kind: str,
    codings: Iterable[Any],
) -> Again:
    """What a file's transcript does to a text with turns (rows {id, start, words, end, from_ms, to_ms}) and codings.

    `known` are labels for certain, as they were when the file was read.
    """
    edits = edits_between(old, transcript.text)
    base = {row.start for row in rows_of(old, kind, known) if row.label}
    found = _turns(old, turns, transcript, edits, base)
    before = [TurnPlace(turn.id, turn.start, turn.words, turn.end) for turn in turns]
    after = [TurnPlace(turn.id or "", turn.start, turn.words, turn.end) for turn in found]
    correction = plan_correction(old, transcript.text, edits, (before, after), codings)
    return Again(correction, found, _words_changed(old, transcript.text, edits))


def _turns(
    old: str, turns: Sequence[Any], transcript: Transcript, edits: Edits, base: Collection[int]
) -> tuple[TurnAgain, ...]:
    new, rows = transcript.text, transcript.rows
    kept = _kept(old, new, turns, edits)
    begins = _begins(old, new, turns, rows, edits, base, kept)
    placed = _placed(new, rows, begins)
    if not in_order(new, [(turn.start, turn.words, turn.end) for turn in placed]):
        placed = _placed(new, rows, [_Begin(row.start, row.words, None, row) for row in rows])
    return _with_those_left(old, turns, edits, placed)


def _kept(old: str, new: str, turns: Sequence[Any], edits: Edits) -> dict[int, _Begin]:
    """By their place in the new text the turns that begin there as they did."""
    kept: dict[int, _Begin] = {}
    last = 0
    for turn in turns:
        gap, last = (last, turn.start), turn.end
        if turn.start < turn.words:
            place = passage_after(edits, turn.start, turn.words)
            if place and new[slice(*place)] == old[turn.start : turn.words]:
                kept[place[0]] = _Begin(*place, turn, None)
            continue
        start, _, end = turn_after(edits, turn.start, turn.words, turn.end)
        if start < end and not any(a < gap[1] and gap[0] < b for a, b, _ in edits):
            start = _behind_new_lines(new, edits, turn.words, start)
            kept[start] = _Begin(start, start, turn, None)
    return kept


def _behind_new_lines(new: str, edits: Edits, words: int, start: int) -> int:
    """Where a turn without a label begins: whole lines put in before it are not its."""
    first = passage_after(edits, words, words + 1)
    put_in = new[start : first[0]] if first else ""
    return start + put_in.rfind("\n") + 1


def _begins(
    old: str,
    new: str,
    turns: Sequence[Any],
    rows: Sequence[Row],
    edits: Edits,
    base: Collection[int],
    kept: Mapping[int, _Begin],
) -> list[_Begin]:
    back = inverse(edits)
    begins = dict(kept)
    for row in rows:
        here = kept.get(row.start)
        as_words = _was_words(old, new, turns, row, back, base)
        if here is not None and here.turn is not None:
            is_bare = here.turn.start == here.turn.words
            words = here.words if (is_bare and as_words) else row.words
            unlabelled = is_bare and row.label and not as_words
            begins[row.start] = _Begin(row.start, words, None if unlabelled else here.turn, row)
        elif not as_words:
            begins[row.start] = _Begin(row.start, row.words, None, row)
    return [begins[start] for start in sorted(begins)]


def _was_words(
    old: str, new: str, turns: Sequence[Any], row: Row, back: Edits, base: Collection[int]
) -> bool:
    """Whether a row begins with what looked like a beginning in the old text too, and was within a turn's words."""
    start, stop = row.start, max(row.words, row.start + 1)
    place = passage_after(back, start, stop)
    if place is None or old[slice(*place)] != new[start:stop]:
        return False
    if row.label and place[0] not in base:
        return False
    return any(
        turn.words <= place[0] and place[1] <= turn.end and bool(row.label or turn.start < place[0])
        for turn in turns
    )


def _placed(new: str, rows: Sequence[Row], begins: Sequence[_Begin]) -> list[TurnAgain]:
    """The turns that begin so; each goes on to the next one."""
    found, at = [], 0
    timed = any(row.from_ms is not None for row in rows)
    for i, begin in enumerate(begins):
        stop = begins[i + 1].start if i + 1 < len(begins) else len(new)
        end = len(new[:stop].rstrip()) if not new[begin.start : stop].isspace() else begin.start
        last: Row | None = None
        while at < len(rows) and rows[at].start < stop:
            last, at = rows[at], at + 1
        if last is not None and begin.start < last.end <= stop:
            end = max(end, last.end)
        old_times = (begin.turn.from_ms, begin.turn.to_ms) if begin.turn is not None else (None, None)
        times = (
            begin.row.from_ms if timed and begin.row is not None else old_times[0],
            last.to_ms if timed and last is not None and last.end <= stop else old_times[1],
        )
        label = begin.row.label if begin.row is not None and begin.turn is None else None
        which = begin.turn.id if begin.turn is not None else None
        found.append(TurnAgain(which, begin.start, min(begin.words, end), end, label, *times))
    return found


def _with_those_left(
    old: str, turns: Sequence[Any], edits: Edits, placed: Sequence[TurnAgain]
) -> tuple[TurnAgain, ...]:
    """New turns take the rows of old ones whose words they have, and their speakers if the label names them still."""
    used = {turn.id for turn in placed}
    left = [turn for turn in turns if turn.id not in used]
    found, at = [], 0
    moved = [turn_after(edits, turn.start, turn.words, turn.end) for turn in left]
    for turn in placed:
        while at < len(left) and moved[at][2] <= turn.words:
            at += 1
        if turn.id is None and at < len(left) and max(moved[at][1], turn.words) < min(moved[at][2], turn.end):
            same = turn.label is not None and _named(turn.label, old[left[at].start : left[at].words])
            turn = turn._replace(id=left[at].id, label=None if same else turn.label)
            at += 1
        found.append(turn)
    return tuple(found)


def _named(label: str, beginning: str) -> bool:
    """Whether the beginning of an old turn has this label, perhaps with another time."""
    if not label:
        return not beginning
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", beginning) is not None


def _words_changed(old: str, new: str, edits: Edits) -> int:
    """How many words differ: of the old text or the new one, whichever are more."""
    return max(_touched(old, edits), _touched(new, inverse(edits)))


def _touched(text: str, edits: Edits) -> int:
    found, at = 0, 0
    for word in _WORD.finditer(text):
        while at < len(edits) and edits[at].end < word.start():
            at += 1
        found += any(_in_word(edit, word.start(), word.end()) for edit in edits[at : at + 3])
    return found


def _in_word(edit: Edit, start: int, end: int) -> bool:
    return (edit.start < end and start < edit.end) or start < edit.start == edit.end < end


class Speakers(NamedTuple):
    """The new labels of a document with what they are likely to stand for, and those of which no turn is left."""

    new: dict[str, Meaning]
    gone: list[str]


def plan_turns(
    plan: ImportPlan,
    document_id: str,
    again: Again,
    transcript: Transcript,
    turns: Sequence[Any],
    speakers: Sequence[SpeakerNow],
    standing: Standing,
) -> Speakers:
    """Plan the turns (now rows with id and speaker_id) and their speakers: labels that are there keep their meaning."""
    known = {speaker.label: speaker.id for speaker in speakers}
    proposed = proposed_meanings(transcript, standing.participants)
    new = {label: proposed.get(label) or NOT_IDENTIFIED for label in again.labels if label not in known}
    known |= {label: plan_speaker(plan, document_id, label, meaning) for label, meaning in new.items()}
    whose = {turn.id: str(turn.speaker_id) for turn in turns}
    for turn in again.turns:
        speaker = known[turn.label] if turn.label is not None else whose[str(turn.id)]
        place = {"start": turn.start, "words": turn.words, "end": turn.end}
        row = {**place, "speaker_id": speaker, "from_ms": turn.from_ms, "to_ms": turn.to_ms}
        if turn.id is None:
            plan.insert("turn", {"document_id": document_id, **row})
        else:
            plan.update("turn", turn.id, row)
    staying = {turn.id for turn in again.turns}
    for turn_id in sorted(whose.keys() - staying):
        plan.delete("turn", turn_id)
    rows = [*plan.updates.get("turn", {}).values(), *plan.inserts.get("turn", ())]
    left = set(whose.values()) - {row["speaker_id"] for row in rows}
    gone = [one for one in speakers if one.id in left]
    for one in gone:
        plan.delete("speaker", one.id)
        for member in one.members.values():
            plan.delete("group_member", member)
    return Speakers(new, [one.label for one in gone])
