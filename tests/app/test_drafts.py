"""Members' own trees drafted in the application: a tree apart, coded on trial, with its own undo."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from quotetree.app.services import proposals, undo
from quotetree.app.services.growth import name_version
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.projects import rename_coder
from quotetree.app.store import codes as code_store
from quotetree.app.store import proposals as store
from quotetree.app.store import reading as reading_store
from quotetree.app.store import snapshots, tables
from quotetree.app.store.access import Access
from quotetree.app.store.coverage import coverage_of
from quotetree.coding.access import NO_TREE
from quotetree.coding.align import align
from quotetree.coding.tables.codings import CodingRow

from .cast import WORDS, add_document
from .drafting import PASSAGE, Site, drafting
from .test_memos import listed


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    with drafting(database_url) as found:
        yield found


def draft(access: Access) -> list[str]:
    """The paths of one's own tree."""
    return list(code_store.tree(store.on_own_proposal(access)).paths.values())


def agreed(access: Access) -> list[str]:
    return list(code_store.tree(access).paths.values())


def covered(access: Access) -> Any:
    return coverage_of(access, snapshots.filters(access), with_subcodes=False)


def coded(access: Access) -> list[tuple[str, str]]:
    """What is coded: the layer and the coder, of all trees."""
    rows = access.connection.execute(select(tables.Coding.layer, tables.Coder.name).join(tables.Coder))
    return sorted((row.layer, row.name) for row in rows)


def test_a_draft_is_begun_and_coded_with(site: Site) -> None:
    people = site.people
    nothing = site.reading("Ben", "mine")
    assert "You have no draft yet" in nothing
    assert "Mood" not in nothing
    on = site.begin("Ben")
    assert site.begin("Ben") == on
    assert "There are no codes in your draft yet" in site.reading("Ben", "mine")
    said = site.code("Ben", on, name="Talking")
    assert "Coded Talking" in said.text
    assert people.as_("Ben", draft) == ["Talking"]
    assert people.as_("Ana", agreed) == ["Contact", "Mood"]
    assert people.as_("Ana", coded) == [("trial", "Ben")]
    page = site.reading("Ben", "mine")
    assert "trial codings: you and the owner see them" in page
    assert "1 · 1" in page
    assert "Talking" not in site.reading("Ben")


def test_a_draft_may_begin_as_a_copy_of_the_agreed_tree(site: Site) -> None:
    site.begin("Ben", copied="yes")
    assert site.people.as_("Ben", draft) == ["Contact", "Mood"]

    def texts(access: Access) -> list[tuple[str, int | None, str]]:
        return [(code.position, code.colour, code.short) for code in code_store.tree(access)]

    copied = site.people.as_("Ben", lambda access: texts(store.on_own_proposal(access)))
    assert copied == site.people.as_("Ben", texts)
    assert site.people.as_("Ben", listed)[0] == "began a draft of Ben with a copy of 2 agreed codes"


def test_the_tree_of_a_draft_is_changed_as_any(site: Site) -> None:
    on = site.begin("Ben", copied="yes")

    def post(path: str, **values: Any) -> None:
        answer = site.ask("Ben", "POST", f"/codes{path}", on, data=values)
        assert answer.status_code == 200, answer.text

    def ids(access: Access) -> dict[str, str]:
        tree = code_store.tree(store.on_own_proposal(access))
        return {tree[code].name: code for code in tree.by_id}

    post("", name="Talking")
    of = site.people.as_("Ben", ids)
    post("/move", code=of["Talking"], parent=of["Contact"])
    post("/name", code=of["Mood"], name="Feeling")
    post("/pin", code=of["Talking"], slot=1)
    assert site.people.as_("Ben", draft) == ["Contact", "Contact > Talking", "Feeling"]
    shown = site.ask("Ben", "GET", f"/merging?code={of['Mood']}&into={of['Contact']}", on)
    assert "Merge “Feeling” into “Contact”" in shown.text
    token = shown.text.split('name="shown" value="')[1].split('"')[0]
    site.ask("Ben", "POST", "/merging", on, data={"code": of["Mood"], "into": of["Contact"], "shown": token})
    post(f"/{of['Talking']}/delete")
    assert site.people.as_("Ben", draft) == ["Contact"]
    assert site.people.as_("Ana", agreed) == ["Contact", "Mood"]
    for name in ("define", "delete"):
        asked = site.ask("Ben", "GET", f"/codes/{name}?code={of['Contact']}", on)
        assert "Contact" in asked.text
        assert "Split…" not in asked.text


