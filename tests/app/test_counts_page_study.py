"""The page of counts shows for a generated study what its maker counted by brute force."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quotetree.app.store import codes, documents, tables
from quotetree.app.store.access import begin_session, reach
from quotetree.app.store.database import open_database, transaction
from tests.app.cast import Cast
from tests.app.command_line import runner
from tests.app.site import Site, served
from tests.app.test_cli_study import everything, made, without_nothing
from tests.app.test_counts_page import ROW, numbers

CELLS = re.compile(r"<td>(?:<a[^>]*>|<span[^>]*>)(\d+)")
HEADS = re.compile(r'<th scope="col">([^<]+)<small>N = ')
Table = dict[str, dict[str, Any]]


class Study:
    """A study on a site: its pages' tables by the paths of codes."""

    def __init__(self, site: Site, paths: dict[str, str], coders: dict[str, str]) -> None:
        self.site, self.paths, self.coders = site, paths, coders

    def counts(self, **chosen: str) -> Table:
        """By path the numbers of each row."""
        told = self.site.client().get(f"{self.site.project}/counts", params=chosen).text
        return {self.paths[row[1]]: numbers(row[0]) for row in ROW.finditer(told)}

    def by(self, attribute: str) -> Table:
        """By path and value comments and respondents, without values that have none."""
        found: Table = {}
        for show in ("comments", "respondents"):
            chosen = {"by": attribute, "show": show}
            told = unescape(self.site.client().get(f"{self.site.project}/counts", params=chosen).text)
            values = ["" if value == "not known" else value for value in HEADS.findall(told)]
            for row in ROW.finditer(told):
                cells = found.setdefault(self.paths[row[1]], {})
                for value, number in zip(values, CELLS.findall(row[0]), strict=True):
                    cells.setdefault(value, {})[show] = int(number)
        return {
            path: {value: cell for value, cell in cells.items() if cell["comments"]}
            for path, cells in found.items()
        }


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made(tmp_path, 1) / "expected.json").read_text())
    return found


@pytest.fixture
def study(
    capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path, expected: dict[str, Any]
) -> Iterator[Study]:
    answer = runner(capsys, database_url)(*everything(tmp_path))
    assert (answer.status, answer.err) == (0, "")
    people = Cast(open_database(database_url))
    with transaction(people.database, writing=True) as connection:
        account, people.project_id = connection.execute(
            select(tables.Membership.account_id, tables.Membership.project_id)
        ).one()
        begin_session(connection, account, "token of Ana")
        access = reach(connection, account, people.project_id)
        paths = codes.tree(access).paths
        coders = {coder.name: coder.id for coder in documents.coders(access)}
    with served(people) as site:
        yield Study(site, paths, coders)
    people.database.dispose()


def test_a_study_is_counted_as_expected(study: Study, expected: dict[str, Any]):
    assert study.counts(rolled="false") == expected["own"]
    assert study.counts() == expected["with_subcodes"]
    check = study.counts(rolled="false", layer="check")
    assert without_nothing(check) == without_nothing(expected["check_layer_own"])
    ana = study.counts(rolled="false", coder=study.coders["Ana"])
    assert without_nothing(ana) == without_nothing(expected["coder_Ana_own"])
    for attribute in ("profession", "site", "colocated", "document.phase"):
        assert study.by(attribute) == expected[f"by_{attribute}"], attribute
    taken_out_is_as_expected(study, expected)


def taken_out_is_as_expected(study: Study, expected: dict[str, Any]) -> None:
    """The table that is taken out has the same numbers."""
    file = study.site.client().get(f"{study.site.project}/exports/counts.csv").content
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    for head, name in (("own", "own"), ("with sub-codes", "with_subcodes")):
        shown = {
            row["code"]: {
                number: int(row[f"{number.replace('_', ' ')}, {head}"])
                for number in expected[name][row["code"]]
            }
            for row in rows
        }
        assert shown == expected[name]
