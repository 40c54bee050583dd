"""A report as a .docx: a page made with python-docx, onto which the blocks are written as they come.

python-docx takes 20 times as long for a paragraph and holds all of them; here a block is a piece of XML.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from quotetree.coding.exports.markup import escaped
from quotetree.coding.exports.report import (
    Block,
    Entry,
    Field,
    Heading,
    Line,
    Quote,
    Report,
    Table,
    contents_shown,
)
from quotetree.coding.exports.word_page import HERE, LANGUAGES, page_of
from quotetree.coding.text import is_right_to_left

BODY = "word/document.xml"
TWIPS = 567  # a centimetre
TINTS = ("", "EDF2F9", "DCE6F4", "C8D8EE", "B3C9E7", "9EBAE0")
_HERE = re.compile(rf"<w:p>(?:(?!</w:p>).)*{HERE}.*?</w:p>", re.DOTALL)
_BREAKS = re.compile("[\n\t]")
_BREAK = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}


def write_docx(report: Report, path: Path) -> None:
    """Write it piece by piece, in constant memory."""
    page = page_of(report)
    with ZipFile(BytesIO(page)) as made, ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in made.namelist():
            if name != BODY:
                file.writestr(name, made.read(name))
        before, after = _HERE.split(made.read(BODY).decode("utf-8"))
        writer = _Writer({style.name: style.style_id for style in docx.Document(BytesIO(page)).styles})
        with file.open(BODY, "w", force_zip64=True) as body:
            for piece in (before, *writer.contents(report)):
                body.write(piece.encode("utf-8"))
            for block in report.blocks:
                body.write(writer.block(block).encode("utf-8"))
            body.write(after.encode("utf-8"))


class _Writer:
    """Blocks as XML. `styles`: a style's id by its name."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.numbers = count(1)

    def contents(self, report: Report) -> Iterator[str]:
        """A list of contents: links with the pages as fields.

        Not one field of Word's for the whole: LibreOffice would leave that as it came, without pages, where it works
        out the page of a place by itself; Word does so as it opens the file, for a field that is marked as dirty.
        """
        shown = contents_shown(report)
        if len(shown) < 2:
            return
        wanted = set(map(id, shown))
        yield self.paragraph("Contents heading", _run("Contents"))
        for n, heading in enumerate(report.contents, 1):
            if id(heading) in wanted:
                place = f"_Toc{n:06}"
                text = f"{_run(_named(heading))}<w:r><w:tab/></w:r>{_page_of(place)}"
                link = f'<w:hyperlink w:anchor="{place}" w:history="1">{text}</w:hyperlink>'
                yield self.paragraph(f"TOC {heading.level}", link)

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(level):
                n = next(self.numbers)
                mark = f'<w:bookmarkStart w:id="{n}" w:name="_Toc{n:06}"/>'
                text = f'{mark}{_run(_named(block))}<w:bookmarkEnd w:id="{n}"/>'
                return self.paragraph(f"Heading {level}", text)
            case Line(text):
                return self.paragraph("Numbers", _run(text))
            case Quote():
                return self._quote(block)
            case Table():
                return self._table(block)

    def paragraph(self, style: str, content: str, words: str = "") -> str:
        """A paragraph of a style, by its name; it runs in the direction of its words."""
        direction = "<w:bidi/>" if is_right_to_left(words) else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{direction}</w:pPr>{content}</w:p>'

    def _quote(self, quote: Quote) -> str:
        language = LANGUAGES.get(quote.language, quote.language)
        told = f'<w:lang w:val="{escaped(language)}"/>' if language else ""
        speaker = f'<w:rPr><w:rStyle w:val="{self.styles["Speaker"]}"/></w:rPr>'
        turns = [
            self.paragraph("Quote", (_run(f"{who}: ", speaker) if who else "") + _words(words, told), words)
            for who, words in quote.turns
        ]
        return "".join(turns) + self.paragraph("Quote tag", _run(quote.tag))

    def _table(self, table: Table) -> str:
        widths = [round(field.width * TWIPS) for field in table.fields]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = "".join(
            self._cell(width, "Table figure head" if field.figure else "Table head", field.heading, HEAD)
            for field, width in zip(table.fields, widths, strict=True)
        )
        rows = "".join(self._row(table.fields, widths, row) for row in table.rows)
        caption = "" if table.plain else self.paragraph("Caption", _run(table.caption))
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        return (
            f"{caption}<w:tbl>{_table_look(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"
            f"{'' if table.plain else head}{rows}</w:tbl>{self.paragraph('After a table', '')}"
        )

    def _row(self, fields: tuple[Field, ...], widths: list[int], row: tuple[Entry, ...]) -> str:
        cells = []
        for field, width, entry in zip(fields, widths, row, strict=True):
            style = (
                "Table figure"
                if field.figure
                else f"Table code {entry.level}"
                if entry.level
                else "Table text"
            )
            tint = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINTS[entry.tint]}"/>' if entry.tint else ""
            cells.append(self._cell(width, style, _named(entry), tint))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, width: int, style: str, text: str, look: str = "") -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>'
            f"{self.paragraph(style, _run(text))}</w:tc>"
        )


HEAD = (
    '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1B1B1B"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B1B1B"/></w:tcBorders><w:vAlign w:val="bottom"/>'
)


def _table_look(width: int) -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="C9C7C2"'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar><w:tblLook w:firstRow="1" w:firstColumn="1"/></w:tblPr>'
    )


def _words(words: str, told: str) -> str:
    told = f"<w:rtl/>{told}" if is_right_to_left(words) else told
    return _run(words, f"<w:rPr>{told}</w:rPr>" if told else "")


def _named(heading: Heading | Entry) -> str:
    return f"{heading.number} {heading.text}" if heading.number else heading.text


def _page_of(place: str) -> str:
    """A field with the page on which a place is."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {place} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _run(text: str, look: str = "") -> str:
    """Text with its line breaks and tabs."""
    held = escaped(text)
    if "\n" in held or "\t" in held:
        held = _BREAKS.sub(lambda found: _BREAK[found.group()], held)
    return f'<w:r>{look}<w:t xml:space="preserve">{held}</w:t></w:r>'
