"""Turns that are drawn again after a change look as they do when the whole document is drawn."""

from collections.abc import Iterator
from random import Random

import pytest

from quotetree.app.routes.reading_rows import drawings, redrawn
from quotetree.app.services import codes
from quotetree.app.services.codings import add_coding
from quotetree.app.store.access import Access

from .cast import Cast, add_document, cast, selected

TEXT = "".join(f"P{n % 3 + 1}: {'We spoke of it often then. ' * (n % 4 + 1)}\n" for n in range(12))


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def coded(access: Access, document: str, seed: int) -> list[tuple[int, int]]:
    """Twelve passages with codes of three levels; some reach over turns."""
    rng = Random(seed)
    ids: list[str] = []
    for name in ("Contact", "Often", "Then"):
        place = codes.Place(ids[-1]) if ids else None
        ids.append(codes.create_code(access, f"{name} {seed}", place).code_id)
    starts = sorted(rng.sample(range(TEXT.index("We"), len(TEXT) - 60), 12))
    passages = [(start, start + rng.choice((5, 20, 60))) for start in starts]
    passages = [(start, end) for start, end in passages if TEXT[start:end].strip()]
    for start, end in passages:
        add_coding(access, document, selected(start, end, TEXT), rng.choice(ids))
    return passages


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("who", ["Ana", "Ben"])
def test_a_turn_alone_looks_as_in_the_whole(people: Cast, who: str, seed: int) -> None:
    document = people.as_("Ana", add_document, TEXT)
    coders = (("Ana", seed), ("Ben", seed + 10))
    passages = [p for name, start in coders for p in people.as_(name, coded, document, start)]
    whole = {drawing.turn.id: drawing for drawing in people.as_(who, drawings, document, writing=False)}
    assert sum(len(drawing.parts) for drawing in whole.values()) >= len(passages)
    for passage in passages:
        again = people.as_(who, redrawn, document, [passage], writing=False)
        assert again
        assert again == [whole[drawing.turn.id] for drawing in again]
