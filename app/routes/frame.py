"""What every page of a project shows round itself: the project, its places, and who this browser is."""

from typing import Any, NamedTuple

from quotetree.app.store import codes, documents, people
from quotetree.app.store.access import Access


class Person(NamedTuple):
    """A coder as the bar shows them."""

    id: str
    name: str
    account_id: str | None = None

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word: "MK"."""
        words = self.name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def frame(access: Access, place: str = "") -> dict[str, Any]:
    """What the layout needs: project, me (None for a reader without a name), people, places and the open place."""
    people = [Person(coder.id, coder.name, coder.account_id) for coder in documents.coders(access)]
    return {
        "project": documents.project(access),
        "me": next((person for person in people if person.id == access.reader.coder_id), None),
        "people": people,
        "role": access.reader.role,
        "places": _places(access),
        "place": place,
    }


def _places(access: Access) -> list[tuple[str, str]]:
    """Pairs of address and name. One reads, counts, quotes and searches only where there is a document."""
    here = f"/projects/{access.project_id}"
    first = documents.first_document(access)
    places = [(here, "Project")]
    if first is not None:
        places.append((f"{here}/documents/{first}", "Reading"))
        places += [(f"{here}/quotations", "Quotations"), (f"{here}/counts", "Counts")]
        places.append((f"{here}/search", "Search"))
    if first is not None or people.any_there(access):
        places.append((f"{here}/people", "People"))
    if first is not None:
        places.append((f"{here}/memos", "Memos"))
    if first is not None or codes.any_there(access):
        places.append((f"{here}/growth", "Tree"))
    return places
