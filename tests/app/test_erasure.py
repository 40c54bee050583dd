"""A participant withdraws: their words and name are found nowhere any more, and everything else is as it was."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import (
    attendance,
    codes,
    codings,
    corrections,
    documents,
    erasure,
    exports,
    growth,
    memos,
    people,
    undo,
)
from quotetree.app.store import documents as document_store
from quotetree.app.store import history, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.app.store.rewriting import is_owed
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.counts import count, gather, speakers
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.spellings import read_renaming
from quotetree.coding.text import sha256

from .browser import Browser
from .cast import Cast, add_document, cast, selected
from .withdrawing import (
    HERS,
    TEXT,
    TURNS,
    erase,
    everything,
    files_of,
    focus_group,
    left_in,
    lived_with,
    passage,
    person,
    quotations,
    sound,
)


@pytest.fixture
def team(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def group(team: Cast) -> dict[str, str]:
    return focus_group(team)


def test_a_member_of_a_focus_group_of_four_is_erased(team: Cast, group: dict[str, str]) -> None:
    before = team.as_("Ana", quotations, group["document"])
    plan = team.as_("Ana", erasure.plan_erasure, person(team, "Xenia"))
    assert (plan.turns, len(plan.lost), len(plan.shortened), plan.others) == (3, 4, 1, 3)
    assert figures(team, group["code"]) == (7, 4, 4)
    seq = erase(team)

    after = team.as_("Ana", quotations, group["document"])
    hers = {group[f"hers {n}"] for n in range(1, 5)}
    assert before.keys() - after.keys() == hers
    assert after[group["of two"]] == "No. Nobody came"
    assert {one: after[one] for one in after if one != group["of two"]} == {
        one: words for one, words in before.items() if one not in {*hers, group["of two"]}
    }
    assert team.as_("Ana", document_store.document, group["document"]).text == (
        "\n".join(line for line in TURNS if not line.startswith("Xenia")) + "\n"
    )
    assert figures(team, group["code"]) == (4, 3, 3), "the other respondent only, and three are heard"
    snapshots.forget()
    assert figures(team, group["code"]) == (4, 3, 3)
    with pytest.raises(QuotetreeError, match="gone for good"):
        team.as_("Ana", undo.undo, seq)
    with pytest.raises(NotFound):
        team.as_("Ana", erasure.plan_erasure, "none")
    sound(team)


def figures(team: Cast, code: str) -> tuple[int, int, int]:
    """Comments and respondents of a code, and how many people spoke: the denominator."""

    def ask(access: Access) -> tuple[int, int, int]:
        found = snapshots.snapshot(access)
        row = count(gather(found)).rows()[code]
        return row.comments, row.respondents, speakers(found).spoke

    return team.as_("Ana", ask, writing=False)


def test_nothing_of_a_person_is_found_in_any_table_file_or_export(
    team: Cast, group: dict[str, str], tmp_path: Path
) -> None:
    lived_with(team, group)
    assert left_in(everything(team)) == list(HERS), "the test looks where the words are"
    assert set(left_in(files_of(team))) >= {"xylophone", "Xenia"}
    erase(team)
    assert left_in(everything(team)) == []
    assert left_in(files_of(team)) == []
    for what, ending in (
        ("codings", "csv"),
        ("quotations", "csv"),
        ("quotations", "html"),
        ("counts", "csv"),
    ):
        path = tmp_path / f"{what}.{ending}"
        team.as_("Ana", exports.write_export, what, path, writing=False)
        assert left_in(path.read_text(encoding="utf-8-sig")) == []
    assert not team.as_("Ana", lambda access: is_owed(access.connection))
    sound(team)


def test_earlier_actions_are_undone_as_before_or_refused_with_the_reason(
    team: Cast, group: dict[str, str]
) -> None:
    xenia = person(team, "Xenia")
    moved = team.as_("Ana", codings.change_ends, group["last"], passage("That may")).seq
    off = team.as_("Ana", codings.remove_coding, group["Zoe"]).seq
    hers = team.as_("Ana", codings.remove_coding, group["hers 4"]).seq
    named = team.as_("Ana", people.rename_participant, xenia, "Xenia B").seq
    team.as_("Ana", people.rename_participant, xenia, "Xenia")
    turn = next(t for t in team.as_("Ana", document_store.turns, group["document"]) if t.label == "Will")
    words = "No. Nobody came to any meeting at all."
    corrected = team.as_("Ana", corrections.correct_turn, group["document"], turn.id, words, sha256(TEXT)).seq
    other = team.as_("Ana", add_document, "Interviewer: And?\nXenia: The zeppelin again.\n", "Alone")
    deleted = team.as_("Ana", documents.delete, [other])
    erase(team)

    for seq in (moved, off):
        assert team.as_("Ana", undo.propose_undo, seq).exceptions == ()
        team.as_("Ana", undo.undo, seq)
    now = team.as_("Ana", quotations, group["document"])
    assert (now[group["last"]], now[group["Zoe"]]) == ("That may be so.", "mostly")
    assert [one.kept.why for one in team.as_("Ana", undo.propose_undo, hers).exceptions] == ["bounds"]
    for seq in (named, deleted):
        with pytest.raises(QuotetreeError, match="What this would bring back was erased"):
            team.as_("Ana", undo.undo, seq, "without")
    proposal = team.as_("Ana", undo.propose_undo, corrected)
    assert "participant.erased" in {one.cause.verb for one in proposal.exceptions}
    assert (proposal.does_something, proposal.later_may_go) == (False, False)
    for choice in (None, "without"):
        with pytest.raises(QuotetreeError, match="An erasure since then stands in the way"):
            team.as_("Ana", undo.undo, corrected, choice)
    assert "any meeting" in team.as_("Ana", document_store.document, group["document"]).text
    with pytest.raises(QuotetreeError, match="gone for good"):
        team.as_("Ana", undo.undo, corrected, "too")
    sound(team)


def test_one_wordless_line_stays(team: Cast, group: dict[str, str]) -> None:
    from quotetree.app.routes.history_rows import sentences

    lived_with(team, group)
    seq = erase(team)
    rows = team.as_("Ana", history.history, None, mine=False, most=200)
    told = team.as_("Ana", sentences, rows)
    assert told[seq] == "erased a participant: 4 turns, 4 codings"
    assert left_in("\n".join(told.values())) == []
    assert any(
        re.search(r"renamed the participant “\[erased\]” to “\[erased\]”", one) for one in told.values()
    )
    assert all(json.loads(row.about) is not None for row in rows)


def test_a_document_of_theirs_alone_goes_whole_and_others_stay(team: Cast, group: dict[str, str]) -> None:
    journal = team.as_("Ana", add_document, "Xenia: My own xylophone.\n", "Journal", "journal")
    erase(team)
    names = {row.id: row.name for row in team.as_("Ana", document_store.documents)}
    assert names == {group["document"]: "Group"}
    with pytest.raises(NotFound):
        team.as_("Ana", document_store.document, journal)
    sound(team)


def test_who_attended_and_said_nothing_is_erased_too(team: Cast, group: dict[str, str]) -> None:
    silent = team.as_("Ana", people.add_participant, "Xenia Two").participant_id
    team.as_("Ana", attendance.add_appearance, group["document"], silent)
    before = team.as_("Ana", document_store.document, group["document"]).text
    erase(team, "Xenia Two")
    assert team.as_("Ana", document_store.document, group["document"]).text == before
    assert "Xenia Two" not in everything(team)
    assert silent not in team.rows()["participant"]


def test_an_owner_alone_erases_and_types_the_name(team: Cast, group: dict[str, str]) -> None:
    xenia = person(team, "Xenia")
    plan = team.as_("Ana", erasure.plan_erasure, xenia)
    for who in ("Ben", "Carla"):
        with pytest.raises(NotAllowed):
            team.as_(who, erasure.erase, xenia, "Xenia", plan.mark)
    with pytest.raises(QuotetreeError, match="Type Xenia to confirm"):
        team.as_("Ana", erasure.erase, xenia, "Yara", plan.mark)
    team.as_("Ben", codings.add_coding, group["document"], passage("Then call it"), group["code"])
    with pytest.raises(QuotetreeError, match="What would go has changed since it was shown"):
        team.as_("Ana", erasure.erase, xenia, "Xenia", plan.mark)
    assert "xylophone" in everything(team)


def test_the_page_tells_what_goes_and_the_answer_names_nobody(team: Cast, group: dict[str, str]) -> None:
    url = team.database.url.render_as_string(hide_password=False)
    place = f"/projects/{team.project_id}/people/{person(team, 'Xenia')}/erasure"
    with Browser(make_app(url)) as client:
        client.cookies.set(COOKIE, "token of Ana")
        shown = client.get(place).text
        assert all(
            words in shown for words in ("xylophone makes more sense", "No. Nobody came", "3 participants")
        )
        mark = re.search(r'name="mark" value="(\w+)"', shown)
        assert mark is not None
        assert client.post(place, data={"name": "Yara", "mark": mark[1]}).status_code == 422
        assert client.post(place, data={"name": "Xenia", "mark": "another"}).status_code == 409
        done = client.post(place, data={"name": "xenia", "mark": mark[1]})
        assert done.status_code == 200
        assert left_in(done.text) == []
        assert "hold the words no more" in done.text
        for page in ("people", f"documents/{group['document']}", "quotations", "counts", "history"):
            answer = client.get(f"/projects/{team.project_id}/{page}", follow_redirects=True)
            assert (answer.status_code, left_in(answer.text)) == (200, []), page
    sound(team)


def mentioned(team: Cast, group: dict[str, str]) -> None:
    """Others speak and write of Xenia, too."""
    words = "Interviewer: Was XENIA there?\nYara: No, Xenia B. never came, the walnut did.\n"
    team.as_("Ana", add_document, words, "RS1-Xenia talk")
    team.as_("Ana", memos.write_memo, On("coding", group["Yara"]), "Xenia differs", "On Xenia")
    team.as_("Ana", codes.create_code, "Like Xenia")
    gone = team.as_("Ana", add_document, "Yara: Xenia knows.\n", "Deleted")
    team.as_("Ana", documents.delete, [gone])


def test_places_where_the_name_stands_are_told_and_replaced_only_if_asked(
    team: Cast, group: dict[str, str]
) -> None:
    mentioned(team, group)
    plan = team.as_("Ana", erasure.plan_erasure, person(team, "Xenia"))
    assert {(one.table, one.column) for one in plan.mentions} == {
        ("text_version", "text"), ("document", "name"), ("memo", "title"), ("memo", "text"), ("code", "name"),
    }  # fmt: skip
    assert len(plan.mentions) == 6
    erase(team)
    assert len(re.findall("Xenia", everything(team))) > 0, "the name stays where others say it"
    sound(team)


def test_a_name_with_accents_is_the_same_name(team: Cast, group: dict[str, str]) -> None:
    words = "Yara: Was Xénia there, or XENÍA?\nYara: Xe\u0301nia, and Xeniax, came.\n"
    team.as_("Ana", add_document, words, "Other")
    plan = team.as_("Ana", erasure.plan_erasure, person(team, "Xenia"))
    assert [one.spot.name for one in plan.mentions] == ["Xénia", "XENÍA", "Xe\u0301nia"]


def test_a_place_in_a_version_of_the_tree_is_told_by_its_words_alone(
    team: Cast, group: dict[str, str]
) -> None:
    room = team.as_("Ana", codes.create_code, "Room").code_id
    team.as_("Ana", codes.define_code, room, definition="about Xenia's office")
    team.as_("Ana", growth.name_version, "V1")
    plan = team.as_("Ana", erasure.plan_erasure, person(team, "Xenia"))
    [found] = [one.spot for one in plan.mentions if one.table == "tree_version"]
    assert (found.before, found.name, found.behind) == ("about ", "Xenia", "'s office")


def test_a_name_is_replaced_everywhere_and_codings_stay_on_their_words(
    team: Cast, group: dict[str, str]
) -> None:
    mentioned(team, group)
    other = next(row.id for row in team.as_("Ana", document_store.documents) if row.name == "RS1-Xenia talk")
    text_there = team.as_("Ana", document_store.document, other).text
    start, end = text_there.index("never"), text_there.index(" did")
    coding = team.as_(
        "Ana", codings.add_coding, other, selected(start, end, text_there), group["code"]
    ).coding_id
    xenia = person(team, "Xenia")
    plan = team.as_("Ana", erasure.plan_erasure, xenia)
    renaming = read_renaming("Xenia B.\nXenia", "[a nurse]")
    team.as_("Ana", erasure.erase, xenia, "Xenia", plan.mark, renaming)
    erasure.finish(team.database)
    now = team.as_("Ana", document_store.document, other)
    assert now.name == "RS1-[a nurse] talk"
    assert "No, [a nurse] never came, the walnut did." in now.text
    assert "Was [a nurse] there?" in now.text
    assert team.as_("Ana", quotations, other)[coding] == "never came, the walnut"
    assert left_in(everything(team)) == ["walnut"], "what Yara says stays"
    assert "xenia" not in files_of(team).casefold()
    sound(team)
