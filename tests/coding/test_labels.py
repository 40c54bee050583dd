"""What is a label at a line's beginning, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.labels import find_labels, label_at
from quotetree.coding.text import canonical, lines

# Talk with labels for certain, over several lines, into which single lines are put.
INTERVIEW = (
    "Interviewer: How did that start?\nS11: It was in the autumn.\nWe had the meeting in the hall.\n"
    "Interviewer: And then?\nS11: Well, it depends on the week.\nSome days are better than others.\n"
)


def labels(text):
    return [mark.label for mark in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("S11: words", "S11", "words"),
        ("S11 : words", "S11", "words"),
        ("S11\u00a0: words", "S11", "words"),
        ("S11:\twords", "S11", "words"),
        ("S11:words", "S11", "words"),
        ("S11:[laughs] words", "S11", "[laughs] words"),
        ("  S11: words", "S11", "words"),
        ("\tS11:\twords", "S11", "words"),
        ("S11：words", "S11", "words"),
        ("受访者1：你好", "受访者1", "你好"),
        ("S11:", "S11", ""),
        ("S11: ", "S11", ""),
        ("RENÉ:", "RENÉ", ""),
        ("DR MÜLLER:", "DR MÜLLER", ""),
        ("S11 (nurse): words", "S11 (nurse)", "words"),
        ("RS1-E4: words", "RS1-E4", "words"),
        ("FG1_P3: words", "FG1_P3", "words"),
        ("S11a: words", "S11a", "words"),
        ("I02: words", "I02", "words"),
        ("Interviewer: words", "Interviewer", "words"),
        ("interviewer: words", "interviewer", "words"),
        ("INT: words", "INT", "words"),
        ("Interviewer 2: words", "Interviewer 2", "words"),
        ("Interviewer (Ana): words", "Interviewer (Ana)", "words"),
        ("Q: words", "Q", "words"),
        ("A: words", "A", "words"),
        ("I: words", "I", "words"),
        ("ALL: words", "ALL", "words"),
        ("Unknown: words", "Unknown", "words"),
        ("Unknown speaker: words", "Unknown speaker", "words"),
        ("?: words", "?", "words"),
        ("Female 2: words", "Female 2", "words"),
        ("Male voice: words", "Male voice", "words"),
        ("Speaker 1: words", "Speaker 1", "words"),
        ("Focus group member 3: words", "Focus group member 3", "words"),
        ("Participant #4: words", "Participant #4", "words"),
        ("P1/P2: words", "P1/P2", "words"),
        ("**Interviewer:** words", "Interviewer", "words"),
        ("**Interviewer**: words", "Interviewer", "words"),
        ("1. S11: words", "S11", "words"),
        ("- S11: words", "S11", "words"),
        ("• S11: words", "S11", "words"),
        ("> S11: words", "S11", "words"),
        ("## S11: words", "S11", "words"),
        ("[SPEAKER_00]: words", "SPEAKER_00", "words"),
        ("(S11): words", "S11", "words"),
        ("<S11>: words", "S11", "words"),
        ("Int.: words", "Int.", "words"),
        ("17\tS11: words", "S11", "words"),
        ("Intervieweuse : bonjour", "Intervieweuse", "bonjour"),
        ("Enquêté 2 : bonjour", "Enquêté 2", "bonjour"),
        ("Befragte: guten Tag", "Befragte", "guten Tag"),
        ("Entrevistadora: hola", "Entrevistadora", "hola"),
        ("Date: 2016-04-02", "Date", "2016-04-02"),
        ("NOTE: the telephone rings", "NOTE", "the telephone rings"),
        ("Date of interview: 2 April", "Date of interview", "2 April"),
        ("Lieu : Genève", "Lieu", "Genève"),
        ("Datum: 2. April", "Datum", "2. April"),
        ("Fecha: 2 de abril", "Fecha", "2 de abril"),
        ("Time: 10:30", "Time", "10:30"),
        ("S11: 10:30 we met", "S11", "10:30 we met"),
        ("S11: I said this: no", "S11", "I said this: no"),
        ("S11: https://example.org", "S11", "https://example.org"),
    ],
)
def test_a_label_wherever_it_stands(text, label, words):
    for before in ("", INTERVIEW):
        mark = find_labels(before + text)[-1]
        assert (mark.label, (before + text)[mark.words :]) == (label, words)
        assert (before + text)[mark.start :] == text


@pytest.mark.parametrize(
    "line",
    [
        "10:30 we met",
        "10:30: we met",
        "At 10:30 we met",
        "I said this: no",
        "There is one thing: money",
        "there is one thing: money",
        "The thing is: nobody asked",
        "So: we began",
        "Yes: that is it",
        "No: never",
        "OK: let us go on",
        "Well: I would not",
        "My manager says: no",
        "One nurse said: come in",
        "She told me: go home",
        "Example: the blue folder",
        "For example: the blue folder",
        "https://example.org is the page",
        "http://example.org",
        "see https://example.org",
        "C:\\Users\\ana",
        "Thanks :)",
        "Great:)",
        "A ratio of 2:1 is usual",
        "Two things: time and money",
        "what he said was, roughly: no",
        "“Go home”: that was what she said.",
        "We had three things. One: money.",
        "In short: no",
        "He asked: why?",
        "Es ist so: niemand kommt",
        "Il y a une chose : l’argent",
        "Hay una cosa: el dinero",
        ": words",
        "::",
        "- : -",
        "management structure in the office: I would not know",
        "older lady: that is what they called me",
        "Honestly: I could not say",
        "You know the saying about the two cats and the kettle in the old kitchen over there: well",
    ],
)
def test_a_colon_in_talk_makes_no_label(line):
    assert labels(INTERVIEW + line + "\n") == ["Interviewer", "S11", "Interviewer", "S11"]
    assert labels(line) == []


def test_names_that_come_twice_are_labels():
    text = (
        "Ana: I began.\nIt was cold.\nIt was late.\nBen: Yes.\nSo it was.\nAna: And?\nYou know.\nBen: Then.\n"
    )
    assert labels(text) == ["Ana", "Ben", "Ana", "Ben"]


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "Dr Müller",
        "Jean-Luc",
        "María de la Cruz",
        "O'Brien",
        "J. S. Smith",
        "Dr. Ünal",
        "Mrs. Smith",
        "Ødegård",
    ],
)
def test_names_of_many_kinds_are_labels_where_every_line_has_one(name):
    assert labels(f"{name}: hello\nBen: good morning\n{name}: yes\n") == [name, "Ben", name]
    assert labels(f"{name}: hello\nBen: good morning\n") == [name, "Ben"]


def test_a_name_once_is_a_label_where_it_has_two_words_or_stands_alone():
    assert labels(INTERVIEW + "Mary Jane: I agree.\n")[-1] == "Mary Jane"
    assert labels(INTERVIEW + "Maria:\nI agree.\n")[-1] == "Maria"
    assert labels(INTERVIEW + "Maria: I agree.\n")[-1] == "S11"


def test_labels_alone_on_their_line():
    text = "ANA:\nI began.\n\nBEN:\nYes.\nSo it was.\n\nANA:\nAnd then?\n"
    assert labels(text) == ["ANA", "BEN", "ANA"]
    assert labels(text.replace("ANA", "Ana").replace("BEN", "Ben")) == ["Ana", "Ben", "Ana"]


def test_capitals_once_in_talk_without_labels_are_talk():
    talk = "We sat in the hall.\nNHS: that was the word on the door.\nNobody knew why.\n"
    assert labels(talk) == []
    assert "RENÉ" in labels(INTERVIEW + "RENÉ: I agree.\n")


def test_what_stands_in_brackets_after_a_name_is_part_of_the_label():
    assert labels("MODERATOR: Hi.\n\nRAHUL (Male, 28): Hi.\n\nPM (Alex): Yes.\n") == [
        "MODERATOR",
        "RAHUL (Male, 28)",
        "PM (Alex)",
    ]


def test_lower_case_labels_come_more_than_once():
    assert labels("s1: hello\ns2: hello\ns1: how are you\nwell\n") == ["s1", "s1"]
    assert labels("s1: hello\ns2: hello\n") == []
    assert labels(INTERVIEW + "older lady: hello\n" * 3).count("older lady") == 3


def test_numbers_are_labels_where_they_come_often():
    assert labels("1: hello\n2: hello\n1: yes\n2: no\n1: so\n2: indeed\n") == ["1", "2"] * 3
    assert labels("1: the folder\n2: the kettle\n3: the cats\n") == []


def test_words_right_after_the_colon_need_a_label_for_certain():
    assert labels("Ana:hello\nBen: hello\nAna: yes\nBen: no\n") == ["Ana", "Ben", "Ana", "Ben"]
    assert labels("Ana:hello\nBen:hello\nAna:yes\nBen:no\n") == []


def test_labels_after_more_than_half_of_the_text_are_none():
    assert (
        labels(
            "We sat in the hall and nobody knew.\n" * 20 + "USA: that was on the door.\nB12: so was that.\n"
        )
        == []
    )


def test_what_is_known_is_a_label_and_what_is_refused_is_none():
    text = "older lady: hello\nYes.\nSo it was.\nQ: and you?\nNo.\n"
    assert [m.label for m in find_labels(text, known={"older lady"})] == ["older lady", "Q"]
    assert [m.label for m in find_labels(text, refused={"Q"})] == []


def test_a_label_is_found_at_its_line_whatever_it_looks_like():
    text = "talk\nthere is one thing: money\n"
    mark = label_at(text, 5, 30, "there is one thing")
    assert mark is not None
    assert (mark.start, text[mark.words :]) == (5, "money\n")
    assert label_at(text, 5, 30, "one thing") is None
    assert label_at(text, 0, 4, "talk") is None


pieces = st.sampled_from(
    [
        "S1",
        "Ana",
        "Interviewer",
        ":",
        "：",
        " ",
        "\t",
        "\n",
        "[",
        "]",
        "(",
        "*",
        "10:30",
        "[00:01:02]",
        "no",
        "?",
        "é",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=40).map("".join)))
def test_marks_stand_in_order_within_their_lines(raw):
    text = canonical(raw).text
    spans = lines(text)
    before = 0
    for mark in find_labels(text):
        assert before <= mark.start < mark.words <= len(text)
        assert any(start == mark.start for start, _ in spans)
        assert any(start <= mark.words <= end for start, end in spans)
        assert mark.label == " ".join(mark.label.split())
        assert mark.label
        assert mark.label in " ".join(text[mark.start : mark.words].split())
        before = mark.words
