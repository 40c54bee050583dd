"""Jobs over the whole project, as the services do them."""

from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import break_down, count, gather

from .scene import Scene, seconds, typical


def counts(scene: Scene) -> dict[str, float]:
    """All codes: own, with sub-codes, and those by people's profession."""

    def cold() -> float:
        snapshots._kept.clear()
        return 1000 * seconds(lambda: scene.as_("Ana", all_counts))

    found = {"counts cold": min(cold() for _ in range(3))}
    return {"counts warm": typical(lambda: scene.as_("Ana", all_counts), 10), **found}


def all_counts(access: Access) -> list[object]:
    """Every number that a counts page can show."""
    snapshot, filters = snapshots.snapshot(access), snapshots.filters(access)
    rolled = gather(snapshot, filters, with_subcodes=True)
    by = break_down(rolled, "profession")
    return [count(gather(snapshot, filters)).rows(), count(rolled).rows(), by.rows()]
