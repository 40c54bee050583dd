"""Whatever bytes come under whatever ending: a transcript, or a sentence that names the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import ENDINGS, read_text_file
from tests.coding.files.documents import docx, p
from tests.coding.files.pages import pdf
from tests.coding.files.test_odt import odt

SMALL = {
    ".txt": b"S1: yes\nS2: no\n",
    ".md": b"# Talk\n**S1:** yes\n",
    ".docx": docx(p("S1: ", "words")),
    ".odt": odt("<text:p>S1: words</text:p>"),
    ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\trowd\intbl{\b S1}\cell\uc1\u8364?\'e9\cell\row\pard yes\par}",
    ".pdf": pdf(["S1: words", "S2: and (more)"], ["S1: words"]),
    ".html": b"<table><tr><td><b>S1</b><td title='x'>yes</table><pre>no\n</pre>",
    ".htm": b"<!-- a --><p>S1: yes<br>&eacute;</p>",
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Yes.</v>\n",
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nAna: Yes.\n",
}


def test_every_ending_is_tried():
    assert set(SMALL) == set(ENDINGS)
    for ending, data in SMALL.items():
        assert "yes" in read_text_file(f"a{ending}", data).text.lower() or ending in (".docx", ".odt", ".pdf")


def text_or_sentence(ending, data):
    try:
        raw = read_text_file(f"a{ending}", data)
    except Unreadable as error:
        assert error.sentence.startswith(f"“a{ending}” ")  # noqa: PT017
    else:
        assert raw.text
        assert not {"\x02", "\x03", "\r"} & set(raw.text)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=60)
@given(data=st.binary(max_size=400))
def test_any_bytes(ending, data):
    text_or_sentence(ending, data)
    text_or_sentence(ending, SMALL[ending][:8] + data)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=80)
@given(data=st.data())
def test_whatever_is_cut_out_or_put_in(ending, data):
    whole = SMALL[ending]
    start, gone = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 12))
    put = data.draw(st.binary(max_size=8))
    text_or_sentence(ending, whole[:start] + put + whole[start + gone :])


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_kind_of_file_under_this_ending(ending):
    made = Path(__file__).parent / "made"
    for other in [*SMALL.values(), *(path.read_bytes() for path in sorted(made.iterdir()))]:
        text_or_sentence(ending, other)


@pytest.mark.parametrize("ending", ENDINGS)
def test_rubbish_is_told(ending):
    with pytest.raises(Unreadable):
        read_text_file(f"a{ending}", bytes(range(256)) * 40)