def test_a_key_holds_a_code_of_each_tree(site: Site) -> None:
    contact = next(iter(site.people.as_("Ben", code_store.tree).by_id))
    site.ask("Ben", "POST", "/codes/pin", data={"code": contact, "slot": 1})
    on = site.begin("Ben")
    site.code("Ben", on, name="Talking")
    talking = next(iter(site.people.as_("Ben", lambda access: code_store.tree(access.on(on))).by_id))
    site.ask("Ben", "POST", "/codes/pin", on, data={"code": talking, "slot": 1})
    assert [pin.code_id for pin in site.people.as_("Ben", code_store.pins)] == [contact]
    of_draft = site.people.as_("Ben", lambda access: code_store.pins(access.on(on)))
    assert [pin.code_id for pin in of_draft] == [talking]


def test_nobody_codes_to_a_tree_that_the_page_does_not_show(site: Site) -> None:
    on = site.begin("Ben")
    site.code("Ben", on, name="Talking")
    contact = next(iter(site.people.as_("Ana", code_store.tree).by_id))
    talking = next(iter(site.people.as_("Ben", lambda access: code_store.tree(access.on(on))).by_id))
    before = site.people.rows()
    assert site.code("Ben", on, code=contact).status_code == 404
    assert site.code("Ben", "", code=talking).status_code == 404
    # Another's draft, as when the browser is somebody else by now, and one that is gone.
    refused = site.code("Olga", on, name="Mine")
    assert refused.status_code == 404
    assert "This is not your draft" in refused.text
    assert site.code("Ben", "gone", name="Mine").status_code == 404
    # Who has not begun one reads.
    refused = site.code("Olga", NO_TREE, name="Mine")
    assert refused.status_code == 403
    assert "You have no draft yet" in refused.text
    assert site.people.rows() == before
    site.begin("Olga")
    assert site.code("Olga", NO_TREE, name="Mine").status_code == 403


def test_a_reader_has_no_draft(site: Site) -> None:
    assert "My draft" not in site.reading("Carla", "mine")
    assert site.ask("Carla", "POST", "/proposals", data={}).status_code == 403


def test_undo_and_redo_are_those_of_the_tree_that_one_works_on(site: Site) -> None:
    people = site.people
    on = site.begin("Ben")
    site.code("Ben", on, name="Talking")
    site.code("Ben", "", name="Said")
    assert people.as_("Ana", coded) == [("main", "Ben"), ("trial", "Ben")]
    assert site.ask("Ben", "POST", "/undo", on).status_code == 200
    assert people.as_("Ana", coded) == [("main", "Ben")]
    assert people.as_("Ben", draft) == []
    # Beginning a draft is taken back in the history alone.
    assert "nothing of yours to undo here" in site.ask("Ben", "POST", "/undo", on).text
    site.ask("Ben", "POST", "/redo", on)
    assert people.as_("Ben", draft) == ["Talking"]
    site.ask("Ben", "POST", "/undo")
    assert people.as_("Ana", coded) == [("trial", "Ben")]
    site.ask("Ben", "POST", "/redo")
    site.ask("Ben", "POST", "/undo", on)
    assert people.as_("Ana", coded) == [("main", "Ben")]
    told = people.as_("Ben", listed)
    assert told[0] == "took back: made the code and coded “Talking” in Interview 1, in the draft of Ben"


def test_beginning_a_draft_is_taken_back_in_the_history(site: Site) -> None:
    begun = site.people.as_("Ben", proposals.begin_proposal, copied=True)
    assert site.ask("Ben", "POST", f"/history/{begun.seq}/undo").status_code == 200
    assert site.people.as_("Ben", store.own_proposal) is None


def test_drafts_are_laid_side_by_side_with_what_was_coded_on_trial_where_both_have_read(site: Site) -> None:
    """Two members draft in the application: names that have nothing in common are found by the passages."""
    people = site.people
    other = people.as_("Ana", add_document, WORDS, "Interview 2")
    for who, names in (("Ben", ("Sky", "Rain")), ("Olga", ("Plenty", "Talk"))):
        on = site.begin(who)
        site.code(who, on, name=names[0])
        site.code(who, on, name=names[1], start=12, end=16, quote=WORDS[12:16])
        site.code(who, on, name=names[0], start=17, end=23, quote=WORDS[17:23])
        # Nothing is a sign in a document that nobody has read with their draft, though both have with the agreed tree.
        elsewhere = site.ask(
            who, "POST", f"/documents/{other}/codings", on, data={**PASSAGE, "name": names[1]}
        )
        assert elsewhere.status_code == 200
        for document, tree in ((site.document, on), (other, "")):
            done = site.ask(who, "POST", f"/documents/{document}/done", tree, data={"after": 0})
            assert done.status_code == 200

    def found(access: Access) -> list[tuple[str, str, list[str]]]:
        trees = [store.proposed(access, row) for row in store.proposals(access)]
        return [(pair.a.path, pair.b.path, list(pair.reasons)) for pair in align(trees)]

    pairs = {(a, b): reasons for a, b, reasons in people.as_("Ana", found)}
    assert set(pairs) == {("Sky", "Plenty"), ("Rain", "Talk")}
    assert pairs["Sky", "Plenty"] == ["2 of 2 passages coded by both"]


