"""Re-coding from lists: what is shown first, whose codings change, what the counts are then, and the way back."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from quotetree.app.services import memos, recoding
from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.undo import undo_latest
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree_plans import Place
from tests.app.cast import WORDS, Cast, add_document, cast, selected
from tests.app.site import Site, served

TALK, MORE, DOCTORS = ((WORDS.index(words), WORDS.index(words) + len(words)) for words in
                       ("We talk", "more", "doctors"))  # fmt: skip


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


@pytest.fixture
def people(site: Site) -> Cast:
    return site.people


class Study:
    """Contact with Informal below it, and Delay; a document; Ana and Ben have coded."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self.contact = people.as_("Ana", create_code, "Contact").code_id
        self.informal = people.as_("Ana", create_code, "Informal", Place(self.contact)).code_id
        self.delay = people.as_("Ana", create_code, "Delay").code_id
        self.document = people.as_("Ana", add_document)
        self.talk = self.coded("Ana", TALK, self.contact)
        self.more = self.coded("Ben", MORE, self.contact)
        self.doctors = self.coded("Ana", DOCTORS, self.informal)

    def coded(self, who: str, at: tuple[int, int], code: str, layer: str = "main") -> str:
        return self.people.as_(who, add_coding, self.document, selected(*at), code, layer).coding_id

    @property
    def codes(self) -> dict[str, str]:
        return {row["id"]: row["code_id"] for row in self.people.rows()["coding"].values()}


@pytest.fixture
def study(people: Cast) -> Study:
    return Study(people)


def do(access: Access, ids: list[str], how: str, code: str = "", name: str = "") -> recoding.Recoding:
    made = recoding.propose(access, ids, how, code, name)
    recoding.recode(access, made)
    return made


def test_an_owner_moves_anybodys_codings_and_nothing_else_of_them_changes(people: Cast, study: Study):
    people.as_("Ana", memos.write_memo, On("coding", study.talk), "Hm.")
    before = people.rows()
    people.as_("Ana", do, [study.talk, study.more, study.doctors], "move", study.delay)
    after = people.rows()
    assert set(study.codes.values()) == {study.delay}
    assert {
        one: row | {"code_id": before["coding"][one]["code_id"]} for one, row in after["coding"].items()
    } == before["coding"]
    assert after["memo"] == before["memo"]
    people.as_("Ana", undo_latest)
    assert people.rows()["coding"] == before["coding"]


def test_a_coder_moves_their_own_and_is_told_whose_stay(people: Cast, study: Study):
    made = people.as_("Ben", do, [study.talk, study.more], "move", study.delay)
    assert (len(made.changes), made.left) == (1, {people.rows()["coding"][study.talk]["coder_id"]: 1})
    assert study.codes[study.talk] == study.contact
    assert study.codes[study.more] == study.delay


def test_those_that_carry_the_code_already_are_named(people: Cast, study: Study):
    twin = study.coded("Ana", TALK, study.delay)
    made = people.as_("Ana", do, [study.talk, twin, study.more], "move", study.delay)
    assert (made.does, made.there, made.doubled) == (2, 1, 1)


def test_added_codings_are_by_the_person_who_adds_them(people: Cast, study: Study):
    made = people.as_("Ben", do, [study.talk, study.more], "copy", study.delay)
    rows = [row for row in people.rows()["coding"].values() if row["code_id"] == study.delay]
    ben = people.rows()["coding"][study.more]["coder_id"]
    assert sorted((row["start"], row["end"], row["coder_id"], row["layer"]) for row in rows) == sorted(
        (*at, ben, "main") for at in (TALK, MORE)
    )
    assert made.does == 2
    again = people.as_("Ana", do, [study.talk, study.more], "copy", study.delay)
    assert (again.does, again.there) == (0, 2)
    people.as_("Ben", undo_latest)
    assert len(study.codes) == 3


def test_a_new_code_is_made_with_them(people: Cast, study: Study):
    people.as_("Ana", do, [study.talk], "move", "", "Waiting")
    codes = {row["id"]: row["name"] for row in people.rows()["code"].values()}
    assert codes[study.codes[study.talk]] == "Waiting"
    people.as_("Ana", undo_latest)
    assert "Waiting" not in {row["name"] for row in people.rows()["code"].values()}
    assert study.codes[study.talk] == study.contact


def test_what_is_taken_off_takes_its_memos_along_and_comes_back_with_them(people: Cast, study: Study):
    people.as_("Ana", memos.write_memo, On("coding", study.talk), "Hm.")
    before = people.rows()
    people.as_("Ana", do, [study.talk, study.doctors], "off")
    assert set(study.codes) == {study.more}
    assert not people.rows()["memo"]
    people.as_("Ana", undo_latest)
    after = people.rows()
    assert (after["coding"], after["memo"]) == (before["coding"], before["memo"])


