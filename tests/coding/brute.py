"""Counting by brute force, straight from the rules and character by character; shares nothing with what it checks."""

from collections.abc import Callable, Iterable
from itertools import combinations

from quotetree.coding.counts.rows import CodingRow
from tests.coding.small_study import Document, SmallStudy, Speaker

Person = tuple[str, bool]  # a participant's id or a placeholder's speaker id, and whether it is a placeholder
Heard = frozenset[Person] | str  # people, or "interviewer", "nobody", "notes"
Passage = tuple[Document, list[CodingRow], frozenset[int]]  # merged codings and the letters they hold
Passes = Callable[[CodingRow], bool]


def heard(document: Document, key: str) -> Heard | None:
    """Who is heard under a speaker's key; None where the row is nobody's."""
    who: Speaker = document.speakers[key]
    if who.role == "not a speaker":
        return None
    if document.kind == "observation":
        return "notes"
    if who.role == "interviewer":
        return "interviewer"
    if who.role == "placeholder":
        return frozenset({(f"{document.id}/{key}", True)})
    if who.role == "group":
        return frozenset((member, False) for member in who.members) or "nobody"
    if who.participant is not None:
        return frozenset({(who.participant, False)})
    if document.kind in ("journal", "survey answers") and len(set(document.attended)) == 1:
        return frozenset({(document.attended[0], False)})
    return "nobody"


def without(who: Heard | None, left_out: frozenset[str]) -> Heard | None:
    """Those of them who count; None where all are left out, as if nobody had said anything."""
    if who is None or isinstance(who, str):
        return who
    return frozenset(person for person in who if person[1] or person[0] not in left_out) or None


def letters(document: Document, left_out: frozenset[str] = frozenset()) -> dict[int, Heard]:
    """By place of a letter or digit of words, who says it."""
    found: dict[int, Heard] = {}
    text = document.text
    for key, _, words, end in document.spans():
        who = without(heard(document, key), left_out)
        note_ends = 0
        for place in range(words, end):
            if text[place] == "[" and place >= note_ends and "]" in text[place:end]:
                note_ends = text.index("]", place) + 1
            if place >= note_ends and text[place].isalnum() and who is not None:
                found[place] = who
    return found


def merged(study: SmallStudy, code: str, rolled: bool, passes: Passes) -> list[Passage]:
    """The passages of a code, each with the letters of words it holds, joined while two of them share one."""
    result: list[Passage] = []
    for document in study.documents:
        said = set(letters(document, study.left_out))
        passages = [
            (document, [row], frozenset(said & set(range(row[5], row[6]))))
            for row in study.codings
            if row[1] == document.id and passes(row) and below(study, row[2], code, rolled)
        ]
        passages = [one for one in passages if one[2]]
        while True:
            pair = next((both for both in combinations(passages, 2) if both[0][2] & both[1][2]), None)
            if pair is None:
                break
            passages = [one for one in passages if one is not pair[0] and one is not pair[1]]
            passages.append((document, pair[0][1] + pair[1][1], pair[0][2] | pair[1][2]))
        result.extend(sorted(passages, key=lambda one: min(one[2])))
    return result


def below(study: SmallStudy, code: str | None, ancestor: str, rolled: bool) -> bool:
    """Whether a code is that one, or rolled, under it."""
    if code == ancestor:
        return True
    return rolled and code is not None and below(study, study.codes[code], ancestor, rolled)


def value(study: SmallStudy, document: Document, person: Person, attribute: str) -> str:
    """A person's value there, "" where it is not known; or the document's."""
    if attribute.startswith("document."):
        given = document.values.get(attribute.removeprefix("document."), "")
        return given if given.strip() else ""
    if person[1]:
        return ""
    for row in (study.then.get((document.id, person[0]), {}), study.people[person[0]]):
        if row.get(attribute, "").strip():
            return row[attribute]
    return ""


