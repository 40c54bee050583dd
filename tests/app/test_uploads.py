"""Transcripts wait until their speakers are put right; each is then kept as one action."""

from collections.abc import Iterator
from typing import Any

import pytest

from quotetree.app.services.imports.speakers import map_speaker
from quotetree.app.services.imports.transcripts import Kept
from quotetree.app.services.imports.uploads import (
    UploadRefused,
    Waiting,
    batch_left,
    change_kind,
    drop,
    keep,
    keep_choices,
    stage_upload,
    staged,
)
from quotetree.app.services.undo import undo_latest
from quotetree.app.store import uploads as store
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.errors import Unreadable
from quotetree.coding.imports.said import LabelRefused, Said

from .cast import Cast, add_document, cast

TALK = (
    b"Interviewer: Welcome.\nP1: Thank you.\nA: Mine too.\nRuth: Hello.\nRuth: And yet: no.\nFemale 2: Yes.\n"
)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    everybody.as_("Ana", add_document)  # with it P1 and P2 are participants
    yield everybody
    everybody.database.dispose()


def bring(
    people: Cast, name: str = "FG.txt", data: bytes = TALK, who: str = "Ana", kind: str = "focus group"
) -> str:
    return people.as_(who, stage_upload, "b1", name, data, kind)


def waiting(people: Cast, who: str = "Ana") -> list[Waiting]:
    return people.as_(who, staged, "b1", writing=False)


def proposed(people: Cast) -> dict[str, Any]:
    [one] = waiting(people)
    return {found.label.label: found.said for found in one.proposals}


def kept(people: Cast, upload: str, **said: Said) -> Kept:
    return people.as_("Ana", keep, upload, {label.replace("_", " "): one for label, one in said.items()})


def speakers(people: Cast, document: str) -> dict[str, tuple[str, str | None]]:
    rows = people.rows()
    name = {row["id"]: row["name"] for row in rows["participant"].values()}
    return {
        row["label"]: (row["role"], name.get(row["participant_id"]))
        for row in rows["speaker"].values()
        if row["document_id"] == document
    }


def test_labels_are_proposed(people: Cast):
    bring(people)
    assert proposed(people) == {
        "Interviewer": Said("interviewer"),
        "P1": Said("participant", ("P1",)),
        "A": None,
        "Ruth": Said("participant", ("Ruth",)),
        "Female 2": Said("placeholder"),
    }
    [one] = waiting(people)
    assert [found.label.label for found in one.proposals if found.new] == ["Ruth"]
    assert (one.document, one.kind, one.there, one.refused) == ("FG", "focus group", False, "")


def test_nothing_is_kept_until_it_is_said(people: Cast):
    before = people.rows()
    bring(people)
    waiting(people)
    assert people.rows() == before


def test_a_file_is_kept_as_said(people: Cast):
    upload = bring(people)
    done = kept(people, upload, Ruth=Said("participant", ("Ruth Abel",)), A=Said("group", ("P1", "P2")))
    assert done.turns == 6
    assert speakers(people, done.document_id) == {
        "Interviewer": ("interviewer", None),
        "P1": ("participant", "P1"),
        "A": ("group", None),
        "Ruth": ("participant", "Ruth Abel"),
        "Female 2": ("placeholder", None),
    }
    assert len(people.rows()["group_member"]) == 2
    assert waiting(people) == []


def test_keeping_is_one_action_and_can_be_undone(people: Cast):
    before = people.rows()
    kept(people, bring(people), Ruth=Said("participant", ("Ruth",)))
    people.as_("Ana", undo_latest)
    assert people.rows() == before


def test_what_is_no_label_is_talk_of_the_turn_before(people: Cast):
    done = kept(people, bring(people), A=Said("not a label"))
    assert done.turns == 5
    assert "A" not in speakers(people, done.document_id)


def test_who_a_label_was_before_is_proposed_again(people: Cast):
    kept(people, bring(people), Ruth=Said("participant", ("P2",)))
    bring(people, "Second.txt")
    assert proposed(people)["Ruth"] == Said("participant", ("P2",))


def test_a_label_that_was_two_people_is_asked(people: Cast):
    kept(people, bring(people), Ruth=Said("participant", ("P2",)))
    kept(people, bring(people, "Second.txt"), Ruth=Said("participant", ("P1",)))
    bring(people, "Third.txt")
    [one] = waiting(people)
    [ruth] = [found for found in one.proposals if found.label.label == "Ruth"]
    assert (ruth.said, ruth.fits) == (None, ("P1", "P2"))


def test_a_file_that_is_there_already_adds_nothing(people: Cast):
    kept(people, bring(people))
    before = people.rows()
    upload = bring(people)
    assert [one.there for one in waiting(people)] == [True]
    assert kept(people, upload).seq is None
    assert people.rows() == before


def test_another_text_of_a_name_is_refused(people: Cast):
    kept(people, bring(people))
    bring(people, data=b"P1: Other words.\n")
    [one] = waiting(people)
    assert one.refused.startswith("There is already a document “FG” in this project, with another text.")


