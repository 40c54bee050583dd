"""What came to codes after codings were dealt out to them: an undo leaves it there, and says so."""

from collections.abc import Iterable, Sequence, Set
from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees_of_any_tree
from quotetree.app.store.log import from_json
from quotetree.app.store.undo import actions

# What these brought to a code goes back to where it was; what others put there since stays, and is told. Of a splitting
# only what dealt out many at once is asked after, and what was dealt out later is no news: `z` takes back a card each.
DEALING_OUT = ("code.merged", "splitting.decided")


def put_since(access: Access, seqs: Sequence[int]) -> list[str]:
    """The codings that came, after actions that brought codings to codes, to these codes, and are there still."""
    verbs = {seq: row.verb for seq, row in actions(access, seqs).items()}
    dealing = [seq for seq, verb in verbs.items() if verb in DEALING_OUT]
    if not dealing:
        return []
    changed = access.connection.execute(
        select(t.Change.row_id, t.Change.kind, t.Change.after).where(
            t.Change.project_id == access.project_id,
            t.Change.table_name == "coding",
            t.Change.seq.in_(dealing),
        )
    ).all()
    codes = {code for row in changed if (code := (from_json("coding", row.after) or {}).get("code_id"))}
    brought = {row.row_id for row in changed}
    of_splitting = {verbs[seq] for seq in dealing} == {"splitting.decided"}
    if of_splitting and len(brought) < 2:
        return []
    since = (
        select(t.Change.row_id, t.Change.kind, t.Change.before, t.Coding.code_id, t.Action.verb)
        .join(t.Coding, t.Coding.id == t.Change.row_id)
        .join(t.Action, (t.Action.project_id == t.Change.project_id) & (t.Action.seq == t.Change.seq))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "coding")
        .where(t.Change.seq > min(dealing), t.Change.seq.not_in(list(seqs)))
        .where(t.Coding.code_id.in_(codes), sees_of_any_tree(access.reader))
        .order_by(t.Change.seq, t.Change.n)
    )
    return _came(access.connection.execute(since), brought, of_splitting)


def _came(changes: Iterable[Any], brought: Set[str], of_splitting: bool) -> list[str]:
    """The codings that carried another code at first, or were not there: changes of codings in order."""
    first: dict[str, str | None] = {}
    by: dict[str, str] = {}
    now: dict[str, str] = {}
    for row in changes:
        earlier = from_json("coding", row.before) or {}
        if row.kind == "insert" or "code_id" in earlier:
            first.setdefault(row.row_id, earlier.get("code_id"))
            by[row.row_id], now[row.row_id] = row.verb, row.code_id
    return [
        one
        for one, code in first.items()
        if code != now[one] and one not in brought and not (of_splitting and by[one] == "splitting.decided")
    ]
