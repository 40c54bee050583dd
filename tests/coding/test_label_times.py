"""Clock times beside labels."""

import pytest

from quotetree.coding.labels import find_labels


@pytest.mark.parametrize(
    ("text", "label", "words", "from_ms", "to_ms"),
    [
        ("[00:01:23] Speaker 1: words", "Speaker 1", "words", 83_000, None),
        ("00:01:23 Speaker 1: words", "Speaker 1", "words", 83_000, None),
        ("(01:23) Speaker 1: words", "Speaker 1", "words", 83_000, None),
        ("1:01:23.400 - Speaker 1: words", "Speaker 1", "words", 3_683_400, None),
        ("Speaker 1 [00:01:23]: words", "Speaker 1", "words", 83_000, None),
        ("Speaker 1 (1:23): words", "Speaker 1", "words", 83_000, None),
        ("Speaker 1 - 00:01:23: words", "Speaker 1", "words", 83_000, None),
        ("Speaker 1: [00:01:23] words", "Speaker 1", "words", 83_000, None),
        ("Speaker 1: [00:01:23]\nwords", "Speaker 1", "\nwords", 83_000, None),
        ("[00:01:23 - 00:01:27] Speaker 1: words", "Speaker 1", "words", 83_000, 87_000),
        ("#00:01:23-4# Speaker 1: words", "Speaker 1", "words", 83_400, None),
        ("Speaker 1  0:03\nwords", "Speaker 1", "\nwords", 3_000, None),
        ("[00:01:23] Speaker 1\nwords", "Speaker 1", "\nwords", 83_000, None),
        ("00:01:23\nSpeaker 1: words", "Speaker 1", "words", 83_000, None),
        ("00:01:23,000 --> 00:01:27,500\nSpeaker 1: words", "Speaker 1", "words", 83_000, 87_500),
    ],
)
def test_a_time_is_taken_from_its_label(text, label, words, from_ms, to_ms):
    (mark,) = find_labels(text)
    assert (mark.label, text[mark.words :], mark.from_ms, mark.to_ms) == (label, words, from_ms, to_ms)
    assert mark.start == 0


def test_names_with_times_and_no_colon_come_twice():
    text = "Ana Smith   0:03\nHello.\n\nBen Jones   0:10\nYes.\n\nAna Smith   0:12\nWell.\n\nBen Jones   1:02:03\nNo.\n"
    assert [(m.label, m.from_ms) for m in find_labels(text)] == [
        ("Ana Smith", 3_000),
        ("Ben Jones", 10_000),
        ("Ana Smith", 12_000),
        ("Ben Jones", 3_723_000),
    ]
    assert not find_labels("We met again on\nMonday 10:30\nin the hall.\n")
