"""SubRip subtitles: whose words they are, when they were said, and how lines are joined."""

import pytest

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file
from quotetree.coding.transcript import read_transcript


def srt(*subtitles):
    """Each is the time from and to in seconds, and its lines."""
    return "".join(
        f"{n}\n00:00:{a:02},500 --> 00:01:{b:02},250\n{words}\n\n"
        for n, (a, b, words) in enumerate(subtitles, 1)
    )


def rows(text, kind="interview"):
    read = read_transcript("a.srt", text.encode(), kind)
    return [(row.label, read.text[row.words : row.end], row.from_ms, row.to_ms) for row in read.rows]


TALK = srt(
    (1, 2, "Interviewer: How did it begin,"),
    (3, 4, "and who was there?"),
    (5, 6, "S11: <i>We</i> were\nthree."),
    (7, 8, "It helped."),
    (9, 10, "Interviewer: {\\an8}And then?"),
)


def test_labels_times_and_lines():
    found = [
        ("Interviewer", "How did it begin, and who was there?", 1500, 64_250),
        ("S11", "We were three.\nIt helped.", 5500, 68_250),
        ("Interviewer", "And then?", 9500, 70_250),
    ]
    for text in (TALK, "\ufeff" + TALK, TALK.replace("\n", "\r\n"), TALK.replace(",500", ".500")):
        assert rows(text) == found


def test_without_numbers_and_blank_lines():
    lines = [line for line in TALK.split("\n") if line and not line.isdecimal()]
    assert rows("\n".join(lines)) == rows(TALK)


def test_without_labels_nobody_speaks():
    found = rows(srt((1, 2, "So we went."), (3, 4, "And came back.")), "focus group")
    assert found == [("", "So we went.", 1500, 62_250), ("", "And came back.", 3500, 64_250)]


def test_a_number_that_is_said_stays():
    assert (
        rows(srt((1, 2, "S1: How many?"), (3, 4, "S2: We were\n12"), (5, 6, "S1: So.")))[1][1] == "We were 12"
    )
    assert rows(srt((1, 2, "S1: a < b &amp; c <d> <3")))[0][1] == "a < b & c <d> <3"


@pytest.mark.parametrize("text", ["S1: yes\nS2: no\n", "WEBVTT\n\nyes", "1\n00:01 -> 00:02\nS1: yes"])
def test_what_is_none_is_told(text):
    with pytest.raises(Unreadable, match="is no file of subtitles"):
        read_text_file("a.srt", text.encode())


def test_subtitles_without_words_have_none():
    with pytest.raises(Unreadable, match="has no words in it"):
        read_text_file("a.srt", b"00:01,000 --> 00:02,000\n" + b"\n" * 1_000_000)
