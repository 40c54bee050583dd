"""The page that a report in Word's form is written onto: its styles, title block and footer, made with python-docx."""

from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from quotetree.coding.exports.markup import clean
from quotetree.coding.exports.report import Report, contents_shown

HERE = "\u2063Quotetree writes here\u2063"
SERIF, SANS = "Cambria", "Calibri"
INK, SOFT = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x5A, 0x5A, 0x5A)
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(2)
LANGUAGES = {
    "en": "en-GB",
    "fr": "fr-FR",
    "de": "de-DE",
    "es": "es-ES",
    "pt": "pt-PT",
    "nl": "nl-NL",
    "it": "it-IT",
}


def page_of(report: Report) -> bytes:
    """A .docx with all but the blocks: a paragraph of `HERE` stands where they go."""
    page = docx.Document()
    _lay(page.sections[0], wide=report.wide)
    _style(page, report)
    _set_language(page, LANGUAGES.get(report.language, report.language or "en-GB"))
    _title(page, report)
    page.add_paragraph(HERE)
    _foot(page.sections[0], report)
    page.core_properties.title = clean(f"{report.title}: {report.project}")[:255]
    page.core_properties.author = "Quotetree"
    page.core_properties.language = LANGUAGES.get(report.language, report.language)
    page.core_properties.comments = ""
    file = BytesIO()
    page.save(file)
    return file.getvalue()


def _lay(section: Any, *, wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Cm(1)


def _style(page: Any, report: Report) -> None:
    """The styles by name; contents of one level are a plain list."""
    normal = _look(page, "Normal", SERIF, 10.5, after=6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    normal.paragraph_format.widow_control = True
    _look(page, "Title", SANS, 24, bold=True, after=2)
    _no_border(page.styles["Title"])
    _look(page, "Subtitle", SANS, 13, colour=SOFT, after=10)
    for level, size, before in ((1, 16, 22), (2, 13, 16), (3, 11.5, 12), (4, 10.5, 10)):
        style = _look(page, f"Heading {level}", SANS, size, bold=True, before=before, after=3)
        style.font.italic = level == 4
        style.paragraph_format.keep_with_next = True
    _look(page, "Caption", SANS, 10, bold=True, before=6, after=4).paragraph_format.keep_with_next = True
    _look(page, "Footer", SANS, 8.5, colour=SOFT)
    quote = _look(page, "Quote", SERIF, 10.5, after=2)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.paragraph_format.right_indent = Cm(0.8)
    quote.paragraph_format.keep_with_next = True
    tag = _look(page, "Quote tag", SANS, 9, colour=SOFT, after=9)
    tag.paragraph_format.left_indent = Cm(0.8)
    line = _look(page, "Numbers", SANS, 9.5, colour=SOFT, after=6)
    line.paragraph_format.keep_with_next = True
    _look(page, "Legend", SANS, 9.5, colour=SOFT, after=3)
    _look(page, "After a table", SANS, 6, after=0)
    _look(page, "Contents heading", SANS, 13, bold=True, before=14, after=4)
    several = any(heading.level > 1 for heading in contents_shown(report))
    width = (LONG_SIDE if report.wide else SHORT_SIDE) - 2 * MARGIN
    for level in range(1, 5):
        leads = level == 1 and several
        style = _look(page, f"TOC {level}", SANS, 9.5, bold=leads, before=4 if leads else 0, after=0)
        style.paragraph_format.left_indent = Cm(0.5 * (level - 1))
        style.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
    _table_styles(page)
    speaker = page.styles.add_style("Speaker", WD_STYLE_TYPE.CHARACTER)
    _font(speaker, SANS, 9.5, bold=True)


def _table_styles(page: Any) -> None:
    _look(page, "Table text", SANS, 9, before=2, after=2)
    _look(page, "Table head", SANS, 9, bold=True, before=3, after=3).paragraph_format.keep_with_next = True
    for name, based in (("Table figure", "Table text"), ("Table figure head", "Table head")):
        style = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = page.styles[based]
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for level in range(1, 5):
        style = page.styles.add_style(f"Table code {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = page.styles["Table text"]
        style.font.bold = level == 1
        style.paragraph_format.left_indent = Cm(0.35 * (level - 1))


def _look(
    page: Any, name: str, font: str, size: float, *, bold: bool = False, colour: RGBColor = INK,
    before: float = 0, after: float = 0,
) -> Any:  # fmt: skip
    there = name in [style.name for style in page.styles]
    style = page.styles[name] if there else page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not there:
        style.base_style = page.styles["Normal"]
    _font(style, font, size, bold=bold)
    style.font.color.rgb = colour
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    return style


def _font(style: Any, font: str, size: float, *, bold: bool) -> None:
    """A theme's font would win over the name, so that it goes."""
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    fonts.set(qn("w:cs"), font)
    for gone in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(gone)


def _no_border(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_language(page: Any, language: str) -> None:
    for found in page.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def _title(page: Any, report: Report) -> None:
    page.add_paragraph(clean(report.title), "Title")
    page.add_paragraph(clean(report.project), "Subtitle")
    table = page.add_table(rows=0, cols=2)
    table.autofit = False
    room = (LONG_SIDE if report.wide else SHORT_SIDE) - 2 * MARGIN
    for name, told in (("Date", report.date), *report.told):
        row = table.add_row()
        for cell, text, style, width in (
            (row.cells[0], name, "Table head", Cm(4)),
            (row.cells[1], told, "Table text", room - Cm(4)),
        ):
            cell.width = width
            cell.paragraphs[0].text, cell.paragraphs[0].style = clean(text), style
    for column, width in zip(table.columns, (Cm(4), room - Cm(4)), strict=True):
        column.width = width
    page.add_paragraph("", "Legend")
    for line in report.legend:
        page.add_paragraph(clean(line), "Legend")


def _foot(section: Any, report: Report) -> None:
    line = section.footer.paragraphs[0]
    for tab in list(line.style.paragraph_format.tab_stops):
        tab.alignment = WD_TAB_ALIGNMENT.CLEAR
    line.paragraph_format.tab_stops.add_tab_stop(Emu(section.page_width - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(clean(f"{report.project} · {report.title}\t{report.date} · page "))
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Any, name: str) -> None:
    """A field that the program which opens the file fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)
