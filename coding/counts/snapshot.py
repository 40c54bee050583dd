"""A project at one `seq`, as positions: never changed, only moved on to the next."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from quotetree.coding.counts.arrays import Ints
from quotetree.coding.counts.codings import Codings, codings_of, placed, renumbered
from quotetree.coding.counts.figures import CountTable
from quotetree.coding.counts.lines import Lines, lines_of
from quotetree.coding.counts.lineup import Lineup, lined_up, with_last, without
from quotetree.coding.counts.people import Column, People, people_of
from quotetree.coding.counts.rows import CodeRow, CodingRow, PeopleRows, StudyRows, TalkRows
from quotetree.coding.counts.talk import Talk, talk_of

Kept = tuple[CountTable, frozenset[str]]  # the counts of all codes, and the codes to be counted again


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that counting needs of a project, read in one transaction and named by its `seq`.

    Every count of a snapshot is of that moment. What moves it on returns another that shares what has not changed.
    """

    seq: int
    talk: Talk
    people: People
    lines: Lines
    codings: Codings
    own: Lineup
    with_subcodes: Lineup
    columns: dict[str, Column] = field(default_factory=dict)  # those of `column` that were asked for
    kept: dict[Hashable, Kept] = field(default_factory=dict)  # those of `counts` that were asked for

    def column(self, attribute: str) -> Column:
        """The values of an attribute, worked out when first asked for. Raises UnknownAttribute."""
        if attribute not in self.columns:
            self.columns[attribute] = self.people.column(attribute, self.talk)
        return self.columns[attribute]

    def with_codings(
        self, seq: int, added: Iterable[CodingRow] = (), removed: Collection[str] = ()
    ) -> "Snapshot":
        """After codings were removed (by id) and added. A changed coding is removed and added."""
        codings, own, rolled = self.codings, self.own, self.with_subcodes
        gone = codings.places(removed)
        touched = set(codings.code[gone].tolist())
        if len(gone):
            own, rolled = (without(lineup, gone, len(codings)) for lineup in (own, rolled))
            codings = codings.without(gone)
        new = codings_of(added, self.talk, self.lines, codings.coders)
        if len(new):
            codings = codings.joined(new)
            touched.update(new.code.tolist())
            own, rolled = (with_last(one, len(new), codings, self.talk, self.lines) for one in (own, rolled))
        kept = self._kept_but(touched)
        return replace(self, seq=seq, codings=codings, own=own, with_subcodes=rolled, kept=kept)

    def _kept_but(self, touched: Iterable[int]) -> dict[Hashable, Kept]:
        """The counts that were kept; those of the codes (by number) and of all above them are to be made again."""
        codes = self.lines.codes
        stale = frozenset(one for code in touched for one in self.lines.line_of(codes[code]))
        return {which: (table, again | stale) for which, (table, again) in list(self.kept.items())}

    def with_codes(self, seq: int, codes: Iterable[CodeRow]) -> "Snapshot":
        """After the tree changed; the codings of codes that are gone go too."""
        return self._moved(seq, self.talk, self.people, lines_of(codes), frozenset())

    def of_tree(self, codes: Iterable[CodeRow], codings: Iterable[CodingRow]) -> "Snapshot":
        """The same people and talk under another tree, with its codings alone."""
        lines = lines_of(codes)
        return _assembled(self.seq, self.talk, self.people, lines, codings_of(codings, self.talk, lines))

    def of_merged(self, goes: Mapping[str, str], into: str, codes: Iterable[CodeRow]) -> "Snapshot":
        """What the code `into` and all below it would have if codes went into others, by id; `codes` is the tree then.

        It holds no codings of other codes, so that it is there in a moment.
        """
        number = self.lines.number
        touched = {into, *goes}
        kept = np.array(
            [not touched.isdisjoint(self.lines.line_of(one)) for one in self.lines.codes], np.bool_
        )
        to = np.arange(len(self.lines.codes))
        to[[number[code] for code in goes]] = [number[code] for code in goes.values()]
        codings = self.codings.picked(kept[self.codings.code])
        codings = replace(codings, code=to[codings.code].astype(np.int32))
        return replace(self, codings=codings, kept={}).with_codes(self.seq, codes)

    def with_talk(self, seq: int, rows: TalkRows) -> "Snapshot":
        """After documents, speakers or appearances changed; the codings of documents that are gone go too.

        Of documents whose text, turns and speakers stand as they were, `rows` needs neither text nor turns.
        """
        texts = tuple(rows.texts)
        talk = talk_of(replace(rows, texts=texts), self.talk)
        return self._moved(seq, talk, self.people, self.lines, frozenset(document for document, _ in texts))

    def with_people(self, seq: int, rows: PeopleRows) -> "Snapshot":
        """After participants, attributes or their values changed."""
        return replace(self, seq=seq, people=people_of(rows), columns={}, kept={})

    def _moved(self, seq: int, talk: Talk, people: People, lines: Lines, fresh: frozenset[str]) -> "Snapshot":
        document = _renumbering(self.talk.documents, talk.number)
        code = _renumbering(self.lines.codes, lines.number)
        codings = renumbered(self.codings, document, code)
        if fresh:
            codings = placed(codings, talk)
        return _assembled(seq, talk, people, lines, codings)


def snapshot_of(rows: StudyRows) -> Snapshot:
    """The snapshot of a whole project. Raises QuotetreeError where rows do not fit together."""
    talk, lines = talk_of(rows.talk), lines_of(rows.codes)
    return _assembled(rows.seq, talk, people_of(rows.people), lines, codings_of(rows.codings, talk, lines))


def _assembled(seq: int, talk: Talk, people: People, lines: Lines, codings: Codings) -> Snapshot:
    own, rolled = (lined_up(codings, talk, lines, rolled) for rolled in (False, True))
    return Snapshot(seq, talk, people, lines, codings, own, rolled)


def _renumbering(before: tuple[str, ...], number: Mapping[str, int]) -> Ints:
    return np.array([number.get(one, -1) for one in before], np.int64)
