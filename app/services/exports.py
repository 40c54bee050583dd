"""What is taken out of a project: codings, quotations, codebook and counts, as .csv and .xlsx."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quotetree.app.store import choosing, codes, documents, exports, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.codebook import codebook_rows
from quotetree.coding.counts import (
    Count,
    Filters,
    break_down,
    codings_meeting,
    count,
    gather,
    listed,
    together,
)
from quotetree.coding.exports import Book, Column, ExportRefused, Sheet, write_book
from quotetree.coding.exports.book import Cell
from quotetree.coding.quotations import speakers_of, turns_of, words_of

KINDS = ("codings", "quotations", "codebook", "counts", "together")
NUMBERS = Count._fields
TERMS = (
    ("comments", "Passages of one document that share a word are one comment, whoever coded them."),
    ("respondents", "Distinct people whose words are in the comments; a placeholder is one."),
    ("unattributed", "Comments by a group or by somebody not identified; they are among the comments."),
    ("interviewer only", "Passages with an interviewer's words alone; they are no comments."),
    ("in notes", "Passages in researchers' notes; they are no comments."),
    ("contributions", "Pairs of a comment and one of its respondents."),
    ("with sub-codes", "Passages of the code and of all below it, joined afresh; it is no sum."),
)
TERMS_TOGETHER = (
    (
        "a cell",
        "Comments of the row's code that share a letter of words with a passage of the column's code.",
    ),
    ("comments", "All comments of the row's code."),
)


class Chosen(NamedTuple):
    """What an export is of: layers, coders and documents (ids; None: all), and an attribute to break counts down by.

    Documents also by name, folder and kinds, people and documents by conditions (`where`; see store/choosing.py).

    Codings and quotations are those of `code` (an id; None: all), and `with_subcodes` also of all codes below it; those
    that are coded `also` so, and not coded `without`, on the same words.
    """

    layers: frozenset[str] = frozenset({"main"})
    coders: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    by: str | None = None
    code: str | None = None
    with_subcodes: bool = True
    named: str = ""
    folder: str = ""
    kinds: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    also: str | None = None
    without: str | None = None

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """What is asked of documents and people, in words."""
        asked = [("Documents named", self.named), ("Folder", self.folder), ("Kinds", ", ".join(self.kinds))]
        return [(name, told) for name, told in asked if told] + [("Filter", one) for one in self.where]


def write_export(access: Access, what: str, path: Path, chosen: Chosen | None = None) -> None:
    """Write one of `KINDS` in the form of the path's ending. Raises ExportRefused."""
    write_book(book_of(access, what, chosen or Chosen()), path)


def book_of(access: Access, what: str, chosen: Chosen) -> Book:
    """An export as a value; its rows are read while they are written."""
    if what not in KINDS:
        raise ExportRefused(f"“{what}” cannot be taken out; there are {', '.join(KINDS)}.")
    filters = choosing.filters(
        access,
        layers=chosen.layers,
        coders=chosen.coders,
        documents=chosen.documents,
        named=chosen.named,
        folder=chosen.folder,
        kinds=chosen.kinds,
        where=chosen.where,
    )
    sheet = {
        "codings": lambda: _codings(access, filters, _codes(access, chosen), _among(access, filters, chosen)),
        "quotations": lambda: _quotations(
            access, filters, _codes(access, chosen), _among(access, filters, chosen)
        ),
        "codebook": lambda: _codebook(access),
        "counts": lambda: _counts(access, filters, chosen.by),
        "together": lambda: _together(access, filters, chosen),
    }[what]()
    terms = {"counts": TERMS, "together": TERMS_TOGETHER}.get(what, ())
    title = f"{documents.project(access).name}: {what}"
    return Book(title, (*_told(access, what, chosen), *terms), (sheet,))


