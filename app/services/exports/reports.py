"""Codebook, quotations and counts as reports for people to read: .docx and .html."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quotetree.app.services.exports.chosen import Chosen, Held, coding_ids, comments_of, left_out, today, told
from quotetree.app.store import codes, documents, exports, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.tagging import Tagging
from quotetree.coding.code_sets import with_all_above
from quotetree.coding.counts import Cell, Count, Speakers, break_down, count, speakers
from quotetree.coding.counts.heat import heat, percentage
from quotetree.coding.counts.rows import OF_DOCUMENTS
from quotetree.coding.counts.sentence import several
from quotetree.coding.exports import Block, Entry, Field, Heading, Line, Quote, Report, Table
from quotetree.coding.exports.report import MOST_LEVELS
from quotetree.coding.quotations import Said
from quotetree.coding.tree import Code, Tree

LEGEND = "n · m is comments · respondents: “77 · 36” are 77 comments from 36 people."
COMMENT = "Passages of one document that share a word are one comment, whoever coded them."
ROLLED = "With sub-codes: passages of the code and of all below it, joined afresh; it is no sum."
SHARE = "A percentage and its tint are respondents of the N people who spoke."
VALUES_IN_A_TABLE = 6
TEXTS = (
    ("Definition", "definition"),
    ("When to use", "when_to_use"),
    ("When not", "when_not"),
    ("Example", "example"),
)


@dataclass
class Source:
    """What all reports are made from."""

    access: Access
    chosen: Chosen
    held: Held
    tree: Tree = field(init=False)
    own: dict[str, Count] = field(init=False)
    rolled: dict[str, Count] = field(init=False)

    def __post_init__(self) -> None:
        self.tree = codes.tree(self.access)
        self.own = count(comments_of(self.access, self.chosen, with_subcodes=False)).rows()
        self.rolled = count(comments_of(self.access, self.chosen, with_subcodes=True)).rows()

    def of_set(self, *, above: bool = False) -> list[Code]:
        """The codes of the set, or all; with all that is above them if that is asked for."""
        found = self.chosen.in_set(self.access)
        if found is None:
            return list(self.tree)
        kept = with_all_above(self.tree, found) if above else found
        return [code for code in self.tree if code.id in kept]

    def level(self, code_id: str) -> int:
        """How deep a code stands, below the chosen one if there is one."""
        above = self.tree.depth(self.chosen.code) - 1 if self.chosen.code else 0
        return min(self.tree.depth(code_id) - above, MOST_LEVELS)

    def heading(self, code: Code) -> Heading:
        """A code as a heading."""
        return Heading(self.level(code.id), self.tree.numbers[code.id], code.name)

    def entry(self, code: Code) -> Entry:
        """A code as it names a row."""
        return Entry(code.name, min(self.tree.depth(code.id), MOST_LEVELS), self.tree.numbers[code.id])

    def numbers(self, code: Code) -> str:
        """ "77 · 36, with sub-codes 212 · 61" """
        own, rolled = self.own[code.id], self.rolled[code.id]
        if not self.tree.children(code.id):
            return pair(own)
        below = f"with sub-codes {pair(rolled)}"
        return below if code.heading else f"{pair(own)}, {below}"

    def report(self, title: str, blocks: Iterator[Block], contents: list[Heading]) -> Report:
        """The blocks under the project's name and what is told of them."""
        project = documents.project(self.access)
        return Report(
            title=title,
            project=project.name,
            date=today(),
            language=project.language,
            told=told(self.access, title.lower(), self.chosen),
            legend=(LEGEND, COMMENT, ROLLED),
            contents=tuple(contents),
            blocks=blocks,
        )


def pair(counted: Count) -> str:
    """ "77 · 36" """
    return f"{counted.comments:,} · {counted.respondents:,}"


def report_of(access: Access, what: str, chosen: Chosen, held: Held) -> Report:
    """One of `REPORTS` as a value; its blocks are read while they are written."""
    return REPORTS[what](Source(access, chosen, held))


def _codebook(source: Source) -> Report:
    """Each code a heading with its numbers, in the order of the tree, and a table of its definition and uses."""
    shown = source.of_set(above=True)
    headings = [source.heading(code) for code in shown]

    def blocks() -> Iterator[Block]:
        for heading, code in zip(headings, shown, strict=True):
            yield heading
            yield Line(source.numbers(code))
            rows = [(Entry(head), Entry(_text(code, name))) for head, name in TEXTS if _text(code, name)]
            if rows:
                yield Table(code.name, (Field("", 3.2), Field("", 13.8)), rows, plain=True)

    return source.report("Codebook", blocks(), headings)


def _text(code: Code, name: str) -> str:
    text: str = getattr(code, name)
    return text or (code.short if name == "definition" else "")


