"""The lines of an OpenDocument text, gathered from its XML element by element."""

import re

from quotetree.coding.files.gathered import Gathered

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE = f"{_ODF}text:1.0 ", f"{_ODF}table:1.0 ", f"{_ODF}style:1.0 "
_DRAW, _OFFICE = f"{_ODF}drawing:1.0 ", f"{_ODF}office:1.0 "
_WEIGHT = f"{_ODF}xsl-fo-compatible:1.0 font-weight"
_LEFT_OUT = {
    *(f"{_TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "sequence-decls")),
    *(f"{_OFFICE}{name}" for name in ("annotation", "scripts", "forms")),
    *(f"{_ODF}svg-compatible:1.0 {name}" for name in ("title", "desc")),
    f"{_DRAW}object",
}
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000  # of one element, which only says how many there are
_BOLD_STYLES = {"Strong_20_Emphasis"}


class Lines:
    """Handlers for a parser that names elements `namespace name`; `gathered` is what they have gathered."""

    def __init__(self) -> None:
        self.gathered = Gathered()
        self._skipped = 0  # depth below an element that is left out
        self._style = ""  # the style of characters that is being declared
        self._bold_styles = set(_BOLD_STYLES)
        self._bold: list[bool] = []  # for each open span
        into = self.gathered
        self._plain_begins = {
            f"{_TEXT}p": into.begin_paragraph, f"{_TEXT}h": into.begin_paragraph,
            f"{_DRAW}text-box": into.begin_box, f"{_TABLE}table": into.begin_table,
            f"{_TABLE}table-row": into.begin_row, f"{_TABLE}table-cell": into.begin_cell,
            f"{_TABLE}covered-table-cell": into.begin_cell,
        }  # fmt: skip
        self._begins = {
            f"{_TEXT}span": self._begin_span, f"{_TEXT}s": self._blanks, f"{_TEXT}tab": self._tab,
            f"{_TEXT}line-break": self._break, f"{_STYLE}style": self._begin_style,
            f"{_STYLE}text-properties": self._properties,
        }  # fmt: skip
        self._ends = {
            f"{_TEXT}p": into.end_paragraph, f"{_TEXT}h": into.end_paragraph, f"{_DRAW}text-box": into.end_box,
            f"{_TABLE}table": into.end_table, f"{_TABLE}table-cell": into.end_cell,
            f"{_TABLE}covered-table-cell": into.end_cell, f"{_TEXT}span": self._end_span,
        }  # fmt: skip

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipped or tag in _LEFT_OUT:
            self._skipped += 1
        elif plain := self._plain_begins.get(tag):
            plain()
        elif do := self._begins.get(tag):
            do(attributes)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif do := self._ends.get(tag):
            do()

    def characters(self, characters: str) -> None:
        """Blanks and line ends between words are one blank; more of them are elements."""
        if self._skipped or not self.gathered.open:
            return
        words = _BLANKS.sub(" ", characters)
        last = self.gathered.last
        if words.startswith(" ") and (not last or last.endswith((" ", "\n", " \x03"))):
            words = words[1:]
        self._add(words)

    def _add(self, words: str) -> None:
        self.gathered.add(words, bool(self._bold) and self._bold[-1])

    def _begin_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")
        of_text = attributes.get(f"{_STYLE}family") == "text"
        if of_text and attributes.get(f"{_STYLE}parent-style-name") in _BOLD_STYLES:
            self._bold_styles.add(self._style)
        if not of_text:
            self._style = ""

    def _properties(self, attributes: dict[str, str]) -> None:
        if self._style and attributes.get(_WEIGHT) in ("bold", "600", "700", "800", "900"):
            self._bold_styles.add(self._style)

    def _begin_span(self, attributes: dict[str, str]) -> None:
        bold = attributes.get(f"{_TEXT}style-name") in self._bold_styles
        self._bold.append(bold or (bool(self._bold) and self._bold[-1]))

    def _end_span(self) -> None:
        if self._bold:
            self._bold.pop()

    def _blanks(self, attributes: dict[str, str]) -> None:
        count = attributes.get(f"{_TEXT}c", "1")
        self._add(" " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1))

    def _tab(self, _: dict[str, str]) -> None:
        self._add("\t")

    def _break(self, _: dict[str, str]) -> None:
        self._add("\n")
