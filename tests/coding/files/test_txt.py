"""Plain text in its encodings, and files that only pretend to be text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import ENDINGS, read_text_file
from quotetree.coding.text import canonical

TALK = "S1: Ünal said “café au lait” – naïve 🙂\r\nS2: Zoë’s\n"


def sentence(name, data):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_text_is_read_in_the_encoding_that_its_mark_names(mark, encoding):
    raw = read_text_file("a.txt", mark + TALK.encode(encoding))
    assert (raw.text, raw.removed, raw.marks) == (canonical(TALK).text, 0, None)


def test_what_is_not_utf8_is_windows_1252():
    raw = read_text_file("a.TXT", "S1: Zoë’s “café” – 5 €\r\nS2: naïve".encode("cp1252"))
    assert raw.text == "S1: Zoë’s “café” – 5 €\nS2: naïve"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_told_without_its_mark(encoding):
    assert read_text_file("a.txt", TALK.encode(encoding)).text == canonical(TALK).text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_every_encoding_with_every_line_end(name, encoding, ends):
    lines = ["S1: Zoë’s “café” – 5 €", "", "S2: naïve"]
    assert read_text_file(name, ends.join(lines).encode(encoding)).text == "\n".join(lines)


def test_a_byte_that_is_nothing_in_windows_1252_is_seen():
    assert read_text_file("a.txt", b"caf\xe9 \x81").text == "café \ufffd"


def test_controls_are_counted():
    raw = read_text_file("a.txt", b"S1: yes\x00\x0c\x1b\n")
    assert (raw.text, raw.removed) == ("S1: yes\n\n", 2)


@given(st.text().filter(lambda text: canonical(text).removed <= 8))
def test_any_text_comes_back_canonical(text):
    written = ("S1: " + text).encode("utf-8", "ignore")
    assert read_text_file("a.txt", written).text == canonical(written.decode()).text


def test_damaged_utf8_is_told_with_its_line():
    good = "naïve café – “so”\n".encode()
    told = sentence("talk.txt", good * 20 + b"caf\xe9\n" + good)
    assert told.startswith("“talk.txt” is damaged in line 21: a character there is not UTF-8")
    assert "line 1:" in sentence("talk.txt", codecs.BOM_UTF16_LE + "S1: 🙂".encode("utf-16-le")[:-2])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an older Office document"),
        (b"{\\rtf1\\ansi hello}", "Rich Text Format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"ID3\x04" + bytes(100), "a sound recording"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(100), "a recording"),
        (bytes(range(256)) * 40, "some other kind of file"),
        (bytes(5000), "some other kind of file"),
    ],
)
def test_what_is_no_text_is_named(data, kind):
    told = sentence("talk.txt", data)
    assert told.startswith("“talk.txt” is no text: it")
    assert kind in told


@pytest.mark.parametrize(
    "data", [b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u00a0\n".encode(), b"\x00\n"]
)
def test_blanks_alone_are_no_words(data):
    assert sentence("talk.txt", data) == "“talk.txt” has no words in it."


def test_an_empty_file_is_empty():
    for name in (f"talk{ending}" for ending in ENDINGS):
        assert sentence(name, b"") == f"“{name}” is empty."


@pytest.mark.parametrize("name", ["talk.doc", "talk", ".txt", "talk.txt.zip", "talk.ods", ""])
def test_other_endings_are_refused_and_the_known_ones_named(name):
    told = sentence(name, b"S1: yes")
    known = ".txt, .md, .docx, .odt, .rtf, .pdf, .html, .htm, .vtt or .srt"
    assert told == f"“{name}” cannot be read as a transcript: its name has to end in {known}."


def test_fifty_megabytes_of_one_line_are_too_much():
    told = sentence("talk.txt", b"so " * 16_700_000)
    assert told == "“talk.txt” holds 50 MB of text; a transcript may have up to 20 MB."


def test_a_quarter_of_a_million_lines_are_enough():
    told = sentence("talk.txt", b"S1: so\n" * 300_000)
    assert told == "“talk.txt” has more than 250000 lines, the most that a transcript may have."
    assert sentence("talk.txt", b"\n" * 1_000_000) == "“talk.txt” has no words in it."
