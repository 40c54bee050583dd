"""Corrections of a transcript that is coded: words stay with their codings, and one undo restores all."""

from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import codes, codings, corrections, turns, undo
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.documents import turns_of_passage
from quotetree.coding.passage import Passage, TextChanged, seen_words
from quotetree.coding.text import sha256

from .browser import Browser
from .cast import Cast, add_document, cast, selected

SENTENCES = [f"This is what we said about matter {n} then." for n in range(1, 20)]
TEXT = f"P1: {' '.join(SENTENCES[:10])}\nInterviewer: Really?\nP2: {' '.join(SENTENCES[10:])} Nobody came.\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def document(people: Cast) -> str:
    """A document with twenty codings, each on a sentence."""
    made = people.as_("Ana", add_document, TEXT)
    code = people.as_("Ana", codes.create_code, "Said").code_id
    for sentence in [*SENTENCES, "Nobody came."]:
        start = TEXT.index(sentence)
        people.as_("Ana", codings.add_coding, made, selected(start, start + len(sentence), TEXT), code)
    return made


def quotations(access: Access, document_id: str) -> dict[str, str]:
    text = documents.document(access, document_id).text
    return {
        row.id: seen_words(
            text, Passage(row.start, row.end), turns_of_passage(access, document_id, row.start, row.end)
        )
        for row in documents.codings_of_document(access, document_id)
    }


def correct(people: Cast, who: str, document: str, old: str, new: str) -> corrections.Corrected:
    """Exchange words in the turn that has them."""
    text = people.as_(who, documents.document, document).text
    at = text.index(old)
    turn = next(row for row in people.as_(who, documents.turns, document) if row.words <= at < row.end)
    words = text[turn.words : turn.end].replace(old, new)
    return people.as_(who, corrections.correct_turn, document, turn.id, words, sha256(text))


def sound(people: Cast) -> None:
    with transaction(people.database, writing=False) as connection:
        assert list(findings(connection)) == []


def test_a_corrected_word_and_a_cut_sentence_leave_the_other_codings_alone(
    people: Cast, document: str
) -> None:
    before = people.as_("Ana", quotations, document)
    rows = people.rows()
    word = correct(people, "Ben", document, "matter 3 then", "the matron then")
    cut = correct(people, "Ben", document, " Nobody came.", "")
    after = people.as_("Ana", quotations, document)
    assert [one.old for one in word.correction.changed] == [SENTENCES[2]]
    assert [one.new for one in word.correction.changed] == ["This is what we said about the matron then."]
    assert [one.old for one in cut.correction.lost] == ["Nobody came."]
    assert word.correction.lost == cut.correction.changed == ()
    assert sum(after.get(one) == quotation for one, quotation in before.items()) == 18
    assert sorted(set(after.values()) - set(before.values())) == [
        "This is what we said about the matron then."
    ]
    sound(people)
    for done in (cut, word):
        people.as_("Ben", undo.undo, done.seq)
    for table in ("coding", "turn", "text_version", "speaker"):
        assert people.rows()[table] == rows[table]
    sound(people)


def test_one_correction_of_a_word_and_a_sentence_is_undone_at_once(people: Cast, document: str) -> None:
    before = people.rows()
    old = f"{SENTENCES[18]} Nobody came."
    done = correct(people, "Ana", document, old, SENTENCES[18].replace("then", "once"))
    assert [one.new for one in done.correction.changed] == ["This is what we said about matter 19 once."]
    assert [one.old for one in done.correction.lost] == ["Nobody came."]
    people.as_("Ana", undo.undo_latest)
    assert people.rows()["coding"] == before["coding"]
    assert len(people.as_("Ana", quotations, document)) == 20


def test_what_was_done_before_a_correction_is_undone_after_it(people: Cast, document: str) -> None:
    of = {quotation: one for one, quotation in people.as_("Ana", quotations, document).items()}
    gone, moved = of[SENTENCES[5]], of[SENTENCES[7]]
    removed = people.as_("Ana", codings.remove_coding, gone).seq
    start = TEXT.index(SENTENCES[8])
    ends = people.as_("Ana", codings.change_ends, moved, selected(start, start + 4, TEXT)).seq
    correct(
        people,
        "Ben",
        document,
        SENTENCES[0],
        "Once upon a time and much longer than it was before, 🙂 that is.",
    )
    assert people.as_("Ana", undo.propose_undo, removed).exceptions == ()
    people.as_("Ana", undo.undo, removed)
    people.as_("Ana", undo.undo, ends)
    now = people.as_("Ana", quotations, document)
    assert (now[gone], now[moved]) == (SENTENCES[5], SENTENCES[7])
    sound(people)


def test_a_coding_whose_words_are_gone_since_comes_back_with_the_correction_only(
    people: Cast, document: str
) -> None:
    of = {quotation: one for one, quotation in people.as_("Ana", quotations, document).items()}
    removed = people.as_("Ana", codings.remove_coding, of["Nobody came."]).seq
    correct(people, "Ana", document, " Nobody came.", "")
    found = people.as_("Ana", undo.propose_undo, removed)
    assert [one.kept.why for one in found.exceptions] == ["bounds"]
    assert [one.cause.verb for one in found.exceptions if one.cause] == ["text.corrected"]
    people.as_("Ana", undo.undo, removed, "too")
    assert people.as_("Ana", quotations, document)[of["Nobody came."]] == "Nobody came."
    sound(people)


