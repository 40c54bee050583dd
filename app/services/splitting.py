"""Splitting a code: opened, dealt out card by card or many at once, and closed. Each is one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import memos as memo_store
from quotetree.app.store import splitting as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.tables import new_id, now
from quotetree.coding import splitting as rules
from quotetree.coding.access import NotAllowed
from quotetree.coding.counts.sentence import several
from quotetree.coding.splitting import NOT_THIS, Card, Columns, Dealing, SplittingError
from quotetree.coding.tree import Tree


class Split(NamedTuple):
    """A splitting, and the number of the action (None: nothing had to be changed)."""

    splitting_id: str
    seq: int | None


class Chosen(NamedTuple):
    """A card as somebody saw it: the coding, and the decision about it that they knew of, "" if none."""

    coding_id: str
    decision_id: str = ""


class Decided(NamedTuple):
    """How many cards were decided, the action's number, and a sentence for each that was not, since others had."""

    n: int
    seq: int | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cards:
    """The cards that can be decided, as rows of the store and as the domain sees them."""

    rows: tuple[Any, ...]
    cards: tuple[Card, ...]
    told: tuple[str, ...]


def open_splitting(
    access: Access, code_id: str, columns: Sequence[str] = (), names: Sequence[str] = (), reason: str = ""
) -> Split:
    """Begin to split a code into sub-codes (ids) and new ones (names), as one action.

    A splitting of the code that is open already is taken up, with the columns that it lacks.
    """
    access.reader.check_write()
    tree = code_store.tree(access)
    code = rules.check_splittable(tree, code_id)
    there = store.open_one(access, code_id)
    if there is not None:
        return add_columns(access, there.id, columns, names) if columns or names else Split(there.id, None)
    found = _planned(tree, code_id, (), columns, names)
    if not found.codes:
        raise SplittingError(f"Choose or name the sub-codes that “{code.name}” is to be split into.")
    about = _about(code_id, found)
    with action(
        access.connection, access.who, "splitting.opened", about=about, reason=reason.strip()
    ) as recorder:
        row = {"project_id": access.project_id, "code_id": code_id, "coder_id": access.reader.coder_id}
        splitting_id = recorder.insert("splitting", {**row, "closed": False, "opened_at": now()})
        _write_columns(access, recorder, tree, splitting_id, code_id, (), found)
    return Split(splitting_id, recorder.seq)


def add_columns(
    access: Access, splitting_id: str, columns: Sequence[str] = (), names: Sequence[str] = ()
) -> Split:
    """More columns for a splitting: sub-codes (ids), and new ones (names)."""
    access.reader.check_write()
    splitting = _open(access, splitting_id)
    tree = code_store.tree(access)
    there = store.columns(access, splitting_id)
    found = _planned(tree, splitting.code_id, [row.code_id for row in there], columns, names)
    about = _about(splitting.code_id, found)
    with action(access.connection, access.who, "splitting.columns", about=about) as recorder:
        places = [row.place for row in there]
        _write_columns(access, recorder, tree, splitting_id, splitting.code_id, places, found)
    return Split(splitting_id, recorder.seq)


def remove_column(access: Access, splitting_id: str, column_id: str) -> Split:
    """Take a column out. What was dealt out to it stays with its sub-code."""
    access.reader.check_write()
    splitting = _open(access, splitting_id)
    column = next((row for row in store.columns(access, splitting_id) if row.id == column_id), None)
    if column is None:
        return Split(splitting_id, None)
    about = {"code": splitting.code_id, "name": code_store.code(access, column.code_id).name}
    with action(access.connection, access.who, "splitting.column_removed", about=about) as recorder:
        recorder.delete_many("splitting_column", [column_id])
    return Split(splitting_id, recorder.seq)


def close_splitting(access: Access, splitting_id: str) -> Split:
    """End a splitting. What was not decided stays with the code."""
    access.reader.check_write()
    splitting = store.splitting(access, splitting_id)
    about = {"code": splitting.code_id}
    with action(access.connection, access.who, "splitting.closed", about=about) as recorder:
        recorder.update("splitting", splitting_id, {"closed": True})
    return Split(splitting_id, recorder.seq)


def decide(
    access: Access, splitting_id: str, chosen: Sequence[Chosen], decision: str, columns: Sequence[str] = ()
) -> Decided:
    """Decide cards, as one action: "moved" to a column (id of its code), "several" columns, "stays", "not this code".

    A card that others decided meanwhile is left as they did it, and told. Raises SplittingError if that is so of all.
    """
    access.reader.check_write()
    splitting = _open(access, splitting_id)
    decision = rules.check_decision(decision, columns)
    tree = code_store.tree(access)
    _check_columns(access, tree, splitting, columns)
    found = _cards(access, tree, splitting, chosen)
    if not found.cards:
        raise SplittingError(_nothing_decided(found.told), found.told[1:] and found.told)
    if decision == NOT_THIS:
        _check_own(access, found.rows)
    dealing = rules.plan_decision(splitting.code_id, found.cards, decision, columns)
    about = _about_decision(splitting.code_id, found.rows, decision, columns)
    with action(access.connection, access.who, "splitting.decided", about=about) as recorder:
        _write_dealing(access, recorder, dealing)
        _write_decisions(access, recorder, splitting_id, found.rows, decision)
    return Decided(len(found.cards), recorder.seq, found.told)


def _open(access: Access, splitting_id: str) -> Any:
    splitting = store.splitting(access, splitting_id)
    if splitting.closed:
        raise SplittingError("This splitting is closed. To go on, split the code again from the tree.")
    return splitting


def _planned(
    tree: Tree, code_id: str, there: Sequence[str], columns: Sequence[str], names: Sequence[str]
) -> Columns:
    named = {new_id(): name for name in rules.names_given(names)}
    return rules.plan_columns(tree, code_id, there, columns, named)


