"""A name under which people code: called otherwise by who has it, or by an owner."""

from collections.abc import Iterator

import pytest

from quotetree.app.services.projects import ProjectRefused, rename_coder
from quotetree.app.services.undo import undo_latest
from quotetree.app.store.documents import coders
from quotetree.coding.access import NotAllowed
from quotetree.coding.names import CodeNameError
from tests.app.cast import Cast, cast
from tests.app.site import served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def names(people: Cast) -> dict[str, str]:
    return {row.name: row.id for row in people.as_("Ana", coders, writing=False)}


def test_a_name_is_called_otherwise_by_who_has_it_or_an_owner(people: Cast) -> None:
    before = names(people)
    with pytest.raises(NotAllowed):
        people.as_("Ben", rename_coder, before["Ana"], "Anna")
    with pytest.raises(ProjectRefused, match="There is already a coder “ANA”"):
        people.as_("Ben", rename_coder, before["Ben"], "ANA")
    with pytest.raises(CodeNameError, match="A coder needs a name"):
        people.as_("Ben", rename_coder, before["Ben"], " ")
    people.as_("Ben", rename_coder, before["Ben"], "Benedict")
    people.as_("Ana", rename_coder, before["Ben"], "Ben Obi")
    assert names(people)["Ben Obi"] == before["Ben"]
    people.as_("Ana", undo_latest)
    assert names(people)["Benedict"] == before["Ben"]


def test_one_renames_oneself_from_the_initials_in_the_bar(people: Cast) -> None:
    with served(people) as site:
        page = site.client().get(f"{site.project}/people").text
        address = f"{site.project}/coders/{names(people)['Ana']}/name"
        assert f'action="{address}"' in page
        site.client().post(address, data={"name": "Dana"})
        assert "You are Dana" in site.client().get(f"{site.project}/people").text
        assert "renamed the coder “Ana” to “Dana”" in site.client().get(f"{site.project}/history").text
