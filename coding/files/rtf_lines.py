"""The lines of a document in Rich Text Format, gathered token by token."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotetree.coding.files.gathered import Gathered
from quotetree.coding.roles import word_set

Token = re.Match[str]
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0\\]"
)
_LEFT_OUT = word_set(
    """annotation atnauthor atnid atrfend atrfstart author background bkmkend bkmkstart buptim colortbl comment creatim
    datafield do doccomm fldinst filetbl footer footerf footerl footerr footnote ftncn ftnsep ftnsepc generator header
    headerf headerl headerr info keywords listtable listoverridetable listtext nesttableprops nonesttables nonshppict
    objclass objdata operator pict pntext pnseclvl private revtbl rxe shprslt sn sp stylesheet subject sv tc template
    themedata title xe"""
)
_TAKEN_THOUGH_OPTIONAL = ("shpinst", "shptxt")  # \* before a word says: leave it out if you do not know it
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "-": "", "\n": "", "\r": "",
}  # fmt: skip
_ENDS = ("par", "sect", "page", "column", "\n", "\r")
# code pages by the number of a font's set of characters, and of the whole document
_SETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    255: "cp850", 0: "cp1252",
}  # fmt: skip
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_DEEPEST = 5000


class TooDeep(Exception):
    """Groups within groups beyond what any program writes, or an end without a beginning."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands on to those within it."""

    skip: bool = False
    fonts: bool = False  # in the table of fonts
    bold: bool = False
    deleted: bool = False
    font: int = -1
    beside: int = 1  # how many characters stand after \u for programs that do not know it


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a document; what `\\bin` announces is passed over."""
    at = 0
    while token := _TOKEN.match(text, at):
        yield token
        at = token.end()
        if token["word"] == "bin":
            at += max(0, int(token["number"] or 0))


class Lines:
    """`take` each token; `depth` is 0 when the document is at its end, and then `finished` are its lines."""

    def __init__(self) -> None:
        self.gathered = Gathered()
        self.depth = 0
        self._state = _State()
        self._outer: list[_State] = []
        self._page, self._sets = "cp1252", dict[int, str]()
        self._bytes = bytearray()  # of characters that are not yet decoded
        self._passed_over = 0  # how many characters after \u are still to be left out
        self._optional = self._in_table = False
        self._table_open = False
        self.gathered.begin_paragraph()

    @property
    def length(self) -> int:
        return self.gathered.length + len(self._bytes)

    def finished(self) -> list[str]:
        self._decode()
        if self.gathered.last:
            self._end_line()
        self._close_table()
        return self.gathered.lines

    def take(self, token: Token) -> None:
        if token["text"] is not None:
            self._text(token["text"].encode("latin-1"))
        elif token["byte"]:
            self._text(bytes.fromhex(token["byte"]))
        elif token["brace"]:
            self._decode()
            self._brace(token["brace"])
        elif token["sign"] == "*":
            self._optional = True
        elif word := token["word"] or token["sign"]:
            self._decode()
            self._word(word, int(token["number"]) if token["number"] else None)

    def _text(self, found: bytes) -> None:
        passed = min(self._passed_over, len(found))
        self._passed_over -= passed
        if not (self._state.skip or self._state.fonts or self._state.deleted):
            self._bytes += found[passed:]

    def _decode(self) -> None:
        if self._bytes:
            words = self._bytes.decode(self._sets.get(self._state.font, self._page), "replace")
            # what the two marks of bold type are made of is no text
            self.gathered.add(words.translate({2: "", 3: ""}), self._state.bold)
            self._bytes.clear()

    def _brace(self, brace: str) -> None:
        self._passed_over, self._optional = 0, False
        if brace == "{":
            self._outer.append(self._state)
            self.depth += 1
            if self.depth > _DEEPEST:
                raise TooDeep
        elif self._outer:
            self._state = self._outer.pop()
            self.depth -= 1
        else:
            raise TooDeep

    def _word(self, word: str, number: int | None) -> None:
        optional, self._optional = self._optional, False
        if word in _LEFT_OUT or (optional and word not in _TAKEN_THOUGH_OPTIONAL):
            self._state = replace(self._state, skip=True)
        elif word == "fonttbl":
            self._state = replace(self._state, fonts=True)
        elif self._passed_over and word in _SIGNS:
            self._passed_over -= 1
        elif not self._state.skip:
            self._formatting(word, number)
            if not (self._state.fonts or self._state.deleted):
                self._written(word, number)

    def _formatting(self, word: str, number: int | None) -> None:
        on = number != 0
        match word:
            case "b":
                self._state = replace(self._state, bold=on)
            case "deleted":
                self._state = replace(self._state, deleted=on)
            case "plain":
                self._state = replace(self._state, bold=False, deleted=False, font=-1)
            case "f":
                self._state = replace(self._state, font=number or 0)
            case "uc":
                self._state = replace(self._state, beside=max(0, min(number or 0, 16)))
            case "fcharset" if number in _SETS and number:
                self._sets[self._state.font] = _SETS[number]
            case "cpg" | "ansicpg" if number:
                page = _known_page(f"cp{number}")
                if word == "ansicpg":
                    self._page = page
                else:
                    self._sets[self._state.font] = page
            case "mac" | "pc" | "pca":
                self._page = _PAGES[word]

    def _written(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._passed_over = self._state.beside
            self.gathered.add(chr(number & 0xFFFF).strip("\x02\x03"), self._state.bold)
        elif word in _ENDS:
            self._end_line()
        elif word in _SIGNS:
            self.gathered.add(_SIGNS[word], self._state.bold)
        elif word == "pard":
            self._in_table = False
        elif word == "intbl":
            self._in_table = True
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word == "row" and self._table_open:
            self.gathered.begin_row()

    def _end_line(self) -> None:
        """In a table the line is the cell's; else it ends a table that is open."""
        if self._in_table:
            self._open_cell()
        else:
            self._close_table()
        self.gathered.end_paragraph()
        self.gathered.begin_paragraph()

    def _end_cell(self) -> None:
        self._open_cell()
        self.gathered.end_paragraph()
        self.gathered.end_cell()
        self.gathered.begin_paragraph()

    def _open_cell(self) -> None:
        if not self._table_open:
            self.gathered.begin_table()
            self._table_open = True
        if not self.gathered.in_cell():
            self.gathered.begin_cell()

    def _close_table(self) -> None:
        if self._table_open:
            self.gathered.end_table()
            self._table_open = False


def _known_page(page: str) -> str:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(page, page)).name
    except LookupError:
        return "cp1252"


def whole(text: str) -> str:
    """Characters beyond the basic plane are written as two halves."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
