"""Rounds: what is to be looked at, and what came of it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.rounds import Moved, Origin, Progress, Step, progress, result, to_look_at

THEN, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def test_what_was_split_off_is_looked_for_where_it_came_from() -> None:
    origins = [
        Origin("nurses", "split", "contact", LATER),
        Origin("doctors", "split", "contact", THEN),
        Origin("mood", "merged", "gone", LATER),
        Origin("team", "moved", "cover", LATER),
        Origin("new", "proposal", "elsewhere", LATER),
    ]
    found = to_look_at(["nurses", "doctors", "mood", "team", "new"], origins, THEN)
    assert found == {
        "nurses": {"contact"},
        "doctors": set(),
        "mood": {"mood"},
        "team": {"cover"},
        "new": set(),
    }
    assert to_look_at(["doctors"], origins, None) == {"doctors": {"contact"}}


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
