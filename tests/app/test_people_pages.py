"""The pages of people: their table with attributes, a person's page, attributes, attendance."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import attendance, attributes, codes, codings, people, undo
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import speakers
from quotetree.coding.errors import QuotetreeError

from .browser import Browser
from .cast import WORDS, Cast, add_document, cast, selected


@pytest.fixture
def team(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def page(team: Cast) -> Iterator[Browser]:
    url = team.database.url.render_as_string(hide_password=False)
    with Browser(make_app(url), follow_redirects=True) as client:
        client.cookies.set(COOKIE, "token of Ana")
        client.base_url = client.base_url.join(f"/projects/{team.project_id}/")
        yield client


def ids(team: Cast, table: str) -> dict[str, str]:
    return {row["name"]: row["id"] for row in team.rows()[table].values()}


def names_in(text: str) -> list[str]:
    return re.findall(r'class="row-link"[^>]*>([^<]*)', text)


def values(team: Cast) -> dict[str, str]:
    named = {row_id: name for name, row_id in ids(team, "participant").items()}
    return {named[row["participant_id"]]: row["value"] for row in team.rows()["participant_value"].values()}


def test_a_value_is_typed_and_kept_as_its_type_keeps_it(team: Cast, page: Browser) -> None:
    team.as_("Ana", add_document)
    page.post("attributes", data={"of": "participant", "name": "born", "type": "date"})
    born, p1 = ids(team, "attribute")["born"], ids(team, "participant")["P1"]
    answer = page.post("attributes/values", data={"attribute": born, "chosen": p1, "value": "5 March 1980"})
    assert "“5 March 1980” is kept as 1980-03-05" in answer.text
    assert '"value": "1980-03-05"' in answer.headers["HX-Trigger"]
    refused = page.post("attributes/values", data={"attribute": born, "chosen": p1, "value": "3/5/1980"})
    assert refused.status_code == 422
    assert "can be two days" in refused.text
    assert values(team) == {"P1": "1980-03-05"}
    assert "set “born” of P1 to “1980-03-05”" in page.get("history").text


def test_many_get_a_value_at_once_and_one_undo_takes_it_back(team: Cast, page: Browser) -> None:
    team.as_("Ana", add_document, "".join(f"P{n}: yes\n" for n in range(1, 121)))
    site = team.as_("Ana", attributes.add_attribute, "participant", "site").attribute_id
    chosen = list(ids(team, "participant").values())[:3]
    page.post(
        "attributes/values", data={"attribute": site, "chosen": chosen, "value": "north", "redraw": "yes"}
    )
    assert list(values(team).values()) == ["north"] * 3
    everybody = {
        "attribute": site,
        "everything": "yes",
        "value": "south",
        "redraw": "yes",
        "of": "participant",
    }
    answer = page.post("attributes/values", data=everybody | {"q": "P11"})
    assert "Set “site” of 11 participants to “south”" in answer.text
    page.post("attributes/values", data=everybody)
    assert set(values(team).values()) == {"south"}
    assert len(values(team)) == 120
    team.as_("Ana", undo.undo_latest)
    assert sum(value == "south" for value in values(team).values()) == 11
    page.post("attributes/values", data=everybody | {"value": ""})
    assert values(team) == {}


def test_the_table_is_sorted_found_in_and_paged(team: Cast, page: Browser) -> None:
    team.as_("Ana", add_document, "".join(f"P{n}: yes\n" for n in range(1, 121)))
    age = team.as_("Ana", attributes.add_attribute, "participant", "age", "whole number").attribute_id
    person = ids(team, "participant")
    for name, value in (("P3", "9"), ("P2", "30"), ("P1", "111")):
        team.as_("Ana", attributes.set_values, age, [person[name]], value)
    assert names_in(page.get("people").text) == [f"P{n}" for n in range(1, 51)]
    assert names_in(page.get("people?n=3").text) == [f"P{n}" for n in range(101, 121)]
    assert names_in(page.get("people?n=99").text) == [f"P{n}" for n in range(101, 121)]
    assert names_in(page.get(f"people?sort={age}").text)[:4] == ["P3", "P2", "P1", "P4"]
    assert names_in(page.get(f"people?sort={age}&down=1").text)[:4] == ["P1", "P2", "P3", "P4"]
    assert names_in(page.get("people?q=111").text) == ["P1", "P111"], "in a value or in a name"
    team.as_("Ana", people.set_consent, [person["P7"]], "ask first")
    assert names_in(page.get("people?consent=ask+first").text) == ["P7"]
    assert "No participant is found" in page.get("people?q=nobody").text


def test_a_type_that_values_do_not_fit_is_refused_with_whom(team: Cast, page: Browser) -> None:
    team.as_("Ana", add_document)
    band = team.as_("Ana", attributes.add_attribute, "participant", "band").attribute_id
    person = ids(team, "participant")
    team.as_("Ana", attributes.set_values, band, [person["P1"]], "six")
    team.as_("Ana", attributes.set_values, band, [person["P2"]], "05")
    answer = page.post(f"attributes/{band}", data={"name": "band", "type": "whole number"})
    assert answer.status_code == 422
    assert "1 value does not fit the type whole number" in answer.text
    assert "P1: “six”" in answer.text
    team.as_("Ana", attributes.set_values, band, [person["P1"]], "6")
    assert page.post(f"attributes/{band}", data={"name": "Band", "type": "whole number"}).status_code == 200
    assert values(team) == {"P1": "6", "P2": "5"}
    team.as_("Ana", undo.undo_latest)
    assert values(team) == {"P1": "6", "P2": "05"}


def test_attributes_are_ordered_renamed_and_deleted(team: Cast, page: Browser) -> None:
    made = [team.as_("Ana", attributes.add_attribute, "document", name) for name in ("a", "b", "c")]
    page.post(f"attributes/{made[2].attribute_id}/move", data={"by": "-1"})
    shown = re.findall(r"<b>(\w)</b>", page.get("attributes?of=document").text)
    assert shown == ["a", "c", "b"]
    with pytest.raises(QuotetreeError, match="There is an attribute “a” already"):
        team.as_("Ana", attributes.define_attribute, made[1].attribute_id, "A", "text")
    document = team.as_("Ana", add_document)
    team.as_("Ana", attributes.set_values, made[0].attribute_id, [document], "x")
    before = team.rows()
    page.post(f"attributes/{made[0].attribute_id}/delete")
    assert "a" not in ids(team, "attribute")
    assert team.rows()["document_value"] == {}
    team.as_("Ana", undo.undo_latest)
    assert team.rows() == before


def test_who_attended_in_silence_and_who_a_group_is(team: Cast, page: Browser) -> None:
    document = team.as_("Ana", add_document)
    silent = team.as_("Ana", people.add_participant, "P9").participant_id
    page.post(f"documents/{document}/people", data={"participant": silent})

    def told(access: Access) -> tuple[int, int]:
        found = speakers(snapshots.snapshot(access))
        return found.spoke, found.silent

    assert team.as_("Ana", told, writing=False) == (2, 1)
    text = page.get(f"documents/{document}/people").text
    assert "no words of their own" in text
    with pytest.raises(QuotetreeError, match="P1 speaks in this document"):
        team.as_("Ana", attendance.remove_appearance, document, ids(team, "participant")["P1"])
    label = next(row for row in team.rows()["speaker"].values() if row["label"] == "P2")["id"]
    team.as_("Ana", _as_group, label)
    p1 = ids(team, "participant")["P1"]
    page.post(f"documents/{document}/people/groups/{label}", data={"chosen": [p1, silent]})
    assert team.as_("Ana", told, writing=False) == (2, 0)
    page.post(f"documents/{document}/people/groups/{label}", data={})
    page.post(f"documents/{document}/people/{silent}/remove")
    assert team.as_("Ana", told, writing=False) == (1, 0)


def _as_group(access: Access, speaker: str) -> None:
    from quotetree.app.store.log import action

    with action(access.connection, access.who, "speaker.mapped") as recorder:
        recorder.update("speaker", speaker, {"role": "group", "participant_id": None})


def test_what_held_at_an_appearance_is_set_and_cleared(team: Cast, page: Browser) -> None:
    document = team.as_("Ana", add_document)
    site = team.as_("Ana", attributes.add_attribute, "participant", "site").attribute_id
    p1 = ids(team, "participant")["P1"]
    team.as_("Ana", attributes.set_values, site, [p1], "north")

    def by_site(access: Access) -> dict[str, int]:
        return speakers(snapshots.snapshot(access), None, "site").by

    place = f"documents/{document}/people/{p1}/value"
    page.post(place, data={"attribute": site, "value": "south"})
    assert team.as_("Ana", by_site, writing=False) == {"south": 1, "": 1}
    shown = page.get(f"people/{p1}").text
    assert "site: <b>south</b>" in shown
    assert f"documents/{document}#passage-4-{WORDS.index(chr(10))}" in shown, "to the first of their turns"
    page.post(place, data={"attribute": site, "value": ""})
    assert team.as_("Ana", by_site, writing=False) == {"north": 1, "": 1}


def test_a_readers_page_has_no_fields(team: Cast, page: Browser) -> None:
    team.as_("Ana", add_document)
    team.as_("Ana", attributes.add_attribute, "participant", "site")
    assert 'name="chosen"' in page.get("people").text
    page.cookies.set(COOKIE, "token of Carla")
    text = page.get("people").text
    assert 'name="chosen"' not in text
    assert "Add a participant" not in text
    assert names_in(text) == ["P1", "P2"]


def brought(team: Cast, table: bytes) -> None:
    from quotetree.app.services.imports.tables import import_table
    from quotetree.coding.tables.people import OF_PARTICIPANTS, attribute_columns, participant_rows
    from quotetree.coding.tables.table import read_table

    read = read_table(table, ["id"])
    columns = attribute_columns(read, OF_PARTICIPANTS)
    team.as_("Ana", import_table, "participants", participant_rows(read), columns)


def test_a_table_brings_types_that_are_sure_and_keeps_to_those_that_stand(team: Cast) -> None:
    brought(
        team, b"id,consent,band,site,born\nS1,left out,5,RS1,1980-01-02\nS2,,06,RS1,\nS3,,7,2,1990-03-04\n"
    )
    types = {row["name"]: row["type"] for row in team.rows()["attribute"].values()}
    assert types == {"band": "text", "site": "text", "born": "date"}
    consents = {row["name"]: row["consent"] for row in team.rows()["participant"].values()}
    assert consents == {"S1": "left out", "S2": "quotable", "S3": "quotable"}
    brought(team, b"id,consent,born\nS1,,5 March 1981\n")
    assert "1981-03-05" in {row["value"] for row in team.rows()["participant_value"].values()}
    assert {row["name"]: row["consent"] for row in team.rows()["participant"].values()} == consents
    born = ids(team, "attribute")["born"]
    team.as_("Ana", attributes.define_attribute, born, "born", "text")
    team.as_("Ana", attributes.define_attribute, born, "born", "date")
    before = team.rows()
    with pytest.raises(QuotetreeError) as refused:
        brought(team, b"id,born\nS2,3/4/1981\nS4,1981-01-01\nS3,soon\n")
    assert [sentence.split(":")[0] for sentence in refused.value.details] == [
        "Row 2, column born",
        "Row 4, column born",
    ]
    assert team.rows() == before


def test_quotations_and_the_transcript_say_what_people_consent_to(team: Cast, page: Browser) -> None:
    document = team.as_("Ana", add_document)
    code = team.as_("Ana", codes.create_code, "Contact").code_id
    team.as_("Ana", codings.add_coding, document, selected(4, 11), code)
    p1 = ids(team, "participant")["P1"]
    team.as_("Ana", people.set_consent, [p1], "ask first")
    assert '<span class="consent">P1: ask first</span>' in page.get("quotations").text
    assert "left-out" not in page.get(f"documents/{document}").text
    team.as_("Ana", people.set_consent, [p1], "left out")
    text = page.get(f"documents/{document}").text
    assert len(re.findall(r'class="turn left-out"', text)) == 1
    assert '<small class="consent">left out</small>' in text
