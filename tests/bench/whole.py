"""Jobs over the whole project."""

from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from threading import Thread
from typing import Any

from quotetree.app.services.corrections import correct_turn
from quotetree.app.services.imports.transcripts import keep_transcript
from quotetree.app.services.undo import undo
from quotetree.app.store import documents, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.corrections import turns
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.counts import break_down, counts, gather
from quotetree.coding.imports.transcripts import Brought
from quotetree.coding.transcript import read_transcript

from .corpus import talk
from .over_http import Coder
from .scene import SEED, Scene, seconds, typical

IMPORTED = 12
MANY = 30_000
CODED = 10_000
MEANWHILE = 300


def all_counts(scene: Scene) -> dict[str, float]:
    """All codes: own, with sub-codes, and those by people's profession. Cold: nothing is kept in memory."""

    def cold() -> float:
        snapshots._kept.clear()
        return 1000 * seconds(lambda: scene.as_("Ana", _counted))

    found = {"counts cold": median(cold() for _ in range(5))}
    return {"counts warm": typical(lambda: scene.as_("Ana", _counted), 15), **found}


def _counted(access: Access) -> list[object]:
    snapshot, filters = snapshots.snapshot(access), snapshots.filters(access)
    both = [counts(snapshot, filters, with_subcodes=rolled).rows() for rolled in (False, True)]
    by = break_down(gather(snapshot, filters, with_subcodes=True), "profession")
    return [*both, by.rows()]


def imports(scene: Scene) -> dict[str, float]:
    """Files of 8,950 words: read, kept and committed, each by itself."""
    rng = Random(SEED + 2)
    files = [talk(rng, [f"N{n}"])[0].encode() for n in range(IMPORTED)]

    def bring(n: int) -> None:
        name = f"New {n}.txt"
        transcript = read_transcript(name, files[n], "interview")
        brought = Brought(name, files[n], "interview", transcript)
        kept = scene.as_("Ana", keep_transcript, brought, writing=True)
        assert kept.turns > 50, f"{name} has only {kept.turns} turns"

    return {"import": 1000 * median(seconds(partial(bring, n)) for n in range(IMPORTED))}


def exports(scene: Scene) -> dict[str, float]:
    """Files asked for over HTTP, after one that starts the process which makes them; and codings made meanwhile."""
    caller, path = scene.caller(), f"{scene.project}/exports/codings"

    def take(ending: str) -> None:
        answer = caller.get(f"{path}.{ending}")
        assert answer.status == 200, answer.text[:500]
        assert len(answer.body) > 20 * len(scene.corpus.codings), "the file is too small to hold all codings"

    take("csv")
    took = {"csv": seconds(lambda: take("csv")), "xlsx": seconds(lambda: take("xlsx"))}
    return {**took, "meanwhile": _created_meanwhile(scene, lambda: take("xlsx"))}


def _created_meanwhile(scene: Scene, work: Callable[[], None]) -> float:
    coder = Coder(scene, "Ben", 7)
    thread = Thread(target=work)
    thread.start()
    took = [1000 * seconds(coder.create)]
    while thread.is_alive() and len(took) < MEANWHILE:
        took.append(1000 * seconds(coder.create))
    thread.join()
    return median(took)


def many(scene: Scene) -> dict[str, float]:
    """Thirty thousand codings as one action, and its undo; both committed."""
    made: list[int] = []

    def write(access: Access, rows: list[dict[str, Any]]) -> None:
        with action(access.connection, access.who, "codings.imported", about={"n": MANY}) as recorder:
            recorder.insert_many("coding", rows)
        made.append(recorder.seq or 0)

    rows = scene.as_("Ana", _many_rows, scene)
    written = seconds(lambda: scene.as_("Ana", write, rows, writing=True))
    undone = seconds(lambda: scene.as_("Ana", undo, made[0], writing=True))
    return {"many": written, "many undone": undone}


def text_undone(scene: Scene) -> dict[str, float]:
    """A correction in a transcript with ten thousand codings, and its undo; both committed."""
    name, data = "Corrected.txt", talk(Random(SEED + 3), ["C1"])[0].encode()
    brought = Brought(name, data, "interview", read_transcript(name, data, "interview"))
    document = scene.as_("Ana", keep_transcript, brought, writing=True).document_id
    scene.as_("Ana", _coded_all_over, scene, document, writing=True)
    done: list[int] = []

    def correct(access: Access) -> None:
        turn = turns(access, document)[1]
        words = "Nobody had said it in these words before."
        sha = documents.document(access, document).sha256
        done.append(correct_turn(access, document, turn.id, words, sha).seq or 0)

    corrected = seconds(lambda: scene.as_("Ana", correct, writing=True))
    undone = seconds(lambda: scene.as_("Ana", undo, done[0], writing=True))
    return {"corrected": corrected, "correction undone": undone}


def _coded_all_over(access: Access, scene: Scene, document: str) -> None:
    fixed = {"project_id": access.project_id, "coder_id": access.reader.coder_id, "layer": "trial"}
    length = documents.document(access, document).length
    rows = [
        {"id": new_id(), **fixed, "document_id": document, "code_id": scene.study.codes[n % 200]}
        | {"start": start, "end": start + 30 + n % 150, "created_at": now()}
        for n in range(CODED)
        for start in [37 * n % (length - 200)]
    ]
    with action(access.connection, access.who, "codings.imported", about={"n": CODED}) as recorder:
        recorder.insert_many("coding", rows)


def _many_rows(access: Access, scene: Scene) -> list[dict[str, Any]]:
    fixed = {"project_id": access.project_id, "coder_id": access.reader.coder_id, "layer": "trial"}
    return [
        {"id": new_id(), **fixed, "document_id": scene.study.documents[one.document]}
        | {"code_id": scene.study.codes[one.code], "start": one.start, "end": one.end, "created_at": now()}
        for one in scene.corpus.codings[:MANY]
    ]
