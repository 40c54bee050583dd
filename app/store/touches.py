"""Which later action stands in the way of taking one back."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import from_json
from quotetree.app.store.texts import text_actions
from quotetree.coding.undo_values import Key


class Touches:
    """What touched rows after the action `after`, leaving some actions out."""

    def __init__(self, access: Access, after: int, without: Iterable[int]) -> None:
        self.access = access
        self.asked = select(t.Change).where(
            t.Change.project_id == access.project_id, t.Change.seq > after, t.Change.seq.not_in(list(without))
        )
        self.is_of_text: dict[int, bool] = {}

    def latest(self, key: Key, columns: Sequence[str]) -> int | None:
        """The latest action that touched a row (of it, these columns).

        That a text action took it along is no touch, unless there is no other.
        """
        here = self.asked.where(t.Change.row_id == key[1], t.Change.table_name == key[0])
        found = [
            int(row.seq)
            for row in self.access.connection.execute(here.order_by(t.Change.seq.desc(), t.Change.n.desc()))
            if row.kind != "update"
            or not columns
            or set(columns) & set(from_json(row.table_name, row.before) or {})
        ]
        carried = self._of_texts(found) if key[0] in ("coding", "turn") else set()
        return next((seq for seq in found if seq not in carried), found[0] if found else None)

    def _of_texts(self, seqs: Iterable[int]) -> set[int]:
        """Those that changed a text. A whole action is read to tell, so each is asked after once."""
        new = set(seqs) - self.is_of_text.keys()
        of_text = text_actions(self.access, new)
        self.is_of_text |= {seq: seq in of_text for seq in new}
        return {seq for seq in seqs if self.is_of_text[seq]}
