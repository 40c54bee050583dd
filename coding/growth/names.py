"""What a version of the tree is called."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from quotetree.coding.names import clean_name, name_key

NUMBERED = re.compile(r"(?:^|[-_. ])(v\d+)$", re.IGNORECASE)
MOST = 120  # letters of a file's name that become a version's


def version_of_file(file: str) -> str:
    """The name of the version that a codebook brings: of “codebook-v1.csv” v1, otherwise the file's without ending."""
    stem = "".join(c if c.isprintable() else " " for c in PurePath(file).stem)[:MOST].strip()
    found = NUMBERED.search(stem)
    return found.group(1) if found else stem or "codebook"


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or with the first number that makes it one of its own: “v1 (2)”."""
    name, keys = clean_name(name), {name_key(one) for one in taken}
    found, n = name, 1
    while name_key(found) in keys:
        n += 1
        found = f"{name} ({n})"
    return found
