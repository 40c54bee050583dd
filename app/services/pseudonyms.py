"""Another name in the place of a person's, in all that was said and written: to be taken back, or for good."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotetree.app.store import erasure as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.naming import Mention, replace_in_rows
from quotetree.app.store.rewriting import NAME_ERASED, OWED, delete_for_good
from quotetree.app.store.scrubbing import named_before, scrub_name
from quotetree.coding.erasure import Erased, ErasureRefused, check_confirmed
from quotetree.coding.spellings import Renaming


@dataclass(frozen=True)
class Pseudonym:
    """Where a name stands, and in how many documents only earlier texts have it."""

    renaming: Renaming
    mentions: tuple[Mention, ...]
    earlier: int


def plan_pseudonym(access: Access, renaming: Renaming) -> Pseudonym:
    """Where another name would be put. Writes nothing. An owner's alone."""
    access.reader.check_owner()
    found = tuple(store.mentions(access, [], set(), renaming.spellings))
    there = {one.id for one in found if one.table == "text_version"}
    return Pseudonym(renaming, found, len(named_before(access, renaming.spellings) - there))


def give_pseudonym(access: Access, renaming: Renaming) -> int:
    """Put another name in the place of one; codings stay on their words, and undo brings the name back."""
    access.reader.check_owner()
    with action(access.connection, access.who, "name.replaced", about={"other": renaming.other}) as recorder:
        _replace(access, recorder, renaming, store.documents(access, None, renaming))
    if recorder.seq is None:
        raise ErasureRefused("The name stands nowhere, in none of these spellings. Nothing was changed.")
    return recorder.seq


def erase_name(access: Access, renaming: Renaming, typed: str) -> int:
    """The same for good: the name goes from earlier texts, original files and the history as well.

    The transaction over, the files of the database have to be written anew. Raises ErasureRefused unless the name, in
    its first spelling, was typed.
    """
    access.reader.check_owner()
    check_confirmed(renaming.spellings.names[0], typed)
    plan = store.documents(access, None, renaming, named_before(access, renaming.spellings))
    delete_for_good(access.connection)
    about = {"other": renaming.other, OWED: True}
    with action(access.connection, access.who, NAME_ERASED, about=about) as recorder:
        recorder.tell()
        _replace(access, recorder, renaming, plan)
        store.delete_originals(access, recorder, plan)
    scrub_name(access, plan, renaming)
    assert recorder.seq is not None
    return recorder.seq


def _replace(access: Access, recorder: Recorder, renaming: Renaming, plan: Sequence[Erased]) -> None:
    store.write_texts(access, recorder, plan)
    replace_in_rows(access, recorder, renaming)
