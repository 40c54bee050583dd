"""A focus group with Xenia, who withdraws; what a project comes to hold of her, and where it is looked for."""

from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from quotetree.app.services import (
    attributes,
    codes,
    codings,
    corrections,
    documents,
    erasure,
    memos,
    people,
    undo,
)
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents as document_store
from quotetree.app.store import tables
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.log import action
from quotetree.app.store.memos import On
from quotetree.coding.passage import Passage, seen_words
from quotetree.coding.text import sha256

from .cast import Cast, add_document, selected

# What only Xenia says, writes or is called; nothing of it may be left anywhere.
HERS = ("xylophone", "quagmire", "zeppelin", "walnut", "Xenia", "oboist")
TURNS = (
    "Interviewer: How do you meet?",
    "Yara: We talk each morning in the corridor.",
    "Xenia: We never talk, a xylophone makes more sense. It is a quagmire.",
    "Zoe: I see it as Yara does, mostly.",
    "Xenia: Then call it a zeppelin 🙂.",
    "Will: No. Nobody came to the meetings at all.",
    "Xenia: Because of the walnut.",
    "Yara: That may be so.",
)
TEXT = "\n".join(TURNS) + "\n"


def passage(first: str, last: str | None = None) -> Any:
    start = TEXT.index(first)
    return selected(start, TEXT.index(last or first) + len(last or first), TEXT)


def focus_group(team: Cast) -> dict[str, str]:
    """A focus group of four: Xenia has three turns, four codings of her own, and one that she shares with Will."""
    document = team.as_("Ana", add_document, TEXT, "Group", "focus group")
    team.as_("Ana", _original, document)
    code = team.as_("Ana", codes.create_code, "Contact").code_id
    made = {}
    for name, place in {
        "hers 1": passage("a xylophone makes more sense"), "hers 2": passage("It is a quagmire."),
        "hers 3": passage("Then call it a zeppelin 🙂."), "hers 4": passage("Because of the walnut."),
        "of two": passage("call it a zeppelin", "Nobody came"), "Yara": passage("each morning in the corridor"),
        "asked": passage("How do you meet?"), "Zoe": passage("mostly"), "last": passage("That may be so."),
    }.items():  # fmt: skip
        made[name] = team.as_("Ana", codings.add_coding, document, place, code).coding_id
    return {"document": document, "code": code, **made}


def _original(access: Access, document: str) -> None:
    with action(access.connection, access.who, "document.imported", about={"name": "Group.txt"}) as recorder:
        recorder.insert(
            "original_file", {"document_id": document, "name": "Group.txt", "data": TEXT.encode()}
        )


def person(team: Cast, name: str) -> str:
    return next(row["id"] for row in team.rows()["participant"].values() if row["name"] == name)


def erase(team: Cast, name: str = "Xenia") -> int:
    one = person(team, name)
    plan = team.as_("Ana", erasure.plan_erasure, one)
    team.as_("Ana", erasure.erase, one, name, plan.mark)
    assert erasure.finish(team.database)
    return team.as_("Ana", document_store.seq_of)


def quotations(access: Access, document: str) -> dict[str, str]:
    words = document_store.document(access, document).text
    turns = document_store.turns(access, document)
    return {
        row.id: seen_words(words, Passage(row.start, row.end), turns)
        for row in document_store.codings_of_document(access, document)
    }


def everything(team: Cast) -> str:
    """All columns of all tables, as text."""
    found = []
    with transaction(team.database, writing=False) as connection:
        for table in tables.SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found += [
                    one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in row
                ]
    return "\n".join(found)


def left_in(text_of: str) -> list[str]:
    return [word for word in HERS if word.casefold() in text_of.casefold()]


def sound(team: Cast) -> None:
    with transaction(team.database, writing=False) as connection:
        assert list(findings(connection)) == []


def lived_with(team: Cast, group: dict[str, str]) -> None:
    """All that a project may come to hold of a person: corrections, memos, attributes, deleted documents, names."""
    ana = team.as_
    xenia = person(team, "Xenia")
    ana("Ana", memos.write_memo, On("participant", xenia), "Xenia is an oboist", "About Xenia")
    memo = ana("Ana", memos.write_memo, On("coding", group["hers 1"]), "what a xylophone").memo_id
    ana("Ana", memos.change_memo, memo, "more than a xylophone")
    ana("Ana", codings.remove_coding, group["hers 2"])
    ana("Ana", undo.undo_latest)
    gone = ana(
        "Ana", codings.add_coding, group["document"], passage("of the walnut"), group["code"]
    ).coding_id
    ana("Ana", memos.write_memo, On("coding", gone), "a walnut, she says")
    ana("Ana", codings.remove_coding, gone)
    trade = ana("Ana", attributes.add_attribute, "participant", "trade").attribute_id
    ana("Ana", attributes.set_values, trade, [xenia], "oboist")
    ana("Ana", people.rename_participant, xenia, "Xenia B")
    ana("Ana", people.rename_participant, xenia, "Xenia")
    turn = next(t for t in ana("Ana", document_store.turns, group["document"]) if t.label == "Xenia")
    ana("Ana", corrections.correct_turn, group["document"], turn.id, "We talk, a xylophone. It is a quagmire.",
        sha256(TEXT))  # fmt: skip
    ana("Ana", undo.undo_latest)
    ana("Ana", undo.redo_latest)
    other = ana("Ana", add_document, "Interviewer: And?\nXenia: The zeppelin again.\n", "Xenia alone")
    ana("Ana", documents.delete, [other])
    journal = ana("Ana", add_document, "Xenia: My own xylophone.\n", "Journal of Xenia", "journal")
    ana("Ana", documents.rename, journal, "Xenia's journal")


def files_of(team: Cast) -> str:
    """The bytes of the database's files; of PostgreSQL those of the tables that held words."""
    if team.database.dialect.name == "sqlite":
        file = Path(str(team.database.url.database))
        return "".join(
            path.read_bytes().decode("latin-1").encode("latin-1").decode("utf-8", "replace")
            for path in sorted(file.parent.glob(f"{file.name}*"))
        )
    with team.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        names = ("change", "text_version", "participant", "speaker", "memo", "action", "participant_value")
        read = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
        return "".join(
            bytes(connection.execute(read, {"name": f'"{name}"'}).scalar_one()).decode("utf-8", "replace")
            for name in names
        )
