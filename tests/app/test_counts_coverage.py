"""The page of counts says in how many documents a code was looked for, from what coders are done with."""

import csv
import io
import re

from sqlalchemy import select

from quotetree.app.services.codes import create_code, delete_code
from quotetree.app.services.reading import finish, reopen
from quotetree.app.services.undo import undo
from quotetree.app.store import tables
from quotetree.app.store.access import Access
from tests.app.site import Site
from tests.app.test_counts_page import ROW, codes, site

__all__ = ["codes", "site"]  # what the tests below stand on


def document(access: Access, name: str) -> str:
    asked = select(tables.Document.id).where(tables.Document.name == name)
    return str(access.connection.execute(asked).scalar_one())


def done(site: Site, who: str, *names: str) -> None:
    ids = [site.people.as_(who, document, name, writing=False) for name in names]
    site.people.as_(who, finish, ids)


def read(site: Site, **chosen: str) -> dict[str, str]:
    """By code what the page says under "Read for it"; nothing where it has no such column."""
    told = site.client().get(f"{site.project}/counts", params=chosen).text
    cells = {row[1]: re.search(r">(\d+ of \d+)</span>", row[0]) for row in ROW.finditer(told)}
    return {code: cell[1] for code, cell in cells.items() if cell}


def test_nothing_is_said_until_somebody_is_done(site: Site, codes: list[str]):
    told = site.client().get(f"{site.project}/counts").text
    assert "Read for it" not in told
    assert "at least" not in told


def test_a_later_code_was_not_looked_for_in_what_was_done_before(site: Site, codes: list[str]):
    done(site, "Ana", "I1", "I2")
    later = site.people.as_("Ana", create_code, "Later").code_id
    done(site, "Ben", "I2", "I3")
    assert read(site) == {codes[0]: "3 of 3", codes[1]: "3 of 3", later: "2 of 3"}
    assert read(site, named="I3") == dict.fromkeys([*codes, later], "1 of 1")
    site.people.as_("Ben", reopen, [site.people.as_("Ben", document, "I3", writing=False)])
    assert read(site) == {codes[0]: "2 of 3", codes[1]: "2 of 3", later: "1 of 3"}


def test_below_full_coverage_a_share_is_at_least(site: Site, codes: list[str]):
    done(site, "Ana", "I1")
    told = site.client().get(f"{site.project}/counts").text
    assert "at least 100%" in told
    by = site.client().get(f"{site.project}/counts", params={"by": "profession"}).text
    assert "≥ 100%" in by
    opened = {"code": codes[0], "by": "profession", "value": "nurse"}
    assert "(at least 100%)" in site.client().get(f"{site.project}/counts/opened", params=opened).text
    done(site, "Ana", "I2", "I3")
    assert "at least 100%" not in site.client().get(f"{site.project}/counts").text


def test_a_code_that_was_brought_back_is_as_old_as_before(site: Site, codes: list[str]):
    seq = site.people.as_("Ana", delete_code, codes[1]).seq
    done(site, "Ana", "I1")
    site.people.as_("Ana", undo, seq)
    assert read(site)[codes[1]] == "1 of 3"


def test_what_is_taken_out_says_of_how_many_and_how_far_it_was_read(site: Site, codes: list[str]):
    path = f"{site.project}/exports/counts.csv"
    assert "read for it" not in site.client().get(path).text
    done(site, "Ana", "I1")
    rows = list(csv.DictReader(io.StringIO(site.client().get(path).content.decode("utf-8-sig"))))
    assert rows[0]["share of N, with sub-codes"] == "at least 100%"
    assert rows[0]["read for it, with sub-codes"] == "1 of 3"
