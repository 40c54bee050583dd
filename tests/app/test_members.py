"""Invitations to a project, roles in it, and which names are whose."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import add_coder
from quotetree.app.store import tables
from quotetree.app.store.database import transaction
from tests.app.cast import add_document, cast, selected
from tests.app.server import PASSWORD, Server


@pytest.fixture
def server(database_url: str) -> Iterator[Server]:
    made = Server(cast(database_url))
    yield made
    made.app.state.database.dispose()
    made.people.database.dispose()


def test_an_invitation_lets_one_new_person_join(server: Server):
    ana, dora = server.of("Ana"), server.browser()
    link = server.invited(ana, role="coder", note="Dora")
    assert link not in ana.get(f"{server.project}/members").text, "it is shown once"
    assert "Ana invites you to code in this project" in dora.get(link).text
    joined = dora.post(link, data={"name": "Dora", "password": PASSWORD, "coder": "Dora K"})
    assert joined.headers["location"] == server.project
    document = server.people.as_("Ana", add_document)
    assert dora.get(f"{server.project}/documents/{document}").status_code == 200
    assert "Dora K" in dora.get(f"{server.project}/history").text
    assert "joined as a coder" in ana.get(f"{server.project}/history").text
    assert server.browser().get(link).status_code == 404
    assert server.browser().post(link, data={"name": "Eve", "password": PASSWORD}).status_code == 401, (
        "no cookie"
    )


def test_an_invitation_ends(server: Server):
    ana, olga = server.of("Ana"), server.of("Olga")
    withdrawn, late = server.invited(ana, role="reader"), ""
    invitation = re.search(r"/invitations/([\w-]{36})/withdraw", ana.get(f"{server.project}/members").text)
    assert invitation
    ana.post(f"{server.project}/invitations/{invitation[1]}/withdraw")
    assert olga.post(withdrawn).status_code == 404
    late = server.invited(ana, role="reader")
    with transaction(server.people.database, writing=True) as connection:
        connection.execute(update(tables.Invitation).values(ends_at=tables.now() - timedelta(seconds=1)))
    assert olga.post(late).status_code == 404
    assert olga.get(server.project).status_code == 404


def test_one_joins_as_who_one_is_and_takes_over_a_name(server: Server):
    ana, olga = server.of("Ana"), server.of("Olga")
    moderated = server.people.as_("Ana", add_coder, "moderated")
    link = server.invited(ana, role="coder", coder=moderated)
    assert "Join as Olga" in olga.get(link).text
    assert olga.post(link).status_code == 303
    assert "You are moderated" in olga.get(f"{server.project}/members").text
    history = ana.get(f"{server.project}/history").text
    assert "joined as a coder with the account Olga, and took over the name moderated" in history
    again = server.invited(ana, role="owner")
    assert "You are in “Study” already, as coder." in olga.post(again).text


def test_a_name_is_given_once(server: Server):
    ana, olga = server.of("Ana"), server.of("Olga")
    moderated = server.people.as_("Ana", add_coder, "moderated")
    link = server.invited(ana, role="coder", coder=moderated)
    values = {"role": "coder", "coder": moderated}
    second = ana.post(f"{server.project}/invitations", data=values)
    assert "An invitation that gives the name moderated waits already" in second.text
    members = ana.get(f"{server.project}/members").text
    assert members.count("taking over moderated") == 1
    bens = server.people.accounts["Ben"]
    ana.post(f"{server.project}/coders/{moderated}/account", data={"account": bens})
    assert "taking over moderated" not in ana.get(f"{server.project}/members").text
    for answer in (olga.get(link), olga.post(link)):
        assert answer.status_code == 404
        assert "the name moderated, which has been given to somebody in the meantime. Ask Ana" in answer.text
    assert olga.get(server.project).status_code == 404


def test_roles_take_hold_and_an_owner_stays(server: Server):
    ana, carla = server.of("Ana"), server.of("Carla")
    carlas, anas = server.people.accounts["Carla"], server.people.accounts["Ana"]
    new = {"name": "Contact"}
    assert carla.post(f"{server.project}/codes", data=new).status_code == 403
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "coder"})
    assert carla.post(f"{server.project}/codes", data=new).status_code not in (403, 500)
    alone = ana.post(f"{server.project}/members/{anas}/role", data={"role": "reader"})
    assert "A project has an owner who can log in" in alone.text
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "owner"})
    assert ana.post(f"{server.project}/members/{anas}/remove").status_code == 303
    assert ana.get(server.project).status_code == 404
    history = carla.get(f"{server.project}/history").text
    assert "made Carla an owner" in history
    assert "removed Ana from the project" in history


def test_nobody_sits_on_anothers_name(server: Server):
    ana, ben = server.of("Ana"), server.of("Ben")
    bens = server.people.accounts["Ben"]
    free = server.people.as_("Ana", add_coder, "imported")
    names = {row["name"]: one for one, row in server.people.rows()["coder"].items()}
    ana.post(f"{server.project}/coders/{names['Ben']}/account", data={"account": bens})
    for coder in (names["Ana"], free):
        assert ben.post(f"{server.project}/seat", data={"coder": coder}).status_code == 403
        sit(server, "Ben", coder)
        assert "You are Ben;" in ben.get(f"{server.project}/members").text
    assert ben.post(f"{server.project}/coders", data={"name": "Ben 2"}).status_code == 403
    ana.post(f"{server.project}/coders/{free}/account", data={"account": bens})
    assert ben.post(f"{server.project}/seat", data={"coder": free}).status_code == 303
    assert "You are imported;" in ben.get(f"{server.project}/members").text
    ana.post(f"{server.project}/coders/{free}/account")
    assert "You are Ben;" in ben.get(f"{server.project}/members").text
    last = ana.post(f"{server.project}/coders/{names['Ben']}/account")
    assert "Ben is the only name that Ben has here." in last.text


def sit(server: Server, who: str, coder: str) -> None:
    """As if the seat had been taken before the name was somebody's."""
    with transaction(server.people.database, writing=True) as connection:
        asked = select(tables.BrowserSession.id).where(
            tables.BrowserSession.account_id == server.people.accounts[who]
        )
        for session in connection.execute(asked).scalars().all():
            row = {"project_id": server.people.project_id, "coder_id": coder}
            changed = update(tables.Seat).where(tables.Seat.session_id == session).values(row)
            if not connection.execute(changed).rowcount:
                connection.execute(tables.Seat.__table__.insert(), {"session_id": session} | row)


def test_membership_cannot_be_undone(server: Server):
    ana = server.of("Ana")
    document = server.people.as_("Ana", add_document)
    code = server.people.as_("Ana", lambda access: ana_code(access))
    server.people.as_("Ana", add_coding, document, selected(4, 11), code)
    carlas = server.people.accounts["Carla"]
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "coder"})
    took_back = ana.post(f"{server.project}/undo", headers={"HX-Request": "true"})
    assert took_back.status_code == 200
    assert "took back: coded “Contact”" in ana.get(f"{server.project}/history").text
    assert not server.people.rows()["coding"]


def ana_code(access: Any) -> str:
    from quotetree.app.services.codes import create_code

    return create_code(access, "Contact").code_id
