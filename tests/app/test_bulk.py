"""Many rows at once are written, changed and deleted as few are."""

from quotetree.app.services.undo import redo_latest, undo_latest
from quotetree.app.store import tables
from quotetree.app.store.access import Access
from quotetree.app.store.bulk import MANY
from quotetree.app.store.log import action

from .cast import add_document, cast

WORDS = ("naïve – 🙂", 'it\'s 100% "so"', "a\\b\tc\nd", "\\x00", "[1, null]", "")


def write(access: Access, document: str, many: int) -> None:
    codes = [
        {"project_id": access.project_id, "parent_id": None, "name": f"{words}{n}", "name_key": f"{n}"}
        | {
            "position": f"a{n}",
            "colour": n % 24 + 1 if n % 2 else None,
            "heading": n % 3 == 0,
            "short": words,
        }
        | {"definition": words, "when_to_use": "", "when_not": "", "example": "", "retired": False}
        for n, words in enumerate(WORDS * (2 * many // len(WORDS)))
    ]
    files = [
        {"document_id": document, "name": f"{n}", "data": bytes(range(n % 256)) + b"\\x\x00"}
        for n in range(many)
    ]
    with action(access.connection, access.who, "codebook.imported", about={}) as recorder:
        ids = recorder.insert_many("code", codes)
        recorder.insert_many("original_file", files)
        codings = [
            {"project_id": access.project_id, "document_id": document, "code_id": one, "layer": "check"}
            | {
                "coder_id": access.reader.coder_id,
                "start": n % 40,
                "end": n % 40 + 1,
                "created_at": tables.now(),
            }
            for n, one in enumerate(ids)
            if n % 3
        ]
        recorder.insert_many("coding", codings)


def test_many_rows_are_kept_as_they_are_given_and_come_and_go(database_url: str) -> None:
    people, many = cast(database_url), MANY + 7
    document = people.as_("Ana", add_document)
    before = people.rows()
    people.as_("Ana", write, document, many)
    after = people.rows()
    for _ in range(2):
        people.as_("Ana", undo_latest)
        assert people.rows() == before
        people.as_("Ana", redo_latest)
        assert people.rows() == after
    codes = after["code"].values()
    assert {row["short"] for row in codes} == set(WORDS)
    assert {row["heading"] for row in codes} == {True, False}
    assert {row["colour"] for row in codes} >= {None, 2}
    assert {row["data"][-3:] for row in after["original_file"].values()} == {b"\\x\x00"}
    assert max(len(row["data"]) for row in after["original_file"].values()) == many + 2
    assert {row["created_at"].tzinfo is not None for row in after["coding"].values()} == {True}
    people.database.dispose()
