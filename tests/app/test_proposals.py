"""Members' own trees: brought in from files, hidden from the project's own tree, and blind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.services import undo
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.projects import open_layer
from quotetree.app.store import codes, documents, history, proposals
from quotetree.app.store.access import Access
from quotetree.coding.access import NotAllowed
from quotetree.coding.codebook import CodebookRow
from quotetree.coding.names import names_of
from quotetree.coding.tables.codings import CodingRow
from tests.app.cast import Cast, add_document, cast
from tests.app.command_line import Run, runner, study


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def rows(*paths: str) -> list[CodebookRow]:
    return [CodebookRow(n, tuple(names_of(path)), {}) for n, path in enumerate(paths, 2)]


def coded(*places: tuple[int, int, str, str]) -> list[CodingRow]:
    return [
        CodingRow(n, "Interview 1", start, end, code, coder, "trial")
        for n, (start, end, code, coder) in enumerate(places, 2)
    ]


def own(access: Access) -> dict[str, int]:
    return {row.name: row.codes for row in proposals.proposals(access)}


def test_a_proposal_is_a_tree_of_its_own(people: Cast) -> None:
    people.as_("Ana", import_table, "codebook", rows("Contact", "Mood"), {})
    before = people.as_("Ana", codes.tree)
    done = people.as_("Ana", import_proposal, "Ben", rows("Contact", "Contact > Daily"))
    assert (done.new, done.changed) == (2, 0)
    assert people.as_("Ana", codes.tree) == before
    again = people.as_("Ana", import_proposal, "Ben", rows("Contact", "Contact > Daily", "Rain"))
    assert (again.new, again.matches) == (1, 2)
    assert people.as_("Ana", own) == {"Ben": 3}
    assert people.as_("Ana", undo.undo, done.seq, "too") is not None
    assert people.as_("Ana", own) == {}
    assert people.as_("Ana", codes.tree) == before


def test_what_was_coded_on_trial_belongs_to_the_coders_own_tree(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    people.as_("Ana", import_table, "codebook", rows("Contact", "Mood"), {})
    people.as_("Ana", import_proposal, "Ben", rows("Contact > Daily"))
    said = coded((4, 11, "Contact > Daily", "Ben"), (4, 11, "Mood", "Ben"), (4, 11, "Contact", "Ana"))
    people.as_("Ana", import_table, "codings", said, {})
    assert people.as_("Ana", own) == {"Ben": 2}
    (ben,) = people.as_("Ana", proposals.proposals)
    assert ben.codings == 1
    shown = people.as_("Ana", documents.codings_of_document, document)
    tree = people.as_("Ana", codes.tree)
    assert {tree.paths[row.code_id] for row in shown} == {"Mood", "Contact"}


def told(access: Access) -> set[int]:
    """The actions that somebody's list of what was done tells of."""
    rows = history.history(access, None, mine=False, most=20)
    return {row.seq for row in rows} - history.unseen(access, rows)


def test_proposals_are_blind_until_the_owner_opens_them(people: Cast) -> None:
    seq = people.as_("Ana", import_proposal, "Ana", rows("A secret of Ana")).seq
    people.as_("Ana", import_proposal, "Ben", rows("Contact"))
    assert people.as_("Ana", own) == {"Ana": 1, "Ben": 1}
    assert people.as_("Ben", own) == {"Ben": 1}
    assert people.as_("Carla", own) == {}
    assert seq not in people.as_("Ben", told)
    undone = people.as_("Ana", undo.undo, seq)
    assert not {seq, undone} & people.as_("Ben", told)
    people.as_("Ana", undo.undo, undone)
    people.as_("Ana", open_layer, "trial")
    assert people.as_("Carla", own) == {"Ana": 1, "Ben": 1}
    assert {seq, undone} <= people.as_("Ben", told)


def test_a_coder_brings_in_no_tree_of_another(people: Cast) -> None:
    with pytest.raises(NotAllowed, match="a proposal of Ana"):
        people.as_("Ben", import_proposal, "Ana", rows("Contact"))
    assert people.as_("Ben", import_proposal, "ben", rows("Contact")).new == 1


def test_proposals_from_files(run: Run, tmp_path: Path) -> None:
    arguments = study(tmp_path)
    proposal = tmp_path / "Dora.csv"
    proposal.write_text("path,description\nTalk,Any talk\nTalk > Daily,\n")
    trial = tmp_path / "trial.csv"
    trial.write_text("document,start,end,code,coder,layer\nI1,46,72,Talk > Daily,Dora,trial\n")
    assert run(*arguments).status == 0
    before = run("counts", "Study", "--layer", "all", "--json").json()
    done = run("import", "Study", "--proposal", proposal, "--codings", trial)
    assert done.status == 0, done.err
    assert "Dora.csv: 2 rows: 2 new." in done.out
    assert run("counts", "Study", "--layer", "all", "--json").json() == before
    assert run("check").status == 0
    out = tmp_path / "codings.csv"
    assert run("export", "Study", out, "--what", "codings", "--layer", "all").status == 0
    assert "Dora" not in out.read_text()
    (ben,) = (tmp_path / "Ben.csv",)
    ben.write_text("path,description\nChat,\n")
    assert run("align", "Study", proposal, ben, "--json").status == 0
