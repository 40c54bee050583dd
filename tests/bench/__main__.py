"""python3 dev.py bench [--times N] [--postgresql]: measures on a study made up from a seed, and prints the figures.

With --kill N it measures nothing: the server is killed N times while four people work, and what they were answered
is looked for afterwards.
"""

import argparse
from collections.abc import Callable
from random import Random
from time import perf_counter

from tests.app.killing import begin, check, killed_at_work

from . import aims, in_chromium, machine, merging, over_http, projects, splitting, whole
from .scene import SEED, Scene, empty_database, scene

Measured = Callable[[Scene], dict[str, float]]
MEASUREMENTS: tuple[Measured, ...] = (
    over_http.pages,
    over_http.creates,
    over_http.four_at_once,
    in_chromium.drawn_and_painted,
    whole.all_counts,
    whole.exports,
    whole.imports,
    whole.many,
    whole.text_undone,
    merging.merge_preview,
    projects.two_projects,
    splitting.splitting_table,
)


def main() -> None:
    """Do what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=(__doc__ or "").partition(": ")[2])
    parser.add_argument("--times", type=int, default=1, help="as many times the transcripts and codings")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server instead of SQLite")
    parser.add_argument("--only", default="", help="measurements whose name holds this")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the server N times instead")
    asked = parser.parse_args()
    if asked.kill:
        kill(asked.kill, asked.postgresql)
    else:
        measure(asked.times, asked.postgresql, asked.only)


def measure(times: int, postgresql: bool, only: str) -> None:
    """Print the figures beside their aims, and on what they were taken."""
    began = perf_counter()
    with scene(times, postgresql) as stage:
        print(machine.described(stage.engine, stage.folder))
        print(f"{sizes(stage)}; filled in {perf_counter() - began:.0f} s\n", flush=True)
        print(aims.HEADING)
        for measurement in MEASUREMENTS:
            if only in measurement.__name__:
                for key, figure in measurement(stage).items():
                    print("\n".join(aims.lines(key, figure, times)), flush=True)
    print(f"\n{perf_counter() - began:.0f} s in all, {machine.busy()} at the end")


def kill(times: int, postgresql: bool) -> None:
    """Says after each time what was found; ends with an error at the first thing that is wrong."""
    with empty_database(postgresql) as (url, folder):
        rng, work = Random(SEED), begin(url, SEED)
        work.people.database.dispose()
        for n in range(1, times + 1):
            answered = killed_at_work(work, folder / "server.txt", rng)
            check(work)
            print(f"killed {n}: {answered} answered deeds are all there, and nothing is wrong", flush=True)


def sizes(stage: Scene) -> str:
    """What was measured on."""
    corpus = stage.corpus
    characters = sum(len(document.text) for document in corpus.documents)
    return (
        f"{len(corpus.documents):,} transcripts of 8,950 words ({characters / 1e6:.1f} million characters), "
        f"{len(corpus.codes)} codes, {len(corpus.codings):,} codings, {len(corpus.people):,} participants"
    )


if __name__ == "__main__":
    main()
