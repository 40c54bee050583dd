"""The same talk as LibreOffice 7.4 wrote it in each form, from a document with a head and page numbers."""

from pathlib import Path

import pytest

from quotetree.coding.transcript import read_transcript

LAST = "S11 Knock before you enter. Always.\nThe recorder is switched off."
MADE = Path(__file__).parent / "made"


def turns(ending):
    read = read_transcript(f"talk.{ending}", (MADE / f"talk.{ending}").read_bytes(), "interview")
    return [(row.label, read.text[row.words : row.end]) for row in read.rows]


def test_the_talk_is_what_was_written():
    found = turns("docx")
    assert len(found) == 19
    assert found[:2] == [
        ("", "Talk 3"),
        (
            "Interviewer",
            "How did the team begin, and who was there when you moved into the shared building?",
        ),
    ]
    assert found[4] == ("S12", "Tuesdays at 10:30. I said this: no agenda, no meeting.\nIt helped.")
    assert found[-2:] == [
        ("Interviewer", "Yes?"),
        ("S11", "Knock before you enter. Always.\nThe recorder is switched off."),
    ]


@pytest.mark.parametrize("ending", ["odt", "rtf", "html"])
def test_each_form_has_the_same_words_and_turns(ending):
    assert turns(ending) == turns("docx")


def test_a_pdf_has_them_but_for_its_tables():
    """What is a table on paper are only words beside words in a PDF."""
    expected, found = turns("docx"), turns("pdf")
    assert found[:-1] == expected[:-4]
    label, words = expected[-4]
    assert found[-1] == (
        label,
        f"{words}\nS11 One thing more.\nInterviewer Yes?\n{LAST}",
    )
