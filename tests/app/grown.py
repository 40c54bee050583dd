"""A study whose tree has begun to grow, and what somebody finds in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quotetree.app.services import (
    alignments,
    code_sets,
    codes,
    codings,
    memos,
    rounds,
    splitting,
)
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.projects import create_project
from quotetree.app.store import alignments as alignment_store
from quotetree.app.store import code_sets as set_store
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import proposals
from quotetree.app.store import rounds as round_store
from quotetree.app.store import splitting as split_store
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.memos import On
from quotetree.coding.codebook import CodebookRow
from quotetree.coding.names import names_of
from quotetree.coding.tree_plans import Place

from .cast import WORDS, Cast, add_document, selected

BOOKS = (("Travel > Rain", "Food"), ("Travel", "Nurses > Night", "Nurses"), ("Base > Travel", "Mood"))


def documents(access: Access) -> list[str]:
    return [row.id for row in document_store.documents(access)]


def pick(items: Sequence[Any], n: int) -> Any:
    """One of the items, or what is nobody's id."""
    return items[n % len(items)] if items else "none"


def several(items: Sequence[Any], n: int, most: int = 3) -> list[Any]:
    """Some items that follow on one another."""
    return [items[(n + i) % len(items)] for i in range(min(1 + n % most, len(items)))] if items else []


@dataclass
class Here:
    """What somebody finds in the project, in an order that is the same in each run.

    `owner` (an account) has worked `apart`, in another project.
    """

    access: Access
    owner: str
    apart: str

    @cached_property
    def documents(self) -> list[str]:
        return documents(self.access)

    @cached_property
    def codes(self) -> list[str]:
        tree = code_store.tree(self.access)
        return sorted(tree.by_id, key=lambda one: tree.paths.get(one, one))

    @cached_property
    def codings(self) -> list[str]:
        rows = [
            (row.start, row.end, row.created_at, row.id)
            for document in self.documents
            for row in document_store.codings_of_document(self.access, document)
        ]
        return [row[-1] for row in sorted(rows)]

    @cached_property
    def sets(self) -> list[str]:
        return [one.id for one in set_store.code_sets(self.access)]

    @cached_property
    def splittings(self) -> list[Any]:
        found = (split_store.open_one(self.access, code) for code in self.codes)
        return [row for row in found if row is not None]

    @cached_property
    def rounds(self) -> list[str]:
        return [row.id for row in round_store.rounds(self.access)]

    @cached_property
    def alignments(self) -> list[Any]:
        return sorted(alignment_store.alignments(self.access), key=lambda one: one[0].opened_at)

    @cached_property
    def trees(self) -> list[str]:
        return ["", *(row.id for row in proposals.proposals(self.access))]

    @property
    def me(self) -> str:
        return self.access.reader.coder_id


def book_of(a: int) -> list[CodebookRow]:
    return [CodebookRow(n, tuple(names_of(path)), {}) for n, path in enumerate(BOOKS[a % len(BOOKS)], 2)]


def begin(people: Cast) -> None:
    """A small study: two texts, codes on two levels, and passages coded by two, some of them twice."""
    second = people.as_("Ana", add_document, WORDS, "Interview 2")
    first = next(one for one in people.as_("Ana", documents) if one != second)
    travel = people.as_("Ana", codes.create_code, "Travel").code_id
    food = people.as_("Ana", codes.create_code, "Food", Place(travel)).code_id
    people.as_("Ana", codes.create_code, "Base")
    for who, document, code, start, end in (
        ("Ana", first, travel, 4, 11),
        ("Ben", first, travel, 4, 11),
        ("Ana", first, food, 4, 11),
        ("Ben", second, food, 20, 30),
        ("Ana", second, travel, 8, 25),
    ):
        people.as_(who, codings.add_coding, document, selected(start, end), code)
    people.as_("Ana", splitting.open_splitting, travel, [food], ["Buses"])
    people.as_("Ben", splitting.open_splitting, food, (), ["Nurses"])
    people.as_("Ana", code_sets.make_set, "Question 0", "", [travel, food])
    for who, book in (("Ana", 0), ("Ben", 1)):
        people.as_(who, import_proposal, who, book_of(book))
    people.as_("Ana", _begin_together)


def _begin_together(access: Access) -> None:
    """A round for everybody, and the members' trees laid beside the agreed one."""
    here = Here(access, "", "")
    readers = [coder.id for coder in document_store.coders(access)]
    rounds.open_round(access, "Again", here.codes[:2], here.documents, readers)
    alignments.open_alignment(access, here.trees)


def work_apart(people: Cast) -> str:
    """Another project of Ana's, in which somebody has worked on one of the texts."""
    main = people.project_id
    with transaction(people.database, writing=True) as connection:
        apart = create_project(connection, people.accounts["Ana"], "Apart", "Dora").project_id
    people.project_id = apart
    document = people.as_("Ana", add_document)
    people.as_("Ana", add_document, "P7: Otherwise.\n", "Interview 7")
    travel = people.as_("Ana", codes.create_code, "Travel", definition="Being on the way").code_id
    below = people.as_("Ana", codes.create_code, "Trains", Place(travel)).code_id
    coded = people.as_("Ana", codings.add_coding, document, selected(4, 11), travel).coding_id
    people.as_("Ana", codings.add_coding, document, selected(12, 20), below)
    people.as_("Ana", memos.write_memo, On("coding", coded), "Here too.")
    people.as_("Ana", code_sets.make_set, "Ways", "", [travel, below])
    people.project_id = main
    return apart
