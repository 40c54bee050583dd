"""The words of a report run in their own direction, whatever that of its other words."""

from pathlib import Path

import docx

from quotetree.coding.exports.report import Quote, Report
from quotetree.coding.exports.word import write_docx


def test_words_from_right_to_left_run_so_in_a_docx(tmp_path: Path) -> None:
    said = (("דנה", "טוב מאוד. אני עובדת ב-NHS מאז 2010."), ("", "قهوة"), ("P2", "Yes, at the NHS."))
    report = Report("Quotations", "Study", "", "en", (), (), (), [Quote(said, "Interview 1")])
    write_docx(report, tmp_path / "quotations.docx")
    written = docx.Document(str(tmp_path / "quotations.docx")).paragraphs
    quotes = [one for one in written if one.style is not None and one.style.name == "Quote"]
    assert [one.text for one in quotes] == [f"{who}: {words}" if who else words for who, words in said]
    assert ["<w:bidi/>" in one._p.xml for one in quotes] == [True, True, False]
    assert ["<w:rtl/>" in one.runs[-1]._r.xml for one in quotes] == [True, True, False]