def test_a_coding_made_after_a_correction_stays_with_its_words_when_that_is_undone(
    people: Cast, document: str
) -> None:
    done = correct(people, "Ana", document, SENTENCES[0], f"Well, well, well. {SENTENCES[0]}")
    text = done.correction.text
    start = text.index(SENTENCES[12])
    code = people.as_("Ben", codes.create_code, "New").code_id
    made = people.as_("Ben", codings.add_coding, document, selected(start, start + 12, text), code)
    people.as_("Ana", undo.undo, done.seq)
    assert people.as_("Ana", documents.document, document).text == TEXT
    assert people.as_("Ana", quotations, document)[made.coding_id] == SENTENCES[12][:12]
    sound(people)


def test_a_coding_of_words_that_only_the_correction_has_is_an_exception(people: Cast, document: str) -> None:
    done = correct(people, "Ana", document, SENTENCES[0], f"Well, well, well. {SENTENCES[0]}")
    text = done.correction.text
    code = people.as_("Ben", codes.create_code, "New").code_id
    people.as_("Ben", codings.add_coding, document, selected(4, 10, text), code)
    with pytest.raises(undo.ExceptionsFirst):
        people.as_("Ana", undo.undo, done.seq)
    people.as_("Ana", undo.undo, done.seq, "without")
    assert people.as_("Ana", documents.document, document).text == text
    sound(people)


def test_earlier_text_that_another_correction_followed_goes_back_with_that_one(
    people: Cast, document: str
) -> None:
    before = people.rows()
    first = correct(people, "Ana", document, SENTENCES[0], "One.")
    correct(people, "Ana", document, SENTENCES[11], "Two.")
    with pytest.raises(undo.ExceptionsFirst):
        people.as_("Ana", undo.undo, first.seq)
    people.as_("Ana", undo.undo, first.seq, "too")
    for table in ("coding", "turn", "text_version"):
        assert people.rows()[table] == before[table]


def test_who_read_another_text_is_refused(people: Cast, document: str) -> None:
    correct(people, "Ana", document, "Really?", "Is that so?")
    code = people.as_("Ana", codes.create_code, "Other").code_id
    with pytest.raises(TextChanged, match="Open it again"):
        people.as_("Ben", codings.add_coding, document, selected(4, 11, TEXT), code)
    turn = people.as_("Ana", documents.turns, document)[0]
    with pytest.raises(TextChanged, match="Open it again"):
        people.as_("Ben", corrections.correct_turn, document, turn.id, "x", sha256(TEXT))


FALSE = "P1: I thought so.\nWell: I still think so.\nInterviewer: Really?\nWell: yes.\nP2: No.\n"


def test_a_false_label_becomes_words_wherever_it_stands(people: Cast) -> None:
    made = people.as_("Ana", add_document, FALSE, "False")
    code = people.as_("Ana", codes.create_code, "Thinking").code_id
    place = selected(FALSE.index("I thought"), FALSE.index(" so.\nInterviewer"), FALSE)
    coding = people.as_("Ana", codings.add_coding, made, place, code).coding_id
    assert people.as_("Ana", quotations, made)[coding] == "I thought so.\nI still think"
    rows = people.rows()
    false = people.as_("Ana", documents.turns, made)[1]
    people.as_("Ana", turns.unlabel_turns, made, false.id, everywhere=True)
    assert shown(people, made) == [
        ("P1", "I thought so.\nWell: I still think so."),
        ("Interviewer", "Really?\nWell: yes."),
        ("P2", "No."),
    ]
    assert people.as_("Ana", quotations, made)[coding] == "I thought so.\nWell: I still think"
    assert "Well" not in [row["label"] for row in people.rows()["speaker"].values()]
    sound(people)
    people.as_("Ana", undo.undo_latest)
    assert people.rows() == rows | {
        table: now for table, now in people.rows().items() if table not in ("turn", "speaker", "coding")
    }
    people.as_("Ana", undo.redo_latest)
    sound(people)


def test_a_turn_is_joined_with_one_that_a_false_label_begins(people: Cast) -> None:
    made = people.as_("Ana", add_document, FALSE, "False")
    first = people.as_("Ana", documents.turns, made)[0]
    with pytest.raises(turns.TurnRefused, match="would become part of the words"):
        people.as_("Ana", turns.join_turns, made, first.id)
    people.as_("Ana", turns.join_turns, made, first.id, label_is_words=True)
    assert shown(people, made)[:2] == [
        ("P1", "I thought so.\nWell: I still think so."),
        ("Interviewer", "Really?"),
    ]
    with pytest.raises(turns.TurnRefused, match="There is no turn before this one"):
        people.as_("Ana", turns.unlabel_turns, made, first.id)
    sound(people)


def shown(people: Cast, document: str) -> list[tuple[str, str]]:
    text = people.as_("Ana", documents.document, document).text
    return [
        (turn.label, text[turn.words : turn.end]) for turn in people.as_("Ana", documents.turns, document)
    ]


def test_turns_of_a_selection_are_given_to_one_speaker(people: Cast) -> None:
    made = people.as_("Ana", add_document, FALSE, "False")
    rows = people.as_("Ana", documents.turns, made)
    with Browser(make_app(str(people.database.url.render_as_string(hide_password=False)))) as client:
        client.cookies.set(COOKIE, "token of Ana")
        here = f"/projects/{people.project_id}/documents/{made}/turns/{rows[1].id}"
        dialog = client.get(here, params={"place": rows[1].words + 2, "to": rows[3].words + 1}).text
        assert "The 3 turns of the selection" in dialog
        form = {"speaker": rows[0].speaker_id, "spread": "chosen", "after": "0"}
        form["turn"] = [row.id for row in rows[1:4]]  # type: ignore[assignment]
        assert client.post(f"{here}/relabel", data=form).status_code == 200
        assert "The 3 turns of the selection" not in client.get(here, params={"place": "4", "to": ""}).text
    assert [label for label, _ in shown(people, made)] == ["P1", "P1", "P1", "P1", "P2"]
