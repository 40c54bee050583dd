"""Actions told in sentences."""

import re
from pathlib import Path

import pytest

from quotetree.coding.history import SENTENCES, sentence
from quotetree.coding.history_undo import undo_sentence, why_kept

NAMES = {"c": "Waiting", "d": "Interview 11", "e": "Harm"}
ROOT = Path(__file__).parents[2]
VERB = re.compile(r'"([a-z]+\.(?:[a-z]+ed|ends|code))"')


@pytest.mark.parametrize(
    ("verb", "about", "said"),
    [
        ("coding.added", {"code": "c", "document": "d", "start": 1}, "coded “Waiting” in Interview 11"),
        (
            "coding.added",
            {"code": "c", "document": "d", "new": True},
            "made the code and coded “Waiting” in Interview 11",
        ),
        (
            "coding.code",
            {"from": "e", "code": "c", "document": "d"},
            "changed “Harm” to “Waiting” in Interview 11",
        ),
        ("coding.removed", {"code": "c", "document": "d"}, "took “Waiting” off in Interview 11"),
        ("coder.renamed", {"from": "root", "name": "Dana"}, "renamed the coder “root” to “Dana”"),
        ("code.renamed", {"code": "c", "from": "Queue", "name": "Wait"}, "renamed “Queue” to “Wait”"),
        (
            "code.defined",
            {"code": "c", "fields": ["colour", "when_not"]},
            "changed “Waiting”: colour, when not",
        ),
        ("code.moved", {"code": "c", "n": 1, "to": "e", "from": None}, "moved “Waiting” below “Harm”"),
        ("code.moved", {"code": "c", "n": 1, "to": "e", "from": "e"}, "moved “Waiting” within “Harm”"),
        (
            "code.moved",
            {"code": "c", "n": 3, "to": None, "from": "e"},
            "moved “Waiting” and 2 other codes to the main codes",
        ),
        (
            "code.moved",
            {"code": "c", "n": 1, "to": None, "from": None},
            "moved “Waiting” among the main codes",
        ),
        ("code.deleted", {"code": "c", "name": "Waiting", "codes": 1, "codings": 0}, "deleted “Waiting”"),
        (
            "code.deleted",
            {"code": "c", "name": "Waiting", "codes": 4, "codings": 41, "to": None},
            "deleted “Waiting” with 3 sub-codes and 41 codings",
        ),
        (
            "code.deleted",
            {"code": "c", "name": "Waiting", "codes": 2, "codings": 1, "to": "e"},
            "deleted “Waiting” with 1 sub-code; 1 coding went to “Harm”",
        ),
        ("code.pinned", {"code": "c", "slot": 3}, "put “Waiting” on key 3"),
        ("code.pinned", {"code": "c", "slot": None}, "took “Waiting” off its key"),
        (
            "codebook.imported",
            {"n": 9, "new": 1, "changed": 2},
            "brought in a codebook: 1 new code, 2 changed",
        ),
        ("codings.imported", {"n": 9, "new": 7}, "brought in 9 codings, 7 of them new"),
    ],
)
def test_what_was_done_is_told_plainly(verb: str, about: dict[str, object], said: str) -> None:
    assert sentence(verb, about, NAMES.__getitem__) == said


def test_an_undo_tells_what_it_took_back_and_what_stayed() -> None:
    assert undo_sentence("undone", "coded “Waiting”", {}) == "took back: coded “Waiting”"
    assert undo_sentence("redone", "coded “Waiting”", {"with": 0, "kept": 1}) == (
        "did again: coded “Waiting”; 1 thing changed since stayed as it was"
    )
    assert undo_sentence("undone", "brought in A", {"files": 12}) == "took back an import of 12 files"
    assert undo_sentence("undone", "moved “Waiting”", {"with": 2, "kept": 0}) == (
        "took back: moved “Waiting”, and 2 later actions"
    )


def test_every_verb_of_the_application_has_its_sentence() -> None:
    sources = [
        file.read_text(encoding="utf-8")
        for file in (ROOT / "app").rglob("*.py")
        if "routes" not in file.parts
    ]
    verbs = {verb for source in sources for verb in VERB.findall(source)}
    assert "coding.added" in verbs
    assert verbs <= SENTENCES.keys()


def test_what_stays_is_told_with_its_parts() -> None:
    assert undo_sentence("undone", "opened A", {"kept": 2, "whole": ["round"]}) == (
        "took back: opened A; 2 things changed since stayed as they were, "
        "the round with its codes, documents and readers"
    )
    assert why_kept("used", "splitting") == "the splitting is used by now, and stays with its columns"
    assert why_kept("used", "code_set") == "the code set is used by now, and stays with all its codes"
    assert why_kept("used", "document") == "the document is used by now"