def test_a_draft_is_called_as_its_member_is(site: Site) -> None:
    site.begin("Ben")
    seq = site.people.as_("Ben", lambda access: rename_coder(access, access.reader.coder_id, "Benedict"))
    assert [row.name for row in site.people.as_("Ana", store.proposals)] == ["Benedict"]
    assert seq
    site.people.as_("Ana", undo.undo, seq)
    assert [row.name for row in site.people.as_("Ana", store.proposals)] == ["Ben"]


def test_a_document_is_marked_and_the_mark_taken_back_while_one_drafts(site: Site) -> None:
    on = site.begin("Ben")
    path = f"/documents/{site.document}/done"
    assert "Done with this document" in site.ask("Ben", "POST", path, on, data={"after": 0}).text
    assert "Mark as done" in site.ask("Ben", "DELETE", f"{path}?after=0", on).text


def test_done_with_a_draft_is_not_done_in_the_project_nor_the_other_way_round(site: Site) -> None:
    people = site.people
    on = site.begin("Ben")

    def mark(tree: str, method: str, what: str, **values: Any) -> None:
        asked = {"params": values} if method == "DELETE" else {"data": values}
        answer = site.ask("Ben", method, f"/documents/{site.document}/{what}", tree, **asked)
        assert answer.status_code in (200, 204), answer.text

    def told(tree: str) -> str:
        marks = people.as_("Ben", lambda access: reading_store.marks(access.on(tree)))
        return ", ".join(mark.told(3) for mark in marks.values())

    people.as_("Ana", name_version, "v1")
    mark(on, "POST", "reading", to_turn=2)
    assert (told(on), told("")) == ("reading, to turn 2 of 3", "")
    assert people.as_("Ben", reading_store.stopped_at) is None
    mark(on, "POST", "done", after=0)
    assert (told(on), told("")) == ("done", "")
    assert people.as_("Ana", reading_store.read_for) == frozenset()
    assert people.as_("Ana", covered) is None
    assert "take it back" in site.reading("Ben", "mine")
    assert "take it back" not in site.reading("Ben")
    assert people.as_("Ben", listed)[0] == "marked Interview 1 as done, in the draft of Ben"
    assert not any("as done" in said for said in people.as_("Olga", listed))
    mark("", "POST", "done", after=0)
    assert told("") == "done"
    mark(on, "DELETE", "done", after=0)
    assert (told(on), told("")) == ("reading, to turn 2 of 3", "done")
    assert site.ask("Ben", "POST", "/undo", on).status_code == 200
    assert (told(on), told("")) == ("done", "done")
    assert site.ask("Ben", "POST", "/undo").status_code == 200
    assert (told(on), told("")) == ("done", "")


def test_how_far_a_draft_was_read_goes_with_it(site: Site) -> None:
    begun = site.people.as_("Ben", proposals.begin_proposal)
    on = begun.proposal_id
    site.ask("Ben", "POST", f"/documents/{site.document}/reading", on, data={"to_turn": 2})
    assert len(site.people.rows()["reading_mark"]) == 1
    assert site.ask("Ben", "POST", f"/history/{begun.seq}/undo").status_code == 200
    assert site.people.rows()["reading_mark"] == {}


def test_what_was_coded_elsewhere_counts_as_read_on_trial(site: Site) -> None:
    people = site.people
    other = people.as_("Ana", add_document, WORDS, "Interview 2")
    on = site.begin("Ben")
    site.code("Ben", on, name="Talking")
    assert trial_read(site, "Ben") == frozenset()
    row = CodingRow(2, "Interview 2", 4, 11, "Talking", "Ben", "trial")
    people.as_("Ana", import_table, "codings", [row], {})
    assert trial_read(site, "Ben") == {other}
    site.ask("Ben", "POST", f"/documents/{site.document}/done", on, data={"after": 0})
    assert trial_read(site, "Ben") == {site.document, other}


def trial_read(site: Site, who: str) -> frozenset[str]:
    """The documents that somebody marked as read on trial, or coded on trial in a file."""
    coder = next(i for i, row in site.people.rows()["coder"].items() if row["name"] == who)
    return site.people.as_("Ana", lambda access: store.trial(access, coder).read)
