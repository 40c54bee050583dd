"""Search in the store, and the coding of hits, on both databases."""

import random
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import select

from quotetree.app.services import codes, undo
from quotetree.app.services.codings import add_coding
from quotetree.app.services.search import HitsRefused, Proposal, code_hits, propose
from quotetree.app.store import search as store
from quotetree.app.store import tables
from quotetree.app.store.access import Access
from quotetree.app.store.documents import document
from quotetree.app.store.log import action
from quotetree.app.store.search import WITHOUT_INTERVIEWERS, Found, Sought, find
from quotetree.coding.search import Abandoned, BadQuery, read_query
from quotetree.coding.tree_rules import TreeError
from tests.app.cast import WORDS, Cast, add_document, cast, selected
from tests.app.command_line import runner
from tests.app.command_line import study as small_study
from tests.app.test_cli_study import everything, made

TALK = "P1: We talk. We talk more.\nInterviewer: Do you talk?\nP2: Talk, talk. P1 talks.\nP1: No.\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def add_all(access: Access) -> None:
    add_document(access, TALK, "B talk")
    add_document(access, WORDS, "A first")
    add_document(access, "P3: We talk as a group.\n", "C group", "focus group")


def sought(people: Cast, typed: str, who: str = "Ana", **where: Any) -> Found:
    found: Found = people.as_(who, find, Sought(typed, **where), writing=False)
    return found


def quotations(people: Cast, found: Found) -> list[str]:
    texts = people.as_("Ana", store.texts, [hit.document_id for hit in found.hits], writing=False)
    return [texts[hit.document_id][hit.start : hit.end] for hit in found.hits]


def test_hits_come_in_the_order_of_documents_and_text(people: Cast) -> None:
    people.as_("Ana", add_all)
    found = sought(people, "talk*")
    assert quotations(people, found) == ["talk", "talk", "talk", "talk", "Talk", "talk", "talks", "talk"]
    assert list(found.by_document.values()) == [1, 6, 1]
    assert [hit.turn.number for hit in found.hits] == [1, 1, 1, 2, 3, 3, 3, 1]
    assert [(turn.participant or turn.role, count) for turn, count in found.by_speaker] == [
        ("P1", 3), ("P2", 3), ("P3", 1), ("interviewer", 1),
    ]  # fmt: skip


def test_labels_are_no_words_and_no_hit_reaches_over_a_turn(people: Cast) -> None:
    people.as_("Ana", add_all)
    assert quotations(people, sought(people, "P1 | interviewer")) == ["P1"]
    assert not sought(people, '"more interviewer"').hits
    assert not sought(people, '"talk more" really').hits


def test_whose_words_which_kinds_and_which_document(people: Cast) -> None:
    people.as_("Ana", add_all)
    all_of_them = sought(people, "talk")
    p2 = next(hit.turn.participant_id for hit in all_of_them.hits if hit.turn.participant == "P2")
    assert len(sought(people, "talk", whose=WITHOUT_INTERVIEWERS).hits) == len(all_of_them.hits) - 1
    assert [hit.turn.role for hit in sought(people, "talk", whose="interviewer").hits] == ["interviewer"]
    assert {hit.turn.participant for hit in sought(people, "talk", whose=p2).hits} == {"P2"}
    in_groups = sought(people, "talk", kinds=frozenset({"focus group"}))
    assert [hit.turn.participant for hit in in_groups.hits] == ["P3"]
    last = all_of_them.hits[-1].document_id
    assert {hit.document_id for hit in sought(people, "talk", document=last).hits} == {last}


