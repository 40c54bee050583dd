"""The pages of the tree's growth, of what changed, of a code's life and of what was done; on both databases."""

import csv
import io
import re
from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes.trail import A_PAGE
from quotetree.app.services import codes, codings
from quotetree.app.services.growth import name_version
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.projects import open_layer
from quotetree.app.store import growth
from quotetree.app.store.log import action
from quotetree.coding.history import SENTENCES
from quotetree.coding.history_kinds import KINDS, kind_of
from quotetree.coding.tree_plans import Place

from .browser import Browser
from .cast import Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def shown(people: Cast, who: str, place: str) -> str:
    with Browser(make_app(people.database.url.render_as_string(hide_password=False))) as client:
        client.cookies.set(COOKIE, f"token of {who}")
        answer = client.get(f"/projects/{people.project_id}/{place}")
        assert answer.status_code == 200, answer.text[-300:]
        return str(answer.text)


def table(people: Cast, who: str, place: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(shown(people, who, place).lstrip("\ufeff"))))


def made(people: Cast, name: str, below: str | None = None) -> str:
    return people.as_("Ana", codes.create_code, name, Place(below)).code_id


def test_a_version_is_named_and_compared_with_today(people: Cast) -> None:
    contact, mood, rooms = (made(people, name) for name in ("Contact", "Mood", "Rooms"))
    people.as_("Ana", name_version, "first", "Before it all.")
    made(people, "Daily", contact)
    people.as_("Ben", codes.move_codes, [rooms], Place(contact))
    people.as_("Ben", merge_codes, [mood], contact, "They are the same.")
    page = shown(people, "Carla", "growth")
    assert "Before it all." in page
    assert "Today" in page
    (version,) = people.as_("Ana", growth.versions, writing=False)
    rows = table(people, "Carla", f"growth/compare.csv?first={version.id}")
    assert sorted(row[:4] + row[5:] for row in rows[1:]) == [
        ["Contact > Daily", "new", "", "Ana", ""],
        ["Contact > Rooms", "moved", "from the main codes", "Ben", ""],
        ["Mood", "merged", "into “Contact”", "Ben", "They are the same."],
    ]
    compared = shown(people, "Carla", f"growth/compare?first={version.id}&only=true")
    assert "They are the same." in compared


def test_a_code_tells_its_life_also_when_it_is_gone(people: Cast) -> None:
    contact, mood = made(people, "Contact"), made(people, "Mood")
    people.as_("Ana", name_version, "first")
    people.as_("Ana", merge_codes, [mood], contact, "They are the same.")
    gone = shown(people, "Carla", f"codes/{mood}/life")
    assert "in version first" in gone
    assert "<b>Merged</b> into “Contact”" in gone
    assert "Why: They are the same." in gone
    assert "<b>Joined by another</b> from “Mood”" in shown(people, "Carla", f"codes/{contact}/life")


def test_the_trail_is_chosen_by_who_kind_code_document_and_time(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    contact, mood = made(people, "Contact"), made(people, "Mood")
    people.as_("Ben", codings.add_coding, document, selected(24, 35), contact)

    def told(**chosen: str) -> list[str]:
        query = "&".join(f"{name}={value}" for name, value in chosen.items())
        return [row[3] for row in table(people, "Ana", f"trail/trail.csv?{query}")[1:]]

    coded = "coded “Contact” in Interview 1"
    assert told(kind="codings") == [coded]
    assert told(code=contact) == [coded, "made the code “Contact”"]
    assert told(code=mood) == ["made the code “Mood”"]
    assert told(document=document) == [coded, "brought in Interview 1"]
    assert told(kind="changes of the tree", until="2000-01-01") == []
    assert told(since="2000-01-01") == told()
    ben = next(one for one, row in people.rows()["coder"].items() if row["name"] == "Ben")
    assert told(coder=ben) == [coded]


def test_a_reason_is_given_with_a_change_of_the_tree(people: Cast) -> None:
    contact, mood = made(people, "Contact"), made(people, "Mood")
    with Browser(make_app(people.database.url.render_as_string(hide_password=False))) as client:
        client.cookies.set(COOKIE, f"token of {'Ana'}")
        here = f"/projects/{people.project_id}/codes"
        client.post(
            f"{here}/{contact}", data={"name": "Contact", "definition": "Any", "reason": " Was vague. "}
        )
        client.post(f"{here}/move", data={"code": mood, "parent": contact, "reason": "It belongs there."})
        client.post(f"{here}/{mood}/delete", data={"reason": "Nobody used it."})
    head, *rows = table(people, "Carla", "trail/trail.csv?kind=changes of the tree")
    reasons = [row[head.index("Why")] for row in rows]
    assert reasons == ["Nobody used it.", "It belongs there.", "Was vague.", "", ""]


def test_the_trail_is_paged(people: Cast) -> None:
    def many(access: object) -> None:
        for n in range(A_PAGE + 5):
            with action(access.connection, access.who, "coder.added", about={"name": f"Coder {n}"}) as one:  # type: ignore[attr-defined]
                one.tell()

    people.as_("Ana", many)
    first = shown(people, "Ana", "trail")
    assert first.count('<tr id="action-') == A_PAGE
    before = first.split("before=")[1].split('"')[0]
    second = shown(people, "Ana", f"trail?before={before}")
    assert "added the coder Coder 0<" in second
    assert "Latest" in second


def test_what_is_blind_is_in_nobodys_trail_but_its_coders_and_the_owners(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    contact = made(people, "Contact")
    people.as_("Ana", codings.add_coding, document, selected(24, 35), contact, layer="check")
    people.as_("Ana", codings.add_coding, document, selected(4, 11), contact)
    for place in ("trail", "trail/trail.csv", f"trail?code={contact}", f"trail?document={document}"):
        hers, carlas = (
            re.sub('aria-label="[^"]*"', "", shown(people, who, place)) for who in ("Ana", "Carla")
        )
        assert hers.count("coded “Contact” in Interview 1") == 2
        assert carlas.count("coded “Contact” in Interview 1") == 1


def test_who_codes_blind_is_not_told_how_much_is_coded(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    contact = made(people, "Contact")
    people.as_("Ana", codings.add_coding, document, selected(4, 11), contact)
    people.as_("Ana", name_version, "first")
    assert "while you code documents blind" not in shown(people, "Ben", "growth")
    people.as_("Ben", codings.add_coding, document, selected(24, 35), contact, layer="check")
    assert "is not told while you code documents blind" in shown(people, "Ben", "growth")
    assert "while you code documents blind" not in shown(people, "Ana", "growth")


def test_every_action_is_of_a_kind() -> None:
    assert [verb for verb in (*SENTENCES, "undone", "redone") if not kind_of(verb)] == []
    assert all(kind_of(verbs[0]) == kind for kind, verbs in KINDS.items())


def test_no_gaps_between_numbers_tell_what_is_done_blind(people: Cast) -> None:
    """The owner sees all and the numbers; who does not see all sees none, until both layers are open."""
    contact = made(people, "Contact")
    document = people.as_("Ana", add_document)
    people.as_("Ben", codings.add_coding, document, selected(4, 11), contact, layer="check")
    heads = {who: table(people, who, "trail/trail.csv")[0] for who in ("Ana", "Ben", "Carla")}
    assert [who for who, head in heads.items() if "Number" in head] == ["Ana"]
    assert [who for who in heads if ">No.</th>" in shown(people, who, "trail")] == ["Ana"]
    for layer in ("trial", "check"):
        people.as_("Ana", open_layer, layer)
    assert table(people, "Carla", "trail/trail.csv")[0][0] == "Number"
