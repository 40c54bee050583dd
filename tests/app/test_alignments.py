"""Four members' trees become one: laid side by side, decided, shown, applied as one action, taken back."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotetree.app.services import alignments as service
from quotetree.app.services import undo
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.imports.transcripts import keep_transcript
from quotetree.app.services.projects import open_layer
from quotetree.app.store import alignments as store
from quotetree.app.store import codes, history, proposals
from quotetree.app.store.access import Access
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.agreeing import Decision, DecisionRefused, Decisions, Row, rows_of
from quotetree.coding.align import align
from quotetree.coding.imports.transcripts import Brought
from quotetree.coding.tables.study import read_study_table
from quotetree.coding.transcript import read_transcript
from tests.app.cast import Cast, add_document, cast
from tests.app.site import served
from tests.app.test_proposals import coded, rows
from tests.coding.study import made

MEMBERS = ("Ana", "Ben", "Chris", "Dana")


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def ids(access: Access) -> dict[str, str]:
    return {row.name: row.id for row in proposals.proposals(access)}


def laid(access: Access, alignment_id: str) -> list[Row]:
    _, decisions = store.alignment(access, alignment_id)
    trees = store.proposed(access, store.compared(access, decisions.trees))
    return rows_of(trees, align(trees), decisions)


def paths(access: Access) -> list[str]:
    return list(codes.tree(access).paths.values())


@pytest.fixture
def opened(people: Cast) -> str:
    """Ana's and Ben's trees laid side by side; each has coded the same passage on trial."""
    people.as_("Ana", add_document)
    people.as_("Ana", import_table, "codebook", rows("Rain"), {})
    people.as_("Ana", import_proposal, "Ana", rows("Contact", "Contact > Daily"))
    people.as_("Ana", import_proposal, "Ben", rows("Contacts", "Mood"))
    said = coded((4, 11, "Contact", "Ana"), (4, 11, "Contacts", "Ben"), (4, 11, "Contacts", "Ana"))[:2]
    people.as_("Ana", import_table, "codings", said, {})
    trees = people.as_("Ana", ids)
    return people.as_("Ana", service.open_alignment, [trees["Ana"], trees["Ben"]])


def test_decided_rows_become_the_tree_as_one_action_and_go_back_exactly(people: Cast, opened: str) -> None:
    contact, *others = people.as_("Ana", laid, opened)
    assert (len(contact.codes), len(others)) == (2, 2)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    shown = people.as_("Ana", service.dry_run, opened, writing=False)
    assert list(shown.tree.paths.values()) == ["Rain", "Contact"]
    assert (shown.plan.waits, len(shown.main), shown.comments) == (2, 2, 1)
    new = next(code.id for code in shown.tree if code.name == "Contact")
    assert shown.counts[new] == (1, 1)
    before = people.rows()
    seq = people.as_("Ana", service.apply, opened, "We met")
    assert people.as_("Carla", paths) == ["Rain", "Contact"]
    after = people.rows()
    main = [row for row in after["coding"].values() if row["layer"] == "main"]
    assert {row["coder_id"] for row in main} == {row["coder_id"] for row in before["coding"].values()}
    assert {(row["start"], row["end"], row["created_at"]) for row in main} == {
        (row["start"], row["end"], row["created_at"]) for row in before["coding"].values()
    }
    assert {(row["kind"], row["from_path"]) for row in after["code_origin"].values()} == {
        ("proposal", "Contact"), ("proposal", "Contacts"),
    }  # fmt: skip
    people.as_("Ana", undo.undo, seq)
    assert people.rows() == before


def test_what_waits_is_applied_later_and_nothing_twice(people: Cast, opened: str) -> None:
    contact, daily, mood = people.as_("Ana", laid, opened)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    people.as_("Ana", service.apply, opened)
    assert people.as_("Ana", service.apply, opened) is None
    later = {row.lead: Decision("keep", row.codes) for row in (daily, mood)}
    people.as_("Ana", service.decide, opened, later)
    people.as_("Ana", service.apply, opened)
    assert people.as_("Ana", paths) == ["Rain", "Contact", "Contact > Daily", "Mood"]


def test_of_each_document_it_is_chosen_whose_trial_codings_become_main(people: Cast, opened: str) -> None:
    contact, *_ = people.as_("Ana", laid, opened)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    (ben,) = (one for name, one in people.as_("Ana", ids).items() if name == "Ben")
    (document,) = people.rows()["document"]
    people.as_("Ana", service.choose_main, opened, [(document, ben)])
    assert len(people.as_("Ana", service.dry_run, opened, writing=False).main) == 1
    people.as_("Ana", service.apply, opened)
    layers = Counter(row["layer"] for row in people.rows()["coding"].values())
    assert layers == {"main": 1, "trial": 1}


def test_nothing_is_applied_that_was_not_shown(people: Cast, opened: str) -> None:
    contact, daily, *_ = people.as_("Ana", laid, opened)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    with served(people) as site:
        address, client = f"{site.project}/alignments/{opened}", site.client()
        (mark,) = re.findall(r'name="mark" value="(\w+)"', client.get(f"{address}/dry-run").text)
        people.as_("Ana", service.decide, opened, {daily.lead: Decision("out", daily.codes)})
        before = people.rows()["code"]
        answer = client.post(f"{address}/applied", data={"mark": mark}, follow_redirects=True)
        assert "Rows were decided after what you saw" in answer.text
        assert people.rows()["code"] == before
        (mark,) = re.findall(r'name="mark" value="(\w+)"', client.get(f"{address}/dry-run").text)
        answer = client.post(f"{address}/applied", data={"mark": mark}, follow_redirects=True)
    assert "Rows were decided" not in answer.text
    assert people.rows()["code"] != before


def test_whose_trial_codings_become_main_is_told_before_they_do(people: Cast, opened: str) -> None:
    contact, *_ = people.as_("Ana", laid, opened)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    (ben,) = (one for name, one in people.as_("Ana", ids).items() if name == "Ben")
    (document,) = people.rows()["document"]
    with served(people) as site:
        address = f"{site.project}/alignments/{opened}/dry-run"
        told = site.client().get(address).text
        assert "1 of Ana, 1 of Ben: all that there are with what is decided" in told
        assert "The project has 1 code that is not laid beside these trees" in told
        assert '<details class="whose-main" open>' in told
        assert "Apply 1 as one action, with 2 trial codings" in told
        people.as_("Ana", service.choose_main, opened, [(document, ben)])
        told = site.client().get(address).text
    assert "1 of Ben." in told
    assert '<details class="whose-main">' in told
    assert "Apply 1 as one action, with 1 trial coding<" in told
    with_agreed = people.as_("Ana", service.open_alignment, ["", *people.as_("Ana", ids).values()])
    with served(people) as site:
        told = site.client().get(f"{site.project}/alignments/{with_agreed}/dry-run").text
    assert "not laid beside" not in told


def test_merging_is_blind_as_the_proposals_are_and_an_owners(people: Cast, opened: str) -> None:
    with pytest.raises(NotFound, match="or blind"):
        people.as_("Ben", store.alignment, opened)
    with pytest.raises(NotFound, match="blind"):
        people.as_("Ben", service.open_alignment, list(people.as_("Ana", ids).values()))
    told = people.as_("Ben", history.history, None, mine=False, most=20)
    hidden = people.as_("Ben", history.unseen, told)
    assert "alignment.opened" not in {row.verb for row in told if row.seq not in hidden}
    people.as_("Ana", open_layer, "trial")
    contact, *_ = people.as_("Ben", laid, opened)
    people.as_("Ben", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    with pytest.raises(NotAllowed):
        people.as_("Ben", service.apply, opened)


def test_what_cannot_be_is_told(people: Cast, opened: str) -> None:
    contact, daily, mood = people.as_("Ana", laid, opened)
    with pytest.raises(service.AlignmentRefused, match="Choose two to 6"):
        people.as_("Ana", service.open_alignment, [""])
    with pytest.raises(service.AlignmentRefused, match="Nothing is decided"):
        people.as_("Ana", service.apply, opened)
    with pytest.raises(DecisionRefused, match="changed in the meantime"):
        people.as_("Ana", service.decide, opened, {mood.lead: Decision("keep", (mood.lead, "none"))})
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    with pytest.raises(DecisionRefused, match="changed in the meantime"):
        people.as_(
            "Ana", service.decide, opened, {daily.lead: Decision("same", (daily.lead, contact.codes[1]))}
        )


def test_an_answer_put_apart_is_a_row_of_its_own(people: Cast, opened: str) -> None:
    contact, *_ = people.as_("Ana", laid, opened)
    people.as_("Ana", service.decide, opened, {contact.lead: Decision("same", contact.codes)})
    people.as_("Ana", service.put_apart, opened, contact.codes[1], contact.codes)
    assert [len(row.codes) for row in people.as_("Ana", laid, opened)] == [1, 1, 1, 1]
    people.as_("Ana", service.close_alignment, opened)
    assert people.as_("Ana", store.alignments) == []


def on_trial(folder: Path) -> list[str]:
    """The study's codings as each member would have coded them: what the member calls the code, or one above it."""
    with (folder / "proposals" / "truth.csv").open(encoding="utf-8", newline="") as file:
        own = {(row["member"], row["agreed"]): row["proposed"] for row in csv.DictReader(file)}
    lines = ["document,start,end,code,coder,layer"]
    with (folder / "codings.csv").open(encoding="utf-8", newline="") as file:
        for row in list(csv.DictReader(file))[::4]:
            for member in MEMBERS:
                code = row["code"]
                while code and (member, code) not in own:
                    code = code.rpartition(" > ")[0]
                if code:
                    path = own[member, code].replace('"', '""')
                    lines.append(f'{row["document"]},{row["start"]},{row["end"]},"{path}",{member},trial')
    return lines