def test_rows_that_nobody_speaks_are_searched_and_not_numbered(
    people: Cast, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner(capsys, database_url)(*small_study(tmp_path)).status == 0
    assert [(hit.turn.role, hit.turn.number) for hit in sought(people, "May | going | daily").hits] == [
        ("not a speaker", None), ("interviewer", 1), ("participant", 3),
    ]  # fmt: skip
    assert not sought(people, "Date").hits


def test_what_was_found_is_kept_until_something_is_done(people: Cast) -> None:
    people.as_("Ana", add_all)
    first = sought(people, "talk")
    assert sought(people, "talk", "Carla") is first
    people.as_("Ana", add_document, "P9: One more talk.\n", "D")
    assert len(sought(people, "talk").hits) == len(first.hits) + 1
    assert sought(people, "talk").mark != first.mark
    people.as_("Ana", codes.create_code, "Talk")
    assert sought(people, "talk").mark == sought(people, "TALK").mark


def test_a_text_that_was_superseded_is_not_searched(people: Cast) -> None:
    people.as_("Ana", add_all)
    assert len(sought(people, "group").hits) == 1
    here = sought(people, "group").hits[0].document_id

    def correct(access: Access) -> None:
        version = select(tables.TextVersion).where(tables.TextVersion.document_id == here)
        old = access.connection.execute(version).one()
        with action(access.connection, access.who, "text.corrected") as recorder:
            recorder.update("text_version", old.id, {"superseded": True})
            row = {**old._mapping, "id": tables.new_id(), "n": 2, "superseded": False}
            recorder.insert("text_version", row | {"text": old.text.replace("group", "whole")})

    people.as_("Ana", correct)
    assert not sought(people, "group").hits
    assert len(sought(people, "whole").hits) == 1


def test_nobody_waits_for_an_abandoned_search(people: Cast) -> None:
    people.as_("Ana", add_all)
    with pytest.raises(Abandoned):
        people.as_("Ana", find, Sought("talk"), lambda: True, writing=False)
    assert sought(people, "talk").hits


def test_a_bad_query_is_refused_before_anything_is_read(people: Cast) -> None:
    with pytest.raises(BadQuery):
        sought(people, '"talk')


# Coding the hits


def coded(
    people: Cast, typed: str, extent: str, code: str = "", name: str = "", who: str = "Ana"
) -> Proposal:
    """Propose, and do it."""

    def both(access: Access) -> Proposal:
        proposal = propose(access, find(access, Sought(typed)).hits, extent, code, name)
        code_hits(access, proposal)
        return proposal

    done: Proposal = people.as_(who, both)
    return done


def passages(people: Cast) -> list[tuple[str, int, int]]:
    return sorted((row["document_id"], row["start"], row["end"]) for row in people.rows()["coding"].values())


def test_hits_are_coded_as_one_action_and_taken_back_as_one(people: Cast) -> None:
    people.as_("Ana", add_all)
    before = people.rows()
    code = people.as_("Ana", codes.create_code, "Talk").code_id
    proposal = coded(people, "talk*", "hit", code)
    assert (len(proposal.passages), proposal.already) == (8, 0)
    assert passages(people) == sorted(proposal.passages)
    rows = people.rows()["coding"].values()
    assert {(row["code_id"], row["layer"]) for row in rows} == {(code, "main")}
    people.as_("Ana", undo.undo_latest)
    assert not people.rows()["coding"]
    people.as_("Ana", undo.redo_latest)
    assert passages(people) == sorted(proposal.passages)
    for _ in range(2):
        people.as_("Ana", undo.undo_latest)
    assert people.rows()["code"] == before["code"]


def test_what_is_coded_so_already_is_a_match(people: Cast) -> None:
    people.as_("Ana", add_all)
    code = people.as_("Ana", codes.create_code, "Talk").code_id
    first = sought(people, "more").hits[0]
    text = people.as_("Ana", document, first.document_id).text
    people.as_("Ana", add_coding, first.document_id, selected(first.start, first.end, text), code)
    proposal = coded(people, "more", "hit", code)
    assert (len(proposal.passages), proposal.already) == (1, 1)
    actions = people.as_("Ana", seq)
    assert coded(people, "more", "hit", code).passages == ()
    assert people.as_("Ana", seq) == actions
    assert len(coded(people, "more", "hit", code, who="Ben").passages) == 2
    assert len(people.rows()["coding"]) == 4


def seq(access: Access) -> int:
    asked = select(tables.Project.seq).where(tables.Project.id == access.project_id)
    return int(access.connection.execute(asked).scalar_one())


@pytest.mark.parametrize(
    ("extent", "quoted"),
    [
        ("hit", ["We", "We"]),
        ("sentence", ["We talk.", "We talk more."]),
        ("turn", ["We talk. We talk more."]),
    ],
)
def test_the_extent_is_the_hit_its_sentence_or_its_turn(people: Cast, extent: str, quoted: list[str]) -> None:
    here = people.as_("Ana", add_document, TALK)
    proposal = coded(people, "we", extent, name="Us")
    assert [TALK[start:end] for document_id, start, end in proposal.passages if document_id == here] == quoted


def test_a_new_code_is_made_with_its_codings(people: Cast) -> None:
    people.as_("Ana", add_all)
    coded(people, "talk", "turn", name=" Talking ")
    made_code = next(iter(people.rows()["code"].values()))
    assert made_code["name"] == "Talking"
    coded(people, "more", "hit", name="TALKING")
    assert len(people.rows()["code"]) == 1
    people.as_("Ana", undo.undo_latest)
    people.as_("Ana", undo.undo_latest)
    assert not people.rows()["code"]
    assert not people.rows()["coding"]


def test_what_cannot_be_done_is_said_and_nothing_is_written(people: Cast) -> None:
    people.as_("Ana", add_all)
    heading = people.as_("Ana", codes.create_code, "Heading", heading=True).code_id
    before = people.rows()
    with pytest.raises(TreeError, match="“Heading” is a heading"):
        coded(people, "talk", "hit", heading)
    with pytest.raises(HitsRefused, match="There is no extent “page”"):
        coded(people, "talk", "page", heading)
    assert people.rows() == before


def test_a_proposal_has_the_same_mark_only_for_the_same_passages_and_code(people: Cast) -> None:
    people.as_("Ana", add_all)
    code = people.as_("Ana", codes.create_code, "Talk").code_id
    hits = sought(people, "talk").hits

    def mark(*args: Any, who: str = "Ana") -> str:
        return str(people.as_(who, propose, *args, writing=False).mark)

    one = mark(hits, "hit", code)
    assert one == mark(hits, "hit", code)
    others = [
        mark(hits[1:], "hit", code),
        mark(hits, "turn", code),
        mark(hits, "hit", "", "New"),
        mark(hits, "hit", code, who="Ben"),
    ]
    assert one not in others
    assert len(set(others)) == len(others)


# The generated study


@pytest.fixture
def study(people: Cast, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]) -> Cast:
    assert runner(capsys, database_url)(*everything(made(tmp_path, 1))).status == 0
    return people