def file_name(access: Access, what: str, ending: str) -> str:
    """A name for the file: project, what it holds, and the day."""
    project = "".join(c if c.isalnum() else "-" for c in documents.project(access).name).strip("-")
    return f"{project or 'project'}-{what}-{datetime.now().astimezone():%Y-%m-%d}{ending}"


def _told(access: Access, what: str, chosen: Chosen) -> tuple[tuple[str, str], ...]:
    names = {coder.id: coder.name for coder in documents.coders(access)}
    found = {row.id: row.name for row in documents.documents(access)}
    told = [
        ("Project", documents.project(access).name),
        ("Taken out", f"{datetime.now().astimezone():%d %B %Y, %H:%M}"),
        ("As of action", str(documents.seq_of(access))),
    ]
    if chosen.code and what in ("codings", "quotations", "together"):
        with_subcodes = ", with its sub-codes" if chosen.with_subcodes else ", own alone"
        told.append(("Code", codes.tree(access).path(chosen.code) + with_subcodes))
    if what != "codebook":
        told.append(("Layer", ", ".join(sorted(chosen.layers))))
        told.append(("Coders", _named(chosen.coders, names)))
        told.append(("Documents", _named(chosen.documents, found)))
        told += chosen.conditions
    if what in ("codings", "quotations"):
        paths = codes.tree(access).paths
        asked = (("And also coded", chosen.also), ("And not coded", chosen.without))
        told += [(name, paths[code]) for name, code in asked if code]
    return tuple(told)


def _named(ids: frozenset[str] | None, names: dict[str, str]) -> str:
    return "all" if ids is None else ", ".join(sorted(names[one] for one in ids if one in names))


def _codes(access: Access, chosen: Chosen) -> frozenset[str] | None:
    """The ids of the codes that are chosen. Raises NotFound."""
    if chosen.code is None:
        return None
    codes.code(access, chosen.code)
    below = codes.tree(access).descendants(chosen.code) if chosen.with_subcodes else ()
    return frozenset({chosen.code, *(code.id for code in below)})


def _among(access: Access, filters: Filters, chosen: Chosen) -> frozenset[str] | None:
    """The ids of the codings that people's attributes and further codes leave; None where nothing of this is asked."""
    if not (filters.attributes or chosen.also or chosen.without):
        return None
    for code in filter(None, (chosen.also, chosen.without)):
        codes.code(access, code)
    snapshot = snapshots.snapshot(access)
    also, without = chosen.also or "", chosen.without or ""
    among = codings_meeting(snapshot, filters, also, without, with_subcodes=chosen.with_subcodes)
    return frozenset(listed(snapshot, filters, None, 0, len(snapshot.codings), among).ids)


def _codings(
    access: Access, filters: Filters, of: frozenset[str] | None, among: frozenset[str] | None
) -> Sheet:
    """The columns of import first, so that the file can be brought in again as it is."""
    paths = codes.tree(access).paths
    columns = (
        Column("document", 18), Column("start", 8), Column("end", 8), Column("code", 44), Column("coder", 16),
        Column("layer", 8), Column("quotation", 80, long=True), Column("respondents", 16), Column("turns", 9),
        Column("kind", 14), Column("date", 11), Column("coded at", 19),
    )  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in exports.taken(access, filters, of, among):
            yield (
                one.document, one.start, one.end, paths[one.code_id], one.coder, one.layer, words_of(one.parts),
                _respondents(one), turns_of(one.parts), one.kind, one.date, f"{one.at:%Y-%m-%d %H:%M:%S}",
            )  # fmt: skip

    return Sheet("Codings", columns, rows())


def _respondents(one: exports.Taken) -> str:
    people = dict.fromkeys(part.speaker for part in one.parts if part.role in ("participant", "placeholder"))
    return ", ".join(people)


