"""The worked cases of counting, written out."""

import pytest

from quotetree.coding.counts import Filters, behind, break_down, count, gather, sentence, snapshot_of
from tests.coding.small_study import Document, SmallStudy, Speaker, coding

MAIN = Filters()
CHECK = Filters(layers=frozenset({"check"}))
BOTH = Filters(layers=frozenset({"main", "check"}))
NUMBERS = (
    "comments",
    "respondents",
    "documents",
    "unattributed",
    "interviewer_only",
    "in_notes",
    "contributions",
)

SPEAKERS = {
    "P1": Speaker("participant", "P1"),
    "P2": Speaker("participant", "P2"),
    "Interviewer": Speaker("interviewer"),
    "?": Speaker("not identified"),
}


def focus_group(first="a" * 100):
    """Turns by P1 [0,100), Interviewer [100,140), P2 [140,260), not identified [260,300), P1 [300,400)."""
    talk = (("P1", first), ("Interviewer", "b" * 40), ("P2", "c" * 120), ("?", "d" * 40), ("P1", "e" * 100))
    turns = tuple((who, "", words) for who, words in talk)
    return Document("FG", turns, SPEAKERS, kind="focus group", attended=("P1", "P2"), gap="")


def counted(document, passages, filters=MAIN, with_subcodes=False):
    """The counts by code that are not zero, of passages (code, start, end, further values of the coding)."""
    codings = tuple(
        coding(n, document.id, code, start, end, **dict(more))
        for n, (code, start, end, *more) in enumerate(passages)
    )
    study = SmallStudy((document,), {"P1": {}, "P2": {}}, {"A": None, "B": "A"}, codings)
    found = count(gather(snapshot_of(study.rows()), filters, with_subcodes=with_subcodes)).rows()
    return {code: {name: n for name, n in row._asdict().items() if n} for code, row in found.items()}


def own_and_rolled(passages, document=None):
    """Those of A, own and with sub-codes."""
    document = document or focus_group()
    return [counted(document, passages, with_subcodes=rolled)["A"] for rolled in (False, True)]


def numbers(comments, respondents, contributions=None, **more):
    return {
        "comments": comments,
        "respondents": respondents,
        "documents": 1,
        "contributions": comments if contributions is None else contributions,
        **more,
    }


def test_touching_is_not_sharing():
    assert own_and_rolled([("A", 10, 50), ("A", 50, 90)]) == [numbers(2, 1)] * 2


def test_two_coders_who_share_letters_make_one_comment():
    assert own_and_rolled([("A", 10, 50), ("A", 40, 90, ("coder", "Ben"))]) == [numbers(1, 1)] * 2


def test_a_blank_is_not_a_word():
    document = focus_group("a" * 49 + " " + "a" * 50)
    assert own_and_rolled([("A", 10, 50), ("A", 49, 90)], document) == [numbers(2, 1)] * 2


def test_a_subcode_that_shares_letters_is_merged_under_its_parent():
    passages = [("A", 10, 50), ("B", 40, 90)]
    assert own_and_rolled(passages) == [numbers(1, 1)] * 2
    assert counted(focus_group(), passages)["B"] == numbers(1, 1)


def test_a_comment_over_two_people_has_two_contributions():
    assert own_and_rolled([("A", 80, 160)]) == [numbers(1, 2, contributions=2)] * 2


def test_a_coded_question_is_counted_apart():
    assert own_and_rolled([("A", 110, 130)]) == [{"interviewer_only": 1}] * 2


def test_a_speaker_not_identified_still_comments():
    unattributed = {"comments": 1, "documents": 1, "unattributed": 1}
    assert own_and_rolled([("A", 270, 290)]) == [unattributed] * 2


def test_one_person_twice_is_one_respondent():
    assert own_and_rolled([("A", 10, 20), ("A", 310, 320)]) == [numbers(2, 1)] * 2


def test_layers():
    in_check = ("layer", "check")
    passages = [("A", 10, 50), ("A", 12, 60, in_check), ("A", 300, 320, in_check)]
    assert counted(focus_group(), passages, MAIN)["A"] == numbers(1, 1)
    assert counted(focus_group(), passages, CHECK)["A"] == numbers(2, 1)
    assert counted(focus_group(), passages, BOTH)["A"] == numbers(2, 1)


@pytest.mark.parametrize(("end", "respondents"), [(10, 1), (13, 2)])
def test_a_label_is_no_word(end, respondents):
    document = Document("D", (("P1", "P1: ", "yes"), ("P2", "P2: ", "no")), SPEAKERS)
    assert document.text == "P1: yes\nP2: no\n"
    assert (
        own_and_rolled([("A", 4, end)], document) == [numbers(1, respondents, contributions=respondents)] * 2
    )


