"""Rich Text Format: what is talk in it."""

import pytest

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f1\fcharset204 Courier;}{\f2\fcharset128 Gothic;}}"
)
HEAD += r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title Left out}}{\header Head\par}"


def text(body):
    return read_text_file("a.rtf", f"{HEAD}{body}}}".encode("latin-1")).text


def sentence(data, name="talk.rtf"):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


def row(*cells):
    return r"\trowd\cellx1000\cellx2000" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (r"S1: yes\par S2: no", "S1: yes\nS2: no\n"),
        (r"S1: yes\par\par", "S1: yes\n\n"),
        ("S1: bro\r\nken\\par", "S1: broken\n"),
        (r"S1:\tab one\line two", "S1:\tone\ntwo\n"),
        (r"na\'efve caf\'e9 \'80", "naïve café €\n"),
        (r"\uc1 Zo\u235\'eb \u8220\'93so\u8221\'94", "Zoë “so”\n"),
        (r"{\uc0 \u8364 5}{\uc2 \u8364 ??6}", "€5€6\n"),
        (r"\u-10179?\u-8704?!", "😀!\n"),
        (r"\b \u-10179?\u-8704?\b0 !", "😀!\n"),
        (r"\f1\'ef\'f0\'e8\f0  caf\'e9", "при café\n"),
        (r"\f2\'8a\'bf\'8e\'9a", "漢字\n"),
        (r"\lquote a\rquote\~\endash\_\{\}\\ co\-located", "‘a’\xa0–-{}\\ colocated\n"),
        (r"{\*\unknown gone}kept{\footnote gone}{\pict 00ff}", "kept\n"),
        (r"see {\field{\*\fldinst{HYPERLINK " + '"http://a.b/"' + r"}}{\fldrslt{the page}}}.", "see the page.\n"),
        (r"a{\deleted gone\par}{\revised  new} b", "a new b\n"),
        (r"{\listtext\tab 1.}one", "one\n"),
        (r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt in the box\par}}{\shprslt twice}}", "ain the box\n"),
        (r"a\bin3 }}}b", "ab\n"),
        ("a\x02\x03b", "ab\n"),
        (row("Interviewer", "How?") + row("S1", "So.\\par Yes.") + row("Interviewer", "And?") + r"\pard end",
         "Interviewer: How?\nS1: So.\nYes.\nInterviewer: And?\nend\n"),
        (row("left", "right") + r"\pard end", "left\nright\nend\n"),
        (r"{\b S11}\tab yes\par{\b Ana}\line no\par{\b Ana\tab} so\par{\b Once} more",
         "S11:\tyes\nAna:\nno\nAna:\t so\nOnce more\n"),
    ],
)  # fmt: skip
def test_what_stands_in_a_document(body, lines):
    assert text(body) == lines


def test_what_follows_the_document_is_none_of_it():
    assert read_text_file("a.rtf", rb"{\rtf1 S1: yes\par}" + b"\0 junk {").text == "S1: yes\n"


def test_other_and_broken_files_are_told():
    assert (
        sentence(b"S1: yes")
        == "“talk.rtf” is no document in Rich Text Format (.rtf), though its name ends so."
    )
    assert "as Word and other office programs write them. Save it as .rtf." in sentence(b"PK\x03\x04 word/")
    assert "it is an older Office document (.doc" in sentence(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )
    assert "is damaged: it breaks off" in sentence(rb"{\rtf1 S1: yes")
    assert "is damaged" in sentence(b"{\\rtf1 " + b"{" * 100_000)
    assert sentence(rb"{\rtf1 {\b  }\par}") == "“talk.rtf” has no words in it."
    assert "more than 250000 lines" in sentence(b"{\\rtf1 " + b"\\par" * 300_000 + b" yes}")