def bring(people: Cast, folder: Path) -> dict[str, Any]:
    table = read_study_table("codings", "\n".join(on_trial(folder)).encode())
    named = {row.document for row in table.rows}
    for file in sorted((folder / "transcripts").iterdir()):
        if file.stem in named:
            data = file.read_bytes()
            read = read_transcript(file.name, data, "interview", set())
            people.as_("Ana", keep_transcript, Brought(file.name, data, "interview", read))
    for member in MEMBERS:
        book = read_study_table("codebook", (folder / "proposals" / f"{member}.csv").read_bytes())
        people.as_("Ana", import_proposal, member, book.rows)
    people.as_("Ana", import_table, "codings", table.rows, {})
    return people.as_("Ana", ids)


def test_the_four_proposals_of_a_study_become_one_tree_and_go_back(people: Cast, tmp_path: Path) -> None:
    folder = made(tmp_path, 1)
    trees = bring(people, folder)
    assert set(trees) == set(MEMBERS)
    opened = people.as_("Ana", service.open_alignment, [trees[member] for member in MEMBERS])
    found = people.as_("Ana", laid, opened)
    sure = {row.lead: Decision("same", row.codes) for row in found if row.strength == "sure"}
    assert len(sure) > 50
    kept: Decisions = people.as_("Ana", service.decide, opened, sure)
    assert len(kept.rows) == len(sure)
    shown = people.as_("Ana", service.dry_run, opened, writing=False)
    before = people.rows()
    seq = people.as_("Ana", service.apply, opened, "Agreed in the meeting")
    tree = people.as_("Ana", codes.tree)
    assert list(tree.paths.values()) == list(shown.tree.paths.values())
    layers = Counter(row["layer"] for row in people.rows()["coding"].values())
    assert layers["main"] == len(shown.main) > 1000
    assert layers["main"] + layers["trial"] == len(before["coding"])
    with (folder / "proposals" / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {(row["member"], row["proposed"]): row["agreed"] for row in csv.DictReader(file)}
    member_of = {one: name for name, one in trees.items()}
    came: dict[str, set[str]] = {}
    for row in people.rows()["code_origin"].values():
        agreed = truth[member_of[row["proposal_id"]], row["from_path"]]
        came.setdefault(row["code_id"], set()).add(agreed)
    assert {len(one) for one in came.values()} == {1}
    people.as_("Ana", undo.undo, seq)
    assert people.rows() == before
