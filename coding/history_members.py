"""Who came to a project, went, and in what role, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

About = Mapping[str, Any]
Name = Callable[[str], str]


def _role(about: About) -> str:
    return {"owner": "an owner", "coder": "a coder", "reader": "a reader"}[str(about["role"])]


def _joined(about: About, name: Name) -> str:
    if about.get("by"):
        took = f" with the account {about['account']}, and took over the name {about['took']}"
        return f"joined as {_role(about)}{took if about.get('took') else ''}"
    return f"invited {about['account']}, who joined as {_role(about)}"


MEMBERS: dict[str, Callable[[About, Name], str]] = {
    "member.joined": _joined,
    "member.removed": lambda about, name: f"removed {about['account']} from the project",
    "role.changed": lambda about, name: f"made {about['account']} {_role(about)}",
    "coder.renamed": lambda about, name: f"renamed the coder “{about['from']}” to “{about['name']}”",
    "coder.joined": lambda about, name: f"joined the name {about['name']} to the account {about['account']}",
    "coder.separated": lambda about, name: (
        f"separated the name {about['name']} from the account {about['account']}"
    ),
}
