"""A snapshot that was moved on is the snapshot that would be read anew."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import (
    Filters,
    behind,
    break_down,
    count,
    counts,
    gather,
    snapshot_of,
    speakers,
    totals,
)
from quotetree.coding.counts.count import KEPT
from quotetree.coding.errors import QuotetreeError
from tests.coding.brute import heard, without
from tests.coding.random_studies import CODES, coding_rows, documents, speaker, studies, trees, values
from tests.coding.small_study import Document, SmallStudy, Speaker, coding

ALL = Filters(layers=frozenset({"main", "check", "trial"}))
BEN = Filters(coders=frozenset({"Ben"}))


def all_counts(snapshot):
    """Everything that can be counted in a snapshot."""
    found = [
        gather(snapshot, chosen, with_subcodes=rolled) for chosen in (ALL, BEN) for rolled in (False, True)
    ]
    return (
        snapshot.seq,
        [count(one).rows() for one in found],
        kept_counts(snapshot),
        [break_down(one, by).rows() for one in found for by in ("site", "band", "document.phase")],
        [
            (comment.document, comment.start, comment.end, set(comment.codings), comment.respondents)
            for one in found
            for code in snapshot.lines.codes
            for comment in behind(one, code)
        ],
        totals(snapshot, ALL),
        speakers(snapshot, ALL, "site"),
    )


def kept_counts(snapshot):
    return [
        counts(snapshot, chosen, with_subcodes=rolled).rows()
        for chosen in (ALL, BEN)
        for rolled in (False, True)
    ]


def anew(study, seq):
    return all_counts(snapshot_of(replace(study.rows(), seq=seq)))


@given(studies(), st.data())
def test_after_codings_changed(study, data):
    snapshot = snapshot_of(study.rows())
    for seq in range(2, data.draw(st.integers(3, 4))):
        there = [row[0] for row in study.codings]
        gone = data.draw(st.sets(st.sampled_from([*there, "not there"]), max_size=20))
        added = [
            data.draw(coding_rows(100 * seq + n, study.documents))
            for n in range(data.draw(st.sampled_from((0, 1, 2, 20))))
        ]
        kept = [row for row in study.codings if row[0] not in gone]
        study = replace(study, codings=(*kept, *added))
        if data.draw(st.booleans()):
            kept_counts(snapshot)
        snapshot = snapshot.with_codings(seq, added, gone)
        assert all_counts(snapshot) == anew(study, seq)


@given(studies(), values)
def test_kept_counts_do_not_outlive_what_is_known_of_people(study, own):
    northern = Filters(attributes=(("site", frozenset({"north"})),))
    snapshot = snapshot_of(study.rows())
    counts(snapshot, northern)
    moved = snapshot.with_people(2, replace(study, people={**study.people, "P1": own}).who())
    assert counts(moved, northern).rows() == count(gather(moved, northern)).rows()


def test_few_tables_are_kept():
    snapshot = snapshot_of(STUDY.rows())
    for n in range(100):
        assert counts(snapshot, Filters(coders=frozenset({"Ana", str(n)}))).rows()["A"].comments == 1
    assert len(snapshot.kept) <= KEPT


@given(studies(), trees(), st.sets(st.sampled_from(CODES)))
def test_after_the_tree_changed(study, codes, gone):
    codes = {code: parent for code, parent in codes.items() if not gone & {code, parent}}
    codes = {code: parent if parent in codes else None for code, parent in codes.items()}
    snapshot = snapshot_of(study.rows()).with_codes(2, codes.items())
    study = replace(study, codes=codes, codings=tuple(row for row in study.codings if row[2] in codes))
    assert all_counts(snapshot) == anew(study, 2)


@given(studies(), documents("D1"), documents("D3"), st.sets(st.sampled_from(("D0", "D1", "D2"))))
def test_after_documents_changed_came_and_went(study, changed, new, gone):
    snapshot = snapshot_of(study.rows())
    told = [changed if one.id == "D1" else one for one in study.documents if one.id not in gone]
    codings = tuple(row for row in study.codings if row[1] not in gone)
    study = replace(study, documents=(*told, new), codings=codings)
    moved = snapshot.with_talk(2, study.talk(texts_of=frozenset({"D1", "D3"}))).with_people(2, study.who())
    assert all_counts(moved) == anew(study, 2)


@given(studies(), st.data())
def test_after_labels_were_given_to_others(study, data):
    told = [
        replace(
            one,
            speakers={key: data.draw(speaker) for key in one.speakers},
            attended=tuple(data.draw(st.sets(st.sampled_from(("P1", "P4"))))),
        )
        for one in study.documents
    ]
    again = frozenset(
        one.id
        for one, before in zip(told, study.documents, strict=True)
        if silent(one, study.left_out) != silent(before, study.left_out)
    )
    snapshot = snapshot_of(study.rows())
    study = replace(study, documents=tuple(told))
    assert all_counts(snapshot.with_talk(2, study.talk(texts_of=again))) == anew(study, 2)


def silent(document, left_out):
    """The speakers whose words are nobody's, and those who are left out."""
    return [
        {key for key in document.speakers if without(heard(document, key), people) is None}
        for people in (frozenset(), left_out)
    ]


