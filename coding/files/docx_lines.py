"""The lines of a Word document, gathered from its XML element by element."""

from dataclasses import dataclass, field

from quotetree.coding.files.bold import marked
from quotetree.coding.files.talk_tables import Cell, lines_of_table

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # a text box's second copy
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_LEFT_OUT = ("del", "moveFrom", "rt")  # deleted, moved away, the reading aid above a character
# the signs that Word puts for :-) and arrows, which are letters of a picture font
_PICTURES = {
    "F04A": "☺",
    "F04B": "😐",
    "F04C": "☹",
    "F0E0": "→",
    "F0DF": "←",
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
}


@dataclass(slots=True)
class _Paragraph:
    parts: list[str]
    boxes: list[str] = field(default_factory=list)  # lines of the text boxes that hang on it
    goes_on: bool = False  # its end was deleted: the next paragraph continues it


class Lines:
    """Handlers for a parser that names elements `namespace name`; `lines` is what they have gathered."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self._into: list[list[str]] = [
            self.lines
        ]  # the document, then the cells and text boxes that are open
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[list[Cell]]] = []
        self._carried = ""
        self._skipped = self._properties = (
            0  # depths below an element that is left out, or a paragraph's properties
        )
        self._in_text = self._bold = False
        begins = {
            "p": self._begin_paragraph, "t": self._begin_text, "tab": self._tab, "ptab": self._tab, "br": self._break,
            "cr": self._break, "noBreakHyphen": self._hyphen, "sym": self._symbol, "tbl": self._begin_table,
            "tr": self._begin_row, "tc": self._begin_cell, "txbxContent": self._begin_box,
            "pPr": self._begin_properties, "r": self._begin_run, "b": self._begin_bold,
            **dict.fromkeys(_LEFT_OUT, self._skip),
        }  # fmt: skip
        ends = {
            "p": self._end_paragraph, "t": self._end_text, "tbl": self._end_table, "tc": self._end_cell,
            "txbxContent": self._end_cell, "body": self._flush,
        }  # fmt: skip
        self._begins = {f"{space} {name}": do for space in _SPACES for name, do in begins.items()}
        self._begins |= {_FALLBACK: self._skip, _MATHS: self._begin_text}
        self._ends = {f"{space} {name}": do for space in _SPACES for name, do in ends.items()}
        self._ends[_MATHS] = self._end_text

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipped:
            self._skipped += 1
        elif self._properties:
            self._properties += 1
            if tag.endswith((" del", " moveFrom")):
                self._paragraphs[-1].goes_on = True
        elif do := self._begins.get(tag):
            do(attributes)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._properties:
            self._properties -= 1
        elif do := self._ends.get(tag):
            do()

    def characters(self, characters: str) -> None:
        if self._in_text and not self._skipped:
            self._add(characters.replace("\n", " "))

    def _add(self, characters: str) -> None:
        if self._paragraphs:
            bold = self._bold and not characters.isspace()
            self._paragraphs[-1].parts.append(marked(characters) if bold else characters)
            self.length += len(characters)

    def _skip(self, _: dict[str, str]) -> None:
        self._skipped = 1

    def _begin_properties(self, _: dict[str, str]) -> None:
        self._properties = 1 if self._paragraphs else 0

    def _begin_paragraph(self, _: dict[str, str]) -> None:
        self._paragraphs.append(_Paragraph([self._carried]))
        self._carried = ""

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        line = "".join(paragraph.parts)
        if paragraph.goes_on:
            self._carried = line
        else:
            self._into[-1].append(line)
        self._into[-1].extend(paragraph.boxes)

    def _flush(self) -> None:
        if self._carried:
            self._into[-1].append(self._carried)
            self._carried = ""

    def _begin_run(self, _: dict[str, str]) -> None:
        self._bold = False

    def _begin_bold(self, attributes: dict[str, str]) -> None:
        value = next((value for name, value in attributes.items() if name.endswith(" val")), "1")
        self._bold = value not in ("0", "false", "off")

    def _begin_text(self, _: dict[str, str]) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _tab(self, _: dict[str, str]) -> None:
        self._add("\t")

    def _break(self, _: dict[str, str]) -> None:
        self._add("\n")

    def _hyphen(self, _: dict[str, str]) -> None:
        self._add("-")

    def _symbol(self, attributes: dict[str, str]) -> None:
        code = next((value for name, value in attributes.items() if name.endswith(" char")), "")
        self._add(_PICTURES.get(code.upper(), ""))

    def _begin_box(self, _: dict[str, str]) -> None:
        self._into.append(self._paragraphs[-1].boxes if self._paragraphs else self._into[-1])

    def _begin_table(self, _: dict[str, str]) -> None:
        self._tables.append([])

    def _begin_row(self, _: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].append([])

    def _begin_cell(self, _: dict[str, str]) -> None:
        cell: Cell = []
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(cell)
        self._into.append(cell)

    def _end_cell(self) -> None:
        self._flush()
        self._into.pop()

    def _end_table(self) -> None:
        self._into[-1].extend(lines_of_table(self._tables.pop()))