def test_the_variants_of_a_word_in_the_generated_study(study: Cast) -> None:
    found = sought(study, "co-locat* | colocat*")
    assert len(found.hits) == 412
    assert {word.lower() for word in quotations(study, found)} == {
        "co-location", "colocation", "colocated", "co-located", "co-locating",
    }  # fmt: skip
    assert sought(study, "co-location | colocation | colocated | co-located | co-locating").mark == found.mark
    the_scan_finds_what_a_plain_one_does(study)
    code = study.as_("Ana", codes.create_code, "Co-location").code_id
    assert len(coded(study, "co-locat* | colocat*", "hit", code).passages) == 412
    study.as_("Ana", undo.undo_latest)
    assert not study.as_("Ana", store.own_codings, code)

    begun = perf_counter()
    assert len(sought(study, "colocat* | co-locat*").hits) == 412
    assert perf_counter() - begun < 2


def the_scan_finds_what_a_plain_one_does(study: Cast) -> None:
    """Against every turn read one by one, for words drawn from the talk itself."""
    with study.database.connect() as connection:
        texts = dict(
            connection.execute(select(tables.TextVersion.document_id, tables.TextVersion.text)).all()
        )
        turns = connection.execute(
            select(tables.Turn.document_id, tables.Turn.words, tables.Turn.end).order_by(tables.Turn.start)
        ).all()
    talk = [word for text in texts.values() for word in text.split()]
    for word in random.Random(7).sample(talk, 12):
        typed = f'"{word.strip(chr(34) + "*|“”„‟«»") or "a"}"'
        plain = {
            (row.document_id, row.words + start, row.words + end)
            for row in turns
            for start, end in read_query(typed).hits(texts[row.document_id][row.words : row.end])
        }
        assert {hit[:3] for hit in sought(study, typed).hits} == plain
        assert plain
