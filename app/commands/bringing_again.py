"""Corrected texts of documents that are there, on the command line."""

from collections.abc import Sequence

from quotetree.app.services.imports import again
from quotetree.app.store.access import Access
from quotetree.coding.corrections import Touched
from quotetree.coding.counts.sentence import several

_WIDTH = 70


def brought_again(file: str, data: bytes, access: Access) -> str:
    """Bring a corrected file in, and say what became of the codings: each that changed or was lost by its words."""
    done = again.bring_again(access, again.document_of(access, file), file, data)
    if done.seq is None:
        return "already there."
    correction, speakers = done.planned.correction, done.planned.speakers
    touched = len(correction.changed) + len(correction.lost)
    same = len(correction.places) - len(correction.changed)
    parts = [f"{several(done.planned.again.words, 'word')} changed"]
    if touched or same:
        parts += [f"{several(same, 'coding')} as before", f"{len(correction.changed):,} changed"]
        parts += [f"{len(correction.lost):,} lost"]
    told = [f"{', '.join(parts)}."]
    told += [f"New label “{label}”: {meaning.role}." for label, meaning in speakers.new.items()]
    return "\n  ".join([*told, *_lines(correction.changed, correction.lost)])


def _lines(changed: Sequence[Touched], lost: Sequence[Touched]) -> list[str]:
    lines = [f"Changed: “{_short(one.old)}” is “{_short(one.new)}” now." for one in changed]
    return [*lines, *(f"Lost: “{_short(one.old)}”." for one in lost)]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