def test_a_heading_and_what_is_not_asked_are_refused(people: Cast, study: Study):
    heading = people.as_("Ana", create_code, "Themes", heading=True).code_id
    with pytest.raises(QuotetreeError, match="is a heading"):
        people.as_("Ana", do, [study.talk], "move", heading)
    with pytest.raises(QuotetreeError, match="Choose what to do"):
        people.as_("Ana", do, [study.talk], "burn", study.delay)


def test_blind_codings_are_not_touched_or_counted_by_who_does_not_see_them(people: Cast, study: Study):
    blind = study.coded("Ana", TALK, study.contact, "check")
    made = people.as_("Ben", recoding.propose, [blind, study.more], "copy", study.delay, writing=False)
    assert (made.chosen, made.does) == (1, 1)
    study.coded("Ana", MORE, study.delay, "check")
    moved = people.as_("Ben", recoding.propose, [study.more, blind], "move", study.delay, writing=False)
    assert (moved.chosen, moved.doubled, dict(moved.left)) == (1, 0, {})


def ask(site: Site, who: str = "Ana", **fields: object) -> str:
    return unescape(site.client(who).get(f"{site.project}/recoding", params=fields).text)


def marked(told: str) -> str:
    return re.findall('name="expected" value="([0-9a-f]+)"', told)[0]


def test_the_counts_that_come_are_those_that_came(site: Site, study: Study):
    told = ask(site, coding=[study.talk, study.more], how="move", code=study.informal)
    figures = re.findall(r'class="figure[^"]*">([^<]+)<', told)
    # Contact: own 2 · 1 now, none then; with its sub-codes the same before and after. Informal: 1, then 3.
    contact, informal = ["2 · 1", "0 · 0", "3 · 2", "3 · 2"], ["1 · 1", "3 · 2", "–", "–"]
    assert figures == ["now", "then", "now", "then", *contact, *informal]
    fields = {"coding": [study.talk, study.more], "how": "move", "code": study.informal}
    done = site.client().post(f"{site.project}/recoding", data={**fields, "expected": marked(told)}).text
    assert "Moved 2 codings to Informal" in done
    then = ask(site, coding=[study.doctors], how="off")
    assert "3 · 2" in then


def test_all_of_a_list_are_those_beyond_the_page_too(site: Site, study: Study):
    text = "".join(f"P1: words number {n} end\n" for n in range(70))
    long = site.people.as_("Ana", add_document, text, "Long")
    at = 0
    for line in text.split("\n")[:-1]:
        site.people.as_("Ana", add_coding, long, selected(at + 4, at + len(line), text), study.delay)
        at += len(line) + 1
    told = ask(site, of=study.delay, every="true", how="off")
    assert "70 codings off: 70 of Ana." in told
    assert "Take 70 codings off" in told
    none = ask(site, of=study.delay, named="Interview*", every="true", how="off")
    assert not none.strip()
    behind = ask(site, of=study.contact, number="comments", every="true", how="move", code=study.delay)
    assert "3 codings to Delay: 2 of Ana, 1 of Ben." in behind


def test_what_changed_since_is_shown_again_before_anything_is_done(site: Site, study: Study):
    fields = {"coding": [study.talk, study.more], "how": "move", "code": study.delay}
    shown = marked(ask(site, **fields))
    site.people.as_("Ben", do, [study.more], "off")
    answer = site.client().post(f"{site.project}/recoding", data={**fields, "expected": shown}).text
    assert "Somebody has changed something meanwhile" in answer
    assert study.codes[study.talk] == study.contact
    again = site.client().post(f"{site.project}/recoding", data={**fields, "expected": marked(answer)}).text
    assert "Moved 1 coding to Delay" in again


def test_a_reader_has_no_boxes_and_a_coder_is_told_whose_stay(site: Site, study: Study):
    page = f"{site.project}/quotations"
    assert 'name="coding"' in site.client("Ben").get(page).text
    assert 'name="coding"' not in site.client("Carla").get(page).text
    told = ask(site, "Ben", coding=[study.talk, study.more], how="off")
    assert "1 coding off: 1 of Ben." in told
    assert "1 of Ana stay as they are" in told


