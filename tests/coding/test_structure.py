"""Passages by structure: turns of a person, answers to questions asked alike, whole documents."""

from quotetree.coding.structure import Group, Said, Talk, answers, chosen, mark_of, turns_of, whole

FIRST = [
    ("I", "What does a usual day look like for you?"), ("P1", "Early."), ("P1", "And long."),
    ("I", "Who else is involved?"), ("P1", "Nobody."),
]  # fmt: skip
SECOND = [
    ("I", "Thank you. So what does a usual day look like?"), ("P2", " It starts at six. "), ("P3", "At seven."),
    ("I", "And what would you change?"), ("P2", "Nothing."),
]  # fmt: skip


def talk(name: str, said: list[tuple[str, str]]) -> Talk:
    turns, text = [], ""
    for n, (who, words) in enumerate(said):
        text += f"{who}: "
        role, person = ("interviewer", None) if who == "I" else ("participant", who)
        turns.append(Said(f"{name}{n}", len(text), len(text) + len(words), role, who, person))
        text += words + "\n"
    return Talk(name, text, tuple(turns))


TALKS = [talk("A", FIRST), talk("B", SECOND)]


def words(groups: list[Group]) -> list[list[str]]:
    held = {one.document_id: one.text for one in TALKS}
    return [[held[group.document_id][start:end] for start, end in group.passages] for group in groups]


def test_all_turns_of_a_person():
    assert words(turns_of(TALKS, "P1")) == [["Early."], ["And long."], ["Nobody."]]
    assert turns_of(TALKS, "P9") == []


def test_answers_to_a_question_that_was_asked_alike():
    found = answers(TALKS, "A0", "turns")
    assert words(found) == [["Early.", "And long."], ["It starts at six.", "At seven."]]
    assert found[0].score == 1.0
    assert 0.5 <= found[1].score < 1.0
    assert words(answers(TALKS, "A0", "whole")) == [
        ["Early.\nP1: And long."],
        ["It starts at six. \nP3: At seven."],
    ]


def test_a_question_that_nobody_else_was_asked_has_one_answer():
    assert words(answers(TALKS, "A3", "whole")) == [["Nobody."]]
    assert answers(TALKS, "A1", "whole") == []


def test_whole_documents_as_one_passage_or_turn_by_turn():
    found = whole(TALKS, "whole")
    assert [len(group.passages) for group in found] == [1, 1]
    assert words(found)[0][0].startswith("What does")
    assert words(found)[0][0].endswith("Nobody.")
    assert [len(group.passages) for group in whole(TALKS, "turns")] == [5, 5]


def test_what_is_left_out_is_not_among_the_chosen():
    found = turns_of(TALKS, "P1")
    assert chosen(found, {0, 2}) == [("A", *found[0].passages[0]), ("A", *found[2].passages[0])]
    assert mark_of(found) != mark_of(found[:2])
