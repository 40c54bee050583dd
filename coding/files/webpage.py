"""Web pages (.html, .htm): the lines that a browser shows, without scripts, styles and what stands in the head.

Blocks are lines, `<br>` ends one; blanks between words are one blank, but in preformatted text. A table with the
speakers in a column becomes lines of talk, and so do names in bold type (or `<dt>`) above or before their words.
"""

import codecs
import html
import re

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.bold import with_labels
from quotetree.coding.files.gathered import Gathered
from quotetree.coding.files.raw import RawText, check_lines, check_size
from quotetree.coding.files.txt import decoded, marked_encoding
from quotetree.coding.roles import word_set
from quotetree.coding.text import canonical

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset[ ]*=[ ]*[\"']?[ ]*([a-zA-Z0-9_.:-]{2,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_LEFT_OUT = word_set(
    "script style title template noscript svg math object iframe audio video canvas select rp rt"
)
_BLOCKS = word_set(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary ul"""
)
_BOLD = frozenset(("b", "strong", "dt"))
_CELLS = frozenset(("td", "th"))
_ENDS_OF_CELLS = frozenset(("tr", "table", "tbody", "thead", "tfoot"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEAD_OR_FOOT = re.compile(
    r"""<div title=["'](?:header|footer)["']""", re.IGNORECASE
)  # of pages, by LibreOffice
# Bounded, and never given back: html.parser reads some pages of half tags in the square of their length.
_TAG = re.compile(
    r"""<(?P<slash>/?)(?P<tag>[a-zA-Z][^\s/<>]{0,40})
    (?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|"[^"]{0,300}+"|'[^']{0,300}+'|["']){0,500}+>""",
    re.VERBOSE,
)
_RAW = {tag: re.compile(rf"</{tag}(?![a-z0-9])", re.IGNORECASE) for tag in ("script", "style", "title")}


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no text, or more of it than a transcript may have."""
    page = _Page()
    source = _without_comments(_source(name, data))
    at = 0
    while tag := _TAG.search(source, at):
        page.words(source[at : tag.start()])
        at = page.tag(tag)
        check_lines(name, page.gathered.count)
    page.words(source[at:])
    cleaned = canonical("".join(f"{line}\n" for line in with_labels(page.lines())))
    return RawText(cleaned.text, cleaned.removed)


def _source(name: str, data: bytes) -> str:
    """In the encoding that its mark names, or the page itself; else as any text."""
    told = _CHARSET.search(data[:_CHARSET_WITHIN])
    if told and not marked_encoding(data):
        try:
            encoding = codecs.lookup(told[1].decode("ascii")).name
            # browsers take Latin-1 for Windows-1252, as any text is here
            if not encoding.startswith("utf") and encoding not in ("iso8859-1", "ascii"):
                check_size(name, len(data))
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError) as error:
            raise Unreadable(
                f"“{name}” is damaged: it says that its text is {told[1].decode('ascii')}, which it is not."
            ) from error
    return decoded(name, data)


def _without_comments(source: str) -> str:
    """Comments and declarations go beforehand, so that many that are not closed are read in one go."""
    kept, at = [], 0
    while (begins := source.find("<!", at)) >= 0:
        kept.append(source[at:begins])
        closing = "-->" if source.startswith("<!--", begins) else ">"
        ends = source.find(closing, begins)
        if ends < 0:
            return "".join(kept)
        at = ends + len(closing)
    return "".join([*kept, source[at:]])


class _Page:
    """Gathers the lines of a page."""

    def __init__(self) -> None:
        self.gathered = Gathered()
        self.gathered.begin_paragraph()
        self._left_out = ""  # the element that is being left out
        self._skipped = self._bold = self._preformatted = 0  # depths

    def lines(self) -> list[str]:
        self._end_line()
        while self.gathered.in_table():
            self.gathered.end_table()
        return self.gathered.lines

    def tag(self, found: re.Match[str]) -> int:
        """Takes a tag, and says where the page goes on: after the content of scripts and their like."""
        tag, empty = found["tag"].lower(), found[0].endswith("/>")
        if found["slash"]:
            self._end(tag)
        elif (raw := _RAW.get(tag)) and not empty:
            closing = raw.search(found.string, found.end())
            return (
                found.string.find(">", closing.end()) + 1 or len(found.string)
                if closing
                else len(found.string)
            )
        else:
            self._begin(tag, left_out=bool(_HEAD_OR_FOOT.match(found[0])))
            if empty and tag not in _BLOCKS:
                self._end(tag)
        return found.end()

    def words(self, source: str) -> None:
        if self._skipped or not source:
            return
        data = html.unescape(source).translate({2: "", 3: ""})
        words = data.replace("\r", "") if self._preformatted else self._flowing(data)
        *before, last = words.split("\n")
        for line in before:
            self.gathered.add(line, self._bold > 0)
            self._end_line(empty_too=True)
        self.gathered.add(last, self._bold > 0)

    def _flowing(self, data: str) -> str:
        words = _BLANKS.sub(" ", data)
        last = self.gathered.last
        return (
            words[1:]
            if words.startswith(" ") and (not last or last.endswith((" ", "\n", " \x03")))
            else words
        )

    def _begin(self, tag: str, left_out: bool) -> None:
        if tag == "body":
            self._skipped = 0
        if self._skipped:
            self._skipped += tag == self._left_out
        elif left_out or tag in _LEFT_OUT:
            self._left_out, self._skipped = tag, 1
        else:
            self._shown(tag)

    def _shown(self, tag: str) -> None:
        if tag == "br":
            self.gathered.add("\n")
        elif tag in _BLOCKS:
            self._end_line()
        elif tag == "table":
            self._end_line()
            self.gathered.begin_table()
        elif tag == "tr":
            self._end_cell()
            self.gathered.begin_row()
        elif tag in _CELLS:
            self._end_cell()
            self.gathered.begin_cell()
        self._bold += tag in _BOLD
        self._preformatted += tag == "pre"

    def _end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= tag == self._left_out
        elif tag in _BLOCKS:
            self._end_line()
        elif tag in _CELLS or tag in _ENDS_OF_CELLS:
            self._end_cell()
        if tag == "table":
            self.gathered.end_table()
        self._bold = max(0, self._bold - (tag in _BOLD))
        self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def _end_cell(self) -> None:
        self._end_line()
        self.gathered.end_cell()

    def _end_line(self, empty_too: bool = False) -> None:
        """A block without words is no line."""
        if empty_too or self.gathered.last:
            self.gathered.end_paragraph()
            self.gathered.begin_paragraph()
