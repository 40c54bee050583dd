"""What an export is of: what somebody chose, what may not be quoted, and how both are told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from quotetree.app.store import code_sets, codes, documents, exports, people, search, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.search import Sought
from quotetree.coding.consent import ASK_FIRST, NOT_QUOTABLE, held_back
from quotetree.coding.counts import (
    LAYERS,
    Filters,
    Side,
    Snapshot,
    codings_meeting,
    codings_touching,
    comments_meeting,
    comments_of_codings,
    gather,
    listed,
    side_name,
)
from quotetree.coding.counts.arrays import Flags
from quotetree.coding.counts.comments import Comments
from quotetree.coding.counts.rows import OF_DOCUMENTS
from quotetree.coding.counts.sentence import several

MOST_NAMED = 40
WHY = {NOT_QUOTABLE: "people who may not be quoted", ASK_FIRST: "people who must be asked first"}


class Chosen(NamedTuple):
    """The filters, and an attribute to break counts down by.

    Codings and quotations are those of `code` (an id; None: all), and `with_subcodes` also of all codes below it.
    `asked` tells that people who must be asked before they are quoted were asked; `conditions` are what the filters
    ask of documents and people, in words. Passages are coded `also` so, and not coded `without` (ids of codes);
    they are of one or the other of two `sides` that are compared;
    they lie on hits of the search `sought`, all or those `ticked`. Codes are those of `code_set` (an id; "": all).
    """

    filters: Filters
    by: str | None = None
    code: str | None = None
    with_subcodes: bool = True
    asked: bool = False
    conditions: tuple[tuple[str, str], ...] = ()
    also: str = ""
    without: str = ""
    code_set: str = ""
    sought: Sought | None = None
    ticked: str = ""
    sides: tuple[Side, ...] = ()

    def in_set(self, access: Access) -> frozenset[str] | None:
        """The codes (ids) of the set, and with sub-codes those below them; None: all codes. Raises NotFound."""
        return code_sets.taken(access, self.code_set, with_subcodes=self.with_subcodes)


@dataclass
class Held:
    """Which quotations are held back, and how many were so far, by the reason;
    `further` are sentences of what else is."""

    access: Access
    chosen: Chosen
    number: dict[str, int] = field(default_factory=dict)
    further: list[str] = field(default_factory=list)

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Why a coding (id) is not quoted; it is not there if it is."""
        found = exports.consents(self.access)
        said = {one: held_back(consents, asked=self.chosen.asked) for one, consents in found.items()}
        return {one: reason for one, reason in said.items() if reason}

    def among(self, ids: Iterable[str]) -> dict[str, int]:
        """How many of these codings are held back, by the reason."""
        found: dict[str, int] = {}
        for reason in (self.reasons.get(one, "") for one in ids):
            if reason:
                found[reason] = found.get(reason, 0) + 1
        return found

    def sentences(self) -> tuple[str, ...]:
        """What is left out of the whole."""
        return (*left_out(self.number), *self.further)


def left_out(number: Mapping[str, int]) -> tuple[str, ...]:
    """ "3 quotations of people who may not be quoted are left out." """
    return tuple(
        f"{several(number[reason], 'quotation')} of {people} {'is' if number[reason] == 1 else 'are'} left out."
        for reason, people in WHY.items()
        if number.get(reason)
    )


