"""Counts come from a snapshot that follows the log, and show nobody what they may not see."""

import pytest
from hypothesis import given, settings

from quotetree.app.services import codes, codings, projects
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts.comments import gather
from quotetree.coding.counts.count import count
from quotetree.coding.counts.totals import totals

from .cast import Cast, add_document, selected
from .histories import histories, live
from .states import anew
from .test_undo_histories import people  # noqa: F401  (a fixture)


def counted(access: Access) -> object:
    found = snapshots.snapshot(access)
    every = snapshots.filters(access, layers=frozenset({"main", "check", "trial"}))
    both = [count(gather(found, every, with_subcodes=rolled)).rows() for rolled in (False, True)]
    return found.seq, both, totals(found, every)


@given(history=histories)
@settings(max_examples=40)
def test_a_snapshot_that_follows_the_log_counts_as_one_made_afresh(people: Cast, history) -> None:  # noqa: F811
    anew(people)
    people.as_("Ana", counted, writing=False)
    for at in range(0, len(history), 3):
        live(people, history[at : at + 3])
        moved_on = people.as_("Ana", counted, writing=False)
        if at == 3:
            people.as_("Ana", add_document, "P1: More café.\nP9: 🙂 yes.\n", f"Interview {at}")
            moved_on = people.as_("Ana", counted, writing=False)
        snapshots._kept.clear()
        assert moved_on == people.as_("Ana", counted, writing=False)


def test_a_snapshot_is_never_made_of_what_is_not_committed(people: Cast) -> None:  # noqa: F811
    with pytest.raises(RuntimeError, match="not committed"):
        people.as_("Ana", snapshots.snapshot, writing=True)


def test_counts_hold_back_blind_layers_until_the_owner_opens_them(people: Cast) -> None:  # noqa: F811
    anew(people)
    document = people.as_("Ana", _document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ana", codings.add_coding, document, selected(4, 11), code)
    people.as_("Ana", codings.add_coding, document, selected(4, 11), code, "check")
    assert comments(people, "Ana", code, "main") == comments(people, "Ana", code, "check") == 1
    assert comments(people, "Ben", code, "main") == 1
    assert comments(people, "Ben", code, "check") == 0, "Ana's check codings are hers until they are opened"
    people.as_("Ben", codings.add_coding, document, selected(12, 16), code, "check")
    assert comments(people, "Ben", code, "check") == 1
    assert comments(people, "Ben", code, "main") == 0, "who codes blind does not see the main codings there"
    people.as_("Ana", projects.open_layer, "check")
    assert comments(people, "Ben", code, "main") == 1
    assert comments(people, "Ben", code, "check") == 2


def _document(access: Access) -> str:
    from quotetree.app.store.documents import documents

    return str(documents(access)[0].id)


def comments(people: Cast, who: str, code: str, layer: str) -> int:  # noqa: F811
    def ask(access: Access) -> int:
        asked = snapshots.filters(access, layers=frozenset({layer}))
        return count(gather(snapshots.snapshot(access), asked)).rows()[code].comments

    return people.as_(who, ask, writing=False)
