"""What must hold of the texts of a document: each is what its changes make of the one before."""

import pytest

from quotetree.coding.edits import edits_between
from quotetree.coding.integrity import Version, wrong_texts
from quotetree.coding.text import sha256

FIRST, SECOND, THIRD = "One two three.", "One too three.", "Well, one too."


def version(n: int, text: str, before: str = "", *, superseded: bool = True) -> Version:
    return Version(
        superseded, text, len(text), sha256(text), n, edits_between(before, text) if before else ()
    )


def test_texts_that_follow_one_another_are_right() -> None:
    texts = [version(3, THIRD, SECOND, superseded=False), version(1, FIRST), version(2, SECOND, FIRST)]
    assert list(wrong_texts(texts)) == []


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ([version(1, FIRST), version(2, SECOND, THIRD, superseded=False)], "the text 2 is not what"),
        ([version(1, FIRST), version(2, THIRD, superseded=False)], "the text 2 is not what"),
        ([version(1, FIRST, superseded=False), version(2, SECOND, FIRST)], "is not the latest"),
        ([version(1, FIRST), version(1, FIRST, superseded=False)], "have the number 1"),
    ],
)
def test_texts_that_do_not_are_named(texts: list[Version], sentence: str) -> None:
    assert any(sentence in found for found in wrong_texts(texts))
