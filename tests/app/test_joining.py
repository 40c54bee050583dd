"""Codings that continue one another are counted, joined as one action, and taken apart again by undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.services import codes, codings, joining
from quotetree.app.services.undo import undo_latest

from .cast import WORDS, Cast, add_document, cast, selected
from .command_line import Run, runner
from .site import served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def coded(people: Cast, who: str = "Ana") -> None:
    """P1's turn, the question and P2's turn, coded one by one."""
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    for said in ("We talk more – café 🙂 now.", "Really?", "No. Not with the doctors, naïve as it sounds."):
        at = WORDS.index(said)
        people.as_(who, codings.add_coding, document, selected(at, at + len(said)), code)


def passages(people: Cast) -> list[str]:
    return sorted(WORDS[row["start"] : row["end"]] for row in people.rows()["coding"].values())


def test_they_are_joined_and_undone(people: Cast):
    coded(people)
    before = people.rows()
    assert people.as_("Ana", joining.joinable, writing=False) == (3, 1)
    assert people.as_("Ana", joining.join_codings) == (3, 1)
    assert passages(people) == [WORDS[4:].rstrip("\n")]
    assert people.as_("Ana", joining.joinable, writing=False) == (0, 0)
    people.as_("Ana", undo_latest)
    assert people.rows()["coding"] == before["coding"]


def test_a_coder_joins_their_own_alone(people: Cast):
    coded(people, "Ana")
    assert people.as_("Ben", joining.join_codings) == (0, 0)
    assert len(passages(people)) == 3


def test_the_page_offers_it(people: Cast):
    coded(people)
    with served(people) as site:
        offered = site.client().get(f"{site.project}/joins").text
        assert "3 codings continue one another" in offered
        done = site.client().post(f"{site.project}/joins").text
    assert "3 codings joined into 1 passage" in done
    assert len(passages(people)) == 1


def test_the_command_counts_them_and_joins_if_it_is_told(
    capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path
):
    run: Run = runner(capsys, database_url)
    talk, codings_csv, codebook = (tmp_path / name for name in ("I1.txt", "codings.csv", "codebook.csv"))
    talk.write_text("P1: Yes.\nP2: No.\nP1: Well.\n")
    codebook.write_text("path\nMood\n")
    codings_csv.write_text(
        "document,start,end,code,coder\nI1,4,8,Mood,Ana\nI1,13,16,Mood,Ana\nI1,21,26,Mood,Ben\n"
    )
    first = run("import", "S", talk, "--codebook", codebook, "--codings", codings_csv)
    assert (
        "2 codings continue one another over nothing but labels and blanks; --join makes 1 pass" in first.out
    )
    assert first.status == 0
    second = run("import", "S", "--join")
    assert "Joined: 2 codings that continue one another, into 1 passage." in second.out
    assert [code["own"]["comments"] for code in run("counts", "S", "--json").json()] == [2]
