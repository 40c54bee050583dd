"""Codings, quotations, codebook, counts and memos as tables: .csv and .xlsx."""

from collections.abc import Iterator
from datetime import datetime

from quotetree.app.services.exports.chosen import Chosen, Held, coding_ids, comments_of, told
from quotetree.app.services.exports.memos import memo_sheet
from quotetree.app.store import code_sets, codes, coverage, documents, exports, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.tagging import Tagging
from quotetree.coding.code_sets import compared as side_by_side
from quotetree.coding.code_sets import with_all_above
from quotetree.coding.codebook import codebook_rows
from quotetree.coding.counts import (
    Count,
    break_down,
    coders_compared,
    count,
    gather,
    side_name,
    speakers,
    together,
)
from quotetree.coding.exports import Book, Column, ExportRefused, Sheet
from quotetree.coding.exports.book import Cell
from quotetree.coding.quotations import speakers_of, turns_of, words_of

KINDS = ("codings", "quotations", "codebook", "counts", "together", "coders", "memos")
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

TERMS_CODERS = (
    ("both", "Comments in which each of the two has a coding."),
    ("only", "Comments of which all codings are of the one."),
    ("comments", "All comments of the two; those of a code and of one above it are no sum."),
)
TERMS_TOGETHER = (
    (
        "a cell",
        "Comments of the row's code that share a letter of words with a passage of the column's code.",
    ),
    ("comments", "All comments of the row's code."),
)


MEANT = {"counts": TERMS, "together": TERMS_TOGETHER, "coders": TERMS_CODERS}


def book_of(access: Access, what: str, chosen: Chosen, held: Held) -> Book:
    """One of `KINDS` as a value; its rows are read while they are written."""
    ids = coding_ids(access, chosen, every=what == "codings") if what in KINDS[:2] else ()
    sheet = {
        "codings": lambda: _codings(access, ids, held),
        "quotations": lambda: _quotations(access, ids, held),
        "codebook": lambda: _codebook(access, chosen),
        "counts": lambda: _counts(access, chosen),
        "together": lambda: _together(access, chosen),
        "coders": lambda: _coders(access, chosen),
        "memos": lambda: memo_sheet(access, held),
    }[what]()
    name = documents.project(access).name
    said = [("Project", name), ("Taken out", f"{datetime.now().astimezone():%d %B %Y, %H:%M}")]
    said += (
        told(access, what, chosen)
        if what not in ("codebook", "memos")
        else told(access, what, chosen)[: 2 if chosen.code_set and what == "codebook" else 1]
    )
    if what == "counts":
        said += _spoke(access, chosen)
    if what in ("quotations", "memos"):
        said += [("Left out", sentence) for sentence in held.sentences()]
    if what == "codings" and held.among(ids):
        said.append(("Left out", "The words of people who may not be quoted, or must be asked first."))
    return Book(f"{name}: {what}", (*said, *MEANT.get(what, ())), (sheet,))


def _spoke(access: Access, chosen: Chosen) -> list[tuple[str, str]]:
    """What a share is of: who spoke in the documents chosen, in all and under each value."""
    found = speakers(snapshots.snapshot(access), chosen.filters, chosen.by)
    told = [("N, who spoke", str(found.spoke)), ("attended and said nothing", str(found.silent))]
    return told + [(f"N, {chosen.by}: {value or 'not known'}", str(n)) for value, n in found.by.items()]


def _codings(access: Access, ids: tuple[str, ...], held: Held) -> Sheet:
    """The columns of import first, so that the file can be brought in again as it is.

    A passage that may not be quoted has its place and code, and no words.
    """
    paths = codes.tree(access).paths
    columns = (
        Column("document", 18), Column("start", 8), Column("end", 8), Column("code", 44), Column("coder", 16),
        Column("layer", 8), Column("quotation", 80, long=True), Column("respondents", 16), Column("turns", 9),
        Column("kind", 14), Column("date", 11), Column("coded at", 19),
    )  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in exports.taken(access, ids):
            words = "" if one.id in held.reasons else words_of(one.parts)
            yield (
                one.document, one.start, one.end, paths[one.code_id], one.coder, one.layer, words,
                _respondents(one), turns_of(one.parts), one.kind, one.date, f"{one.at:%Y-%m-%d %H:%M:%S}",
            )  # fmt: skip

    return Sheet("Codings", columns, rows())


def _respondents(one: exports.Taken) -> str:
    people = dict.fromkeys(part.speaker for part in one.parts if part.role in ("participant", "placeholder"))
    return ", ".join(people)


