"""In how many documents a code was looked for."""

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import Done, Filters, coverage, snapshot_of
from tests.coding.brute import below
from tests.coding.random_studies import CODERS, CODES, filters, studies
from tests.coding.small_study import Document, SmallStudy
from tests.coding.test_counts_properties import brute

DOCUMENTS = tuple(Document(name, (), {}) for name in ("D0", "D1", "D2"))
STUDY = SmallStudy(DOCUMENTS, {}, {"A": None, "B": "A", "C": None}, ())
BORN = {"A": 1, "B": 7, "C": 5}
DONE = (Done("D0", "Ana", 4), Done("D1", "Ana", 6), Done("D1", "Ben", 9))


def read(chosen: Filters | None = None, *, with_subcodes: bool = False) -> tuple[dict[str, int], int]:
    found = coverage(snapshot_of(STUDY.rows()), chosen or Filters(), BORN, DONE, with_subcodes=with_subcodes)
    return dict(found.read), found.documents


def test_a_code_is_looked_for_in_what_was_done_after_it_was_born():
    assert read() == ({"A": 2, "B": 1, "C": 1}, 3)


def test_with_sub_codes_the_youngest_counts():
    assert read(with_subcodes=True) == ({"A": 1, "B": 1, "C": 1}, 3)


def test_only_the_coders_and_documents_chosen_count():
    assert read(Filters(coders=frozenset({"Ana"}))) == ({"A": 2, "B": 0, "C": 1}, 3)
    assert read(Filters(documents=frozenset({"D1"}))) == ({"A": 1, "B": 1, "C": 1}, 1)


def test_a_round_counts_for_its_codes_alone():
    done = (*DONE, Done("D2", "Ben", 9, frozenset({"B"})))
    found = coverage(snapshot_of(STUDY.rows()), Filters(), BORN, done)
    assert dict(found.read) == {"A": 2, "B": 2, "C": 1}


def test_told():
    found = coverage(snapshot_of(STUDY.rows()), Filters(), BORN, DONE)
    assert found.told("A") == "2 of 3"
    assert found.lacks("A")
    whole = coverage(snapshot_of(STUDY.rows()), Filters(documents=frozenset({"D1"})), BORN, DONE)
    assert not whole.lacks("A")


marks = st.lists(
    st.builds(
        Done,
        st.sampled_from(("D0", "D1", "D2", "D9")),
        st.sampled_from(CODERS),
        st.integers(0, 9),
        st.none() | st.frozensets(st.sampled_from(CODES), max_size=2),
    )
)


@given(studies(), filters, st.booleans(), marks, st.dictionaries(st.sampled_from(CODES), st.integers(0, 9)))
def test_coverage(study, chosen, rolled, done, born):
    found = coverage(snapshot_of(study.rows()), chosen, born, done, with_subcodes=rolled)
    answers = brute(study, chosen)
    there = [
        one.id
        for one in study.documents
        if (chosen.documents is None or one.id in chosen.documents) and answers.document_passes(one)
    ]
    assert found.documents == len(there)
    for code in study.codes:
        family = [other for other in study.codes if below(study, other, code, rolled)]
        assert found.read[code] == sum(
            all(
                any(
                    mark.document == document
                    and (chosen.coders is None or mark.coder in chosen.coders)
                    and (mark.codes is None or one in mark.codes)
                    and mark.seq >= born.get(one, 0)
                    for mark in done
                )
                for one in family
            )
            for document in there
        )
