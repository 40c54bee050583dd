"""OpenDocument text: what is talk in it, and what is refused."""

import pytest

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file
from tests.coding.files.documents import packed

ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{ODF}:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"))
)  # fmt: skip
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>'
)


def content(body, head=""):
    return (
        f"{head}<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    ).encode()


def odt(body):
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content(body)})


def p(*words):
    return f"<text:p>{''.join(words)}</text:p>"


def span(style, words):
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def table(*rows):
    cells = ("".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in row) for row in rows)
    return (
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    )


def text(*body):
    return read_text_file("a.odt", odt("".join(body))).text


def sentence(data, name="talk.odt"):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<text:h>Talk</text:h>" + p("S1: words") + p() + p("S2: “é” 🙂"), "Talk\nS1: words\n\nS2: “é” 🙂\n"),
        (p("\n  S1:  two \n", span("T2", " words")), "S1: two words\n"),
        (p("a", '<text:s text:c="3"/>', "b<text:s/>c"), "a   b c\n"),
        (p("S1:<text:tab/>one<text:line-break/>two<text:soft-page-break/> three"), "S1:\tone\ntwo three\n"),
        (p('<text:s text:c="999999999"/>', "b"), " " * 1000 + "b\n"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion>"
            + p("gone")
            + "</text:deletion></text:changed-region></text:tracked-changes>"
            + p('a<text:change text:change-id="c"/>b'),
            "ab\n",
        ),
        (p("a", f"<office:annotation>{p('remark')}</office:annotation>", "b"), "ab\n"),
        (p("a<text:note><text:note-citation>1</text:note-citation>", p("note"), "</text:note>b"), "ab\n"),
        ("<text:list><text:list-item>" + p("one") + "</text:list-item></text:list>", "one\n"),
        (
            p("round <draw:frame><svg:desc>t</svg:desc><draw:text-box>", p("in it"), "</draw:text-box></draw:frame>it"),
            "round it\nin it\n",
        ),
        (p("see <text:a>the page</text:a>."), "see the page.\n"),
        (
            table(("Interviewer", "How?"), ("S1", "So."), ("Interviewer", "And?")),
            "Interviewer: How?\nS1: So.\nInterviewer: And?\n",
        ),
        (table(("left", "right")), "left\nright\n"),
        (p(span("T1", "S11"), "<text:tab/>yes") + p(span("T1", "Heading")), "S11:\tyes\nHeading\n"),
        (p(span("Strong_20_Emphasis", "Ana"), "<text:line-break/>yes") * 2, "Ana:\nyes\nAna:\nyes\n"),
    ],
)  # fmt: skip
def test_what_stands_in_a_document(body, lines):
    assert text(body) == lines


def test_other_and_broken_files_are_told():
    assert sentence(b"S1: yes") == "“talk.odt” is no OpenDocument text (.odt), though its name ends so."
    assert "it is a document in Rich Text Format (.rtf). Save it as .odt." in sentence(b"{\\rtf1 }")
    assert "is a zip archive, but no OpenDocument text" in sentence(packed({"a.txt": b"S1: yes"}))
    whole = odt(p("S1: yes") * 500)
    for length in (4, 30, len(whole) // 2, len(whole) - 4):
        assert "is damaged" in sentence(whole[:length])
    assert "breaks off or is mixed up" in sentence(packed({"content.xml": content(p("yes"))[:-20]}))
    assert sentence(odt(p(" "))) == "“talk.odt” has no words in it."


def test_a_password_is_told():
    listed = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    older = packed({"META-INF/manifest.xml": listed, "content.xml": bytes(range(256))})
    newer = packed({"mimetype": "x", "encrypted-package": bytes(range(256))})
    for data in (older, newer):
        assert sentence(data) == "“talk.odt” is protected by a password. Save it without one."


def test_entities_and_bombs_are_refused():
    head = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    for member in ("content.xml", "META-INF/manifest.xml"):
        data = packed({"content.xml": content(p("yes")), member: content(p("&l9;"), head)})
        assert "declares entities of its own, which no OpenDocument text does" in sentence(data)
    assert "is not unpacked" in sentence(odt(p("a" * 30_000_000)))


def test_tables_within_tables_without_end():
    deep = "<table:table><table:table-row><table:table-cell>" + p("in")
    ends = "</table:table-cell></table:table-row></table:table>"
    assert text(deep * 3000, ends * 3000) == "in\n" * 3000
