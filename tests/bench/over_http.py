"""What people wait for over HTTP: coding a passage, alone and with others; opening a transcript; lists; the poll."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles
from threading import Thread
from time import perf_counter

from quotetree.coding.text import sha256
from tests.app.process import Answer

from .filling import CLIENTS
from .scene import SEED, Scene, seconds, typical

CREATED = 100
CREATED_BY_EACH = 60


class Coder:
    """A client that codes one passage after another in a document of its own, as the reading pane posts them."""

    def __init__(self, scene: Scene, name: str, document: int) -> None:
        self.caller = scene.caller(name)
        self.path = scene.document(document)
        self.document = scene.corpus.documents[document]
        self.hash = sha256(self.document.text)
        self.codes, self.coders = scene.study.codes, scene.study.coders
        self.passages = self._passages(Random(SEED + document))
        self.rng = Random(SEED)
        page = self.caller.get(self.path)
        self.after = _seq(page)

    def _passages(self, rng: Random) -> Iterator[tuple[int, int]]:
        """Passages that nobody has coded: they end a character before a sentence does."""
        sentences = [one for turn in self.document.turns for one in turn.sentences]
        yield from ((start, end - 1) for start, end in rng.sample(sentences, len(sentences)))

    def create(self) -> None:
        start, end = next(self.passages)
        answer = self.caller.post(
            f"{self.path}/codings",
            start=start,
            end=end,
            quote=self.document.text[start:end],
            hash=self.hash,
            code=self.rng.choice(self.codes),
            after=self.after,
            shown=self.coders,
            asked=self.coders,
        )
        self.after = _seq(answer)


def _seq(answer: Answer) -> int:
    """The number of the latest action that the page knows of."""
    assert answer.status == 200, answer.text
    found = re.search(r'id="seq" value="(\d+)"', answer.text)
    assert found, f"the answer tells no number:\n{answer.text[:500]}"
    return int(found.group(1))


def creates(scene: Scene) -> dict[str, float]:
    """One client."""
    coder = Coder(scene, "Ana", 0)
    for _ in range(10):
        coder.create()
    took = [1000 * seconds(coder.create) for _ in range(CREATED)]
    return {"create": median(took), "create 95": quantiles(took, n=20)[-1]}


def four_at_once(scene: Scene) -> dict[str, float]:
    """Four clients, each in a document of its own."""
    coders = [Coder(scene, name, n + 1) for n, name in enumerate(CLIENTS)]
    took: list[float] = []

    def code(coder: Coder) -> None:
        took.extend(1000 * seconds(coder.create) for _ in range(CREATED_BY_EACH))

    threads = [Thread(target=code, args=(coder,)) for coder in coders]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = perf_counter() - began
    assert len(took) == CREATED_BY_EACH * len(coders), "a client failed: its answer is printed above"
    return {"four": median(took), "four rate": len(took) / lasted}


def pages(scene: Scene) -> dict[str, float]:
    """Pages that are looked at all day."""
    caller = scene.caller()

    def get(path: str, **asked: object) -> None:
        answer = caller.get(path, **asked)
        assert answer.status in (200, 204), f"{path} answered {answer.status}:\n{answer.text[:500]}"

    opened = f"{scene.document(0)}"
    seq = _seq(caller.get(opened))
    return {
        "open": typical(lambda: get(opened), 20),
        "quotations": typical(lambda: get(_commonest(scene), n=3), 20),
        "counts page": typical(lambda: get(f"{scene.project}/counts", by="profession"), 10),
        "poll": typical(lambda: get(f"{opened}/news", after=seq), 50),
    }


def _commonest(scene: Scene) -> str:
    """The path of the quotations of the code that most passages carry."""
    place, _ = Counter(one.code for one in scene.corpus.codings).most_common(1)[0]
    return f"{scene.project}/codes/{scene.study.codes[place]}/quotations"
