"""Markdown: kept to the character, but for the marks of headings and around labels."""

import pytest

from quotetree.coding.files import read_text_file
from quotetree.coding.transcript import read_transcript


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Talk 3\n\n## Part #1", "Talk 3\n\nPart #1"),
        ("#no heading\n####### none", "#no heading\n####### none"),
        ("**Interviewer:** So *how* was **it**?", "Interviewer: So *how* was **it**?"),
        ("**S11**: Fine.", "S11: Fine."),
        ("- __S11:__ Fine.", "- S11: Fine."),
        ("*S11:* Fine.", "S11: Fine."),
        ("### Interviewer:\nHow?", "Interviewer:\nHow?"),
        ("**S11**\nFine.", "S11:\nFine."),
        ("**Ana**  \nSo.\n\n**Ana**\\\nYes.", "Ana:\nSo.\n\nAna:\nYes."),
        ("**Ana**\tSo.\n**Ana**\tYes.", "Ana:\tSo.\nAna:\tYes."),
        ("**Ana**\n\nOnce.", "**Ana**\n\nOnce."),
        ("**I said this:** no", "**I said this:** no"),
        ("**Never** mind. [a](b) `c` \\* <br> 2 * 3 * 4", "**Never** mind. [a](b) `c` \\* <br> 2 * 3 * 4"),
    ],
)
def test_what_stands_in_a_text(written, shown):
    assert read_text_file("a.md", written.encode()).text == shown


def test_turns():
    written = "# Talk\n\n**Interviewer:** How?\n\n**S11**: One.\n\nTwo.\n"
    read = read_transcript("a.md", written.encode(), "interview")
    assert [(row.label, read.text[row.words : row.end]) for row in read.rows] == [
        ("", "Talk"),
        ("Interviewer", "How?"),
        ("S11", "One.\n\nTwo."),
    ]