def _about(code_id: str, found: Columns) -> dict[str, Any]:
    made = sum(change.kind == "insert" for change in found.made.changes)
    return {"code": code_id, "n": len(found.codes), "new": made}


def _write_columns(
    access: Access,
    recorder: Recorder,
    tree: Tree,
    splitting_id: str,
    code_id: str,
    places: Sequence[int],
    found: Columns,
) -> None:
    """Make the new codes, and let each column remember where its quotations come from."""
    code_store.write_tree_plan(access, recorder, found.made)
    free = [place for place in range(1, rules.MOST_COLUMNS + 1) if place not in places]
    recorder.insert_many(
        "splitting_column",
        [
            {"splitting_id": splitting_id, "code_id": code, "place": place}
            for code, place in zip(found.codes, free, strict=False)
        ],
    )
    origin = {"kind": "split", "from_code": code_id, "from_path": tree.path(code_id), "proposal_id": None}
    recorder.insert_many("code_origin", [{**origin, "code_id": code, "at": now()} for code in found.codes])


def _check_columns(access: Access, tree: Tree, splitting: Any, columns: Sequence[str]) -> None:
    there = {row.code_id for row in store.columns(access, splitting.id)}
    for column in columns:
        if column in tree and column not in there:
            name = tree[column].name
            raise SplittingError(f"“{name}” is no column of this splitting any more. Nothing was decided.")
        rules.check_column(tree, splitting.code_id, column)


def _cards(access: Access, tree: Tree, splitting: Any, chosen: Sequence[Chosen]) -> _Cards:
    """The chosen cards, without those that others decided, took elsewhere or deleted meanwhile."""
    known = {one.coding_id: one.decision_id for one in chosen}
    there = store.chosen_cards(access, splitting, list(known))
    now_decided = store.decisions(access, splitting.id, list(known))
    copies = store.copies(access, [one for one, row in there.items() if row.decision == rules.SEVERAL])
    columns = {row.code_id for row in store.columns(access, splitting.id)} | {splitting.code_id}
    rows, told = [], []
    for coding_id, decision_id in known.items():
        row, decided = there.get(coding_id), now_decided.get(coding_id)
        if row is not None and row.code_id in columns and (row.decision_id or "") == decision_id:
            rows.append(row)
        elif decided is not None and (row is not None or decided.decision == NOT_THIS):
            at = tree[row.code_id].name if row is not None else ""
            told.append(rules.decided_already(decided.coder, decided.decision, at, decided.at))
        elif row is not None:
            told.append(f"It carries “{tree[row.code_id].name}” by now.")
        else:
            told.append("It is gone: its coding was taken off meanwhile.")
    made: dict[str, dict[str, str]] = {row.id: {} for row in rows}
    for copy in copies:
        if copy.came_from in made and copy.code_id in columns:
            made[copy.came_from][copy.code_id] = copy.id
    cards = tuple(Card(row.id, row.code_id, made[row.id]) for row in rows)
    return _Cards(tuple(rows), cards, tuple(told))


def _nothing_decided(told: Sequence[str]) -> str:
    if not told:
        return "No quotation was chosen. Nothing was decided."
    if len(told) == 1:
        return f"This quotation was left as it is. {told[0]}"
    return f"These {len(told)} quotations were left as they are:"


def _check_own(access: Access, rows: Sequence[Any]) -> None:
    """A coding is taken off by its coder or an owner, here as elsewhere."""
    others = [row for row in rows if row.coder_id != access.reader.coder_id]
    if others and not access.reader.is_owner:
        whose = (
            "This is another coder's coding"
            if len(rows) == 1
            else f"{several(len(others), 'coding')} of these "
        )
        if len(rows) > 1:
            whose += f"{len(rows)} {'is' if len(others) == 1 else 'are'} another coder's"
        raise NotAllowed(
            f"{whose}. Its coder and an owner of the project can take it off. Nothing was decided."
        )


def _about_decision(
    code_id: str, rows: Sequence[Any], decision: str, columns: Sequence[str]
) -> dict[str, Any]:
    about: dict[str, Any] = {"code": code_id, "decision": decision}
    if all(row.layer == "main" for row in rows):
        about["n"] = len(rows)
    if columns:
        about |= {"to": columns[0], "columns": len(set(columns))}
    if len(rows) == 1:
        about |= {"document": rows[0].document_id, "start": rows[0].start, "end": rows[0].end}
    return about


def _write_dealing(access: Access, recorder: Recorder, dealing: Dealing) -> None:
    recorder.update_many("coding", {one: {"code_id": code} for one, code in dealing.moves.items()})
    copied = code_store.codings(access, [one for one, _ in dealing.copies])
    recorder.insert_many(
        "coding",
        [{**copied[one], "id": new_id(), "code_id": code, "came_from": one} for one, code in dealing.copies],
    )
    if dealing.folded:
        memo_store.move_attached(access, recorder, dealing.folded)
        recorder.delete_many("coding", dealing.folded)
    if dealing.gone:
        along = memo_store.delete_attached(access, recorder, "coding", dealing.gone)
        recorder.about |= {"memos": len(along.memos), "discussions": len(along.discussions)}
        recorder.delete_many("coding", dealing.gone)


def _write_decisions(
    access: Access, recorder: Recorder, splitting_id: str, rows: Sequence[Any], decision: str
) -> None:
    recorder.delete_many("splitting_decision", [row.decision_id for row in rows if row.decision_id])
    made = {"splitting_id": splitting_id, "decision": decision, "coder_id": access.reader.coder_id}
    at = now()
    recorder.insert_many(
        "splitting_decision", [{**made, "coding_id": row.id, "decided_at": at} for row in rows]
    )
