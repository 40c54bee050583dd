"""Passages that share a letter become one comment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints, ranges
from quotetree.coding.counts.filters import Filters, codings_let_through, voices_let_through
from quotetree.coding.counts.snapshot import Snapshot
from quotetree.coding.errors import QuotetreeError


@dataclass(frozen=True, eq=False)
class Comments:
    """The merged passages of some codes, code by code and in the order of the documents.

    `codes` numbers the codes asked for; `group[i]` tells for merged passage i which of them it is of, `document`,
    `first`, `last` the document and the first and last turn (numbered through all documents). Its codings are
    `rows[starts[i]:starts[i + 1]]`.
    """

    snapshot: Snapshot
    filters: Filters
    codes: Ints
    rows: Ints
    starts: Ints
    group: Ints
    document: Ints
    first: Ints
    last: Ints

    @cached_property
    def voices(self) -> tuple[Ints, Ints]:
        """The pairs of merged passage and voice heard in it, each once; of the people who are let through."""
        talk = self.snapshot.talk
        before = talk.voices_before[self.first]
        count = talk.voices_before[self.last + 1] - before
        comment = np.repeat(np.arange(len(self.group)), count)
        voice = talk.voice[ranges(before, count)]
        comment, voice = _each_once(comment, voice, count, len(talk.voices))
        chosen = self._voices_chosen
        return (comment, voice) if chosen is None else (comment[chosen[voice]], voice[chosen[voice]])

    def only(self, flags: Flags) -> "Comments":
        """The merged passages that are flagged."""
        codings = np.diff(self.starts)
        return replace(
            self,
            rows=self.rows[np.repeat(flags, codings)],
            starts=np.append(0, np.cumsum(codings[flags])),
            group=self.group[flags],
            document=self.document[flags],
            first=self.first[flags],
            last=self.last[flags],
        )

    def heard(self, n: int) -> Ints:
        """The voices heard in merged passage n, of the people who are let through."""
        talk = self.snapshot.talk
        voices = np.unique(
            talk.voice[talk.voices_before[self.first[n]] : talk.voices_before[self.last[n] + 1]]
        )
        return voices if self._voices_chosen is None else voices[self._voices_chosen[voices]]

    @cached_property
    def _voices_chosen(self) -> Flags | None:
        return voices_let_through(self.snapshot, self.filters)

    @cached_property
    def attributed(self) -> Flags:
        """By merged passage: whether it is a comment with a respondent."""
        heard = np.zeros(len(self.group), np.bool_)
        heard[self.voices[0]] = True
        return heard

    @cached_property
    def in_notes(self) -> Flags:
        """By merged passage: whether it stands in researchers' notes."""
        return self._of_nobody & self.snapshot.talk.notes[self.document]

    @cached_property
    def interviewer_only(self) -> Flags:
        """By merged passage: whether all its words are an interviewer's."""
        before = self.snapshot.talk.interviewers_before
        asked = before[self.last + 1] - before[self.first] == self.last + 1 - self.first
        only: Flags = self._of_nobody & asked & ~self.in_notes
        return only

    @cached_property
    def unattributed(self) -> Flags:
        """By merged passage: whether it is a comment without a respondent."""
        return self._of_nobody & ~self.in_notes & ~self.interviewer_only

    @cached_property
    def counted(self) -> Flags:
        """By merged passage: whether it is a comment."""
        return self.attributed | self.unattributed

    @cached_property
    def _of_nobody(self) -> Flags:
        """By merged passage: whether it has no respondent at all; none where people of some values are asked for."""
        if self._voices_chosen is not None:
            return np.zeros(len(self.group), np.bool_)
        return ~self.attributed


def gather(
    snapshot: Snapshot,
    filters: Filters | None = None,
    *,
    with_subcodes: bool = False,
    codes: Sequence[str] | None = None,
) -> Comments:
    """The comments of the codes (ids; None: all, in the order of the tree), own or with those of their sub-codes."""
    filters = filters or Filters()
    numbers = _numbers(snapshot, codes)
    rows, group = (snapshot.with_subcodes if with_subcodes else snapshot.own).of(numbers)
    if codes is None:
        chosen = codings_let_through(snapshot, filters, slice(None))[rows]
    else:
        chosen = codings_let_through(snapshot, filters, rows)
    if not chosen.all():
        rows, group = rows[chosen], group[chosen]
    return _merged(snapshot, filters, numbers, rows, group)


def _numbers(snapshot: Snapshot, codes: Sequence[str] | None) -> Ints:
    if codes is None:
        return np.arange(len(snapshot.lines.codes))
    gone = [code for code in codes if code not in snapshot.lines.number]
    if gone:
        raise QuotetreeError("This code is not in this project; somebody may have deleted it.", gone)
    return np.array([snapshot.lines.number[code] for code in codes], np.int64)


def _merged(snapshot: Snapshot, filters: Filters, codes: Ints, rows: Ints, group: Ints) -> Comments:
    """Rows in order of group and first letter, cut where a passage shares no letter with any before it.

    Letters are numbered through groups and documents, so that one running maximum serves for all.
    """
    codings, talk = snapshot.codings, snapshot.talk
    document = codings.document[rows]
    base = group * talk.words_before[-1] + talk.words_before[document]
    reach = np.maximum.accumulate(base + codings.finish[rows])
    apart = np.ones(len(rows), np.bool_)
    np.greater_equal((base + codings.begin[rows])[1:], reach[:-1], out=apart[1:])
    cuts = np.flatnonzero(apart)
    document = document[cuts].astype(np.int64)
    turns = talk.turns_before[document]
    last = np.maximum.reduceat(codings.last[rows], cuts) if len(rows) else np.zeros(0, np.int64)
    return Comments(
        snapshot=snapshot,
        filters=filters,
        codes=codes,
        rows=rows,
        starts=np.append(cuts, len(rows)),
        group=group[cuts],
        document=document,
        first=turns + codings.first[rows[cuts]],
        last=turns + last,
    )


def _each_once(comment: Ints, voice: Ints, count: Ints, voices: int) -> tuple[Ints, Ints]:
    """The pairs without repetition; `count` pairs stand for each comment, and most stand alone."""
    repeated = (count > 1)[comment]
    if not repeated.any():
        return comment, voice
    key = np.sort(comment[repeated] * voices + voice[repeated])
    key = key[np.append(True, key[1:] != key[:-1])]
    alone = ~repeated
    return np.append(comment[alone], key // voices), np.append(voice[alone], key % voices)