def test_a_person_whose_team_moved_stands_in_two_columns():
    speakers = {"S7": Speaker("participant", "S7")}
    talk = (("S7", "S7: ", "one thing and another"),)
    study = SmallStudy(
        documents=(
            Document("S7", talk, speakers, attended=("S7",), values={"phase": "1"}),
            Document("S7-2", talk, speakers, attended=("S7",), values={"phase": "2"}),
        ),
        people={"S7": {"site": "RS3"}},
        codes={"A": None},
        codings=(coding(1, "S7", "A", 4, 7), coding(2, "S7", "A", 8, 13), coding(3, "S7-2", "A", 4, 7)),
        then={("S7-2", "S7"): {"site": "RS7"}},
        attributes=(("participant", "site"), ("document", "phase")),
    )
    found = gather(snapshot_of(study.rows()))
    assert count(found).rows()["A"]._asdict() == {
        **dict.fromkeys(NUMBERS, 0),
        "comments": 3,
        "respondents": 1,
        "documents": 2,
        "contributions": 3,
    }
    assert break_down(found, "site").rows()["A"] == {"RS3": (2, 1), "RS7": (1, 1)}
    assert break_down(found, "document.phase").rows()["A"] == {"1": (2, 1), "2": (1, 1)}
    assert [one.document for one in behind(found, "A", by="site", value="RS7")] == ["S7-2"]


def test_chains_make_one_comment_of_all_three():
    assert own_and_rolled([("A", 10, 30), ("A", 50, 70), ("A", 25, 55)]) == [numbers(1, 1)] * 2


def test_a_chain_over_turns_has_the_respondents_of_all_its_links():
    passages = [("A", 10, 50), ("A", 40, 110), ("A", 105, 145)]
    assert own_and_rolled(passages) == [numbers(1, 2, contributions=2)] * 2


def test_a_long_passage_before_short_ones_reaches_over_them():
    assert own_and_rolled([("A", 0, 90), ("A", 5, 10), ("A", 20, 30), ("A", 89, 95)]) == [numbers(1, 1)] * 2


def test_a_comment_of_interviewer_and_nobody_is_unattributed():
    talk = (("Interviewer", "", "why"), ("?", "", "because"))
    document = Document("D", talk, SPEAKERS, gap="")
    assert own_and_rolled([("A", 0, 10)], document)[0] == {"comments": 1, "documents": 1, "unattributed": 1}


def test_everything_in_field_notes_is_the_researchers():
    speakers = {**SPEAKERS, "Date": Speaker("not a speaker")}
    talk = (("Interviewer", "", "I saw"), ("P1", "", "him"), ("Date", "", "2016"))
    document = Document("D", talk, speakers, kind="observation", attended=("P1",), gap="")
    passages = [("A", 0, 4), ("A", 2, 5), ("A", 6, 9), ("A", 8, 12)]
    assert own_and_rolled(passages[:2], document) == [{"in_notes": 1}] * 2
    assert own_and_rolled(passages, document) == [{"in_notes": 2}] * 2


@pytest.mark.parametrize("kind", ["journal", "survey answers"])
def test_a_journal_is_its_participants_own_words(kind):
    document = Document("D", (("?", "", "my words"),), SPEAKERS, kind=kind, attended=("P1",))
    assert own_and_rolled([("A", 0, 2), ("A", 3, 8)], document) == [numbers(2, 1)] * 2


def test_an_interview_is_nobodys_until_its_labels_are_mapped():
    document = Document("D", (("x", "", "my words"),), {"x": Speaker("participant")}, attended=("P1",))
    assert own_and_rolled([("A", 0, 2)], document)[0] == {"comments": 1, "documents": 1, "unattributed": 1}


def test_a_group_is_those_who_were_named():
    talk = (("ALL", "ALL: ", "yes"), ("P1", "P1: ", "yes"))
    document = Document("D", talk, {**SPEAKERS, "ALL": Speaker("group", members=("P1", "P2"))})
    assert own_and_rolled([("A", 5, 17)], document) == [numbers(1, 2, contributions=2)] * 2


def test_notes_in_square_brackets_are_no_words():
    document = Document("D", (("P1", "", "a [laughs] b [c"), ("P1", "", "d] e")), SPEAKERS, gap="\n")
    assert document.text == "a [laughs] b [c\nd] e\n"
    assert own_and_rolled([("A", 3, 9)], document)[0] == {}
    assert own_and_rolled([("A", 0, 6), ("A", 4, 12)], document)[0] == numbers(2, 1)
    assert own_and_rolled([("A", 12, 15), ("A", 14, 17)], document)[0] == numbers(1, 1)
    assert own_and_rolled([("A", 16, 17)], document)[0] == numbers(1, 1)


def test_a_wordless_passage_joins_nothing():
    document = Document("D", (("P1", "", "one - two"),), SPEAKERS)
    assert own_and_rolled([("A", 3, 6)], document)[0] == {}
    assert own_and_rolled([("A", 0, 4), ("A", 3, 6), ("A", 5, 9)], document)[0] == numbers(2, 1)


def test_ten_comments_from_nine_respondents_and_two_more():
    people = {f"P{n}": {} for n in range(9)}
    said = [*people, "P0", "?", "?"]
    speakers = {"?": Speaker("group"), **{who: Speaker("participant", who) for who in people}}
    document = Document("D", tuple((who, "", "words") for who in said), speakers, gap="")
    codings = tuple(coding(n, "D", "A", 5 * n, 5 * n + 5) for n in range(12))
    found = gather(snapshot_of(SmallStudy((document,), people, {"A": None}, codings).rows()))
    row = count(found).rows()["A"]
    assert (row.comments, row.respondents, row.unattributed) == (12, 9, 2)
    assert sentence(row) == "10 comments from 9 respondents, and 2 more by speakers not identified"
