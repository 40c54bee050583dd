"""A participant withdraws: their words and name go, for good."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine

from quotetree.app.store import attendance, people, search, snapshots
from quotetree.app.store import erasure as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.naming import Mention, replace_in_rows
from quotetree.app.store.rewriting import ERASED, OWED, delete_for_good, write_anew
from quotetree.app.store.scrubbing import named_before, scrub, scrub_name
from quotetree.coding.corrections import Touched
from quotetree.coding.erasure import Erased, ErasureChanged, check_confirmed, mark_of
from quotetree.coding.language import sentences_of
from quotetree.coding.spellings import Renaming, Spellings, read_spellings


@dataclass(frozen=True)
class Erasure:
    """What would go with a participant, by document; numbers of the rest."""

    participant_id: str
    name: str
    documents: tuple[Erased, ...]
    memos: int
    discussions: int
    values: int
    appearances: int
    waiting: int
    corrections: int
    others: int
    spellings: Spellings
    mentions: tuple[Mention, ...]
    copied: tuple[Mention, ...]

    @property
    def turns(self) -> int:
        return sum(len(one.turns) for one in self.documents)

    @property
    def words(self) -> int:
        return sum(one.words for one in self.documents)

    @cached_property
    def lost(self) -> tuple[Touched, ...]:
        """Codings that go."""
        return tuple(one for document in self.documents for one in document.change.lost)

    @cached_property
    def shortened(self) -> tuple[Touched, ...]:
        """Codings that stay with the words of others."""
        return tuple(one for document in self.documents for one in document.change.changed)

    @cached_property
    def mark(self) -> str:
        """What is sent along by who has seen this."""
        numbers = (self.memos, self.discussions, self.values, self.appearances, self.waiting)
        texts = [(one.document, one.turns, one.change.edits) for one in self.documents]
        return mark_of([numbers, *texts, *(one.id for one in (*self.lost, *self.shortened))])


def plan_erasure(access: Access, participant_id: str, names: str = "") -> Erasure:
    """What erasing a participant would do. Writes nothing. An owner's alone.

    `names` are spellings of their name, one a line; without any they are looked for by name and labels.
    """
    access.reader.check_owner()
    row = people.participant(access, participant_id)
    found = tuple(store.documents(access, participant_id))
    gone = [one.id for document in found for one in document.change.lost]
    on_person, on_codings = store.talk_on(access, participant_id, gone)
    ties = people.ties(access, participant_id)
    values = people.values_of(access, participant_id) + people.values_then_of(access, ties.appearances)
    own = store.own_rows(access, participant_id, found, (on_person, on_codings))
    labels = sorted({one for some in store.labels(access, participant_id).values() for one in some})
    spellings = read_spellings(names) if names.strip() else Spellings([row.name, *labels])
    return Erasure(
        participant_id,
        row.name,
        found,
        memos=len(on_person.memos) + len(on_codings.memos),
        discussions=len(on_codings.discussions),
        values=len(values),
        appearances=len(attendance.of_person(access, participant_id)),
        waiting=store.waiting_files(access),
        corrections=store.earlier_texts(access, [one.document for one in found]),
        others=store.others_counted(access, participant_id),
        spellings=spellings,
        mentions=tuple(store.mentions(access, found, own, spellings)),
        copied=tuple(store.copied(access, found, own)),
    )


def erase(
    access: Access, participant_id: str, typed: str, mark: str, renaming: Renaming | None = None
) -> Erasure:
    """Erase a participant. Returns what went. One wordless line stays in the history.

    With `renaming`, another name stands where theirs stood in what others said and wrote.

    The transaction over, `finish` has to be called. Raises ErasureRefused unless the name was typed, and
    ErasureChanged where more or less would go than by the plan of that mark.
    """
    access.reader.check_owner()
    plan = plan_erasure(access, participant_id)
    check_confirmed(plan.name, typed)
    if plan.mark != mark:
        raise ErasureChanged("What would go has changed since it was shown. Look at it again, then erase.")
    delete_for_good(access.connection)
    gone = [one.id for one in plan.lost]
    about = {"turns": plan.turns, "codings": len(gone), "main": store.in_main(access, gone), OWED: True}
    labels = store.labels(access, participant_id)
    changed = _with_names(access, participant_id, renaming) if renaming else plan.documents
    with action(access.connection, access.who, ERASED, about=about) as recorder:
        speakers = store.delete(access, recorder, participant_id, changed)
        if renaming:
            replace_in_rows(access, recorder, renaming)
    scrub(access, participant_id, changed, labels, speakers, gone)
    if renaming:
        scrub_name(access, changed, renaming)
    return plan


def _with_names(access: Access, participant_id: str, renaming: Renaming) -> list[Erased]:
    return store.documents(access, participant_id, renaming, named_before(access, renaming.spellings))


def finish(database: Engine) -> bool:
    """When an erasure is saved: what is kept in memory of texts goes, and the database's files are written anew.

    Answers whether they are; if somebody was reading for too long, they are when the program starts again.
    """
    search.forget()
    snapshots.forget()
    sentences_of.cache_clear()
    return write_anew(database)
