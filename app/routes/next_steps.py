"""What is next for whoever opens the project: a small function each, in the order in which they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quotetree.app.routes.round_rows import round_list
from quotetree.app.services.imports.uploads import batch_left
from quotetree.app.store import codes, reading, splitting
from quotetree.app.store import document_list as store
from quotetree.app.store.access import Access
from quotetree.coding.counts.sentence import several
from quotetree.coding.names import in_order

NAMED = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """A line of "Next": a sign, what it is, a sentence more, and the button that leads there."""

    sign: str
    title: str
    told: str
    address: str
    button: str
    at: datetime | None = None


def keep_what_waits(access: Access) -> NextStep | None:
    """Files that one brought and left before they were kept."""
    if not access.reader.may_write:
        return None
    n = batch_left(access)[1]
    one = n == 1
    return (
        NextStep(
            "warn",
            f"{several(n, 'file')} {'waits' if one else 'wait'} to be kept",
            f"{'It was' if one else 'They were'} brought and not kept. What has waited for a week goes.",
            f"/projects/{access.project_id}/import",
            f"Look at {'it' if one else 'them'}",
        )
        if n
        else None
    )


def carry_on(access: Access) -> NextStep | None:
    """Where one stopped reading."""
    found = reading.stopped_at(access)
    if found is None:
        return None
    turns = reading.spoken_turns(access, [found.document_id]).get(found.document_id, 0)
    place = store.place_of_turn(access, found.document_id, found.to_turn)
    return NextStep(
        "right",
        f"Carry on with {found.name}",
        f"You stopped at turn {min(found.to_turn, turns)} of {turns}",
        f"/projects/{access.project_id}/documents/{found.document_id}#turn-{place}",
        "Read on",
        found.at,
    )


def asked_to_read(access: Access) -> NextStep | None:
    """Documents that one is asked to read and has not begun."""
    begun = reading.marks(access)
    me = access.reader.coder_id
    waiting = {
        document
        for document, coder in store.allotments(access)
        if coder == me and (document, coder) not in begun
    }
    if not waiting:
        return None
    names = sorted(reading.known(access, waiting).items(), key=lambda pair: in_order(pair[1]))
    return NextStep(
        "file",
        f"{several(len(names), 'document')} that you are asked to read {'is' if len(names) == 1 else 'are'} not begun",
        _some([name for _, name in names]),
        f"/projects/{access.project_id}/documents/{names[0][0]}",
        f"Begin {names[0][1]}" if len(names[0][1]) < 24 else "Begin",
    )


def begin(access: Access) -> NextStep | None:
    """The first document that nobody has begun, for who has no other."""
    if not access.reader.may_write or reading.stopped_at(access) or asked_to_read(access):
        return None
    begun = {document for document, _ in reading.marks(access)}
    waiting = [pair for pair in store.names(access).items() if pair[0] not in begun]
    if not waiting:
        return None
    document, name = min(waiting, key=lambda pair: in_order(pair[1]))
    told = f"{several(len(waiting), 'document')} {'is' if len(waiting) == 1 else 'are'} not begun by anybody."
    address = f"/projects/{access.project_id}/documents/{document}"
    return NextStep("right", f"Begin with {name}", told, address, "Read")


def name_speakers(access: Access) -> NextStep | None:
    """Transcripts with speakers whom nobody has identified."""
    found = store.not_identified(access)
    if not found or not access.reader.may_write:
        return None
    in_a_row = sorted(found.items(), key=lambda item: in_order(item[0][1]))
    told = [f"{name}: {_labels(labels)}." for (_, name), labels in in_a_row[:NAMED]]
    more = len(found) - NAMED
    return NextStep(
        "warn",
        f"{several(len(found), 'transcript')} {'has' if len(found) == 1 else 'have'} speakers not identified",
        " ".join(told) + (f" And {more} more." if more > 0 else ""),
        f"/projects/{access.project_id}/documents"
        + ("?unknown=true" if len(found) > 1 else f"/{in_a_row[0][0][0]}"),
        "Look at them" if len(found) > 1 else "Look at it",
    )


def read_again(access: Access) -> NextStep | None:
    """Documents left to read again in the oldest open round in which one reads."""
    rows = [row for row in round_list(access) if not row.closed and row.mine and row.mine.left]
    if not rows:
        return None
    row = rows[-1]
    assert row.mine is not None
    left, of = row.mine.left, several(row.mine.of, "document")
    told = f"{left} of your {of} {'is' if left == 1 else 'are'} left to re-read."
    return NextStep(
        "clock", row.name, told, f"/projects/{access.project_id}/rounds/{row.id}", "Open the round"
    )


def go_on_splitting(access: Access) -> NextStep | None:
    """The quotations that wait in splitting tables."""
    found = splitting.waiting(access) if access.reader.may_write else []
    if not found:
        return None
    names = codes.lines(access, [code for _, code, _ in found])
    n = sum(left for _, _, left in found)
    tables = "a splitting table" if len(found) == 1 else f"{len(found)} splitting tables"
    return NextStep(
        "right",
        f"{several(n, 'quotation')} {'waits' if n == 1 else 'wait'} in {tables}",
        _some([names[code].name for _, code, _ in found]),
        f"/projects/{access.project_id}/splittings/{found[0][0]}",
        "Go on splitting",
    )


STEPS: tuple[Callable[[Access], NextStep | None], ...] = (
    keep_what_waits,
    carry_on,
    read_again,
    asked_to_read,
    go_on_splitting,
    begin,
    name_speakers,
)


def next_steps(access: Access) -> list[NextStep]:
    """What is next; the first is the main one."""
    return [found for step in STEPS if (found := step(access)) is not None]


def _labels(labels: list[str]) -> str:
    return ", ".join(f"“{label}”" if label else "talk without labels" for label in labels[:NAMED])


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more." if more > 0 else ".")
