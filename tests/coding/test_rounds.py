"""Rounds: what is to be looked at, and what came of it."""

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.rounds import (
    Changes,
    Move,
    Moved,
    Origin,
    Progress,
    Step,
    fresh,
    last_before_changes,
    progress,
    result,
    to_look_at,
)


def test_what_was_split_off_is_looked_for_where_it_came_from() -> None:
    origins = (
        Origin("nurses", "split", "contact", 9),
        Origin("doctors", "split", "contact", 3),
        Origin("mood", "merged", "gone", 9),
        Origin("new", "proposal", "elsewhere", 9),
    )
    changes = Changes({}, origins, (Move("cover", 9, None, "team"),))
    found = to_look_at(["nurses", "doctors", "mood", "team", "new"], changes, 3)
    assert found == {
        "nurses": {"contact"},
        "doctors": set(),
        "mood": {"mood"},
        "team": {"cover"},
        "new": set(),
    }
    assert to_look_at(["doctors"], changes, 0) == {"doctors": {"contact"}}


def test_what_was_moved_and_came_back_was_not_moved() -> None:
    changes = Changes({}, (), (Move("x", 4, "a", "b"), Move("x", 7, "b", "a")))
    assert to_look_at(["a", "b"], changes, 2) == {"a": set(), "b": set()}
    assert to_look_at(["a", "b"], changes, 5) == {"a": {"x"}, "b": set()}
    assert to_look_at(["a", "b"], changes.until(5), 2) == {"a": set(), "b": {"x"}}


def test_what_a_version_was_named_for_is_since_the_one_before_it() -> None:
    changes = Changes({"old": 1, "young": 5}, (Origin("old", "split", "other", 3),))
    codes = ["old", "young"]
    assert last_before_changes(codes, changes, [2, 4, 6]) == 4
    assert last_before_changes(codes, changes, [2, 5, 6]) == 2
    assert last_before_changes(codes, changes, [6]) == 0
    assert fresh(codes, changes, 4) == {"young"}
    assert fresh(codes, changes, 2) == {"old", "young"}


def test_the_result_is_from_first_to_last() -> None:
    steps = [
        Step("1", "contact", "nurses", "ana"),
        Step("2", None, "nurses", "ben"),
        Step("2", "nurses", "doctors", "ana"),
        Step("3", "contact", None, "ben"),
        Step("4", "contact", "nurses", "ana"),
        Step("4", "nurses", "contact", "ana"),
        Step("5", None, "other", "ana"),
    ]
    assert result(steps, {"contact", "nurses", "doctors"}) == {
        Moved("ana", "contact", "nurses"): 1,
        Moved("ana", None, "doctors"): 1,
        Moved("ben", "contact", None): 1,
    }


CODES = st.sampled_from([None, "a", "b", "c"])


@given(st.lists(st.tuples(st.sampled_from("12"), CODES, st.sampled_from(["ana", "ben"]))))
def test_no_coding_is_told_twice_and_what_came_back_is_nothing(chosen) -> None:
    now: dict[str, str | None] = {"1": "a", "2": None}
    before = dict(now)
    steps = []
    for coding, after, who in chosen:
        if after != now[coding]:
            steps.append(Step(coding, now[coding], after, who))
            now[coding] = after
    found = result(steps, {"a", "b"})
    changed = [c for c in now if now[c] != before[c] and {now[c], before[c]} & {"a", "b"}]
    assert sum(found.values()) == len(changed)


def test_progress_counts_documents_of_each_reader() -> None:
    marks = {("d", "ana"): "done", ("e", "ana"): "nothing here", ("x", "ana"): "done"}
    assert progress(["d", "e", "f"], ["ana", "ben"], marks) == {"ana": Progress(2, 3), "ben": Progress(0, 3)}
