"""Members' own trees, and what they coded on trial."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees_of_any_tree
from quotetree.app.store.codes import COLUMNS
from quotetree.coding.access import NO_TREE, NotFound, Reader
from quotetree.coding.align import ProposedTree, tree_as_proposed
from quotetree.coding.align.passages import Extent
from quotetree.coding.names import name_key
from quotetree.coding.tree import Code, Tree


class Trial(NamedTuple):
    """What a coder did on trial: passages by code (id), and the documents marked as read."""

    passages: dict[str, list[Extent]]
    read: frozenset[str]


def sees_proposal(reader: Reader) -> ColumnElement[bool]:
    """Which proposals a person may see: all if they own the project or the layer trial is open, else their own."""
    here = t.Proposal.project_id == reader.project_id
    if reader.is_owner or reader.trial_open:
        return here
    return here & (t.Proposal.coder_id == reader.coder_id)


def proposals(access: Access) -> Sequence[Any]:
    """The proposals that the reader may see, by name: rows {id, name, coder_id, made_at, codes, main, codings}."""
    here = t.Code.proposal_id == t.Proposal.id
    codes = select(func.count()).where(here).scalar_subquery()
    main = select(func.count()).where(here, t.Code.parent_id.is_(None)).scalar_subquery()
    codings = (
        select(func.count()).select_from(t.Coding).join(t.Code, t.Code.id == t.Coding.code_id).where(here)
    ).scalar_subquery()
    asked = select(
        t.Proposal.id,
        t.Proposal.name,
        t.Proposal.coder_id,
        t.Proposal.made_at,
        codes.label("codes"),
        main.label("main"),
        codings.label("codings"),
    ).where(sees_proposal(access.reader))
    return access.connection.execute(asked.order_by(t.Proposal.name_key)).all()


def proposal(access: Access, proposal_id: str) -> Any:
    """A proposal that the reader may see, as a row of the table. Raises NotFound."""
    asked = select(t.Proposal).where(t.Proposal.id == proposal_id, sees_proposal(access.reader))
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such proposal in this project, or it is blind.")
    return row


def proposal_of(access: Access, coder_id: str) -> Any | None:
    """The proposal of a coder as a row of the table, whoever asks: for writing to it."""
    asked = select(t.Proposal).where(
        t.Proposal.project_id == access.project_id, t.Proposal.coder_id == coder_id
    )
    return access.connection.execute(asked).first()


def own_proposal(access: Access) -> Any | None:
    """The reader's own proposal as a row of the table; None where they have none, or no name to code under."""
    return proposal_of(access, access.reader.coder_id) if access.reader.coder_id else None


def on_own_proposal(access: Access, proposal_id: str = "") -> Access:
    """The same on the reader's own proposal, or, where they have not begun one, on a tree without codes to read.

    With a `proposal_id`, it is the one that a page shows: raises NotFound if it is another's, or gone.
    """
    own = own_proposal(access)
    if proposal_id == NO_TREE or (own is None and not proposal_id):
        return access.on(NO_TREE)
    if own is None or proposal_id not in ("", own.id):
        raise NotFound("This is not your draft, or it is gone. Load the page again to go on.")
    return access.on(own.id)


def trees(access: Access) -> dict[str, Tree]:
    """The tree of each proposal (id) of the project, whoever asks."""
    asked = select(t.Code.proposal_id, *COLUMNS).where(
        t.Code.project_id == access.project_id, t.Code.proposal_id.is_not(None)
    )
    codes: dict[str, list[Code]] = defaultdict(list)
    for proposal_id, *row in access.connection.execute(asked):
        codes[proposal_id].append(Code(*row))
    return {proposal_id: Tree(found) for proposal_id, found in codes.items()}


def trees_by_coder(access: Access) -> dict[str, Tree]:
    """By coder (id) the own tree that they have proposed, whoever asks."""
    found = trees(access)
    asked = select(t.Proposal.id, t.Proposal.coder_id).where(t.Proposal.project_id == access.project_id)
    return {row.coder_id: found[row.id] for row in access.connection.execute(asked) if row.id in found}


def trial(access: Access, coder_id: str) -> Trial:
    """A coder's trial codings, on whatever tree, as far as the reader may see them."""
    asked = select(t.Coding.code_id, t.Coding.document_id, t.Coding.start, t.Coding.end).where(
        t.Coding.layer == "trial", t.Coding.coder_id == coder_id, sees_of_any_tree(access.reader)
    )
    passages: dict[str, list[Extent]] = defaultdict(list)
    for code_id, document_id, start, end in access.connection.execute(asked):
        passages[code_id].append((document_id, start, end))
    return Trial(dict(passages), _read_on_trial(access, coder_id))


def paths_of(access: Access, coder_id: str) -> dict[str, str]:
    """The path of each code (id) that a coder codes with on trial: of the coder's own tree, and of the project's."""
    own = proposal_of(access, coder_id)
    tree = or_(t.Code.proposal_id.is_(None), t.Code.proposal_id == (own.id if own else None))
    codes: dict[str | None, list[Code]] = defaultdict(list)
    asked = select(t.Code.proposal_id, *COLUMNS).where(t.Code.project_id == access.project_id, tree)
    for proposal_id, *row in access.connection.execute(asked):
        codes[proposal_id].append(Code(*row))
    return {code: path for found in codes.values() for code, path in Tree(found).paths.items()}


def proposed(access: Access, row: Any) -> ProposedTree:
    """A proposal as it is aligned, with the passages that its coder coded with it."""
    found = trial(access, row.coder_id)
    return tree_as_proposed(row.name, trees(access).get(row.id, Tree(())), found.passages, found.read)


def _read_on_trial(access: Access, coder_id: str) -> frozenset[str]:
    """The documents that a coder marked as done with their own tree, and those of their codings from a file.

    What was coded elsewhere cannot be marked here. Reading with the agreed tree says nothing of what was read on trial.
    """
    marked = (
        select(t.ReadingMark.document_id)
        .join(t.Proposal, t.Proposal.id == t.ReadingMark.proposal_id)
        .where(t.Proposal.project_id == access.project_id, t.Proposal.coder_id == coder_id)
        .where(t.ReadingMark.coder_id == coder_id, t.ReadingMark.done.is_(True))
    )
    brought = (
        select(t.Coding.document_id)
        .join(t.Change, and_(t.Change.row_id == t.Coding.id, t.Change.table_name == "coding"))
        .join(t.Action, and_(t.Action.project_id == t.Change.project_id, t.Action.seq == t.Change.seq))
        .where(t.Coding.project_id == access.project_id, t.Coding.coder_id == coder_id)
        .where(t.Coding.layer == "trial", t.Change.kind == "insert", t.Change.project_id == access.project_id)
        .where(t.Action.verb == "codings.imported")
        .distinct()
    )
    return frozenset(one for asked in (marked, brought) for one in access.connection.execute(asked).scalars())


def new_proposal(access: Access, coder_id: str, name: str) -> dict[str, Any]:
    """The row of a new proposal, named for its coder."""
    row = {"project_id": access.project_id, "coder_id": coder_id, "made_at": t.now()}
    return row | {"name": name, "name_key": name_key(name)}
