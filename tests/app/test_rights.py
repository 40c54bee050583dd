"""Every route, walked by everybody: owner, coder, reader, outsider, and a browser that was not let in."""

from collections.abc import Iterator
from typing import Any

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes import ROUTERS
from quotetree.app.services import (
    attributes,
    code_sets,
    codes,
    codings,
    corrections,
    discussions,
    memos,
    rounds,
    splitting,
)
from quotetree.app.services.alignments import open_alignment
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.projects import create_project, open_layer
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.documents import coders, documents, turns
from quotetree.app.store.documents import document as document_row
from quotetree.app.store.memos import On
from quotetree.app.store.proposals import proposals
from quotetree.app.store.splitting import columns as splitting_columns
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.codebook import CodebookRow

from .browser import Browser
from .cast import Cast, add_document, cast, selected

ROUTES = sorted(
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    for method in route.methods
    if "{project_id}" in route.path
)
TOLD = (
    "set_id",
    "splitting_id",
    "document_id",
    "code_id",
    "coding_id",
    "participant_id",
    "attribute_id",
    "memo_id",
    "discussion_id",
)
SECRET = ("Contact", "café")
CLIENTS: dict[str, Browser] = {}  # one application a test
# Asked for by an owner alone; all other writes are a coder's too.
OWNERS = {
    *(
        ("POST", f"/projects/{{project_id}}/documents/{what}")
        for what in ("allotted", "released", "deletion", "deleted")
    ),
    ("POST", "/projects/{project_id}/description"),
    ("POST", "/projects/{project_id}/merge"),
    ("POST", "/projects/{project_id}/alignments/{alignment_id}/applied"),
    *((method, "/projects/{project_id}/people/{participant_id}/erasure") for method in ("GET", "POST")),
    *((method, "/projects/{project_id}/pseudonyms") for method in ("GET", "POST")),
    ("POST", "/projects/{project_id}/pseudonyms/final"),
    ("POST", "/projects/{project_id}/layers/{layer}/open"),
    *(
        ("POST", f"/projects/{{project_id}}/{path}")
        for path in (
            "members/{account_id}/role",
            "members/{account_id}/remove",
            "coders/{coder_id}/account",
            "invitations",
            "invitations/{invitation_id}/withdraw",
        )
    ),
}

# Of a person's own, and nothing of the project's: a reader may, too.
OF_ONES_OWN = {("POST", "/projects/{project_id}/exports/being-made/{making_id}/cancel")}


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    with Browser(make_app(database_url)) as client:
        CLIENTS[everybody.project_id] = client
        yield everybody
    CLIENTS.clear()
    everybody.database.dispose()


@pytest.fixture
def known(people: Cast) -> dict[str, str]:
    """What stands for each part of an address: things that are there, so that only rights can refuse."""
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    coding = people.as_("Ana", codings.add_coding, document, selected(4, 11), code)
    participant = people.as_("Ana", _participant, document)
    attribute = people.as_("Ana", attributes.add_attribute, "participant", "site").attribute_id
    memo = people.as_("Ana", memos.write_memo, On("coding", coding.coding_id), "Contact café")
    discussion = people.as_("Ana", discussions.open_discussion, coding.coding_id, "Contact café")
    me = next(iter(people.as_("Ana", coders))).id
    opened = people.as_("Ana", rounds.open_round, "Round 1", [code], [document], [me])
    people.as_("Ana", import_proposal, "Ana", [CodebookRow(2, ("Contact",), {})])
    people.as_("Ana", open_layer, "trial")
    trees = [row.id for row in people.as_("Ana", proposals)]
    split = people.as_("Ana", splitting.open_splitting, code, (), ["Over tea"]).splitting_id
    return {
        "splitting_id": split,
        "column_id": people.as_("Ana", splitting_columns, split)[0].id,
        "round_id": opened.round_id,
        "set_id": people.as_("Ana", code_sets.make_set, "Question 2 café", "", [code]).set_id,
        "alignment_id": people.as_("Ana", open_alignment, ["", *trees]),
        "participant_id": participant,
        "attribute_id": attribute,
        "memo_id": memo.memo_id,
        "discussion_id": discussion.discussion_id,
        "project_id": people.project_id,
        "document_id": document,
        "code_id": code,
        "coding_id": coding.coding_id,
        "turn_id": people.as_("Ana", turns, document)[0].id,
        "layer": "check",
        "account_id": people.accounts["Carla"],
        "seq": str(coding.seq),
        "correction": str(people.as_("Ana", _corrected, document)),
    }


