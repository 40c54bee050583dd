"""What a merge of two large codes would do."""

from itertools import cycle, islice

from quotetree.app.services.codes import create_code
from quotetree.app.services.merging import preview_merge
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now

from .scene import Scene, typical

CODINGS = 2_000


def merge_preview(scene: Scene) -> dict[str, float]:
    """Two codes with 2,000 codings each, in the whole project: what moves and the counts that would come."""
    first, second = (scene.as_("Ana", _large_code, scene, n, writing=True) for n in (0, 1))

    def look() -> None:
        assert scene.as_("Ana", preview_merge, [first], second).moving == CODINGS

    return {"merge preview": typical(look, 15)}


def _large_code(access: Access, scene: Scene, n: int) -> str:
    code = create_code(access, f"Large {n}").code_id
    fixed = {
        "project_id": access.project_id,
        "coder_id": access.reader.coder_id,
        "layer": "main",
        "code_id": code,
    }
    some = islice(cycle(scene.corpus.codings[n::2]), CODINGS)
    rows = [
        {"id": new_id(), **fixed, "document_id": scene.study.documents[one.document]}
        | {"start": one.start, "end": one.end, "created_at": now()}
        for one in some
    ]
    with action(
        access.connection, access.who, "codings.imported", about={"n": CODINGS, "new": CODINGS}
    ) as recorder:
        recorder.insert_many("coding", rows)
    return code
