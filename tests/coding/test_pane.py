"""Runs cover the words once, lanes never touch, and a change redraws all that it can move."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.pane import LANES, LONGEST_LINE, LONGEST_RUN, draw, lanes, to_redraw


@dataclass(frozen=True)
class Turn:
    start: int
    words: int
    end: int


@dataclass(frozen=True)
class Coding:
    id: str
    start: int
    end: int


@st.composite
def turns_of_talk(draw_from: st.DrawFn) -> list[Turn]:
    turns, at = [], 0
    sizes = st.tuples(st.integers(0, 6), st.integers(0, 400))
    for label, words in draw_from(st.lists(sizes, min_size=1, max_size=8)):
        turns.append(Turn(at, at + label, at + label + words))
        at += label + words + 1
    return turns


@st.composite
def coded_talk(draw_from: st.DrawFn) -> tuple[list[Turn], list[Coding]]:
    turns = draw_from(turns_of_talk())
    length = turns[-1].end
    places = st.tuples(st.integers(0, length), st.integers(1, 300))
    passages = draw_from(st.lists(places, max_size=25))
    codings = [Coding(f"c{n}", at, min(at + size, length)) for n, (at, size) in enumerate(passages)]
    return turns, [coding for coding in codings if coding.start < coding.end]


def passage(turn: Turn, first: int, last: int, name: str = "c") -> Coding:
    return Coding(name, turn.words + first, turn.words + last)


@given(coded_talk())
def test_runs_joined_are_the_words_and_know_their_codings(talk: tuple[list[Turn], list[Coding]]) -> None:
    turns, codings = talk
    for drawing in draw(turns, codings):
        at = drawing.turn.words
        for run in drawing.runs:
            assert run.start == at < run.end <= at + LONGEST_RUN
            at = run.end
            inside = {c.id for c in codings if c.start <= run.start and run.end <= c.end}
            touching = {c.id for c in codings if c.start < run.end and run.start < c.end}
            assert {c.id for c in run.codings} == inside == touching
            assert run.depth == min(len(inside), 3)
        assert at == drawing.turn.end


@given(coded_talk())
def test_brackets_of_one_lane_never_share_a_line(talk: tuple[list[Turn], list[Coding]]) -> None:
    turns, codings = talk
    lane_of = lanes(turns, codings)
    for drawing in draw(turns, codings):
        for lane in range(1, LANES + 1):
            beside = sorted((p.start, p.end) for p in drawing.parts if p.lane == lane)
            for (_, end), (start, _) in pairwise(beside):
                assert end + LONGEST_LINE <= start
    assert set(lane_of) == {coding.id for coding in codings}
    assert all(0 <= lane <= LANES for lane in lane_of.values())


@given(coded_talk())
def test_each_coding_begins_once_and_ends_once(talk: tuple[list[Turn], list[Coding]]) -> None:
    turns, codings = talk
    parts = [part for drawing in draw(turns, codings) for part in drawing.parts]
    for coding in codings:
        shapes = [part.shape for part in parts if part.coding == coding]
        assert shapes == ["whole"] or shapes == ["from-here", *["through"] * (len(shapes) - 2), "to-here"]


@given(coded_talk(), st.data())
def test_what_a_change_moves_is_redrawn(talk: tuple[list[Turn], list[Coding]], data: st.DataObject) -> None:
    turns, after = talk
    gone = data.draw(st.sets(st.sampled_from([c.id for c in after]), max_size=3)) if after else set()
    before = [coding for coding in after if coding.id not in gone]
    changed = [(c.start, c.end) for c in after if c.id in gone]
    piece = to_redraw(turns, after, changed)
    assert piece.redrawn == to_redraw(turns, before, changed).redrawn, "adding and taking off redraw the same"
    whole = draw(turns, after)
    for old, new in zip(draw(turns, before), whole, strict=True):
        assert old == new or new.turn in piece.redrawn
    alone = [drawing for drawing in draw(piece.turns, piece.codings) if drawing.turn in piece.redrawn]
    assert alone == [drawing for drawing in whole if drawing.turn in piece.redrawn], (
        "the piece looks as the whole"
    )


def test_the_longer_of_two_that_start_together_is_next_to_the_text() -> None:
    turn = Turn(0, 0, 300)
    codings = [passage(turn, 0, 50, "short"), passage(turn, 0, 90, "long")]
    assert lanes([turn], codings) == {"long": 1, "short": 2}


def test_a_lane_is_kept_to_the_end_of_the_turn() -> None:
    first, second = Turn(0, 0, 300), Turn(301, 301, 500)
    codings = [passage(first, 0, 10, "a"), passage(first, 200, 290, "b"), passage(second, 0, 10, "c")]
    assert lanes([first, second], codings) == {"a": 1, "b": 2, "c": 1}


def test_an_eighth_has_no_line() -> None:
    turn = Turn(0, 0, 300)
    given_lanes = lanes([turn], [passage(turn, n, 200, f"c{n}") for n in range(8)])
    assert sorted(given_lanes.values()) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert given_lanes["c7"] == 0


def test_in_a_long_turn_a_lane_is_taken_over_rather_than_none_given() -> None:
    turn = Turn(0, 0, 4000)
    codings = [passage(turn, n * 150, n * 150 + 80, f"c{n}") for n in range(9)]
    given_lanes = lanes([turn], codings)
    assert given_lanes["c6"] == 7
    assert given_lanes["c7"] == 1
    assert given_lanes["c8"] == 2


def test_a_passage_over_a_label_alone_stands_beside_its_turn() -> None:
    turns = [Turn(0, 3, 20), Turn(21, 24, 40)]
    parts = [[p.shape for p in d.parts] for d in draw(turns, [Coding("label", 21, 24)])]
    assert parts == [[], ["whole"]]
    assert [len(d.runs) for d in draw(turns, [Coding("label", 21, 24)])] == [1, 1]


def test_a_coding_that_reaches_into_the_next_label_ends_before_it() -> None:
    turns = [Turn(0, 3, 20), Turn(21, 24, 40)]
    parts = [[p.shape for p in d.parts] for d in draw(turns, [Coding("c", 5, 23)])]
    assert parts == [["whole"], []]


def test_names_leave_room_for_three_lanes_and_for_more_where_they_are_used() -> None:
    turns = [Turn(0, 0, 300), Turn(301, 301, 600), Turn(601, 601, 900)]
    codings = [passage(turns[1], n, 200, f"c{n}") for n in range(5)]
    assert [drawing.room for drawing in draw(turns, codings)] == [5, 5, 3]
