"""A retired sub-code in a splitting: not offered, refused, and told where it was a column already."""

import pytest

from quotetree.app.routes.splitting_rows import column_choices, column_rows, dealt
from quotetree.app.services import codes, splitting
from quotetree.app.services.retiring import retire_codes
from quotetree.app.store import codes as code_store
from quotetree.app.store.access import Access
from quotetree.coding.splitting import SplittingError
from quotetree.coding.tree_plans import Place

from .test_splitting import Study, people, study

__all__ = ["people", "study"]  # what the test below stands on


def test_a_retired_sub_code_is_no_column_and_one_retired_meanwhile_takes_nothing(study: Study) -> None:
    people = study.people
    for name in ("By post", "By phone"):
        people.as_("Ana", codes.create_code, name, Place(study.code))
    tree = people.as_("Ana", code_store.tree)
    post = tree.child(study.code, "By post").id
    people.as_("Ana", retire_codes, [post])

    def offered(access: Access) -> list[str]:
        return [name for _, name in column_choices(dealt(access, study.id))]

    def wrong(access: Access) -> list[str]:
        return [column.wrong for column in column_rows(access, dealt(access, study.id))]

    assert people.as_("Ana", offered, writing=False) == ["By phone"]
    with pytest.raises(SplittingError, match="“By post” is retired"):
        people.as_("Ana", splitting.add_columns, study.id, [post])
    with pytest.raises(SplittingError, match="“By post” is retired"):
        people.as_("Ana", splitting.add_columns, study.id, (), ["by post"])
    people.as_("Ana", retire_codes, [study.tea])
    assert people.as_("Ana", wrong, writing=False) == ["It is retired and takes no quotations.", ""]
    with pytest.raises(SplittingError, match="“Over tea” is retired"):
        study.decide("Ana", study.cards[:1], "moved", study.tea)
