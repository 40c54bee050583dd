"""Codings one by one, page by page, against sorting all of them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import listed, per_coder, per_document, snapshot_of
from tests.coding.brute_pairs import is_listed, shown
from tests.coding.random_studies import CODES, filters, studies
from tests.coding.test_counts_properties import brute

some_codes = st.none() | st.sets(st.sampled_from(CODES))


@given(studies(), filters, some_codes, st.integers(0, 12), st.integers(0, 6))
def test_a_page_is_a_slice_of_all_in_order(study, chosen, codes, skip, most):
    snapshot = snapshot_of(study.rows())
    answers = brute(study, chosen)
    place = {document: n for n, document in enumerate(snapshot.talk.documents)}
    rows = [
        (place[row[1]], row[5], -row[6], row[0])
        for row in shown(study.codings)
        if is_listed(answers, row) and (codes is None or row[2] in codes)
    ]
    found = listed(snapshot, chosen, codes, skip, most)
    assert found.total == len(rows)
    assert list(found.ids) == [row[-1] for row in sorted(rows)][skip : skip + most]


@given(studies(), filters)
def test_codings_are_counted_by_document_and_coder(study, chosen):
    snapshot = snapshot_of(study.rows())
    ids = set(listed(snapshot, chosen, None, 0, 1000).ids)
    rows = [row for row in study.codings if row[0] in ids]
    documents, coders = [row[1] for row in rows], [row[3] for row in rows]
    assert per_document(snapshot, chosen) == dict(Counter(documents))
    assert per_coder(snapshot, chosen) == {
        coder: (n, len({row[1] for row in rows if row[3] == coder})) for coder, n in Counter(coders).items()
    }
