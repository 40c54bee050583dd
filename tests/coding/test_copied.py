"""Words of a person are found where somebody copied them, from six in a row on."""

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.copied import RUN, Copied

SAID = "We talk more, now that the nurse doesn’t leave at noon."


def test_a_copied_run_is_found_as_far_as_it_goes_whatever_stands_between() -> None:
    memo = 'She says: "we talk more – now that the NURSE doesn\'t leave", and so on.'
    (spot,) = Copied([SAID]).spots(memo)
    assert spot.name == "we talk more – now that the NURSE doesn't leave"
    assert memo[spot.start : spot.end] == spot.name
    assert spot.before == 'She says: "'
    assert spot.behind.startswith('", and')


def test_fewer_words_than_six_are_anybodys() -> None:
    assert Copied([SAID]).spots("we talk more now that") == []
    assert len(Copied([SAID]).spots("we talk more now that the")) == 1


def test_words_of_two_turns_are_no_run() -> None:
    assert Copied(["one two three", "four five six"]).spots("one two three four five six") == []


@given(
    said=st.lists(st.sampled_from("abc"), max_size=12), text=st.lists(st.sampled_from("abcd"), max_size=20)
)
def test_every_run_is_found_and_nothing_else(said: list[str], text: list[str]) -> None:
    runs = {tuple(said[n : n + RUN]) for n in range(len(said) - RUN + 1)}
    copied = {
        m for n in range(len(text) - RUN + 1) if tuple(text[n : n + RUN]) in runs for m in range(n, n + RUN)
    }
    found = Copied([" ".join(said)]).spots(" ".join(text))
    assert {at // 2 for spot in found for at in range(spot.start, spot.end, 2)} == copied
