"""What was deleted under an earlier version of the program comes back under this one."""

import json

from sqlalchemy import select, update

from quotetree.app.services import codes, codings
from quotetree.app.services.undo import undo
from quotetree.app.store import tables
from quotetree.app.store.database import transaction
from quotetree.app.store.texts import SINCE

from .cast import add_document, cast, selected


def test_rows_deleted_before_columns_were_added_return(database_url: str) -> None:
    people = cast(database_url)
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ana", codings.add_coding, document, selected(4, 11), code)
    before = people.rows()
    seq = people.as_("Ana", codes.delete_code, code).seq
    with transaction(people.database, writing=True) as connection:
        for row in connection.execute(select(tables.Change).where(tables.Change.seq == seq)).all():
            kept = {k: v for k, v in json.loads(row.before).items() if k not in SINCE[row.table_name]}
            same = (tables.Change.seq == row.seq, tables.Change.n == row.n)
            connection.execute(update(tables.Change).where(*same).values(before=json.dumps(kept)))
    people.as_("Ana", undo, seq)
    assert people.rows() == before
    people.database.dispose()