def _participant(access: Access, document: str) -> str:
    return str(turns(access, document)[0].participant_id)


def _corrected(access: Access, document: str) -> int | None:
    turn = turns(access, document)[2]
    text = document_row(access, document)
    words = text.text[turn.words : turn.end].replace("the doctors", "doctors")
    return corrections.correct_turn(access, document, turn.id, words, text.sha256).seq


def ask(people: Cast, who: str | None, method: str, path: str, known: dict[str, str]) -> int:
    return int(answered(people, who, method, path, known).status_code)


def answered(people: Cast, who: str | None, method: str, path: str, known: dict[str, str]) -> Any:
    (client,) = CLIENTS.values()
    client.cookies.clear()
    if who:
        client.cookies.set(COOKIE, f"token of {who}")
    for name in {part.split("}")[0] for part in path.split("{")[1:]}:
        path = path.replace(f"{{{name}}}", known.get(name, "none"))
    return client.request(method, path, follow_redirects=False)


def test_there_are_routes_to_walk() -> None:
    assert len(ROUTES) > 15


def test_an_outsider_does_not_learn_that_a_project_exists(people: Cast, known: dict[str, str]) -> None:
    nowhere = known | {"project_id": "none"}
    for method, path in ROUTES:
        assert ask(people, "Olga", method, path, known) == 404, (method, path)
        assert ask(people, "Ana", method, path, nowhere) == 404, (method, path)


def test_a_browser_that_was_not_let_in_gets_nothing(people: Cast, known: dict[str, str]) -> None:
    for method, path in [*ROUTES, ("GET", "/"), ("POST", "/projects")]:
        assert ask(people, None, method, path, known) == 401, (method, path)


def test_a_reader_reads_everything_and_writes_nothing(people: Cast, known: dict[str, str]) -> None:
    before = people.rows()
    for method, path in ROUTES:
        status = ask(people, "Carla", method, path, known)
        if method == "GET":
            assert status not in (401, 404, 500) or "none" in path, (method, path, status)
        elif (method, path) in OF_ONES_OWN:
            assert status == 200, (method, path, status)
        else:
            assert status == 403, (method, path, status)
    assert people.rows() == before


def test_a_coder_writes_what_is_not_an_owners_alone(people: Cast, known: dict[str, str]) -> None:
    for method, path in ROUTES:
        status = ask(people, "Ben", method, path, known)
        if (method, path) in OWNERS:
            assert status == 403, (method, path, status)
        else:
            assert status not in (401, 500), (method, path, status)


def test_an_owner_is_refused_nothing(people: Cast, known: dict[str, str]) -> None:
    for method, path in ROUTES:
        assert ask(people, "Ana", method, path, known) not in (401, 403, 500), (method, path)


def test_nothing_of_another_project_is_shown_or_changed(people: Cast, known: dict[str, str]) -> None:
    other = known | {"project_id": cast_another(people)}
    before = people.rows()
    for method, path in ROUTES:
        if any(f"{{{name}}}" in path for name in TOLD):
            answer = answered(people, "Ana", method, path, other)
            assert answer.status_code in (404, 422) or not set(SECRET) & set(answer.text.split()), (
                method,
                path,
            )
    assert people.rows() == before


def cast_another(people: Cast) -> str:
    with transaction(people.database, writing=True) as connection:
        return create_project(connection, people.accounts["Ana"], "Another", "Ana").project_id


def test_a_coder_leaves_anothers_codings_alone(people: Cast, known: dict[str, str]) -> None:
    with pytest.raises(NotAllowed, match="another coder's"):
        people.as_("Ben", codings.remove_coding, known["coding_id"])
    people.as_("Ana", codings.remove_coding, known["coding_id"])


def test_codes_of_another_project_cannot_be_applied(people: Cast, known: dict[str, str]) -> None:
    first = people.project_id
    people.project_id = cast_another(people)
    document = people.as_("Ana", add_document)
    assert len(people.as_("Ana", documents)) == 1
    with pytest.raises(NotFound, match="no such code in this project"):
        people.as_("Ana", codings.add_coding, document, selected(4, 11), known["code_id"])
    assert first != people.project_id
