"""Random histories of two people, for the properties of undo."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from quotetree.app.services import codes, codings, merging, retiring, undo
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree_plans import Place

from .cast import WORDS, Cast, selected
from .growing import GROWTH, TAKING_OFF, Here

NAMES = ("Travel", "travel ", "Food", "Base", "Contact", "Nurses")
STEPS = (
    "create", "create", "create", "below", "rename", "define", "heading", "move", "delete", "pin", "code", "code",
    "code", "ends", "recode", "remove", "merge", "merge", "retire", "back", "undo", "redo", "undo any",
)  # fmt: skip

History = list[tuple[str, str, int, int, int]]
# Where all codings are to stay: what grows the tree or changes it, but takes none off.
GROWING = tuple(name for name in GROWTH if name not in TAKING_OFF)
AMONG = (
    "merge",
    "merge",
    "move",
    "rename",
    "retire",
    "back",
    "heading",
    "moved",
    "moved",
    "several",
    "split",
)


def of_steps(steps: Sequence[str], least: int = 1, most: int = 14) -> st.SearchStrategy[History]:
    """Histories of these steps, by two people."""
    number = st.integers(0, 999)
    step = st.tuples(st.sampled_from(["Ana", "Ben"]), st.sampled_from(steps), number, number, number)
    return st.lists(step, min_size=least, max_size=most)


histories = of_steps(STEPS)
growths = of_steps((*GROWTH, *AMONG, "code", "undo", "redo", "delete", "undo any"), 3)
growths_alone = of_steps((*GROWING, *AMONG), 3)


def live(people: Cast, history: History, apart: str = "") -> None:
    """Let it happen; what the rules refuse does not happen. `apart` is a project to merge, see growing.py."""
    for who, what, a, b, c in history:
        refused = _refusal(people, apart, who, what, a, b, c)
        assert refused.endswith((".", ":")), "a refusal is a sentence"


def _refusal(people: Cast, apart: str, who: str, what: str, a: int, b: int, c: int) -> str:
    def grow(access: Access) -> Any:
        return GROWTH[what](Here(access, people.accounts["Ana"], apart), a, b, c)

    try:
        people.as_(who, grow) if what in GROWTH else people.as_(who, do, what, a, b, c)
    except QuotetreeError as refused:
        return refused.sentence
    return "Not refused."


def do(access: Access, what: str, a: int, b: int, c: int) -> Any:
    """A step, of things that are there as the numbers choose them."""
    tree = code_store.tree(access)
    ids = sorted(tree.by_id, key=lambda one: tree.paths.get(one, one))
    document = next((row.id for row in document_store.documents(access)), "none")
    coded = document_store.codings_of_document(access, document)
    some = lambda items, n: items[n % len(items)] if items else "none"  # noqa: E731
    start = a % (len(WORDS) - 1)
    passage = selected(start, min(len(WORDS), start + 1 + b % 40))
    place = Place(some([None, *ids], b), after=None)
    match what:
        case "create":
            return codes.create_code(access, NAMES[a % len(NAMES)])
        case "below":
            return codes.create_code(access, NAMES[a % len(NAMES)], place)
        case "rename":
            return codes.define_code(access, some(ids, a), name=NAMES[b % len(NAMES)])
        case "define":
            return codes.define_code(
                access, some(ids, a), definition=f"definition {b % 3}", colour=1 + c % 24
            )
        case "heading":
            return codes.define_code(access, some(ids, a), heading=bool(b % 2))
        case "move":
            return codes.move_codes(access, [some(ids, a)], place)
        case "delete":
            to = some([None, None, *ids], c)
            return codes.delete_code(access, some(ids, a), "up" if b % 2 else "delete", to)
        case "merge":
            return merging.merge_codes(
                access, [some(ids, a), *([some(ids, c)] if c % 3 == 0 else [])], some(ids, b)
            )
        case "retire":
            return retiring.retire_codes(access, [some(ids, a)])
        case "back":
            return retiring.bring_back_codes(access, [some(ids, a)])
        case "pin":
            return codes.pin_code(access, some(ids, a), 1 + b % 3)
        case "code":
            return codings.add_coding(
                access, document, passage, some(ids, c), "check" if c % 5 == 0 else "main"
            )
        case "ends":
            return codings.change_ends(access, some(coded, c).id if coded else "none", passage)
        case "recode":
            return codings.change_code(access, some(coded, b).id if coded else "none", some(ids, c))
        case "remove":
            return codings.remove_coding(access, some(coded, b).id if coded else "none")
        case "undo":
            return undo.undo_latest(access)
        case "redo":
            return undo.redo_latest(access)
        case _:
            seqs = range(3, document_store.seq_of(access) + 1)
            return (
                undo.undo(access, some(seqs, a), ("without", "too", "leave", None)[b % 4]) if seqs else None
            )