@given(studies(), st.sets(st.sampled_from(("P1", "P2", "P4"))).map(frozenset))
def test_after_people_were_left_out_or_came_back(study, left_out):
    before = study.left_out
    again = frozenset(one.id for one in study.documents if silent(one, left_out) != silent(one, before))
    snapshot = snapshot_of(study.rows())
    study = replace(study, left_out=left_out)
    moved = snapshot.with_talk(2, study.talk(texts_of=again)).with_people(2, study.who())
    assert all_counts(moved) == anew(study, 2)


@given(studies(), values, values)
def test_after_people_changed(study, own, then):
    snapshot = snapshot_of(study.rows())
    break_down(gather(snapshot), "site")
    study = replace(study, people={**study.people, "P1": own}, then={**study.then, ("D0", "P1"): then})
    assert all_counts(snapshot.with_people(2, study.who())) == anew(study, 2)


TALK = Document("D", (("x", "P1: ", "yes"),), {"x": Speaker("participant", "P1")})
STUDY = SmallStudy((TALK,), {"P1": {}}, {"A": None, "B": "A"}, (coding(1, "D", "A", 4, 7),))


def test_what_was_before_stays_as_it_was():
    before = snapshot_of(STUDY.rows())
    before.with_codings(2, [coding(2, "D", "A", 4, 5)], ["c1"]).with_codes(3, [("B", None)])
    assert count(gather(before)).rows()["A"].comments == 1
    assert before.codings.ids.tolist() == ["c1"]


def test_a_new_role_of_a_wordless_label_needs_the_text():
    date = replace(TALK, speakers={"x": Speaker("not a speaker")})
    study = replace(STUDY, documents=(date,))
    with pytest.raises(QuotetreeError, match="must be read again"):
        snapshot_of(STUDY.rows()).with_talk(2, study.talk(texts_of=frozenset()))


def test_a_new_document_needs_its_text():
    study = replace(STUDY, documents=(TALK, replace(TALK, id="E")))
    with pytest.raises(QuotetreeError, match="text of document E is missing"):
        snapshot_of(STUDY.rows()).with_talk(2, study.talk(texts_of=frozenset()))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (coding(2, "E", "A", 4, 7), "document 'E'"),
        (coding(2, "D", "C", 4, 7), "code 'C'"),
        (coding(2, "D", "A", 4, 7, layer="blind"), "layer 'blind'"),
    ],
)
def test_a_coding_of_another_project_is_refused(row, what):
    with pytest.raises(QuotetreeError, match=what):
        snapshot_of(STUDY.rows()).with_codings(2, [row])


@pytest.mark.parametrize(
    ("codes", "what"), [([("A", "B"), ("B", "A")], "below itself"), ([("A", "Z")], "code Z, which is not")]
)
def test_a_broken_tree_is_refused(codes, what):
    with pytest.raises(QuotetreeError, match=what):
        snapshot_of(STUDY.rows()).with_codes(2, codes)
