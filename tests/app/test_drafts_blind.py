"""What a member drafts is theirs and the owner's: no page, count, history or news tells others, until it is opened."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.routes import ROUTERS
from quotetree.app.services import alignments, codes, codings, discussions, memos
from quotetree.app.services.projects import open_layer
from quotetree.app.store import documents, history, news
from quotetree.app.store import proposals as store
from quotetree.app.store.access import Access
from quotetree.app.store.codes import tree
from quotetree.app.store.memos import On
from quotetree.coding.access import NotFound
from quotetree.coding.agreeing import Decision

from .cast import selected
from .drafting import Site, drafting
from .test_memos import listed

SECRET = "Zebrafinch"
# The latest action's number, when somebody was here last, and the addresses of uploads that have just begun.
CHANGING = re.compile(r'name="after" value="\d+"|id="seq"[^>]*|( · )?last here [^<]*|import/[0-9a-f-]{36}')


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    with drafting(database_url) as found:
        yield found


@pytest.fixture
def blind(site: Site) -> dict[str, str]:
    """What Ben drafts in secret, by what stands for it in addresses; some of it gone again."""
    return drafted(site)


def drafted(site: Site) -> dict[str, str]:
    on = site.begin("Ben")
    people = site.people

    def work(access: Access) -> dict[str, str]:
        mine = access.on(on)
        made = codings.add_coding_with_new_code(mine, site.document, selected(4, 11), SECRET)
        code = documents.coding(mine, made.coding_id).code_id
        memo = memos.write_memo(mine, On("coding", made.coding_id), f"{SECRET} sings")
        memos.write_memo(mine, On("code", code), f"{SECRET} is a bird")
        talk = discussions.open_discussion(mine, made.coding_id, f"{SECRET}?")
        codes.define_code(mine, code, definition=f"What a {SECRET} says")
        gone = codes.create_code(mine, f"{SECRET} gone")
        codes.delete_code(mine, gone.code_id)
        codings.remove_coding(mine, codings.add_coding(mine, site.document, selected(12, 16), code).coding_id)
        return {
            "code_id": code,
            "coding_id": made.coding_id,
            "memo_id": memo.memo_id,
            "discussion_id": talk.discussion_id,
            "document_id": site.document,
            "seq": str(made.seq),
            "proposal_id": on,
        }

    return people.as_("Ben", work)


ASKED = sorted(
    route.path.removeprefix("/projects/{project_id}")
    for router in ROUTERS
    for route in router.routes
    if "GET" in route.methods and "{project_id}" in route.path
)
MORE = (
    "/search?q=talk",
    "/memos?q=sings",
    "/memos?code={code_id}",
    "/trail?code={code_id}",
    "/trail?kind=codings",
    "/history?mine=false",
    "/documents/{document_id}?tree=mine",
    "/documents/{document_id}/passage?start=0&end=40",
    "/documents/{document_id}/news?after=1",
    "/codes/define?code={code_id}",
    "/codes/delete?code={code_id}",
    "/merging?code={code_id}&into={code_id}",
    "/memos/on?table=code&thing={code_id}",
    "/memos/on?table=coding&thing={coding_id}",
    "/quotations?code={code_id}",
    "/counts?layer=trial",
    "/exports/codings.csv?layer=trial",
)


def filled(path: str, known: dict[str, str]) -> str:
    for name in {part.split("}")[0] for part in path.split("{")[1:]}:
        path = path.replace(f"{{{name}}}", known.get(name, "none"))
    return path


@pytest.mark.parametrize("who", ["Olga", "Carla"])
def test_no_page_tells_others_of_a_draft(site: Site, who: str) -> None:
    """Every page is, to the letter, what it was before; and none answers to what is drafted."""
    contact = site.people.as_("Ana", lambda access: next(iter(tree(access).by_id)))
    for coder, start, end in (("Ana", 4, 11), ("Olga", 12, 16)):
        site.people.as_(coder, codings.add_coding, site.document, selected(start, end), contact)
    there = {"code_id": contact, "document_id": site.document, "seq": "1"}
    before = looked_at(site, who, there)
    blind = drafted(site)
    after = looked_at(site, who, there)
    assert [path for path in before if before[path] != after[path]] == []
    for on in ("", blind["proposal_id"]):
        for path, page in looked_at(site, who, blind, on).items():
            assert SECRET not in page, path


def looked_at(site: Site, who: str, known: dict[str, str], on: str = "") -> dict[str, str]:
    """All pages and parts by address, without the number of the latest action, and who was here when."""
    paths = {filled(path, known) for path in (*ASKED, *MORE)}
    told = {path: site.ask(who, "GET", path, on).content.decode("utf-8", "replace") for path in sorted(paths)}
    return {path: CHANGING.sub("", page) for path, page in told.items()}


def test_the_member_and_the_owner_are_told(site: Site, blind: dict[str, str]) -> None:
    told = site.people.as_("Ana", listed)
    assert f"made the code “{SECRET} gone”, in the draft of Ben" in told
    assert site.people.as_("Ben", listed)[: len(told) - 3] == told[: len(told) - 3]
    assert SECRET in site.reading("Ben", "mine")
    of_coding = f"/memos/on?table=coding&thing={blind['coding_id']}"
    assert f"{SECRET} sings" in site.ask("Ben", "GET", of_coding, blind["proposal_id"]).text
    assert site.people.as_("Olga", store.proposals) == []
    (row,) = site.people.as_("Ana", store.proposals)
    assert (row.name, row.codes, row.codings) == ("Ben", 1, 1)


def test_an_agreed_code_does_not_tell_which_blind_code_it_was(site: Site, blind: dict[str, str]) -> None:
    people = site.people
    olgas = site.begin("Olga")
    site.code("Olga", olgas, name="Bird")
    bird = people.as_("Olga", lambda access: next(iter(tree(access.on(olgas)).by_id)))
    opened = people.as_("Ana", alignments.open_alignment, [olgas, blind["proposal_id"]])
    same = Decision("same", (bird, blind["code_id"]), bird, bird)
    people.as_("Ana", alignments.decide, opened, {bird: same})
    people.as_("Ana", alignments.apply, opened)
    agreed = people.as_("Olga", lambda access: next(code.id for code in tree(access) if code.name == "Bird"))
    lives = {
        who: site.ask(who, "GET", f"/codes/{agreed}/life").text for who in ("Ana", "Ben", "Carla", "Olga")
    }
    assert [life.count("Taken from a proposal") for life in lives.values()] == [2, 2, 1, 2]
    assert [who for who, life in lives.items() if SECRET in life] == ["Ana", "Ben"]
    assert [who for who, life in lives.items() if "from “Bird”" in life] == ["Ana", "Olga"]
    for path in (
        "/trail",
        "/history?mine=false",
        "/growth",
        "/codes",
        f"/documents/{site.document}",
        "/proposals",
    ):
        assert SECRET not in site.ask("Carla", "GET", path).text, path


def test_others_pages_are_told_nothing_of_a_draft(site: Site, blind: dict[str, str]) -> None:
    for who in ("Ana", "Olga", "Ben"):
        found = site.people.as_(who, news.news_of, site.document, 0)
        after = site.people.as_(who, documents.seq_of)
        assert found.everything  # the document itself was brought in
        site.code("Ben", blind["proposal_id"], name=f"{SECRET} {who}")
        found = site.people.as_(who, news.news_of, site.document, after)
        assert not any(found), who
    seen = site.people.as_("Ben", lambda a: news.news_of(a.on(blind["proposal_id"]), site.document, after))
    assert (seen.tree, seen.codings, seen.passages) == (True, True, [(4, 11)])


def test_once_open_everybody_sees_the_drafts(site: Site, blind: dict[str, str]) -> None:
    site.people.as_("Ana", open_layer, "trial")
    (row,) = site.people.as_("Olga", store.proposals)
    assert (row.name, row.codes) == ("Ben", 1)
    assert any(SECRET in said for said in site.people.as_("Carla", listed))
    with pytest.raises(NotFound):
        site.people.as_("Olga", store.on_own_proposal, row.id)
    rows = site.people.as_("Carla", history.history, None, mine=False, most=100)
    assert site.people.as_("Carla", history.unseen, rows) == set()
