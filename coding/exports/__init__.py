"""What is taken out: tables as values, written as .csv and .xlsx; reports as values, written as .docx and .html.

book = Book("Study", told, (Sheet("Codings", columns, rows),))
write_book(book, Path("codings.xlsx"))
"""

from quotetree.coding.exports.book import Book, Column, Sheet
from quotetree.coding.exports.report import Block, Entry, Field, Heading, Line, Quote, Report, Table
from quotetree.coding.exports.write import (
    ENDINGS,
    PAGES,
    ExportRefused,
    ExportStopped,
    write_book,
    write_report,
)

__all__ = [
    "ENDINGS",
    "PAGES",
    "Block",
    "Book",
    "Column",
    "Entry",
    "ExportRefused",
    "ExportStopped",
    "Field",
    "Heading",
    "Line",
    "Quote",
    "Report",
    "Sheet",
    "Table",
    "write_book",
    "write_report",
]
