"""A splitting table of two thousand quotations."""

from statistics import median

from quotetree.app.services import codes
from quotetree.app.services.splitting import open_splitting
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import now
from quotetree.coding.tree_plans import Place

from .in_chromium import drawn_page
from .scene import Scene, typical

QUOTATIONS = 2_000
OPENED = 5


def splitting_table(scene: Scene) -> dict[str, float]:
    """Opened: by the server, and drawn in Chromium."""
    main = Place()
    code = scene.as_("Ana", codes.create_code, "To be split", main, writing=True).code_id
    columns = [
        scene.as_("Ana", codes.create_code, f"Part {n}", Place(code), writing=True).code_id for n in (1, 2, 3)
    ]
    scene.as_("Ana", _coded, scene, code, writing=True)
    opened = scene.as_("Ana", open_splitting, code, columns, [], writing=True).splitting_id
    path = f"{scene.project}/splittings/{opened}"
    caller = scene.caller()
    page = caller.get(path)
    assert page.status == 200, page.text[:300]
    served = typical(lambda: caller.get(path), 15)
    drawn = drawn_page(scene, path, OPENED)
    return {"splitting": served, "splitting drawn": median(drawn[1:])}


def _coded(access: Access, scene: Scene, code: str) -> None:
    """The corpus's first passages carry the code too."""
    rows = [
        {
            "project_id": access.project_id,
            "document_id": scene.study.documents[coding.document],
            "code_id": code,
            "coder_id": access.reader.coder_id,
            "layer": "main",
            "start": coding.start,
            "end": coding.end,
            "created_at": now(),
        }
        for coding in scene.corpus.codings[:QUOTATIONS]
    ]
    with action(access.connection, access.who, "codings.added", about={"code": code}) as recorder:
        recorder.insert_many("coding", rows)
