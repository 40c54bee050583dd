"""Word documents: what is talk in them, and files that are dangerous, damaged or something else."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

import docx as word
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="{OFFICE}/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/relationships/officeDocument" Target="%s"/></Relationships>'
)


def r(words):
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(*inner):
    return f"<w:p>{''.join(r(i) if not i.startswith('<') else i for i in inner)}</w:p>"


def table(*rows):
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(body, head='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', spaces=SPACES):
    return f"{head}<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return into.getvalue()


def docx(body, main="word/document.xml"):
    return packed({"_rels/.rels": RELATIONS % main, main: document(body)})


def text(*body):
    return read_text_file("a.docx", docx("".join(body))).text


def sentence(data, name="talk.docx"):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


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


def test_other_files_with_this_ending_are_named():
    assert sentence(b"S1: yes") == "“talk.docx” is no Word document (.docx), though its name ends so."
    assert "it is a PDF" in sentence(b"%PDF-1.7 and more")
    older = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "it is an older Office document (.doc, .xls). Save it as .docx." in sentence(older)
    assert "protected by a password" in sentence(older + "EncryptedPackage".encode("utf-16-le"))
    assert "is a zip archive, but no Word document" in sentence(packed({"a.txt": b"S1: yes"}))


def test_a_locked_part_is_told():
    data = bytearray(docx(p("yes")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    assert "protected by a password" in sentence(bytes(data))


def test_damaged_files_are_told():
    whole = docx("".join(p(f"S1: line {n}") for n in range(500)))
    for length in (4, 30, len(whole) // 2, len(whole) - 4):
        assert "is damaged" in sentence(whole[:length])
    bent = bytearray(whole)
    at = whole.index(b"word/document.xml") + 40
    bent[at : at + 40] = bytes(40)
    assert "is damaged" in sentence(bytes(bent))
    assert "breaks off or is mixed up" in sentence(packed({"word/document.xml": document(p("yes"))[:-20]}))
    assert "breaks off or is mixed up" in sentence(packed({"word/document.xml": b"\xff\xfe\x00"}))


WHOLE = docx(p("S1: ", "words"))


@given(
    st.integers(0, len(WHOLE)),
    st.one_of(st.integers(0, 12), st.integers(0, len(WHOLE))),
    st.binary(max_size=8),
)
def test_whatever_is_cut_out_or_put_in_there_is_a_sentence(start, gone, put):
    try:
        raw = read_text_file("a.docx", WHOLE[:start] + put + WHOLE[start + gone :])
    except Unreadable as error:
        assert error.sentence.startswith("“a.docx” ")  # noqa: PT017
    else:
        assert raw.text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'
    xml = (
        document(f"<w:p><w:r><w:t>{'&l9;' if 'l9' in declared else ''}</w:t></w:r></w:p>", head)
        .decode()
        .encode(encoding)
    )
    assert "declares entities of its own" in sentence(packed({"word/document.xml": xml}))
    assert "declares entities of its own" in sentence(packed({"_rels/.rels": xml, "word/document.xml": b""}))


def test_a_bomb_is_not_unpacked():
    bomb = packed({"word/document.xml": document(f"<w:p><w:r><w:t>{' ' * 30_000_000}</w:t></w:r></w:p>")})
    assert len(bomb) < 100_000
    assert "is not unpacked: it would swell from 0.0 MB to more than 30 MB" in sentence(bomb)
    beside = packed({"word/document.xml": document(p("yes")), "word/media/image1.bmp": bytes(201_000_000)})
    assert "is not unpacked" in sentence(beside)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked():
    size = 30_000_000
    data = bytearray(packed({"word/document.xml": b" " * size}))
    told = struct.pack("<I", size)
    while (at := data.find(told)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    assert "is damaged" in sentence(bytes(data))


def test_too_much_text_is_refused_while_it_is_read():
    line = "".join(chr(0x4E00 + n % 5000) for n in range(7, 70_000, 7))
    much = docx("".join(p(f"{n} {line}") for n in range(2100)))
    assert "MB of text; a transcript may have up to 20 MB" in sentence(much)


def test_too_many_paragraphs_are_refused_while_they_are_read():
    body = "".join(f'<w:p w:rsidR="{n:x}"/>' for n in range(300_000))
    told = sentence(docx(body + p("yes")))
    assert told == "“talk.docx” has more than 250000 lines, the most that a transcript may have."


def test_depth_is_no_danger():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + p("yes") + "</w:sdtContent></w:sdt>" * 20_000
    assert text(deep) == "yes\n"


@pytest.mark.parametrize("body", ["", p(), p(" ") + table(("", ""))])
def test_without_words_it_has_no_words(body):
    assert sentence(docx(body)) == "“talk.docx” has no words in it."