def _quotations(
    access: Access, filters: Filters, of: frozenset[str] | None, among: frozenset[str] | None
) -> Sheet:
    """In the order of the tree, each with its tag and the attributes of the one person who says it."""
    tree = codes.tree(access)
    attributes = documents.attributes_of_people(access)
    values = documents.values_of_people(access)
    columns = (
        Column("code", 44), Column("quotation", 90, long=True), Column("tag", 24), Column("document", 18),
        Column("who speaks", 18), Column("coder", 16), Column("layer", 8),
        *(Column(name, 16) for name in attributes),
    )  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        by_code: dict[str, list[exports.Taken]] = {code.id: [] for code in tree}
        for one in exports.taken(access, filters, of, among):
            by_code[one.code_id].append(one)
        for code, path in tree.paths.items():
            for one in by_code[code]:
                people = {part.participant_id for part in one.parts if part.participant_id}
                person = people.pop() if len(people) == 1 else None
                known = values.get((one.document_id, person), {}) if person else {}
                own = values.get(("", person), {}) if person else {}
                yield (
                    path, words_of(one.parts), tag_of(one), one.document, ", ".join(speakers_of(one.parts)),
                    one.coder, one.layer, *(known.get(name) or own.get(name, "") for name in attributes),
                )  # fmt: skip

    return Sheet("Quotations", columns, rows())


def tag_of(one: exports.Taken) -> str:
    """Who says a quotation, and where: "S11, turn 34"; the document where nobody is known."""
    who = ", ".join(speakers_of(one.parts)) or one.document
    turns = turns_of(one.parts)
    plural = "s" if "–" in turns else ""
    return f"{who}, turn{plural} {turns}" if turns else who


def _codebook(access: Access) -> Sheet:
    rows = codebook_rows(codes.tree(access))
    widths = {"path": 44, "name": 28, "colour": 8, "heading": 8}
    heads = list(rows[0]) if rows else ["path", "name"]
    columns = tuple(Column(head, widths.get(head, 48), long=head not in widths) for head in heads)
    return Sheet("Codebook", columns, [tuple(row.values()) for row in rows])


def _together(access: Access, filters: Filters, chosen: Chosen) -> Sheet:
    """The main codes, or the sub-codes of one, by one another."""
    tree = codes.tree(access)
    compared = tree.side_by_side(codes.code(access, chosen.code).id if chosen.code else None)
    found = together(
        gather(
            snapshots.snapshot(access),
            filters,
            with_subcodes=chosen.with_subcodes,
            codes=[code.id for code in compared],
        )
    )
    paths = [tree.paths[code.id] for code in compared]
    columns = (Column("code", 48), Column("comments", 11), *(Column(path, 14) for path in paths))
    table = found.comments.tolist()
    rows = [(path, table[n][n], *table[n]) for n, path in enumerate(paths)]
    return Sheet("Together", columns, rows)


def _counts(access: Access, filters: Filters, by: str | None) -> Sheet:
    snapshot = snapshots.snapshot(access)
    own, rolled = (gather(snapshot, filters, with_subcodes=rolled) for rolled in (False, True))
    own_rows, rolled_rows = count(own).rows(), count(rolled).rows()
    cells = break_down(rolled, by).rows() if by else {}
    values = sorted(
        {value for row in cells.values() for value in row}, key=lambda value: (value == "", value)
    )
    columns = (
        Column("code", 48),
        *(Column(f"{name.replace('_', ' ')}, own", 11) for name in NUMBERS),
        *(Column(f"{name.replace('_', ' ')}, with sub-codes", 11) for name in NUMBERS),
        *(
            Column(f"{by}: {value or 'not known'}, {what}", 14)
            for value in values
            for what in ("comments", "respondents")
        ),
    )
    rows: list[tuple[Cell, ...]] = []
    for code, path in codes.tree(access).paths.items():
        found = [cells[code].get(value) for value in values] if by else []
        flat = [
            number for cell in found for number in ((cell.comments, cell.respondents) if cell else (0, 0))
        ]
        rows.append((path, *own_rows[code], *rolled_rows[code], *flat))
    return Sheet("Counts", columns, rows)