def _quotations(access: Access, ids: tuple[str, ...], held: Held) -> Sheet:
    """In the order of the tree, each with its tag and the attributes of the one person who says it."""
    tagging, attributes = Tagging(access), documents.attributes_of_people(access)
    columns = (
        Column("code", 44), Column("quotation", 90, long=True), Column("tag", 24), Column("document", 18),
        Column("who speaks", 18), Column("coder", 16), Column("layer", 8),
        *(Column(name, 16) for name in attributes),
    )  # fmt: skip
    held.number = held.among(ids)
    code_of = exports.codes_of(access, [one for one in ids if one not in held.reasons])
    rank = {code: n for n, code in enumerate(tagging.paths)}
    in_order = sorted(code_of, key=lambda one: rank[code_of[one]])

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in exports.taken(access, in_order):
            people = {part.participant_id for part in one.parts if part.participant_id}
            values = tagging.values(one.document_id, people.pop()) if len(people) == 1 else {}
            yield (
                tagging.paths[one.code_id], words_of(one.parts), tagging.tag(one), one.document,
                ", ".join(speakers_of(one.parts)), one.coder, one.layer,
                *(values.get(name, "") for name in attributes),
            )  # fmt: skip

    return Sheet("Quotations", columns, rows())


def _codebook(access: Access, chosen: Chosen) -> Sheet:
    """All codes, or those of a set with what they stand below, so that the file can be brought in again."""
    tree, of_set = codes.tree(access), chosen.in_set(access)
    rows = codebook_rows(tree)
    if of_set is not None:
        kept = with_all_above(tree, of_set)
        rows = [row for code, row in zip(tree, rows, strict=True) if code.id in kept]
    widths = {"path": 44, "name": 28, "colour": 8, "heading": 8, "retired": 8}
    heads = list(rows[0]) if rows else ["path", "name"]
    columns = tuple(Column(head, widths.get(head, 48), long=head not in widths) for head in heads)
    return Sheet("Codebook", columns, [tuple(row.values()) for row in rows])


def _together(access: Access, chosen: Chosen) -> Sheet:
    """The main codes, or the sub-codes of one, by one another."""
    tree, snapshot = codes.tree(access), snapshots.snapshot(access)
    own = code_sets.taken(access, chosen.code_set, with_subcodes=False)
    compared = side_by_side(tree, codes.code(access, chosen.code).id if chosen.code else None, own)
    ids = [code.id for code in compared]
    found = together(gather(snapshot, chosen.filters, with_subcodes=chosen.with_subcodes, codes=ids))
    paths = [tree.paths[one] for one in ids]
    columns = (Column("code", 48), Column("comments", 11), *(Column(path, 14) for path in paths))
    table = found.comments.tolist()
    rows = [(path, table[n][n], *table[n]) for n, path in enumerate(paths)]
    return Sheet("Together", columns, rows)


def _coders(access: Access, chosen: Chosen) -> Sheet:
    """By code what two coders gave, both or one alone."""
    if not chosen.sides:
        raise ExportRefused("Two coders are compared on the page “Coders compared”; take it out there.")
    names = {coder.id: coder.name for coder in documents.coders(access)}
    comments = gather(snapshots.snapshot(access), chosen.filters, with_subcodes=chosen.with_subcodes)
    found, of_set = coders_compared(comments, chosen.sides), chosen.in_set(access)
    columns = (
        Column("code", 48),
        Column("both", 11),
        *(Column(f"only {side_name(names, side)}", 20) for side in chosen.sides),
        Column("comments", 11),
    )
    rows = [
        (path, *found[code], found[code].either)
        for code, path in codes.tree(access).paths.items()
        if of_set is None or code in of_set
    ]
    return Sheet("Coders compared", columns, rows)


def _counts(access: Access, chosen: Chosen) -> Sheet:
    snapshot, filters, by = snapshots.snapshot(access), chosen.filters, chosen.by
    own, rolled = (comments_of(access, chosen, with_subcodes=rolled) for rolled in (False, True))
    own_rows, rolled_rows = count(own).rows(), count(rolled).rows()
    cells = break_down(rolled, by).rows() if by else {}
    n = speakers(snapshot, filters).spoke
    read = coverage.coverage_of(access, filters, with_subcodes=True)
    values = sorted(
        {value for row in cells.values() for value in row}, key=lambda value: (value == "", value)
    )
    columns = (
        Column("code", 48),
        *(Column(f"{name.replace('_', ' ')}, own", 11) for name in NUMBERS),
        *(Column(f"{name.replace('_', ' ')}, with sub-codes", 11) for name in NUMBERS),
        Column("share of N, with sub-codes", 11),
        *([Column("read for it, with sub-codes", 11)] if read else []),
        *(
            Column(f"{by}: {value or 'not known'}, {what}", 14)
            for value in values
            for what in ("comments", "respondents")
        ),
    )
    rows: list[tuple[Cell, ...]] = []
    of_set = chosen.in_set(access)
    for code, path in codes.tree(access).paths.items():
        if of_set is not None and code not in of_set:
            continue
        found = [cells[code].get(value) for value in values] if by else []
        flat = [
            number for cell in found for number in ((cell.comments, cell.respondents) if cell else (0, 0))
        ]
        people = rolled_rows[code].respondents
        least = "at least " if read and read.lacks(code) else ""
        shares = [f"{least}{100 * people / n:.0f}%" if n else "", *([read.told(code)] if read else [])]
        rows.append((path, *own_rows[code], *rolled_rows[code], *shares, *flat))
    return Sheet("Counts", columns, rows)
