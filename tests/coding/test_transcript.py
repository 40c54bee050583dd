"""Files become turns: rows beside the text, the labels found, and what a person changes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.errors import Unreadable
from quotetree.coding.labels import Mark
from quotetree.coding.text import canonical, sha256
from quotetree.coding.transcript import (
    labels_of,
    read_transcript,
    rows_at,
    rows_of,
    with_label,
    without_label,
)
from tests.coding.tiling import check_tiling


def told(text, rows):
    return [(row.label, text[row.words : row.end], row.speaks) for row in rows]


def of(text, kind="interview", **decided):
    return told(text, rows_of(text, kind, **decided))


def test_a_row_is_a_labelled_line_with_the_lines_after_it():
    text = "S1: one\ntwo\n\n three\n\nS2: four\n\n"
    rows = rows_of(text, "interview")
    assert [(row.start, row.words, row.end) for row in rows] == [(0, 4, 19), (21, 25, 29)]
    assert told(text, rows) == [("S1", "one\ntwo\n\n three", True), ("S2", "four", True)]


def test_neighbours_may_share_a_speaker():
    assert of("S1: one\nS1: two\n") == [("S1", "one", True), ("S1", "two", True)]


def test_words_begin_below_a_label_that_stands_alone():
    text = "S1:\n\n  one\n  two\nS2: \nthree\nS3:\n"
    rows = rows_of(text, "interview")
    assert told(text, rows) == [("S1", "one\n  two", True), ("S2", "three", True), ("S3", "", True)]
    assert [text[row.start : row.words] for row in rows] == ["S1:\n\n  ", "S2: \n", "S3:"]


def test_a_time_above_its_label_belongs_to_the_label():
    text = "00:00:01\nS1: one\n\n00:00:04\nS2:\ntwo\n"
    rows = rows_of(text, "interview")
    assert told(text, rows) == [("S1", "one", True), ("S2", "two", True)]
    assert [(text[row.start : row.words], row.from_ms) for row in rows] == [
        ("00:00:01\nS1: ", 1000),
        ("00:00:04\nS2:\n", 4000),
    ]


def test_nobody_speaks_before_the_first_label_nor_in_notes():
    text = "Interview three\n\nin the hall\nDate: 3 May\nS1: one\nNOTE: a bell\nS1: two\n"
    assert of(text) == [
        ("", "Interview three", False),
        ("", "in the hall", False),
        ("Date", "3 May", False),
        ("S1", "one", True),
        ("NOTE", "a bell", False),
        ("S1", "two", True),
    ]


def test_without_speakers_each_line_is_a_row_and_a_date_swallows_none():
    text = "Date: 3 May\nWe met.\n\nAt 10:30 we left.\nPlace:\nthe hall\n"
    assert of(text) == [
        ("Date", "3 May", False),
        ("", "We met.", True),
        ("", "At 10:30 we left.", True),
        ("Place", "the hall", False),
    ]


@pytest.mark.parametrize("kind", ["journal", "observation"])
def test_in_journals_and_notes_each_line_is_a_row_whatever_it_begins_with(kind):
    assert of("S1: one\ntwo\nDate: 3 May\n", kind) == [
        ("", "S1: one", True),
        ("", "two", True),
        ("", "Date: 3 May", True),
    ]


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("interview", "not identified"),
        ("focus group", "not identified"),
        ("other text", "not identified"),
        ("journal", "participant"),
        ("survey answers", "participant"),
        ("observation", "interviewer"),
    ],
)
def test_whose_unlabelled_lines_are_depends_on_the_kind(kind, role):
    (label,) = read_transcript("a.txt", b"We met.\nWe left.\n", kind).labels
    assert (label.label, label.role, label.turns, label.first_words, label.words) == (
        "",
        role,
        2,
        "We met.",
        4,
    )


def test_what_is_found_of_each_label():
    long = "so " * 100
    text = (
        f"A day\nInterviewer:\nS1: one  two\nDate: 3 May\nS1: {long}\nALL: yes\nFemale 2: no\nUnknown: no\n"
    )
    found = read_transcript("a.txt", text.encode(), "focus group").labels
    assert [(f.label, f.role, f.turns, f.first_words, f.words) for f in found] == [
        ("", "not a speaker", 1, "A day", 2),
        ("Interviewer", "interviewer", 1, "", 0),
        ("S1", "participant", 2, "one two", 102),
        ("Date", "not a speaker", 1, "3 May", 2),
        ("ALL", "group", 1, "yes", 1),
        ("Female 2", "placeholder", 1, "no", 1),
        ("Unknown", "not identified", 1, "no", 1),
    ]


def test_a_transcript_says_its_hash_and_what_was_taken_out():
    read = read_transcript("a.txt", "\ufeffS1: caf\u00e9\x00\r\n".encode(), "interview")
    assert (read.text, read.removed) == ("S1: caf\u00e9\n", 1)
    assert read.sha256 == sha256(read.text)
    with pytest.raises(Unreadable, match=r"^“a\.doc” cannot be read"):
        read_transcript("a.doc", b"S1: one", "interview")


def test_known_labels_are_labels():
    text = "older lady: one\ntwo\nS1: three\n"
    assert of(text, known={"older lady"}) == [("older lady", "one\ntwo", True), ("S1", "three", True)]
    assert of(text, refused={"S1"}) == [("", line, True) for line in text.split("\n")[:-1]]


def test_a_label_that_was_none_joins_the_row_before():
    text = "S1: one\nUSA1: two\nthree\nS2: four\n"
    rows = without_label(rows_of(text, "interview"), text, "USA1")
    assert told(text, rows) == [("S1", "one\nUSA1: two\nthree", True), ("S2", "four", True)]


def test_the_first_label_that_was_none_is_before_the_talk():
    text = "USA1: one\ntwo\nS2: three\n"
    rows = without_label(rows_of(text, "interview"), text, "USA1")
    assert told(text, rows) == [("", "USA1: one", False), ("", "two", False), ("S2", "three", True)]


def test_without_any_label_left_each_line_speaks_and_dates_let_go():
    text = "Date: 3 May\nin the hall\nUSA1: one\ntwo\n"
    rows = rows_of(text, "interview")
    assert told(text, rows)[0] == ("Date", "3 May\nin the hall", False)
    assert told(text, without_label(rows, text, "USA1")) == [
        ("Date", "3 May", False),
        ("", "in the hall", True),
        ("", "USA1: one", True),
        ("", "two", True),
    ]


def test_a_beginning_that_was_a_label_begins_rows():
    text = "S1: one\nolder lady: two\nthree\nS2: four\nthe older lady: five\nolder lady: six\n"
    rows = with_label(rows_of(text, "interview"), text, "older lady")
    assert told(text, rows) == [
        ("S1", "one", True),
        ("older lady", "two\nthree", True),
        ("S2", "four\nthe older lady: five", True),
        ("older lady", "six", True),
    ]
    unlabelled = "Well.\nolder lady: two\nthree\n"
    assert told(unlabelled, with_label(rows_of(unlabelled, "interview"), unlabelled, "older lady")) == [
        ("", "Well.", False),
        ("older lady", "two\nthree", True),
    ]


def test_a_label_that_stood_alone_may_lose_its_words():
    text = "S1:\nolder lady: two\n"
    rows = with_label(rows_of(text, "interview"), text, "older lady")
    assert told(text, rows) == [("S1", "", True), ("older lady", "two", True)]


def test_a_label_of_nobody_begins_rows_of_nobody():
    text = "S1: one\ntelephone remark: rings\nS1: two\n"
    assert told(text, with_label(rows_of(text, "interview"), text, "telephone remark"))[1] == (
        "telephone remark",
        "rings",
        False,
    )


def test_rows_that_were_split_by_hand_stay_split():
    text = "S1: one. Two.\nS2: three\nUSA1: four\n"
    rows = rows_at(text, [Mark(0, 4, "S1"), Mark(9, 9, "S2"), Mark(14, 18, "S2"), Mark(24, 30, "USA1")])
    assert told(text, rows)[:2] == [("S1", "one. ", True), ("S2", "Two.", True)]
    assert told(text, without_label(rows, text, "USA1")) == [
        ("S1", "one. ", True),
        ("S2", "Two.", True),
        ("S2", "three\nUSA1: four", True),
    ]


def test_times_of_subtitles_outlive_a_change_of_labels():
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>One.\n\n00:03.000 --> 00:04.000\n<v Ben>Two.\n"
    read = read_transcript("a.vtt", data, "interview")
    (row,) = without_label(read.rows, read.text, "Ben")
    assert (row.label, read.text[row.words : row.end], row.from_ms) == ("Ana", "One.\nBen: Two.", 1000)
    rows = without_label((row,), read.text, "Ana")
    assert told(read.text, rows) == [("", "Ana: One.", True), ("", "Ben: Two.", True)]


pieces = st.sampled_from(
    [
        "S1",
        "Ana",
        "Interviewer",
        "Date",
        ":",
        ": ",
        ":\n",
        "\n",
        "\n\n",
        " ",
        "\t",
        "[00:01:02]",
        "00:01",
        "no",
        "é🙂",
        "?",
    ]
)
texts = st.one_of(st.text(), st.lists(pieces, max_size=40).map("".join)).map(lambda raw: canonical(raw).text)


@given(texts, st.sampled_from(["interview", "journal"]))
def test_rows_tile_any_text(text, kind):
    check_tiling(text, rows_of(text, kind))


@given(texts, st.data())
def test_rows_tile_the_text_whatever_a_person_decides(text, data):
    rows = rows_of(text, "interview")
    labels = sorted({row.label for row in rows if row.label})
    if labels:
        refused = data.draw(st.sampled_from(labels))
        without = without_label(rows, text, refused)
        check_tiling(text, without)
        assert refused not in {row.label for row in without}
    wanted = data.draw(st.sampled_from(["no", "é🙂", "S1", "Date"]))
    check_tiling(text, with_label(rows, text, wanted))


@given(texts)
def test_labels_add_up_to_the_rows(text):
    rows = rows_of(text, "interview")
    found = labels_of(rows, text, "interview")
    assert sum(label.turns for label in found) == len(rows)
    assert [label.label for label in found] == list(dict.fromkeys(row.label for row in rows))
