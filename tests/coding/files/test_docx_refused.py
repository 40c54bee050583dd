"""Files named .docx that are dangerous, damaged, locked or something else."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file
from tests.coding.files.documents import document, docx, p, packed, table


def sentence(data, name="talk.docx"):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


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


@pytest.mark.parametrize("body", ["", p(), p(" ") + table(("", ""))])
def test_without_words_it_has_no_words(body):
    assert sentence(docx(body)) == "“talk.docx” has no words in it."
