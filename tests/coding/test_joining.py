"""Codings continue one another only over labels and blanks, from one turn into a later one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.joining import Coded, Join, Talk, joins

TEXT = "P1: One. Two.\n\nI: Why?\nP1: Three.\nP2:\nP1: Four.\n"
TURNS = [(0, 4, 13), (15, 18, 22), (23, 27, 33), (34, 37, 37), (38, 42, 47)]


def found(*spans: tuple[int, int], code: str = "A", **other: str) -> list[Join]:
    codings = [Coded("D", code, "Ana", "main", start, end, f"{start}-{end}") for start, end in spans]
    return joins(codings, {"D": Talk(TEXT, TURNS)})


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(4, 13), (18, 22)], [Join("4-13", 22, ("18-22",))]),
        ([(4, 13), (18, 22), (27, 33)], [Join("4-13", 33, ("18-22", "27-33"))]),
        ([(4, 14), (15, 22)], [Join("4-14", 22, ("15-22",))]),  # with the newline, and with the label
        ([(27, 33), (42, 47)], [Join("27-33", 47, ("42-47",))]),  # over a turn without words
        ([(4, 8), (9, 13)], []),  # two sentences of one turn
        ([(4, 12), (18, 22)], []),  # a full stop is no blank
        ([(4, 13), (19, 22)], []),  # a letter between
        ([(4, 13), (27, 33)], []),  # a question between
        ([(4, 20), (18, 22)], []),  # sharing is no continuing
        ([(4, 13), (4, 13)], []),
    ],
)
def test_what_continues(spans: list[tuple[int, int]], expected: list[Join]):
    assert found(*spans) == expected


def test_another_code_coder_layer_or_document_is_not_continued():
    one = Coded("D", "A", "Ana", "main", 4, 13, "1")
    talks = {"D": Talk(TEXT, TURNS), "E": Talk(TEXT, TURNS)}
    for other in ({"code_id": "B"}, {"coder_id": "Ben"}, {"layer": "check"}, {"document_id": "E"}):
        assert joins([one, one._replace(start=18, end=22, id="2", **other)], talks) == []


@given(st.lists(st.tuples(st.integers(0, 47), st.integers(1, 12)), max_size=8))
def test_joined_passages_have_the_words_of_their_parts(spans: list[tuple[int, int]]):
    codings = [Coded("D", "A", "Ana", "main", s, min(s + n, 48), str(i)) for i, (s, n) in enumerate(spans)]
    by_id = {one.id: one for one in codings}

    def words(start: int, end: int) -> str:
        pieces = (TEXT[max(w, start) : min(e, end)] for _, w, e in TURNS if max(w, start) < min(e, end))
        return "".join("".join(pieces).split())

    for join in joins(codings, {"D": Talk(TEXT, TURNS)}):
        parts = [by_id[join.stays], *(by_id[part] for part in join.parts)]
        assert words(parts[0].start, join.end) == "".join(words(one.start, one.end) for one in parts)
