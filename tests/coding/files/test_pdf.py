"""PDF: its lines become paragraphs, and what is no talk on its pages goes."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import pdf as module
from quotetree.coding.files import read_text_file
from tests.coding.files.pages import pdf


def text(*pages):
    return read_text_file("a.pdf", pdf(*pages)).text


def sentence(data, name="talk.pdf"):
    with pytest.raises(Unreadable) as caught:
        read_text_file(name, data)
    return caught.value.sentence


TALK = [
    "Interviewer: How did the team begin, and who was there when",
    "you moved into the shared building?",
    "S11: We were co-located from the first of May, “café” and all,",
    "and it took a while (a year) until all knew.",
    "It helped.",
    "S12: Yes.",
]


def test_full_lines_go_on_and_labels_begin_lines():
    assert text(TALK) == (
        "Interviewer: How did the team begin, and who was there when you moved into the shared building?\n"
        "S11: We were co-located from the first of May, “café” and all, and it took a while (a year) until all knew.\n"
        "It helped.\nS12: Yes.\n"
    )


def test_a_turn_goes_on_over_the_page():
    assert text(TALK[:1], TALK[1:]) == text(TALK)


def test_a_label_alone_stays_alone():
    lines = [
        "Interviewer:",
        TALK[1],
        "S11:",
        "words as long as the others are, until their line is full",
        "and more",
    ]
    assert text(lines) == (
        f"Interviewer:\n{TALK[1]}\nS11:\nwords as long as the others are, until their line is full and more\n"
    )


@pytest.mark.parametrize(
    ("elsewhere", "shown"),
    [
        ("The cooperation was good.", "the cooperation of"),
        ("The co-operation was good.", "the co-operation of"),
        ("Nothing.", "the co-operation of"),
    ],
)
def test_a_hyphen_at_a_lines_end(elsewhere, shown):
    lines = ["S11: They all said that it was for the co-", "operation of the two.", elsewhere]
    assert shown in text(lines)


def test_heads_feet_and_page_numbers_are_left_out():
    pages = [["Study B, talk 3", f"S11: Words of page {n}.", f"Page {n} of 3"] for n in (1, 2, 3)]
    assert text(*pages) == "S11: Words of page 1.\nS11: Words of page 2.\nS11: Words of page 3.\n"


def test_what_is_said_on_every_page_stays():
    pages = [["S11: Yes.", f"S12: And {n}?", "S11: Yes."] for n in (1, 2, 3)]
    assert text(*pages) == "".join(f"{line}\n" for page in pages for line in page)
    lines = ["S12: Tell me all of it from the very beginning, please.", "S11: How many were we?", "12"]
    assert text(lines) == "".join(f"{line}\n" for line in lines)


def test_a_scanned_file_is_told_what_to_do():
    assert "Run text recognition (OCR) on it first" in sentence(pdf([], []))


def test_a_password_is_told():
    for owner_only in (False, True):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(TALK))))
        writer.encrypt("" if owner_only else "secret", owner_password="other", algorithm="RC4-128")
        into = io.BytesIO()
        writer.write(into)
        if owner_only:
            assert read_text_file("a.pdf", into.getvalue()).text == text(TALK)
        else:
            assert "is protected by a password" in sentence(into.getvalue())


def test_other_and_broken_files_are_told():
    assert sentence(b"S1: yes") == "“talk.pdf” is no PDF (.pdf), though its name ends so."
    assert "it is a zip archive" in sentence(b"PK\x03\x04 and more")
    assert "is damaged: its pages cannot be read" in sentence(b"%PDF-1.7\nand nothing more")
    assert "is damaged: its pages cannot be read" in sentence(b"%PDF-1.7\n%%EOF\n")
    looped = pdf(TALK).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert "talk.pdf" in sentence(looped)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(module, "_MOST_PAGES", 3)
    assert "has more than 3 pages" in sentence(pdf(*[TALK] * 4))
