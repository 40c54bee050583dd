"""What laying trees side by side has told, kept while nothing that matters to it has changed: it takes seconds."""

from collections import OrderedDict
from threading import Lock

from quotetree.coding.align import SideBySide

MOST_KEPT = 20
Key = tuple[str, str, tuple[str, ...], int]  # database, project, trees, and the latest action that matters


class Laid:
    """By project, trees, and the number of the latest action that may change how they compare."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, SideBySide] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> SideBySide | None:
        """What was told, if it still holds."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Key, told: SideBySide) -> None:
        """Keep what was told; the oldest goes."""
        with self._lock:
            self._kept[key] = told
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