class Brute:
    """The counts of a study, of the codings that pass, and of people of some values."""

    def __init__(
        self, study: SmallStudy, passes: Passes, wanted: Iterable[tuple[str, frozenset[str]]] = ()
    ) -> None:
        self.study, self.passes, self.wanted = study, passes, list(wanted)

    def of_people(self) -> bool:
        return any(not attribute.startswith("document.") for attribute, _ in self.wanted)

    def lets(self, document: Document, person: Person) -> bool:
        """Whether a person counts there."""
        return not (person[1] and self.of_people()) and all(
            value(self.study, document, person, attribute) in values for attribute, values in self.wanted
        )

    def document_passes(self, document: Document) -> bool:
        return all(
            value(self.study, document, ("", False), attribute) in values
            for attribute, values in self.wanted
            if attribute.startswith("document.")
        )

    def sorted_out(self, code: str, rolled: bool) -> dict[str, list[tuple[Passage, set[Person]]]]:
        """The merged passages as comments, unattributed, interviewer_only and in_notes, with their respondents."""
        found: dict[str, list[tuple[Passage, set[Person]]]] = {
            "comments": [],
            "unattributed": [],
            "interviewer_only": [],
            "in_notes": [],
        }
        for passage in merged(self.study, code, rolled, self.passes):
            if not self.document_passes(passage[0]):
                continue
            said = letters(passage[0], self.study.left_out)
            voices = {said[place] for place in passage[2]}
            everybody = {person for who in voices if not isinstance(who, str) for person in who}
            people = {person for person in everybody if self.lets(passage[0], person)}
            for name in self.names(voices, people):
                found[name].append((passage, people))
        return found

    def names(self, voices: set[Heard], people: set[Person]) -> list[str]:
        if self.of_people():
            return ["comments"] if people else []
        if voices == {"notes"}:
            return ["in_notes"]
        if voices == {"interviewer"}:
            return ["interviewer_only"]
        return ["comments"] if people else ["comments", "unattributed"]

    def out(self, row: CodingRow) -> bool:
        """Whether the only words of a coding are of people who are left out."""
        document = next(one for one in self.study.documents if one.id == row[1])
        here = set(range(row[5], row[6]))
        return bool(here & set(letters(document))) and not here & set(letters(document, self.study.left_out))

    def count(self, code: str, rolled: bool) -> dict[str, int]:
        found = self.sorted_out(code, rolled)
        comments = found["comments"]
        return {
            **{name: len(passages) for name, passages in found.items()},
            "respondents": len({person for _, people in comments for person in people}),
            "documents": len({passage[0].id for passage, _ in comments}),
            "contributions": sum(len(people) for _, people in comments),
        }

    def cells(self, code: str, rolled: bool, by: str) -> dict[str, tuple[int, int]]:
        """By value the comments and the respondents."""
        comments = self.sorted_out(code, rolled)["comments"]
        columns: dict[str, list[set[Person]]] = {}
        for passage, people in comments:
            values = {value(self.study, passage[0], person, by) for person in people}
            if by.startswith("document."):
                values = {value(self.study, passage[0], ("", False), by)}
            for one in values:
                here = {person for person in people if value(self.study, passage[0], person, by) == one}
                columns.setdefault(one, []).append(here)
        return {one: (len(each), len(set().union(*each))) for one, each in columns.items()}

    def spoke(self, documents: Iterable[str], by: str | None = None) -> dict[str, set[Person]]:
        """By value (or "" for all) the people with a letter of words in those documents."""
        found: dict[str, set[Person]] = {}
        for document in self.study.documents:
            if document.id not in set(documents) or not self.document_passes(document):
                continue
            for who in letters(document, self.study.left_out).values():
                for person in () if isinstance(who, str) else who:
                    if self.lets(document, person):
                        column = value(self.study, document, person, by) if by else ""
                        found.setdefault(column, set()).add(person)
        return found
