"""A name gives way to a pseudonym: undoable, then for good."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.services import codes, codings, erasure, memos, pseudonyms, undo
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents as document_store
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.memos import On
from quotetree.coding.access import NotAllowed
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.spellings import Renaming, read_renaming

from .cast import Cast, add_document, cast, selected
from .withdrawing import everything, files_of

TEXT = "Mary Brown: I am Mary, ask the Marysons.\nP2: As MARY\nBrown said, we wait for hours.\n"
AFTER = "[P12]: I am [P12], ask the Marysons.\nP2: As [P12] said, we wait for hours.\n"


@pytest.fixture
def team(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def coded(team: Cast) -> tuple[str, str]:
    """A document with Mary's name in it, and a coding behind it; the name is in a memo and a code as well."""
    text = TEXT.replace("MARY\nBrown", "MARY Brown")
    document = team.as_("Ana", add_document, text, "Mary Brown 1")
    code = team.as_("Ana", codes.create_code, "What Mary wants").code_id
    start = text.index("we wait")
    coding = team.as_("Ana", codings.add_coding, document, selected(start, start + 17, text), code).coding_id
    team.as_("Ana", memos.write_memo, On("coding", coding), "Mary is tired")
    return document, coding


def renaming() -> Renaming:
    return read_renaming("Mary\nMary Brown\n", "[P12]")


def quote(access: Access, document: str, coding: str) -> str:
    row = document_store.coding(access, coding)
    return str(document_store.document(access, document).text[row.start : row.end])


def sound(team: Cast) -> None:
    with transaction(team.database, writing=False) as connection:
        assert list(findings(connection)) == []


def test_a_pseudonym_is_given_and_taken_back(team: Cast, coded: tuple[str, str]) -> None:
    document, coding = coded
    before = team.rows()
    plan = team.as_("Ana", pseudonyms.plan_pseudonym, renaming())
    assert {one.table for one in plan.mentions} == {
        "text_version", "document", "participant", "speaker", "code", "memo",
    }  # fmt: skip
    team.as_("Ana", pseudonyms.give_pseudonym, renaming())
    row = team.as_("Ana", document_store.document, document)
    assert (row.text, row.name) == (AFTER, "[P12] 1")
    assert team.as_("Ana", quote, document, coding) == "we wait for hours"
    sound(team)
    team.as_("Ana", undo.undo_latest)
    after = team.rows()
    assert {name: after[name] for name in after if name != "text_version"} == {
        name: before[name] for name in before if name != "text_version"
    }
    assert team.as_("Ana", document_store.document, document).text == TEXT.replace(
        "MARY\nBrown", "MARY Brown"
    )
    sound(team)


@pytest.mark.parametrize("given_first", [True, False])
def test_a_pseudonym_for_good_leaves_the_name_nowhere(
    team: Cast, coded: tuple[str, str], given_first: bool
) -> None:
    document, coding = coded
    given = team.as_("Ana", pseudonyms.give_pseudonym, renaming()) if given_first else 0
    with pytest.raises(QuotetreeError, match="Type Mary to confirm"):
        team.as_("Ana", pseudonyms.erase_name, renaming(), "somebody")
    final = team.as_("Ana", pseudonyms.erase_name, renaming(), "Mary")
    assert erasure.finish(team.database)
    assert team.as_("Ana", document_store.document, document).text == AFTER
    assert team.as_("Ana", quote, document, coding) == "we wait for hours"
    for held in (everything(team), files_of(team)):
        assert re.findall(r"(?<!pri)mary(?!sons)", held.casefold()) == []
    sound(team)
    with pytest.raises(QuotetreeError, match="gone for good"):
        team.as_("Ana", undo.undo, final)
    if given_first:
        with pytest.raises(undo.NothingToUndo, match="An erasure since then stands in the way"):
            team.as_("Ana", undo.undo, given, "without")
        assert team.as_("Ana", document_store.document, document).text == AFTER
        sound(team)


def test_two_participants_do_not_get_one_name_and_an_owner_alone_gives_it(
    team: Cast, coded: tuple[str, str]
) -> None:
    with pytest.raises(QuotetreeError, match="Two participants would be called “P2”"):
        team.as_("Ana", pseudonyms.give_pseudonym, read_renaming("Mary Brown", "P2"))
    with pytest.raises(QuotetreeError, match="stands nowhere"):
        team.as_("Ana", pseudonyms.give_pseudonym, read_renaming("Nobody", "P9"))
    for do, more in ((pseudonyms.give_pseudonym, ()), (pseudonyms.erase_name, ("Mary",))):
        with pytest.raises(NotAllowed):
            team.as_("Ben", do, renaming(), *more)
