"""The study of the published shape: every number that its makers worked out by brute force."""

import pytest

from quotetree.coding.counts import (
    Filters,
    Snapshot,
    behind,
    break_down,
    count,
    gather,
    snapshot_of,
    speakers,
    totals,
)
from tests.coding.study import expected, made, rows_of

CHECK = Filters(layers=frozenset({"check"}))
ANA = Filters(coders=frozenset({"Ana"}))


@pytest.fixture(scope="module", params=[1, 2])
def study(request, tmp_path_factory):
    folder = made(tmp_path_factory.mktemp("study"), request.param)
    return snapshot_of(rows_of(folder)), expected(folder)


def counted(snapshot: Snapshot, filters: Filters | None = None, with_subcodes: bool = False):
    table = count(gather(snapshot, filters, with_subcodes=with_subcodes)).rows()
    return {code: numbers._asdict() for code, numbers in table.items()}


def test_own_counts(study):
    snapshot, answers = study
    assert counted(snapshot) == answers["own"]


def test_counts_with_subcodes(study):
    snapshot, answers = study
    assert counted(snapshot, with_subcodes=True) == answers["with_subcodes"]


def test_the_check_layer(study):
    snapshot, answers = study
    check = counted(snapshot, CHECK)
    assert {code: check[code] for code in answers["check_layer_own"]} == answers["check_layer_own"]
    assert not any(sum(check[code].values()) for code in check if code not in answers["check_layer_own"])


def test_one_coder(study):
    snapshot, answers = study
    assert counted(snapshot, ANA) == answers["coder_Ana_own"]


@pytest.mark.parametrize("by", ["profession", "site", "colocated", "document.phase"])
def test_by_an_attribute(study, by):
    snapshot, answers = study
    found = break_down(gather(snapshot, with_subcodes=True), by).rows()
    cells = {code: {value: cell._asdict() for value, cell in row.items()} for code, row in found.items()}
    assert cells == answers[f"by_{by}"]


def test_totals(study):
    snapshot, answers = study
    found = totals(snapshot)
    assert found == {name: answers[name] for name in found}
    assert speakers(snapshot).spoke == found["participants_who_spoke"] + found["placeholders"]
    assert speakers(snapshot).silent == found["participants"] - found["participants_who_spoke"]


@pytest.mark.parametrize("number", ["comments", "unattributed", "interviewer_only", "in_notes"])
def test_every_number_opens_its_comments(study, number):
    snapshot, answers = study
    for with_subcodes, name in ((False, "own"), (True, "with_subcodes")):
        found = gather(snapshot, with_subcodes=with_subcodes)
        for code, numbers in answers[name].items():
            assert len(behind(found, code, number)) == numbers[number]


def test_the_comments_behind_a_code(study):
    snapshot, answers = study
    found = gather(snapshot, with_subcodes=True)
    for code, numbers in answers["with_subcodes"].items():
        comments = list(behind(found, code))
        assert len({comment.document for comment in comments}) == numbers["documents"]
        assert len({one for comment in comments for one in comment.respondents}) == numbers["respondents"]
        assert sum(len(comment.respondents) for comment in comments) == numbers["contributions"]