def test_what_cannot_be_is_refused_and_waits_on(people: Cast):
    upload = bring(people)
    before = people.rows()
    for said, sentence in (
        (Said("participant"), "“Ruth” stands for a participant: say which one."),
        (Said("participant", ("P1", "P2")), "“Ruth” stands for a participant: say which one."),
        (Said("placeholder", ("P1",)), "“Ruth” is “placeholder” and has no participant."),
        (Said("chorus"), "“Ruth” cannot be “chorus”"),
    ):
        with pytest.raises(LabelRefused, match=sentence):
            kept(people, upload, Ruth=said)
    assert people.rows() == before
    assert len(waiting(people)) == 1


def test_bad_files_do_not_wait(people: Cast):
    with pytest.raises(Unreadable):
        bring(people, "FG.mp3")
    bring(people)
    with pytest.raises(UploadRefused, match="of the same name was brought before it"):
        bring(people, "fg.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v P1>Yes.</v>\n")
    with pytest.raises(UploadRefused, match="“chat” is no kind of document"):
        bring(people, "New.txt", kind="chat")
    assert len(waiting(people)) == 1


def test_a_kind_is_changed_before_it_is_kept(people: Cast):
    upload = bring(people)
    people.as_("Ana", change_kind, upload, "observation")
    assert proposed(people) == {"": Said("interviewer")}
    done = kept(people, upload)
    assert speakers(people, done.document_id) == {"": ("interviewer", None)}


def test_a_batch_is_dropped(people: Cast):
    bring(people)
    bring(people, "Second.txt")
    assert people.as_("Ana", drop, "b1") == 2
    assert waiting(people) == []


def test_what_one_left_is_found_again_by_oneself_alone(people: Cast):
    assert people.as_("Ana", batch_left) == ("", 0)
    batch = people.as_("Ana", store.new_batch)
    files = [people.as_("Ana", stage_upload, batch, f"{n}.txt", TALK) for n in range(3)]
    assert people.as_("Ana", batch_left) == (batch, 3)
    assert people.as_("Ben", batch_left) == people.as_("Carla", batch_left) == ("", 0)
    people.as_("Ana", keep, files[0], {})
    assert people.as_("Ana", batch_left) == (batch, 2)
    people.as_("Ana", stage_upload, batch, "0.txt", TALK)  # is there already: not to be kept
    assert people.as_("Ana", batch_left) == (batch, 2)
    assert people.as_("Ana", drop, batch) == 3
    assert people.as_("Ana", batch_left) == ("", 0)


def test_choices_wait_and_go_with_their_files(people: Cast):
    upload = bring(people)
    people.as_("Ana", keep_choices, "b1", b"is-0=group")
    people.as_("Ben", keep_choices, "b1", b"is-0=placeholder")
    assert people.as_("Ana", store.choices, "b1") == b"is-0=placeholder"
    assert len(waiting(people)) == 1
    with pytest.raises(NotAllowed):
        people.as_("Carla", keep_choices, "b1", b"is-0=group")
    people.as_("Ana", keep, upload, {})
    assert people.as_("Ana", store.choices, "b1") == b""
    people.as_("Ana", keep_choices, "b1", b"is-0=group")
    assert people.as_("Ana", store.choices, "b1") == b"", "nothing waits for it"


def test_readers_bring_nothing_and_outsiders_learn_nothing(people: Cast):
    upload = bring(people)
    with pytest.raises(NotAllowed):
        bring(people, "Second.txt", who="Carla")
    with pytest.raises(NotAllowed):
        people.as_("Carla", keep, upload, {})
    with pytest.raises(NotFound):
        people.as_("Olga", keep, upload, {})
    assert people.as_("Ben", keep, upload, {}).name == "FG"


def test_a_label_is_mapped_later(people: Cast):
    done = kept(people, bring(people))
    rows = people.rows()
    a = next(row["id"] for row in rows["speaker"].values() if row["label"] == "A")
    p2 = next(row["id"] for row in rows["participant"].values() if row["name"] == "P2")
    people.as_("Ana", map_speaker, a, "participant", p2)
    assert speakers(people, done.document_id)["A"] == ("participant", "P2")
    people.as_("Ana", map_speaker, a, "group", members=[p2])
    assert speakers(people, done.document_id)["A"] == ("group", None)
    assert len(people.rows()["group_member"]) == 1
    people.as_("Ana", map_speaker, a, "participant", new_participant="Ada")
    assert speakers(people, done.document_id)["A"] == ("participant", "Ada")
    assert people.rows()["group_member"] == {}
    assert people.as_("Ana", map_speaker, a, "interviewer").seq is not None
    assert people.as_("Ana", map_speaker, a, "interviewer").seq is None
    with pytest.raises(NotFound):
        people.as_("Ana", map_speaker, a, "participant", "none")
    with pytest.raises(LabelRefused):
        people.as_("Ana", map_speaker, a, "participant")


def test_the_interviewers_initials_are_the_interviewer_in_the_next_file(people: Cast):
    talk = b"KS: What now?\nRita: Well, much.\nKS: And?\nRita: Nothing.\n"
    kept(people, bring(people, "K1.txt", talk), KS=Said("interviewer"), Rita=Said("participant", ("P2",)))
    bring(people, "K2.txt", talk + b"KS: Thank you.\n")
    [one] = waiting(people)
    assert {found.label.label: (found.said, found.as_in) for found in one.proposals} == {
        "KS": (Said("interviewer"), ("K1",)),
        "Rita": (Said("participant", ("P2",)), ("K1",)),
    }
