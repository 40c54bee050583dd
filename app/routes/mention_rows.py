"""Places at which a name stands, as pages list them."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.app.store.naming import Mention
from quotetree.coding.spellings import AROUND, Spot

MOST_SHOWN = 200
PLACES = {
    "document": "Document",
    "speaker": "Label",
    "participant": "Participant",
    "memo": "Memo",
    "remark": "Discussion",
    "code": "Code",
    "attribute": "Attribute",
    "participant_value": "Value of a participant",
    "document_value": "Value of a document",
    "appearance_value": "Value in a document",
    "tree_version": "Version of the tree",
    "proposal": "Proposal",
    "code_set": "Set of codes",
    "code_origin": "Earlier path of a code",
    "alignment": "Alignment",
    "round": "Round",
    "project": "The project’s own page",
    "action": "Reason in the history",
    "invitation": "Note of an invitation",
}


class MentionRow(NamedTuple):
    """A place by its name, with its address ("" where it has none), and the name there."""

    place: str
    address: str
    spot: Spot


def mention_rows(access: Access, mentions: Sequence[Mention]) -> list[MentionRow]:
    """The first places, those in texts by document."""
    names, here = dict(documents.names(access)), f"/projects/{access.project_id}"
    found = []
    for one in mentions[:MOST_SHOWN]:
        if one.table == "text_version":
            address = f"{here}/documents/{one.id}#passage-{one.spot.start}-{one.spot.end}"
            found.append(MentionRow(names[one.id], address, _whole_words(one.spot)))
            continue
        addresses = {"document": f"{here}/documents/{one.id}", "memo": f"{here}/memos"}
        addresses["participant"] = f"{here}/people/{one.id}"
        found.append(MentionRow(PLACES[one.table], addresses.get(one.table, ""), _whole_words(one.spot)))
    return found


def _whole_words(spot: Spot) -> Spot:
    """The place without the halves of words at its ends."""
    before, behind = spot.before, spot.behind
    if len(before) == AROUND and " " in before:
        before = "… " + before.partition(" ")[2]
    if len(behind) == AROUND and " " in behind:
        behind = behind.rpartition(" ")[0] + " …"
    return spot._replace(before=before, behind=behind)
