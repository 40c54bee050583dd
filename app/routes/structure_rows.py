"""What was found by structure, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.coding.language import language_code
from quotetree.coding.structure import Group, Talk

MOST_SHOWN = 320


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Passages that are chosen or left out together: `heading` is a document where it differs from the one before.

    `likeness` is a percentage, "" where nothing is compared; `words` begin the passages.
    """

    number: int
    heading: str
    document: str
    place: str
    question: str
    likeness: str
    chosen: bool
    words: str
    cut: bool
    passages: int
    language: str


def group_rows(access: Access, talks: Sequence[Talk], groups: Sequence[Group]) -> list[GroupRow]:
    """A row for each group of passages."""
    named = {row.id: row for row in documents.documents(access)}
    held = {talk.document_id: talk for talk in talks}
    rows, before = [], ""
    for number, group in enumerate(groups):
        talk, document = held[group.document_id], named[group.document_id]
        start, end = group.passages[0][0], group.passages[-1][1]
        rows.append(
            GroupRow(
                number,
                document.name if group.document_id != before else "",
                document.name,
                f"/projects/{access.project_id}/documents/{document.id}"
                f"#passage-{start}-{group.passages[0][1]}",
                talk.said(group.question).strip() if group.question else "",
                f"{100 * group.score:.0f}%" if group.question else "",
                group.sure,
                talk.within(start, min(end, start + MOST_SHOWN)).strip(),
                end - start > MOST_SHOWN,
                len(group.passages),
                language_code(document.language),
            )
        )
        before = group.document_id
    return rows
