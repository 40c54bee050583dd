"""python3 dev.py bench [--times N] [--postgresql]: measures on a study made up from a seed, and prints the figures."""

import argparse
from collections.abc import Callable
from time import perf_counter

from . import aims, machine, over_http, whole
from .scene import Scene, scene

Measured = Callable[[Scene], dict[str, float]]
MEASUREMENTS: tuple[Measured, ...] = (
    over_http.pages,
    over_http.creates,
    over_http.four_at_once,
    whole.counts,
)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="as many times the transcripts and codings")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server instead of SQLite")
    parser.add_argument("--only", default="", help="measurements whose name holds this")
    asked = parser.parse_args()
    began = perf_counter()
    with scene(asked.times, asked.postgresql) as stage:
        print(machine.described(stage.engine, stage.folder))
        print(f"{sizes(stage)}; filled in {perf_counter() - began:.0f} s\n")
        figures: dict[str, float] = {}
        for measure in MEASUREMENTS:
            if asked.only in measure.__name__:
                figures |= measure(stage)
        print("\n".join(aims.table(figures, asked.times)))
    print(f"\n{perf_counter() - began:.0f} s in all, {machine.busy()} at the end")


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
