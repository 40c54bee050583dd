"""One table that is taken out in any form: as a table (.csv, .xlsx), or as a page to read (.docx, .html)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quotetree.coding.exports.book import Book, Column, Sheet
from quotetree.coding.exports.report import Entry, Field, Report, Table
from quotetree.coding.exports.write import ENDINGS, write_book, write_report

WIDTH = 25.7  # centimetres of a page that lies on its side


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of texts under a title. `columns` are pairs of heading and how many characters wide it is."""

    title: str
    project: str
    date: str
    told: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[str, ...]]


def write_listing(listing: Listing, path: Path) -> None:
    """Write it in the form of the path's ending."""
    if path.suffix.lower() in ENDINGS:
        columns = tuple(Column(heading, width, width > 30) for heading, width in listing.columns)
        told = (("Project", listing.project), ("Taken out", listing.date), *listing.told)
        write_book(Book(listing.title, told, (Sheet(listing.title, columns, listing.rows),)), path)
        return
    every = sum(width for _, width in listing.columns)
    fields = tuple(Field(heading, round(WIDTH * width / every, 1)) for heading, width in listing.columns)
    rows = (tuple(Entry(cell) for cell in row) for row in listing.rows)
    table = Table(listing.title, fields, rows)
    report = Report(
        listing.title, listing.project, listing.date, "en", listing.told, (), (), (table,), wide=True
    )
    write_report(report, path)
