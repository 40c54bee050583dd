"""What an action did with documents as such, and with the reading of them."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _done(about: About, name: Name) -> str:
    return name(str(about["document"])) if about.get("document") else several(about["documents"], "document")


def _facts(about: About, name: Name) -> str:
    facts = ", ".join(f"{key} to “{value}”" for key, value in about.get("facts", {}).items())
    return f"set of {_done(about, name)} the {facts}"


def _into(about: About, name: Name) -> str:
    folder = about.get("folder")
    return f"moved {_done(about, name)} {f'to the folder “{folder}”' if folder else 'out of the folders'}"


def _gone(about: About, name: Name) -> str:
    along = [several(int(n), noun) for noun in ("coding", "memo") if (n := about.get(f"{noun}s"))]
    return f"deleted {_done(about, name)}{' with ' if along else ''}{' and '.join(along)}"


DOCUMENTS: dict[str, Callable[[About, Name], str]] = {
    "reading.moved": lambda about, name: f"read to turn {about['turn']} of {name(str(about['document']))}",
    "reading.finished": lambda about, name: f"marked {_done(about, name)} as done",
    "reading.reopened": lambda about, name: f"took back that {_done(about, name)} is done",
    "document.renamed": lambda about, name: f"renamed the document “{about['before']}” to “{about['name']}”",
    "documents.changed": _facts,
    "documents.moved": _into,
    "documents.deleted": _gone,
    "documents.allotted": lambda about, name: f"asked {name(about['coder'])} to read {_done(about, name)}",
    "documents.released": lambda about, name: (
        f"no longer asks {name(about['coder'])} to read {_done(about, name)}"
    ),
    "folder.renamed": lambda about, name: (
        f"renamed the folder “{about['before']}” to “{about['name']}”"
        if about["name"]
        else f"dissolved the folder “{about['before']}”"
    ),
}