def conditions_of(
    named: str, folder: str, kinds: Collection[str], where: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """What is asked of documents and people, in words."""
    asked = [("Documents named", named), ("Folder", folder), ("Kinds", ", ".join(kinds))]
    return tuple([(name, said) for name, said in asked if said] + [("Filter", one) for one in where])


def coding_ids(access: Access, chosen: Chosen, *, every: bool = False) -> tuple[str, ...]:
    """The codings (ids) that are chosen, by document and place; equal ones once, or `every` one. Raises NotFound."""
    for code in filter(None, (chosen.also, chosen.without)):
        codes.code(access, code)
    ids, snapshot = _codes(access, chosen), snapshots.snapshot(access)
    more = (chosen.also, chosen.without)
    among = codings_meeting(snapshot, chosen.filters, *more, with_subcodes=chosen.with_subcodes)
    on_hits = _on_hits(access, chosen, snapshot)
    if on_hits is not None:
        among = on_hits if among is None else among & on_hits
    return listed(snapshot, chosen.filters, ids, 0, len(snapshot.codings), among, every=every).ids


def comments_of(access: Access, chosen: Chosen, *, with_subcodes: bool) -> Comments:
    """The comments of all codes that are chosen, also under what their passages must carry too or must not."""
    found = gather(snapshots.snapshot(access), chosen.filters, with_subcodes=with_subcodes)
    flags = comments_meeting(found, chosen.also, chosen.without, with_subcodes=chosen.with_subcodes)
    found = found if flags is None else found.only(flags)
    on_hits = _on_hits(access, chosen, found.snapshot)
    return found if on_hits is None else found.only(comments_of_codings(found, on_hits))


def _on_hits(access: Access, chosen: Chosen, snapshot: Snapshot) -> Flags | None:
    """By coding whether it lies on a hit; None where no hits are chosen."""
    if chosen.sought is None:
        return None
    hits = search.ticked_hits(access, chosen.sought, chosen.ticked)
    return codings_touching(snapshot, ((hit.document_id, hit.start, hit.end) for hit in hits))


def _codes(access: Access, chosen: Chosen) -> frozenset[str] | None:
    """The ids of the codes that are chosen. Raises NotFound."""
    of_set = chosen.in_set(access)
    if chosen.code is None:
        return of_set
    codes.code(access, chosen.code)
    below = codes.tree(access).descendants(chosen.code) if chosen.with_subcodes else ()
    found = frozenset({chosen.code, *(code.id for code in below)})
    return found if of_set is None else found & of_set


def today() -> str:
    """The day as people write it: 21 November 2026."""
    now = datetime.now().astimezone()
    return f"{now.day} {now:%B %Y}"


def told(access: Access, what: str, chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """Pairs of what an export is of."""
    # To others the number would tell how much is done in the layers held back from them.
    pairs = [("As of action", str(documents.seq_of(access)))] if access.reader.sees_all else []
    if chosen.code and what in ("codings", "quotations", "together"):
        with_subcodes = ", with its sub-codes" if chosen.with_subcodes else ", own alone"
        pairs.append(("Code", codes.tree(access).path(chosen.code) + with_subcodes))
    if chosen.code_set and what != "memos":
        below = ", with their sub-codes" if chosen.with_subcodes and what != "together" else ""
        pairs.append(("Set of codes", code_sets.code_set(access, chosen.code_set).name + below))
    coders = {coder.id: coder.name for coder in documents.coders(access)}
    names = {row.id: row.name for row in documents.documents(access)}
    pairs.append(("Layer", ", ".join(layer for layer in LAYERS if layer in chosen.filters.layers)))
    if chosen.sides:
        pairs.append(("Compared", " and ".join(side_name(coders, side) for side in chosen.sides)))
    else:
        pairs.append(("Coders", _named(chosen.filters.coders, coders)))
    pairs.append(("Documents", _named(chosen.filters.documents, names)))
    pairs += chosen.conditions
    if what in ("counts", "codebook", "together") and (
        out := people.left_out(access, chosen.filters.documents)
    ):
        who = "1 person is" if out == 1 else f"{out:,} people are"
        pairs.append(("Left out", f"{who} left out of the study, with what they alone say."))
    if what in ("codings", "quotations", "codebook", "counts"):
        paths = codes.tree(access).paths
        asked = (("And also coded", chosen.also), ("And not coded", chosen.without))
        below = ", with its sub-codes" if chosen.with_subcodes else ""
        pairs += [(name, paths[code] + below) for name, code in asked if code]
        pairs += _hits_told(access, chosen)
    if chosen.by and what == "counts":
        pairs.append(("Counted by", chosen.by.removeprefix(OF_DOCUMENTS)))
    return tuple(pairs)


def _hits_told(access: Access, chosen: Chosen) -> list[tuple[str, str]]:
    if chosen.sought is None:
        return []
    ticked = f", {several(len(chosen.ticked.split(',')), 'ticked hit')} alone" if chosen.ticked else ""
    names = {row.id: row.name for row in search.speaking_participants(access)}
    names[search.WITHOUT_INTERVIEWERS] = "everybody but the interviewer"
    whose = names.get(chosen.sought.whose, chosen.sought.whose)
    return [
        ("On hits of the search", chosen.sought.typed + (f", words of {whose}" if whose else "") + ticked)
    ]


def _named(ids: frozenset[str] | None, names: Mapping[str, str]) -> str:
    if ids is None:
        return f"all ({len(names)})" if len(names) > 1 else "all"
    found = sorted(names[one] for one in ids if one in names)
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    part = f"{len(found)} of {len(names)}: " if len(found) > 3 else ""
    return f"{part}{', '.join(found[:MOST_NAMED])}{more}"
