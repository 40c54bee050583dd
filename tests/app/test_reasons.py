"""Why something was done, told afterwards: by whom, where it is shown, and from whom it is kept."""

import csv
import io
import json
from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes.history_rows import history_rows
from quotetree.app.services import codes, codings, undo
from quotetree.app.services.reasons import give_reason
from quotetree.app.store import history
from quotetree.app.store import undo as log
from quotetree.app.store.access import Access
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.tree_plans import Place

from .browser import Browser
from .cast import Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def client(people: Cast) -> Iterator[Browser]:
    with Browser(make_app(people.database.url.render_as_string(hide_password=False))) as browser:
        yield browser


def lines(people: Cast, who: str) -> list[tuple[str, str]]:
    """What this person's history tells was done, and why."""

    def told(access: Access) -> list[tuple[str, str]]:
        rows = history_rows(access, history.history(access, None, mine=False, most=40))
        return [(row.said, row.reason) for row in rows]

    return people.as_(who, told)


def _named(access: Access, code: str, name: str) -> int | None:
    return codes.define_code(access, code, name=name).seq


def renamed(people: Cast, who: str) -> tuple[str, int]:
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    seq = people.as_(who, _named, code, "Being in touch")
    assert seq
    return code, seq


def test_a_reason_is_told_of_ones_own_action_and_by_an_owner_of_anybodys(people: Cast) -> None:
    _, seq = renamed(people, "Ben")
    did = "renamed “Contact” to “Being in touch”"
    people.as_("Ben", give_reason, seq, "  Contact says\ttoo little. ")
    assert lines(people, "Carla")[0] == (did, "Contact says too little.")
    people.as_("Ana", give_reason, seq, "As the team agreed.")
    assert lines(people, "Ben")[0] == (did, "As the team agreed.")
    assert people.as_("Ana", give_reason, seq, "As the team agreed.") is None
    people.as_("Ben", give_reason, seq, "")
    assert lines(people, "Carla")[0] == (did, "")


def test_nobody_tells_reasons_of_what_others_did_or_of_what_is_held_back(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    code, seq = renamed(people, "Ana")
    blind = people.as_("Ana", codings.add_coding, document, selected(4, 11), code, layer="check").seq
    with pytest.raises(NotAllowed, match=r"Ana did this\. Coders give the reasons of their own actions"):
        people.as_("Ben", give_reason, seq, "It was wrong.")
    with pytest.raises(NotAllowed):
        people.as_("Carla", give_reason, seq, "It was wrong.")
    for unknown in (blind, 4_000):
        with pytest.raises(NotFound, match="no such action"):
            people.as_("Ben", give_reason, unknown, "It was wrong.")
    given = people.as_("Ana", give_reason, blind, "Read twice.")
    assert "Read twice." not in str(lines(people, "Ben") + lines(people, "Carla"))
    with pytest.raises(NotFound):
        people.as_("Ana", give_reason, given, "A reason of a reason.")


def test_a_reason_is_no_step_that_is_taken_back_but_the_log_keeps_the_former_one(people: Cast) -> None:
    code, seq = renamed(people, "Ana")
    people.as_("Ana", give_reason, seq, "First.")
    given = people.as_("Ana", give_reason, seq, "Second.")
    with pytest.raises(undo.NothingToUndo):
        people.as_("Ana", undo.undo, given)
    kept = people.as_("Ana", log.actions, [given])[given]
    assert json.loads(kept.about) == {"of": seq, "was": "First.", "reason": "Second."}
    people.as_("Ana", undo.undo_latest)
    assert people.rows()["code"][code]["name"] == "Contact"
    people.as_("Ana", undo.redo_latest)
    assert people.rows()["code"][code]["name"] == "Being in touch"
    assert ("renamed “Contact” to “Being in touch”", "Second.") in lines(people, "Carla")


def test_the_pages_ask_for_it_and_show_it_with_who_told_it(people: Cast, client: Browser) -> None:
    code, seq = renamed(people, "Ben")
    here = f"/projects/{people.project_id}"

    def asked(who: str) -> None:
        client.cookies.clear()
        client.cookies.set(COOKIE, f"token of {who}")

    asked("Ben")
    trail = client.get(f"{here}/trail").text
    assert f'/history/{seq}/reason"' in trail
    assert 'aria-label="Add a reason of renamed “Contact” to “Being in touch”"' in trail
    assert trail.count("Add a reason of ") == 1
    assert "Renamed “Contact” to “Being in touch”." in client.get(f"{here}/history/{seq}/reason").text
    answer = client.post(f"{here}/history/{seq}/reason", data={"reason": "Says <more>."})
    assert "Kept the reason" in answer.text
    assert client.post(f"{here}/history/{seq}/reason", data={"reason": "x" * 501}).status_code == 422
    asked("Carla")
    assert client.get(f"{here}/history/{seq}/reason").status_code == 403
    trail, panel = client.get(f"{here}/trail").text, client.get(f"{here}/history").text
    assert "a reason of" not in trail
    assert "Add a reason" not in panel
    assert "Says &lt;more&gt;." in trail
    assert "Why: Says &lt;more&gt;." in panel
    assert "given by" not in trail + panel
    assert "Why: Says &lt;more&gt;." in client.get(f"{here}/codes/{code}/life").text
    rows = list(csv.reader(io.StringIO(client.get(f"{here}/trail/trail.csv").text)))
    assert [row[-2] for row in rows[1:3]] == ["Says <more>.", ""]
    people.as_("Ana", give_reason, seq, "As the team agreed.")
    for place in ("trail", "history", "trail/trail.csv"):
        assert "given by Ana on " in client.get(f"{here}/{place}").text


def test_the_toast_offers_to_add_a_reason_where_no_dialog_asked_for_one(
    people: Cast, client: Browser
) -> None:
    contact = people.as_("Ana", codes.create_code, "Contact").code_id
    mood = people.as_("Ana", codes.create_code, "Mood", Place()).code_id
    client.cookies.set(COOKIE, "token of Ana")
    here = f"/projects/{people.project_id}/codes"

    def offered(path: str, **data: str) -> bool:
        return "Add a reason" in client.post(f"{here}/{path}", data=data).text

    assert offered("name", code=mood, name="Moods")
    assert not offered("name", code=mood, name="Moods")
    assert offered("move", code=mood, parent=contact)
    assert not offered("move", code=mood, parent="", reason="A theme of its own.")
    assert offered("retired", code=mood, retired="true")
    assert offered("retired", code=mood, retired="false")
    assert not offered("pin", code=mood, slot="3")
