"""The merging of two projects of the same study, half of the codings in each."""

from dataclasses import replace
from random import Random
from typing import Any

from quotetree.app.services.project_merge import Proposed, merge_project, propose_project_merge
from quotetree.app.services.undo import undo
from quotetree.app.store import projects
from quotetree.app.store.access import Access, reach
from quotetree.app.store.database import transaction
from quotetree.coding.project_merge import Choices

from .filling import CLIENTS, Filling
from .scene import SEED, Scene, seconds


def two_projects(scene: Scene) -> dict[str, float]:
    """Shown, merged and undone; in seconds."""
    ours, theirs = (_half(scene, n) for n in (0, 1))
    shown: list[Proposed] = []
    done: list[int | None] = []

    def both(what: Any, *args: Any, writing: bool) -> Any:
        with transaction(scene.engine, writing=writing) as connection:
            account = scene.study.accounts["Ana"]
            sides: list[Access] = [reach(connection, account, project) for project in (ours, theirs)]
            return what(*sides, *args)

    def show() -> None:
        shown.append(both(propose_project_merge, Choices(), writing=False))

    def merge() -> None:
        done.append(both(merge_project, Choices(), shown[0].plan.digest, writing=True))

    def take_back() -> None:
        both(lambda access, _other: undo(access, done[0] or 0), writing=True)

    found = {"merge shown": seconds(show), "merge": seconds(merge), "merge undone": seconds(take_back)}
    assert shown[0].plan.added["coding"] == len(scene.corpus.codings[1::2])
    return found | {"merge in all": sum(found.values())}


def _half(scene: Scene, n: int) -> str:
    """A project of Ana's with every second coding. Returns its id."""
    half = replace(scene.corpus, codings=scene.corpus.codings[n::2])
    with transaction(scene.engine, writing=True) as connection:
        accounts = {name: scene.study.accounts[name] for name in CLIENTS}
        ana = projects.create_project(connection, accounts["Ana"], f"Half {n}", "Ana")
        filling = Filling(connection, ana.project_id, Random(f"{SEED} {n}"))
        coders = {"Ana": ana.reader.coder_id, **filling.coders(accounts)}
        documents, codes = filling.documents(half), filling.codes(half)
        filling.codings(half, documents, codes, coders)
    return ana.project_id
