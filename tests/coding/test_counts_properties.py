"""Random studies are counted as brute force, character by character, counts them."""

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import behind, break_down, count, gather, snapshot_of, speakers, totals
from quotetree.coding.counts.words import letters, words_of
from tests.coding.brute import Brute
from tests.coding.random_studies import CODES, filters, studies

ATTRIBUTES = ("site", "band", "document.phase")
STORED = {"site": "Site", "band": "band", "document.phase": "document.Phase", "Band": "band"}


def brute(study, chosen):
    def passes(row):
        _, document, _, coder, layer, _, _ = row
        return (
            layer in chosen.layers
            and (chosen.coders is None or coder in chosen.coders)
            and (chosen.documents is None or document in chosen.documents)
            and not any(
                layer == hidden.layer
                and (hidden.documents is None or document in hidden.documents)
                and coder not in hidden.but_by
                for hidden in chosen.withheld
            )
        )

    return Brute(study, passes, [(STORED[name], values) for name, values in chosen.attributes])


@given(studies(), filters, st.booleans())
def test_counts(study, chosen, rolled):
    table = count(gather(snapshot_of(study.rows()), chosen, with_subcodes=rolled)).rows()
    answers = brute(study, chosen)
    assert {code: row._asdict() for code, row in table.items()} == {
        code: answers.count(code, rolled) for code in study.codes
    }


@given(studies(), filters, st.booleans(), st.lists(st.sampled_from(CODES), unique=True))
def test_counts_of_some_codes(study, chosen, rolled, codes):
    snapshot = snapshot_of(study.rows())
    table = count(gather(snapshot, chosen, with_subcodes=rolled)).rows()
    some = count(gather(snapshot, chosen, with_subcodes=rolled, codes=codes)).rows()
    assert list(some) == codes
    assert some == {code: table[code] for code in codes}


@given(studies(), filters, st.booleans(), st.sampled_from(ATTRIBUTES))
def test_breakdowns(study, chosen, rolled, by):
    found = break_down(gather(snapshot_of(study.rows()), chosen, with_subcodes=rolled), by).rows()
    answers = brute(study, chosen)
    assert found == {code: answers.cells(code, rolled, STORED[by]) for code in study.codes}


@given(studies(), filters, st.booleans(), st.sampled_from(CODES))
def test_the_comments_behind_a_number(study, chosen, rolled, code):
    found = gather(snapshot_of(study.rows()), chosen, with_subcodes=rolled)
    for number, passages in brute(study, chosen).sorted_out(code, rolled).items():
        assert [
            (
                one.document,
                one.start,
                one.end,
                set(one.codings),
                {tuple(person) for person in one.respondents},
            )
            for one in behind(found, code, number)
        ] == [
            (
                document.id,
                min(row[5] for row in rows),
                max(row[6] for row in rows),
                {row[0] for row in rows},
                people,
            )
            for (document, rows, _), people in passages
        ]


@given(studies(), filters, st.booleans(), st.sampled_from(CODES), st.sampled_from(ATTRIBUTES))
def test_every_cell_opens_its_comments(study, chosen, rolled, code, by):
    found = gather(snapshot_of(study.rows()), chosen, with_subcodes=rolled)
    for value, cell in break_down(found, by).rows()[code].items():
        comments = behind(found, code, by=by, value=value)
        assert len(comments) == cell.comments
        assert comments.page(0, 1) + comments.page(1, len(comments)) == list(comments)
    assert len(behind(found, code, by=by, value="a value that nobody has")) == 0


@given(studies(), filters, st.sampled_from(ATTRIBUTES))
def test_who_spoke(study, chosen, by):
    snapshot = snapshot_of(study.rows())
    there = {one.id for one in study.documents if chosen.documents is None or one.id in chosen.documents}
    answers = brute(study, chosen)
    found = speakers(snapshot, chosen, by)
    everybody = answers.spoke(there).get("", set())
    attended = {
        (person, False)
        for one in study.documents
        for person in one.attended
        if one.id in there and answers.document_passes(one) and answers.lets(one, (person, False))
        if person not in study.left_out
    }
    assert found.spoke == len(everybody)
    assert found.placeholders == sum(placeholder for _, placeholder in everybody)
    assert found.silent == len(attended - everybody)
    assert found.by == {value: len(people) for value, people in answers.spoke(there, STORED[by]).items()}


@given(studies(), filters, st.booleans(), st.sampled_from(ATTRIBUTES))
def test_no_percentage_is_above_a_hundred(study, chosen, rolled, by):
    snapshot = snapshot_of(study.rows())
    found = gather(snapshot, chosen, with_subcodes=rolled)
    spoke = speakers(snapshot, chosen, by)
    assert all(row.respondents <= spoke.spoke for row in count(found).rows().values())
    for row in break_down(found, by).rows().values():
        assert all(cell.respondents <= spoke.by.get(value, 0) for value, cell in row.items())


@given(studies(), filters)
def test_totals(study, chosen):
    found = totals(snapshot_of(study.rows()), chosen)
    answers = brute(study, chosen)
    there = {one.id for one in study.documents if chosen.documents is None or one.id in chosen.documents}
    spoke = answers.spoke(there).get("", set())
    documents = {one.id: one for one in study.documents}
    assert sum(found["documents"].values()) == sum(answers.document_passes(documents[one]) for one in there)
    assert found["participants_who_spoke"] == sum(not placeholder for _, placeholder in spoke)
    assert found["placeholders"] == sum(placeholder for _, placeholder in spoke)
    # Equal codings are shown, and told, as one.
    told = {
        row[1:]
        for row in study.codings
        if answers.passes(row) and answers.document_passes(documents[row[1]]) and not answers.out(row)
    }
    assert found["codings"] == len(told)
    if chosen.documents is None and not chosen.attributes:
        assert found["participants"] == len(study.people.keys() - study.left_out)


@given(st.text(max_size=200))
def test_letters_are_those_of_isalnum(text):
    assert letters(text).tolist() == [character.isalnum() for character in text]


def test_letters_of_all_of_unicode():
    everything = "".join(chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000)
    assert letters(everything).tolist() == [character.isalnum() for character in everything]


@given(st.integers(0, 300), st.data())
def test_places_among_the_words(length, data):
    text = data.draw(st.text(alphabet="a b", min_size=length, max_size=length))
    words = words_of(text, [(0, length)])
    places = range(length + 1)
    assert words.at(list(places)).tolist() == [sum(one != " " for one in text[:place]) for place in places]
