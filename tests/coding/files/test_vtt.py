"""WebVTT: voices, labels in the text, times, and what is no talk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file
from quotetree.coding.transcript import read_transcript


def vtt(*payloads, heading="WEBVTT"):
    """A subtitle of two seconds for each payload."""
    cues = [
        f"00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 2:02d}.000\n{payload}\n"
        for n, payload in enumerate(payloads)
    ]
    return "\n".join([f"{heading}\n", *cues]).encode()


def text(*payloads):
    return read_text_file("a.vtt", vtt(*payloads)).text


def rows(data):
    transcript = read_transcript("a.vtt", data, "interview")
    return [(r.label, transcript.text[r.words : r.end], r.from_ms, r.to_ms) for r in transcript.rows]


def test_a_subtitle_of_a_voice_is_a_line_of_talk_with_its_times():
    data = vtt("<v Ana>How did it start?</v>", "<v S11>In the autumn.")
    assert read_text_file("a.vtt", data).text == "Ana: How did it start?\nS11: In the autumn.\n"
    assert rows(data) == [("Ana", "How did it start?", 0, 2000), ("S11", "In the autumn.", 2000, 4000)]


@pytest.mark.parametrize("last", ["so we", "in 2016", "and then,", "one -", "one –", "one —", "é", "他"])
def test_the_same_speaker_goes_on_after_a_letter_digit_comma_or_dash(last):
    data = vtt(f"<v S11>{last}</v>", "<v S11>met.</v>", "<v S11>Again.</v>")
    assert rows(data) == [("S11", f"{last} met.", 0, 4000), ("S11", "Again.", 4000, 6000)]


@pytest.mark.parametrize("last", ["so.", "so?", "so!", "so…", "so”", "[laughs]", "so:", "so;"])
def test_else_a_line_begins(last):
    assert text(f"<v S11>{last}</v>", "<v S11>And then</v>") == f"S11: {last}\nS11: And then\n"


def test_another_speaker_begins_a_line():
    assert text("<v S11>so we</v>", "<v Ana>yes</v>", "<v S11>met</v>") == "S11: so we\nAna: yes\nS11: met\n"


@pytest.mark.parametrize(
    ("payload", "line"),
    [
        ("<v.loud Ana>No!", "Ana: No!"),
        ("<v.first.loud Ana Smith >No!", "Ana Smith: No!"),
        ("<v Ana &amp; Ben>No &lt;never&gt; &amp; not now", "Ana & Ben: No <never> & not now"),
        (
            "<v Ana>a&nbsp;b &#233; &#xE9; &eacute; &nothing; R&D AT&T",
            "Ana: a\u00a0b é é é &nothing; R&D AT&T",
        ),
        (
            "<v Ana><b>No</b> <i.x>not</i> <c.red.bg>now</c> <lang fr>merci</lang> <00:00:01.500>so",
            "Ana: No not now merci so",
        ),
        ("<v Ana><ruby>漢<rt>kan</rt></ruby>", "Ana: 漢"),
        ("<v Ana>2 < 3 and 4 > 3 <sigh>", "Ana: 2 < 3 and 4 > 3 <sigh>"),
        ("<v Ana>two\nlines", "Ana: two lines"),
        ("<v Ana>  blanks\taround  ", "Ana: blanks\taround"),
        ("<v Dr: Smith>No", "Dr: Smith: No"),
        ("<v>No", "No"),
        ("<v Ana>&#0;&#8;&#10;No&#1;", "Ana: \ufffd No"),
    ],
)
def test_tags_and_entities(payload, line):
    assert text(payload) == line + "\n"


def test_two_voices_in_one_subtitle():
    data = vtt("<v Ana>Yes?</v>\n<v Ben>No.</v>")
    assert rows(data) == [("Ana", "Yes?", 0, 2000), ("Ben", "No.", 0, 2000)]


def test_a_subtitle_without_a_voice_is_the_last_speakers():
    data = vtt("[music]", "<v Ana>so we</v>", "went on.", "It was late.")
    assert read_text_file("a.vtt", data).text == "[music]\nAna: so we went on.\nIt was late.\n"
    assert rows(data) == [("", "[music]", None, None), ("Ana", "so we went on.\nIt was late.", 2000, 8000)]


def test_labels_in_the_text_where_there_are_no_voices():
    data = vtt(
        "Ana Smith: so we",
        "Ana Smith: met.",
        "Ben: I said this: no\nAnd then\nAna Smith: Yes.",
        "It was late.",
        "Ben: So it was.",
    )
    assert read_text_file("a.vtt", data).text == (
        "Ana Smith: so we met.\nBen: I said this: no And then\nAna Smith: Yes.\nIt was late.\nBen: So it was.\n"
    )
    assert rows(data) == [
        ("Ana Smith", "so we met.", 0, 4000),
        ("Ben", "I said this: no And then", 4000, 6000),
        ("Ana Smith", "Yes.\nIt was late.", 4000, 8000),
        ("Ben", "So it was.", 8000, 10_000),
    ]


def test_a_label_in_a_subtitle_of_its_own():
    assert text("ANA:", "so we met.", "BEN:", "Yes.") == "ANA: so we met.\nBEN: Yes.\n"


def test_without_speakers_each_line_is_a_row_with_its_times():
    data = vtt("so we", "met.", "It was\nlate.")
    assert rows(data) == [("", "so we met.", 0, 4000), ("", "It was late.", 4000, 6000)]
    (label,) = read_transcript("a.vtt", data, "interview").labels
    assert (label.label, label.role, label.turns) == ("", "not identified", 2)


def test_what_stands_between_the_subtitles_is_no_talk():
    data = (
        b"\xef\xbb\xbfWEBVTT - An interview\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        b"REGION\r\nid:one\r\n\r\nNOTE a remark\r\nover two lines\r\n\r\nNOTE\r\nanother\r\n\r\n1\r\n"
        b"00:01.000 --> 00:02.500 align:start line:0\r\n<v Ana>One.\r\n\r\n\r\n"
        b"0e1c-identifier/2-0\r\n1:00:02.500\t-->\t100:00:04.000\r\n<v Ana>Two.\r\n\r\nstray words\r\n\r\n"
        b"00:05.000 --> 00:06.000\r\n\r\n"
    )
    assert rows(data) == [("Ana", "One.", 1000, 2500), ("Ana", "Two.", 3_602_500, 360_004_000)]


@pytest.mark.parametrize(
    "data", [b"1\n00:00:00,000 --> 00:00:02,000\nHello\n", b"WEBVTTX\n\n", b"S1: yes\n", b"\n\nWEBVTT\n"]
)
def test_without_its_first_line_it_is_no_webvtt(data):
    with pytest.raises(Unreadable) as caught:
        read_text_file("talk.vtt", data)
    assert caught.value.sentence == "“talk.vtt” is no WebVTT file: its first line does not begin with WEBVTT."


@pytest.mark.parametrize("data", [b"WEBVTT", b"WEBVTT\n\nNOTE only this\n", vtt("<v Ana></v>"), vtt("")])
def test_without_talk_it_has_no_words(data):
    with pytest.raises(Unreadable) as caught:
        read_text_file("talk.vtt", data)
    assert caught.value.sentence == "“talk.vtt” has no words in it."


@pytest.mark.parametrize("piece", ["<v ", "<v.", "<b ", "<rt>", "&amp", "<", "\n \n", "<v a>", "a: "])
def test_many_of_anything_are_read_in_one_go(piece):
    """A pattern that looks ahead to the end each time would take hours."""
    data = b"WEBVTT\n\n00:00.000 --> 00:01.000\nso " + piece.encode() * 300_000
    assert read_text_file("talk.vtt", data).text.startswith("so")


def test_many_subtitles_without_an_end_make_one_line():
    """Joining them two by two would take minutes."""
    cues = [f"00:00:01.000 --> 00:00:02.000\n<v Ana>so {n}\n" for n in range(50_000)]
    read = read_text_file("talk.vtt", ("WEBVTT\n\n" + "\n".join(cues)).encode()).text
    assert read.count("\n") == 1
    assert read.endswith("so 49998 so 49999\n")


marked = st.lists(
    st.sampled_from(
        ["<v Ana>", "<v B>", "</v>", "<b>", "<", ">", "&amp;", "&#10;", "\n", "Ana: ", "so", ".", " ", "é🙂"]
    ),
    max_size=12,
).map("".join)


@given(st.lists(marked, min_size=1, max_size=6))
def test_marks_fit_the_text_whatever_the_subtitles_hold(payloads):
    try:
        raw = read_text_file("a.vtt", vtt(*payloads))
    except Unreadable as error:
        assert error.sentence == "“a.vtt” has no words in it."  # noqa: PT017
        return
    for mark in raw.marks:
        assert raw.text[mark.start : mark.words] == (f"{mark.label}: " if mark.label else "")
        assert mark.start == 0 or raw.text[mark.start - 1] == "\n"
        assert 0 <= mark.from_ms < mark.to_ms
