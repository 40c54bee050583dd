"""What an erasure leaves of earlier actions: what cannot be taken back is not offered, and is in nobody's way."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes.history_rows import sentences
from quotetree.app.services import codings, corrections, erasure, memos, undo
from quotetree.app.store import documents as document_store
from quotetree.app.store import history, tables
from quotetree.app.store.database import transaction
from quotetree.app.store.memos import On
from quotetree.coding.text import sha256

from .browser import Browser
from .cast import Cast, cast
from .withdrawing import TEXT, erase, focus_group, person, quotations


@pytest.fixture
def team(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def group(team: Cast) -> dict[str, str]:
    return focus_group(team)


@pytest.fixture
def browser(team: Cast) -> Iterator[Browser]:
    app = make_app(team.database.url.render_as_string(hide_password=False))
    with Browser(app) as client:
        client.cookies.set(COOKIE, "token of Ana")
        yield client


def test_what_an_erasure_left_nothing_of_is_refused_at_once_and_passed_over(
    team: Cast, group: dict[str, str], browser: Browser
) -> None:
    off = team.as_("Ana", codings.remove_coding, group["Zoe"]).seq
    turn = next(t for t in team.as_("Ana", document_store.turns, group["document"]) if t.label == "Xenia")
    corrected = team.as_(
        "Ana", corrections.correct_turn, group["document"], turn.id, "Quite other words.", sha256(TEXT)
    ).seq
    memo = team.as_("Ana", memos.write_memo, On("participant", person(team, "Xenia")), "Shy").seq
    history_page = f"/projects/{team.project_id}/history"
    offered = [f"{history_page}/{seq}/undo" for seq in (memo, corrected)]
    assert all(one in browser.get(history_page).text for one in offered)
    erase(team)
    told = browser.get(history_page).text
    assert not any(one in told for one in offered)
    assert f"{history_page}/{off}/undo" in told
    for seq in (memo, corrected):
        for choice in (None, "without"):
            with pytest.raises(undo.NothingToUndo, match="What this would bring back was erased"):
                team.as_("Ana", undo.undo, seq, choice)
        answer = browser.post(f"{history_page}/{seq}/undo")
        assert "What this would bring back was erased. It cannot be undone." in answer.text
    undone = team.as_("Ana", undo.undo_latest)
    assert team.as_("Ana", history.standing_undos) == {off: undone}
    assert group["Zoe"] in team.as_("Ana", quotations, group["document"])


def test_the_line_that_stays_counts_as_the_preview_did_for_who_may_know(
    team: Cast, group: dict[str, str]
) -> None:
    with transaction(team.database, writing=True) as connection:
        coding = tables.LOGGED["coding"]
        connection.execute(
            update(coding).where(coding.c.id == group["hers 1"]).values(layer="check"),
            execution_options={"logged": True},
        )
    plan = team.as_("Ana", erasure.plan_erasure, person(team, "Xenia"))
    assert len(plan.lost) == 4
    seq = erase(team)
    rows = team.as_("Ana", history.history, None, mine=False, most=1)
    assert team.as_("Ana", sentences, rows)[seq] == "erased a participant: 3 turns, 4 codings"
    assert team.as_("Ben", sentences, rows)[seq] == "erased a participant: 3 turns, 3 codings"
