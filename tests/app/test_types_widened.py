"""A type that was told from a table gives way to a later table; one that a person gave does not."""

from collections.abc import Iterator

import pytest

from quotetree.app.services import attributes, undo
from quotetree.app.services.imports import tables
from quotetree.app.store import attributes as store
from quotetree.coding.tables.people import ParticipantRow
from quotetree.coding.tables.table import TableRefused
from tests.app.cast import Cast, cast


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def bring(people: Cast, **years: str) -> tables.Imported:
    rows = [ParticipantRow(n, name, {"years": value}) for n, (name, value) in enumerate(years.items(), 2)]
    return people.as_("Ana", tables.import_table, "participants", rows, {"years": "years"})


def type_of(people: Cast) -> str:
    return people.as_("Ana", store.attributes, "participant", writing=False)[-1].type


def test_a_guessed_type_becomes_text_where_a_later_value_does_not_fit_and_this_is_said(people: Cast) -> None:
    assert bring(people, A1="5", A2="12").said == ()
    assert type_of(people) == "whole number"
    assert bring(people, A3="7").said == ()
    done = bring(people, A4="n/a")
    assert done.said == ("years becomes text: “n/a” does not fit whole number.",)
    assert type_of(people) == "text"
    assert done.seq is not None
    people.as_("Ana", undo.undo, done.seq)
    assert type_of(people) == "whole number"


def test_a_type_that_a_person_gave_stays_and_the_row_is_named(people: Cast) -> None:
    people.as_("Ana", attributes.add_attribute, "participant", "years", "whole number")
    with pytest.raises(TableRefused) as refused:
        bring(people, A1="5", A2="n/a")
    assert list(refused.value.details) == ["Row 3, column years: “n/a” is no whole number."]


def test_a_guessed_type_that_a_person_changed_is_theirs(people: Cast) -> None:
    bring(people, A1="5")
    years = people.as_("Ana", store.attributes, "participant", writing=False)[-1]
    for type_ in ("text", "whole number"):
        people.as_("Ana", attributes.define_attribute, years.id, "years", type_)
    with pytest.raises(TableRefused):
        bring(people, A2="unknown")
