"""Alignments under way, what is compared in them, and the writing of what was agreed on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import select

from quotetree.app.store import codes as code_store
from quotetree.app.store import proposals as proposal_store
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees, sees_of_any_tree
from quotetree.app.store.log import Recorder
from quotetree.coding.access import NotFound, Reader
from quotetree.coding.agreeing import Agreement, Decisions
from quotetree.coding.align import Extent, ProposedTree, tree_as_proposed
from quotetree.coding.tree import Tree

AGREED = "Agreed tree"
TRIALS_KEPT = 4


class Compared(NamedTuple):
    """The trees of an alignment by id ("" is the agreed one), as code trees, with their names and coders."""

    trees: Mapping[str, Tree]
    names: Mapping[str, str]
    coders: Mapping[str, str]


class OnTrial(NamedTuple):
    """A coding on trial with a code of a proposal."""

    id: str
    document_id: str
    code_id: str
    coder_id: str
    start: int
    end: int
    proposal_id: str


_kept: dict[tuple[str, Reader, tuple[str, ...], int], Sequence[OnTrial]] = {}


def alignments(access: Access) -> list[tuple[Any, Decisions]]:
    """The alignments all of whose trees the reader may see, latest first: rows {id, name, opened_at, coder}."""
    asked = (
        select(
            t.Alignment.id,
            t.Alignment.name,
            t.Alignment.opened_at,
            t.Alignment.decisions,
            t.Coder.name.label("coder"),
        )
        .join(t.Coder, t.Coder.id == t.Alignment.coder_id)
        .where(t.Alignment.project_id == access.project_id, t.Alignment.closed.is_(False))
        .order_by(t.Alignment.opened_at.desc())
    )
    seen = {"", *(row.id for row in proposal_store.proposals(access))}
    found = [(row, Decisions.of_json(row.decisions)) for row in access.connection.execute(asked)]
    return [(row, decisions) for row, decisions in found if seen >= set(decisions.trees)]


def alignment(access: Access, alignment_id: str) -> tuple[Any, Decisions]:
    """An alignment all of whose trees the reader may see. Raises NotFound."""
    found = next((one for one in alignments(access) if one[0].id == alignment_id), None)
    if found is None:
        raise NotFound("There is no such alignment in this project. Its trees may be gone, or blind.")
    return found


def compared(access: Access, trees: Sequence[str]) -> Compared:
    """The trees of an alignment. Raises NotFound where one is gone, or not for this reader."""
    every = proposal_store.trees(access)
    found: dict[str, Tree] = {}
    names, coders = {"": AGREED}, {}
    for one in trees:
        if not one:
            found[""] = code_store.tree(access.on())
            continue
        row = proposal_store.proposal(access, one)
        found[one], names[one], coders[one] = every.get(one, Tree(())), row.name, row.coder_id
    return Compared(found, names, coders)


def proposed(access: Access, of: Compared) -> list[ProposedTree]:
    """The trees as they are aligned, each named by its id, with the passages that carry their codes."""
    found = []
    for one, tree in of.trees.items():
        if not one:
            passages: dict[str, list[Extent]] = {}
            for code, *place in _main(access):
                passages.setdefault(code, []).append((place[0], place[1], place[2]))
            found.append(tree_as_proposed(one, tree, passages))
            continue
        trial = proposal_store.trial(access, of.coders[one])
        found.append(tree_as_proposed(one, tree, trial.passages, trial.read))
    return found


def _main(access: Access) -> Sequence[Any]:
    asked = select(t.Coding.code_id, t.Coding.document_id, t.Coding.start, t.Coding.end)
    return access.connection.execute(asked.where(t.Coding.layer == "main", sees(access.on().reader))).all()


def moved_at(access: Access) -> int:
    """The number of the latest action that may change how trees compare: on codes, codings or reading marks."""
    asked = (
        select(t.Change.seq)
        .where(
            t.Change.project_id == access.project_id,
            t.Change.table_name.in_(("code", "coding", "reading_mark", "proposal")),
        )
        .order_by(t.Change.seq.desc())
        .limit(1)
    )
    return access.connection.execute(asked).scalar() or 0


def became(access: Access) -> dict[str, str]:
    """Codes of proposals that were agreed on before, to the code of the project's tree."""
    asked = (
        select(t.CodeOrigin.from_code, t.CodeOrigin.code_id)
        .join(t.Code, t.Code.id == t.CodeOrigin.code_id)
        .where(t.Code.project_id == access.project_id, t.CodeOrigin.kind == "proposal")
        .order_by(t.CodeOrigin.at)
    )
    return {row.from_code: row.code_id for row in access.connection.execute(asked)}


def on_trial(access: Access, proposals: Collection[str]) -> Sequence[OnTrial]:
    """What is coded on trial with the codes of these proposals, as far as the reader may see it.

    It is asked for with each decision, which changes none of it: what was read is kept until something moves it.
    """
    if access.connection.get_execution_options().get("writing"):
        return _read_trial(access, proposals)
    reader = replace(access.on().reader, coder_id="" if access.reader.is_owner else access.reader.coder_id)
    key = (str(access.connection.engine.url), reader, tuple(proposals), moved_at(access))
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _read_trial(access, proposals)
        while len(_kept) > TRIALS_KEPT:
            _kept.pop(next(iter(_kept)), None)
    return found


def _read_trial(access: Access, proposals: Collection[str]) -> list[OnTrial]:
    c = t.Coding
    asked = (
        select(c.id, c.document_id, c.code_id, c.coder_id, c.start, c.end, t.Code.proposal_id)
        .join(t.Code, t.Code.id == c.code_id)
        .where(t.Code.proposal_id.in_(list(proposals)), c.layer == "trial", sees_of_any_tree(access.reader))
        .order_by(c.document_id, c.start, c.id)
    )
    return [OnTrial._make(row) for row in access.connection.execute(asked).all()]


def write_agreement(access: Access, recorder: Recorder, plan: Agreement, main: Sequence[OnTrial]) -> None:
    """Write what was agreed on: codes, where each came from, and the trial codings that become main."""
    code_store.write_tree_plan(access.on(), recorder, plan.tree)
    at = t.now()
    origins = [
        {
            "code_id": one.code_id,
            "kind": "proposal",
            "from_code": one.from_code,
            "from_path": one.from_path,
            "proposal_id": one.proposal_id,
            "at": at,
        }
        for one in plan.origins
    ]
    recorder.insert_many("code_origin", origins)
    recorder.update_many(
        "coding", {one.id: {"layer": "main", "code_id": plan.goes[one.code_id]} for one in main}
    )
