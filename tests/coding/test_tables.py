"""Tables are read as people's programs write them, and bad rows have the numbers that those programs show."""

import pytest

from quotetree.coding.imports.plan import Standing
from quotetree.coding.imports.said import Said, proposals
from quotetree.coding.imports.speakers import Meaning, fits_two, meaning_of
from quotetree.coding.tables.codings import coding_rows
from quotetree.coding.tables.kinds import KINDS, word_of
from quotetree.coding.tables.people import participant_rows
from quotetree.coding.tables.table import TableRefused, read_table
from quotetree.coding.transcript import read_transcript

PEOPLE = {"s11": "1", "i": "2", "josé": "3"}


def cells(data: bytes) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_table(data, ["id"]).rows]


@pytest.mark.parametrize(
    "data",
    [
        b"id,site\nS1,North\n",
        b"id;site\r\nS1;North\r\n",
        b"id\tsite\rS1\tNorth\r",
        "\ufeffID,Site\nS1,North".encode(),
        "id,site\nS1,North\n".encode("utf-16"),
        b'"id","site"\n"S1"," North "\n,\n',
        b"id,site,,\nS1,North,,\n",
        b"id,site\nS1,Nor\x01th\n",
        b"site,id\nNorth,S1\n",
    ],
)
def test_a_table_is_read_as_programs_write_it(data: bytes):
    assert cells(data) == [{"id": "S1", "site": "North"}]


def test_short_rows_are_filled():
    assert cells(b"id,site\nS1\n") == [{"id": "S1", "site": ""}]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    table = read_table(b'id,note\nS1,"two\nlines"\n\n,\nS2,\n', ["id"])
    assert [(row.number, row.cells["id"]) for row in table.rows] == [(2, "S1"), (5, "S2")]


def test_a_cell_for_a_formula_is_what_it_was():
    assert cells(b"id\n'=S1\n'S2\n") == [{"id": "=S1"}, {"id": "'S2"}]


@pytest.mark.parametrize("number", ["1.0", "1e3", "٣", "", "--1", "9" * 30])
def test_only_whole_numbers_are_places(number: str):
    data = f"document,start,end,code,coder\nI1,{number},9,A,Ana\n".encode()
    with pytest.raises(TableRefused) as refused:
        coding_rows(read_table(data, ["document"]))
    assert refused.value.details[0].startswith("Row 2, column start: ")


def test_words_may_be_written_otherwise():
    assert word_of("Focus-Group", KINDS) == word_of("focus_group ", KINDS) == "focus group"
    assert word_of("chat", KINDS) is None


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("S11", Meaning("participant", ("1",))),
        ("s11", Meaning("participant", ("1",))),
        ("JOSE\u0301", Meaning("participant", ("3",))),
        ("Interviewer 2", Meaning("interviewer")),
        ("Q", Meaning("interviewer")),
        ("ALL", Meaning("group")),
        ("Female 2", Meaning("placeholder")),
        ("Date", Meaning("not a speaker")),
        ("I", None),
        ("S12", None),
        ("A", None),
        ("", None),
    ],
)
def test_what_a_label_stands_for_by_itself(label: str, meaning: Meaning | None):
    assert meaning_of(label, PEOPLE) == meaning
    assert fits_two(label, PEOPLE) == (label == "I")


def test_people_are_proposed_by_letters_and_digits_if_one_fits():
    transcript = read_transcript(
        "I1.txt", b"S-11: Yes.\nI: And?\nS-11: No.\nAna B: Hm.\nAna B: So.\n", "interview"
    )
    found = {one.label.label: one for one in proposals(transcript, ["S11", "AnaB", "Ana-B"], {})}
    assert found["S-11"].said == Said("participant", ("S11",))
    assert (found["Ana B"].said, found["Ana B"].fits) == (None, ("Ana-B", "AnaB"))
    assert found["I"].said == Said("interviewer")


def test_consent_is_a_field_of_participants_and_what_is_unknown_is_named_by_row_and_column() -> None:
    table = read_table(b"id,consent,site\nS1,Ask first,RS1\nS2,,RS2\n", ["id"])
    assert [(row.name, row.consent, dict(row.values)) for row in participant_rows(table)] == [
        ("S1", "ask first", {"site": "RS1"}),
        ("S2", "", {"site": "RS2"}),
    ]
    with pytest.raises(TableRefused) as refused:
        participant_rows(read_table(b"id,consent\nS1,signed\nS2,erased\n", ["id"]))
    known = "there are quotable, ask first, not quotable, left out."
    assert refused.value.details == (
        f"Row 2, column consent: “signed” is no consent; {known}",
        f"Row 3, column consent: “erased” is no consent; {known}",
    )


def test_a_person_who_stands_twice_is_told_with_the_other_mistakes() -> None:
    with pytest.raises(TableRefused) as refused:
        participant_rows(read_table(b"id,consent\nS2,yes\n,ask first\nS2,left out\n", ["id"]))
    assert [one.split(":")[0] for one in refused.value.details] == [
        "Row 2, column consent", "Row 3, column id", "Row 4, column id",
    ]  # fmt: skip
    assert refused.value.details[2].endswith("This participant stands already in row 2.")


@pytest.mark.parametrize(
    ("cell", "known", "unknown"),
    [
        ("Zebulon; Ana Mills; Bert", ["zebulon", "ana mills", "bert"], []),
        ("Zebulon Ana  Mills,Bert", ["zebulon", "ana mills", "bert"], []),
        ("Ana Mills", ["ana mills"], []),
        ("Ana Bert", ["ana", "bert"], []),
        ("Mills, Jo", ["mills, jo"], []),
        ("Bert; Ann Mills; S9", ["bert"], ["Ann Mills", "S9"]),
        ("Bert S9 S10", ["bert"], ["S9", "S10"]),
        ("Bert; ; Bert", ["bert"], []),
        ("", [], []),
    ],
)
def test_people_in_a_cell_are_the_longest_known_names(cell: str, known: list[str], unknown: list[str]):
    names = ("zebulon", "ana", "ana mills", "bert", "mills, jo")
    assert Standing("p", {name: name for name in names}, {}, {}).people(cell) == (known, unknown)
