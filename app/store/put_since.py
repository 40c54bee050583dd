"""What came to codes after codings were dealt out to them: an undo leaves it there, and says so."""

from collections.abc import Sequence

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
        select(t.Change.row_id)
        .join(t.Coding, t.Coding.id == t.Change.row_id)
        .join(t.Action, (t.Action.project_id == t.Change.project_id) & (t.Action.seq == t.Change.seq))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "coding")
        .where(t.Change.seq > min(dealing), t.Change.seq.not_in(list(seqs)))
        .where(t.Coding.code_id.in_(codes), sees_of_any_tree(access.reader))
        .order_by(t.Change.seq, t.Change.n)
    )
    if of_splitting:
        since = since.where(t.Action.verb != "splitting.decided")
    found = dict.fromkeys(access.connection.execute(since).scalars())
    return [one for one in found if one not in brought]