def _quotations(source: Source) -> Report:
    """By the tree: each code that has quotations, or below which there are some, with its numbers."""
    access, held, tree = source.access, source.held, source.tree
    ids = coding_ids(access, source.chosen)
    code_of = exports.codes_of(access, ids)
    held.number = held.among(code_of)
    by_code: dict[str, list[str]] = {}
    for one, code in code_of.items():
        by_code.setdefault(code, []).append(one)
    wanted = {above.id for code in by_code for above in (*tree.ancestors(code), tree[code])}
    if source.chosen.code:
        wanted -= {code.id for code in tree.ancestors(source.chosen.code)}
    shown = [code for code in tree if code.id in wanted]
    headings = [source.heading(code) for code in shown]
    in_order = [one for code in shown for one in by_code.get(code.id, ()) if one not in held.reasons]

    def blocks() -> Iterator[Block]:
        tagging, taken = Tagging(access), _passages(exports.taken(access, in_order))
        waiting = next(taken, None)
        for heading, code in zip(headings, shown, strict=True):
            yield heading
            yield Line(source.numbers(code))
            for sentence in left_out(held.among(by_code.get(code.id, ()))):
                yield Line(sentence)
            while waiting is not None and waiting[0].code_id == code.id:
                one, coders = waiting
                yield Quote(turns_told(one.parts), tagging.tag(one, coders), one.language)
                waiting = next(taken, None)

    pairs = [*told(access, "quotations", source.chosen)]
    pairs.append(("Quotations", f"{len(in_order):,}, under {several(len(shown), 'code')}"))
    pairs += [("Left out", sentence) for sentence in held.sentences()]
    pairs += [("Asked", "People who must be asked first were asked.")] if source.chosen.asked else []
    return replace(source.report("Quotations", blocks(), headings), told=tuple(pairs))


def _passages(taken: Iterator[exports.Taken]) -> Iterator[tuple[exports.Taken, str]]:
    """Each passage of a code once, with all who coded it so."""
    last: exports.Taken | None = None
    coders: dict[str, None] = {}
    for one in taken:
        if last and (one.code_id, one.document_id, one.start, one.end) == (
            last.code_id, last.document_id, last.start, last.end,
        ):  # fmt: skip
            coders[one.coder] = None
            continue
        if last:
            yield last, ", ".join(coders)
        last, coders = one, {one.coder: None}
    if last:
        yield last, ", ".join(coders)


def turns_told(parts: tuple[Said, ...]) -> tuple[tuple[str, str], ...]:
    """The turns of a quotation; who speaks is said where there are several."""
    several_turns = len(parts) > 1
    return tuple(
        (part.speaker if several_turns and part.turn is not None else "", part.words) for part in parts
    )


def _counts(source: Source) -> Report:
    """A row a code; by an attribute a column for each value, some values a table."""
    snapshot, filters, by = snapshots.snapshot(source.access), source.chosen.filters, source.chosen.by
    spoke = speakers(snapshot, filters, by)
    broken = break_down(comments_of(source.access, source.chosen, with_subcodes=True), by) if by else None
    cells, values = (broken.rows(), broken.values) if broken else ({}, ())
    groups = _in_tables(values)
    rows = _CountRows(source, spoke, cells)
    name = "Comments · respondents of every code"
    name += f", by {by.removeprefix(OF_DOCUMENTS)}" if by else ""

    def blocks() -> Iterator[Block]:
        for first, group in groups:
            part = f" (values {first + 1} to {first + len(group)})" if len(groups) > 1 else ""
            yield Table(name + part, rows.fields(group, 25.7 if by else 17.0), rows.of(group))

    report = source.report("Counts", blocks(), [])
    return replace(report, wide=bool(by), legend=(*report.legend, SHARE))


def _in_tables(values: tuple[str, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """Values in as few tables as hold them, about as many in each, with how many stand before: 9 as 5 and 4."""
    tables = max(-(-len(values) // VALUES_IN_A_TABLE), 1)
    cuts = [-(-len(values) * n // tables) for n in range(tables + 1)]
    return [(first, values[first:last]) for first, last in pairwise(cuts)]


@dataclass
class _CountRows:
    """The rows of counts, with the columns of some values of an attribute."""

    source: Source
    spoke: Speakers
    cells: Mapping[str, Mapping[str, Cell]]

    def fields(self, values: tuple[str, ...], room: float) -> tuple[Field, ...]:
        """The columns; the code's takes the room that is left, up to a width that still reads as a row."""
        figures = [Field("Own", 2, figure=True), Field("With sub-codes", 2, figure=True)]
        figures.append(Field(f"Share of\nN = {self.spoke.spoke}", 2, figure=True))
        for value in values:
            n = self.spoke.by.get(value, 0)
            figures.append(Field(f"{value or 'not known'}\nN = {n}", 2.5, figure=True))
        return Field("Code", min(room - sum(one.width for one in figures), 11)), *figures

    def of(self, values: tuple[str, ...]) -> Iterator[tuple[Entry, ...]]:
        """A row for each code."""
        for code in self.source.of_set():
            own, rolled, n = self.source.own[code.id], self.source.rolled[code.id], self.spoke.spoke
            yield (
                self.source.entry(code),
                Entry("" if code.heading else pair(own)),
                Entry(pair(rolled)),
                Entry(percentage(rolled.respondents, n), tint=heat(rolled.respondents, n)),
                *(self._cell(code, value) for value in values),
            )

    def _cell(self, code: Code, value: str) -> Entry:
        cell, n = self.cells[code.id].get(value), self.spoke.by.get(value, 0)
        if cell is None:
            return Entry("0")
        share = f" ({percentage(cell.respondents, n)})" if n else ""
        return Entry(f"{cell.comments} · {cell.respondents}{share}", tint=heat(cell.respondents, n))


REPORTS = {"codebook": _codebook, "quotations": _quotations, "counts": _counts}
