"""What an undo did, and what stays as it is, told in sentences."""

from collections.abc import Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]

NOUNS = {
    "code_set": "code set",
    "group_member": "group's member",
    "participant_value": "person's value",
    "proposal": "draft",
    "text_version": "text",
}
PARTS = {  # what a row keeps if it stays
    "code_set": "all its codes",
    "proposal": "all its codes",
    "round": "its codes, documents and readers",
    "splitting": "its columns",
}


def undo_sentence(verb: str, of: str, about: About) -> str:
    """What an undo or redo did; `of` is the sentence of the action that it was asked for."""
    files = int(about.get("files", 1))
    what = f" an import of {several(files, 'file')}" if files > 1 else f": {of}"
    said = f"{'did again' if verb == 'redone' else 'took back'}{what}"
    with_it, kept = int(about.get("with", 0)), int(about.get("kept", 0))
    if with_it:
        said += f", and {several(with_it, 'later action')}"
    if kept:
        said += f"; {several(kept, 'thing')} changed since stayed as {'it was' if kept == 1 else 'they were'}"
        said += "".join(f", the {NOUNS.get(one, one)} with {PARTS[one]}" for one in about.get("whole", ()))
    return said


def why_kept(why: str, table: str) -> str:
    """Why a row of a table stays as it is when an action is taken back, and with what."""
    kind = NOUNS.get(table, table)
    said = {
        "changed": f"the {kind} was changed since",
        "gone": f"the {kind} was deleted since",
        "used": f"the {kind} is used by now",
        "added": f"the {kind} was put there since, and stays there",
        "missing": f"what the {kind} needs is gone",
        "twin": "another with this name stands there now",
        "retired": "a code in use would stand below a retired one",
        "loop": f"the {kind} would come below itself",
        "bounds": f"the words of the {kind} are not in the text",
        "turns": f"the {kind} would overlap another, or leave words to nobody",
        "heading": "a heading carries no codings",
        "erased": "what was erased does not come back",
    }[why]
    return f"{said}, and stays with {PARTS[table]}" if table in PARTS and why in ("used", "changed") else said