def test_quotations_on_the_hits_of_a_search_are_recoded(site: Site, study: Study):
    client = site.client()
    found = client.get(f"{site.project}/search", params={"q": "talk"}).text
    address = unescape(re.findall(r'href="(/projects/[^"]+/quotations\?hits=[^"]+)"', found)[0])
    shown = client.get(address).text
    assert re.findall('name="coding" value="([^"]+)"', shown) == [study.talk]
    assert "On hits of the search" in shown
    told = ask(site, hits="talk | doctor*", every="true", how="move", code=study.delay)
    assert "2 codings to Delay: 2 of Ana." in told
    fields = {"every": "true", "how": "move", "code": study.delay, "expected": marked(told)}
    listing = {"hits": "talk | doctor*"}
    done = client.post(f"{site.project}/recoding", params=listing, data=fields).text
    assert "Moved 2 codings to Delay" in done
    assert study.codes == {study.talk: study.delay, study.more: study.contact, study.doctors: study.delay}
    assert client.get(f"{site.project}/quotations", params={"hits": '"talk'}).status_code == 422


def test_blind_codings_on_hits_are_not_listed(site: Site, study: Study):
    study.coded("Ana", TALK, study.delay, "check")
    page = f"{site.project}/quotations"
    listed = [
        len(
            re.findall(
                'name="coding"', site.client(who).get(page, params={"hits": "talk", "layer": "all"}).text
            )
        )
        for who in ("Ana", "Ben")
    ]
    assert listed == [2, 1]


def test_a_comment_of_several_codings_has_a_box_for_each_of_them(site: Site, study: Study):
    own = study.coded("Ben", TALK, study.contact)
    wider = study.coded("Ana", (TALK[0], MORE[1]), study.informal, "check")
    path = f"{site.project}/counts/opened?code={study.contact}&layer=all"
    shown = unescape(site.client().get(path).text)
    assert set(re.findall('name="coding" value="([^"]+)"', shown)) == {
        study.talk, study.more, study.doctors, own, wider,
    }  # fmt: skip
    assert "4 codings" in shown
    told = re.findall(r'<ul class="singles".*?</ul>', shown, re.S)
    lines = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in told[0].split("</li>")[:-1]]
    assert lines == [
        "Contact > Informal Ana · check all of it",
        "Contact Ana We talk",
        "Contact Ben We talk",
        "Contact Ben more",
    ]
    one = ask(site, coding=[own], how="move", code=study.delay)
    assert "1 coding to Delay: 1 of Ben." in one
    seen = site.client("Carla").get(path).text
    assert 'class="singles"' in seen
    assert "checkbox" not in re.findall(r'<ul class="singles".*?</ul>', seen, re.S)[0]


def test_further_comments_of_a_page_have_boxes_too(site: Site, study: Study):
    path = f"{site.project}/counts/opened?code={study.contact}"
    further = {"HX-Request": "true"}
    assert 'name="coding"' in site.client().get(path + "&ticks=true", headers=further).text
    assert 'name="coding"' not in site.client().get(path, headers=further).text
    assert 'name="coding"' not in site.client("Carla").get(path + "&ticks=true", headers=further).text


def test_codings_that_are_shown_as_one_are_recoded_as_one(people: Cast, study: Study):
    twin = study.coded("Ana", TALK, study.delay)
    people.as_("Ana", do, [twin], "move", study.contact)
    people.as_("Ana", do, [study.talk], "move", study.informal)
    assert study.codes[twin] == study.codes[study.talk] == study.informal
    people.as_("Ana", do, [twin], "off")
    assert not {twin, study.talk} & set(study.codes)
    people.as_("Ana", undo_latest)
    assert {twin, study.talk} <= set(study.codes)


def test_the_quotations_on_ticked_hits_alone_are_listed_and_taken_out(site: Site, study: Study):
    client = site.client()
    page = unescape(client.get(f"{site.project}/search", params={"q": "talk | doctor*"}).text)
    mark = re.findall('name="mark" value="([^"]+)"', page)[0]
    asked = {"q": "talk | doctor*", "mark": mark, "hit": "0"}
    told = unescape(client.get(f"{site.project}/search/proposal", params=asked).text)
    assert "Quotations on the ticked hit</a>" in told
    address = re.findall(r'href="(/projects/[^"]+/quotations\?hits=[^"]+)"', told)[0]
    listed = unescape(client.get(address).text)
    assert re.findall('name="coding" value="([^"]+)"', listed) == [study.talk]
    assert "On 1 ticked hit of the search" in listed
    [taken] = re.findall(r'href="([^"]+/codings\.csv[^"]*)"', listed)
    rows = client.get(taken).text.splitlines()
    assert [row.split(",")[6] for row in rows[1:]] == ["We talk"]
    counted = client.get(taken.replace("codings.csv", "counts.csv")).text.splitlines()
    assert [row.split(",")[:3] for row in counted[1:] if row.startswith("Contact")]
    other = client.get(address.replace(mark, "0" * 16))
    assert other.status_code == 409
    assert "The transcripts have changed since these hits were ticked." in other.text
