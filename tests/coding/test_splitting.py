"""Whatever is decided in a splitting, the code counts the same with its sub-codes, but for what was taken off it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import count, gather, snapshot_of
from quotetree.coding.splitting import (
    DECISIONS,
    MOVED,
    NOT_THIS,
    SEVERAL,
    Card,
    check_decision,
    plan_decision,
)
from tests.coding.random_studies import filters, studies

CODE, COLUMNS = "A", ("B", "C", "D")
BELOW = {"A": None, "B": "A", "C": "A", "D": "B"}
split_studies = studies().map(lambda study: replace(study, codes=BELOW))
decisions = st.tuples(
    st.lists(st.integers(0, 17), min_size=1, max_size=6, unique=True),
    st.sampled_from(DECISIONS),
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3, unique=True),
)


class Table:
    """A splitting's codings as the decisions leave them: the cards, their copies, and all others."""

    def __init__(self, codings):
        self.rows = {row[0]: row for row in codings}
        self.cards = [row[0] for row in codings if row[2] == CODE]
        self.came_from = {}
        self.taken_off = set()

    def card(self, one):
        copies = {self.rows[each][2]: each for each, card in self.came_from.items() if card == one}
        return Card(one, self.rows[one][2], copies)

    def decide(self, numbers, decision, columns):
        chosen = [self.cards[n] for n in numbers if n < len(self.cards) and self.cards[n] in self.rows]
        columns = columns if decision in (MOVED, SEVERAL) else ()
        columns = columns[:1] if decision == MOVED else columns
        dealing = plan_decision(
            CODE, map(self.card, chosen), check_decision(decision, columns), list(columns)
        )
        for one, code in dealing.moves.items():
            self.rows[one] = (one, self.rows[one][1], code, *self.rows[one][3:])
        for one in (*dealing.gone, *dealing.folded):
            del self.rows[one]
            self.came_from.pop(one, None)
        for one, code in dealing.copies:
            made = f"{one} in {code}"
            self.rows[made] = (made, self.rows[one][1], code, *self.rows[one][3:])
            self.came_from[made] = one
        if decision == NOT_THIS:
            self.taken_off |= set(chosen)


def counted(study, codings, chosen):
    snapshot = snapshot_of(replace(study, codings=tuple(codings)).rows())
    return count(gather(snapshot, chosen, with_subcodes=True)).rows()[CODE]


@given(split_studies, filters, st.lists(decisions, max_size=8))
def test_the_code_counts_the_same_with_its_sub_codes_but_for_what_was_taken_off(study, chosen, made):
    table = Table(study.codings)
    for one in made:
        table.decide(*one)
    left = [row for row in study.codings if row[0] not in table.taken_off]
    assert counted(study, table.rows.values(), chosen) == counted(study, left, chosen)


@given(split_studies, st.lists(decisions, max_size=8))
def test_no_card_is_lost_or_changes_anything_but_its_code(study, made):
    table = Table(study.codings)
    for one in made:
        table.decide(*one)
    before = {row[0]: row for row in study.codings if row[0] not in table.taken_off}
    after = {one: row for one, row in table.rows.items() if one not in table.came_from}
    assert after.keys() == before.keys()
    for one, row in after.items():
        assert row[2] == before[one][2] or one in table.cards
        assert (*row[:2], *row[3:]) == (*before[one][:2], *before[one][3:])
    for copy, card in table.came_from.items():
        assert table.rows[copy][3:] == table.rows[card][3:]
        assert table.rows[copy][2] != table.rows[card][2]
