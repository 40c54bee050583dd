"""Lines gathered while a document is read: paragraphs, the text boxes that hang on them, and tables within tables."""

from collections.abc import Iterable

from quotetree.coding.files.bold import marked
from quotetree.coding.files.talk_tables import Cell, lines_of_table

_DEEPEST = 50  # tables within tables; what is in deeper ones is their paragraphs


class Gathered:
    """`lines` is what there is outside of open tables and paragraphs; `length` counts all characters."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = self.count = 0
        self._into: list[list[str]] = [
            self.lines
        ]  # the document, then the cells and text boxes that are open
        self._paragraphs: list[tuple[list[str], list[str]]] = []  # what each says, and the lines of its boxes
        self._tables: list[list[list[Cell]]] = []
        self._deeper = 0
        self._cells: list[int] = []  # for each open table, how many open boxes and cells there were before it

    @property
    def open(self) -> bool:
        return bool(self._paragraphs)

    @property
    def last(self) -> str:
        """What the open paragraph says last."""
        said = self._paragraphs[-1][0] if self._paragraphs else None
        return said[-1] if said else ""

    def add(self, words: str, bold: bool = False) -> None:
        if self._paragraphs and words:
            self._paragraphs[-1][0].append(marked(words) if bold and not words.isspace() else words)
            self.length += len(words)

    def begin_paragraph(self) -> None:
        self._paragraphs.append(([], []))

    def end_paragraph(self) -> None:
        if self._paragraphs:
            said, boxes = self._paragraphs.pop()
            self.add_lines(["".join(said), *boxes])

    def add_lines(self, lines: Iterable[str]) -> None:
        before = len(self._into[-1])
        self._into[-1].extend(lines)
        self.count += len(self._into[-1]) - before

    def begin_box(self) -> None:
        self._into.append(self._paragraphs[-1][1] if self._paragraphs else self._into[-1])

    def end_box(self) -> None:
        if len(self._into) > 1:
            self._into.pop()

    def begin_table(self) -> None:
        if len(self._tables) == _DEEPEST:
            self._deeper += 1
            return
        self._tables.append([])
        self._cells.append(len(self._into))

    def begin_row(self) -> None:
        if self._tables and not self._deeper:
            self._tables[-1].append([])

    def begin_cell(self) -> None:
        if not self._tables or self._deeper:
            return
        cell: Cell = []
        if not self._tables[-1]:
            self.begin_row()
        self._tables[-1][-1].append(cell)
        self._into.append(cell)

    def in_table(self) -> bool:
        return bool(self._tables)

    def in_cell(self) -> bool:
        """Whether a cell of the innermost table is open."""
        return bool(self._cells) and len(self._into) > self._cells[-1]

    def end_cell(self) -> None:
        if self.in_cell() and not self._deeper:
            self._into.pop()

    def end_table(self) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._tables:
            del self._into[self._cells.pop() :]
            lines = lines_of_table([row for row in self._tables.pop() if row])
            self.count -= len(lines)
            self.add_lines(lines)
