"""Word documents: what is talk in them."""

import io

import docx as word
import pytest

from quotetree.coding.files import read_text_file
from tests.coding.files.documents import document, docx, p, packed, r, table


def text(*body):
    return read_text_file("a.docx", docx("".join(body))).text


PROPERTIES = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs><w:rPr>%s</w:rPr></w:pPr>'
BOX = f"<w:txbxContent>{p('in the box')}{p('twice')}</w:txbxContent>"
TEXT_BOX = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("S1: words") + p() + p("S2: “é” 🙂"), "S1: words\n\nS2: “é” 🙂\n"),
        (p("S1:", " two", " runs "), "S1: two runs \n"),
        (p("<w:pPr/>", "S1:<&>"), "S1:<&>\n"),
        (p(PROPERTIES % "", "S1:", "<w:r><w:tab/></w:r>", "words"), "S1:\twords\n"),
        (p("one", "<w:r><w:br/></w:r>", "two", "<w:r><w:cr/></w:r>", "three"), "one\ntwo\nthree\n"),
        (p("co", "<w:r><w:noBreakHyphen/></w:r>", "located"), "co-located\n"),
        (p("so", '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "so☺\n"),
        (p("a\tb\nc"), "a\tb c\n"),
        (p("a", '<w:ins w:id="1" w:author="x">' + r(" new") + "</w:ins>", " b"), "a new b\n"),
        (
            p(
                "a",
                f'<w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r>{r("odd")}</w:del>',
                " b",
            ),
            "a b\n",
        ),
        (
            p("<w:moveFrom>" + r("there") + "</w:moveFrom>", "<w:moveTo>" + r("here") + "</w:moveTo>"),
            "here\n",
        ),
        (
            p(PROPERTIES % '<w:del w:id="1"/>', "S1: one") + p(" and two") + p("three"),
            "S1: one and two\nthree\n",
        ),
        (
            p("one") + p(PROPERTIES % '<w:del w:id="1"/>', "<w:del>" + r("gone") + "</w:del>") + p("two"),
            "one\ntwo\n",
        ),
        (p("one") + p(PROPERTIES % '<w:del w:id="1"/>', "two"), "one\ntwo\n"),
        (p(PROPERTIES % '<w:ins w:id="1"/>', "one") + p("two"), "one\ntwo\n"),
        (p("see ", f"<w:hyperlink>{r('the page')}</w:hyperlink>", "."), "see the page.\n"),
        (
            p(
                "a",
                "<w:r><w:footnoteReference w:id='2'/></w:r>",
                "<w:r><w:commentReference w:id='1'/></w:r>",
                "b",
            ),
            "ab\n",
        ),
        (
            p(
                "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>",
                "7",
                "<w:fldSimple>" + r("8") + "</w:fldSimple>",
            ),
            "78\n",
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('controlled')}</w:sdtContent></w:sdt>", "controlled\n"),
        (
            p(
                f"<w:sdt><w:sdtContent>{r('within')}</w:sdtContent></w:sdt>",
                "<w:smartTag>" + r(" it") + "</w:smartTag>",
            ),
            "within it\n",
        ),
        (p("around ", TEXT_BOX, "it") + p("after"), "around it\nin the box\ntwice\nafter\n"),
        (p("<w:ruby><w:rt>" + r("kan") + "</w:rt><w:rubyBase>" + r("漢") + "</w:rubyBase></w:ruby>"), "漢\n"),
        (p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", " squared"), "x squared\n"),
        ("<w:sectPr/>" + p("one"), "one\n"),
    ],
)
def test_what_stands_in_a_document(body, lines):
    assert text(body) == lines


def test_the_text_may_stand_elsewhere_and_be_strict():
    assert read_text_file("a.docx", docx(p("yes"), main="word/document2.xml")).text == "yes\n"
    strict = document(p("yes"), spaces='xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"')
    assert read_text_file("a.docx", packed({"word/document.xml": strict})).text == "yes\n"


def test_controls_are_counted():
    raw = read_text_file("a.docx", docx(p("S1: a&#x85;b\u0090c".replace("&", "&"))))
    assert (raw.text, raw.removed) == ("S1: a&#x85;bc\n", 1)


def test_a_table_with_speakers_becomes_lines_of_talk():
    assert text(
        p("Talk"), table(("Interviewer", "How?"), ("S1", p("So.") + p("Yes.")), ("Interviewer:", "And?"))
    ) == ("Talk\nInterviewer: How?\nS1: So.\nYes.\nInterviewer: And?\n")
    assert text(table(("Ana", "How?"), ("Ben", "So."), ("", "Yes."), ("Ana", "And?"))) == (
        "Ana: How?\nBen: So.\n\nYes.\nAna: And?\n"
    )


def test_times_and_numbers_stay_beside_their_label():
    rows = (("1", "[00:01]", "Ana", "How?"), ("2", "[00:04]", "Ben", "So."), ("3", "[00:09]", "Ana", "And?"))
    assert text(table(*rows)).split("\n")[1] == "2\t[00:04]\tBen: So."


@pytest.mark.parametrize(
    "rows",
    [
        (("S1", "Nurse", "RS1"), ("S2", "Therapist", "RS2")),
        (("We met in the hall", "and spoke"), ("It was late", "and cold")),
        (("Ana", "How?"),),
        (("Ana",), ("Ben",), ("Ana",)),
    ],
)
def test_another_table_is_one_line_a_paragraph(rows):
    assert text(table(*rows)) == "".join(f"{cell}\n" for row in rows for cell in row)


def test_tables_within_tables():
    inner = table(("Ana", "How?"), ("Ben", "So."), ("Ana", "And?"))
    assert (
        text(table((inner + p(""), "beside"), ("below", "it")))
        == "Ana: How?\nBen: So.\nAna: And?\n\nbeside\nbelow\nit\n"
    )


def test_a_document_of_a_real_writer():
    made = word.Document()
    made.add_heading("Interview 3")
    line = made.add_paragraph("S1: ")
    line.add_run("bold").bold = True
    line.add_run(" and\tplain\nand below")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "left", "right"
    made.add_page_break()
    made.add_paragraph("S2: done", style="List Bullet")
    into = io.BytesIO()
    made.save(into)
    read = read_text_file("a.docx", into.getvalue()).text
    assert read == "Interview 3\nS1: bold and\tplain\nand below\nleft\nright\n\n\nS2: done\n"


def test_depth_is_no_danger():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + p("yes") + "</w:sdtContent></w:sdt>" * 20_000
    assert text(deep) == "yes\n"


def bold(words, value=""):
    return f"<w:r><w:rPr><w:b{value}/></w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p(bold("S1:"), " words"), "S1: words\n"),
        (p(bold("S1"), TAB, "words"), "S1:\twords\n"),
        (p(bold("S"), bold("1"), BREAK, "words"), "S1:\nwords\n"),
        (p(bold("S1")) + p("words"), "S1:\nwords\n"),
        (p(bold("INTERVIEWER"), TAB, bold("all of it")), "INTERVIEWER:\tall of it\n"),
        (p(bold("Ana"), TAB, "one") + p(bold("Ana"), BREAK, "two"), "Ana:\tone\nAna:\ntwo\n"),
        (p(bold("Ana"), TAB, "once"), "Ana\tonce\n"),
        (p(bold("Results")) + p("words") + p(bold("Results")), "Results\nwords\nResults\n"),
        (p(bold("Date"), TAB, "3 May"), "Date\t3 May\n"),
        (p(bold("S1"), " words"), "S1 words\n"),
        (p(bold("S1", ' w:val="0"'), TAB, "words"), "S1\twords\n"),
        (p("<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>", "S1", TAB, "words"), "S1\twords\n"),
        (p("so ", bold("S1"), TAB, "words"), "so S1\twords\n"),
    ],
)
def test_bold_labels_without_a_colon_get_one(body, lines):
    assert text(body) == lines
