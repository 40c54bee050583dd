"""What is taken out: tables as values, and their writing as .csv and .xlsx.

book = Book("Study", told, (Sheet("Codings", columns, rows),))
write_book(book, Path("codings.xlsx"))
"""

from quotetree.coding.exports.book import Book, Column, Sheet
from quotetree.coding.exports.write import ENDINGS, ExportRefused, write_book

__all__ = ["ENDINGS", "Book", "Column", "ExportRefused", "Sheet", "write_book"]
