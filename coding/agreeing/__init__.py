"""Agreeing on one tree: members' trees in rows of codes that answer one another, what a person decides of each row,
and the tree that comes of it.

A plan only: nothing is taken without a person, and what is not decided is left out and waits.
"""

from quotetree.coding.agreeing.decisions import JOINED, Decision, DecisionRefused, Decisions, checked
from quotetree.coding.agreeing.plan import Agreement, Origin, plan_agreement
from quotetree.coding.agreeing.rows import Answer, Row, rows_of, to_take

__all__ = [
    "JOINED",
    "Agreement",
    "Answer",
    "Decision",
    "DecisionRefused",
    "Decisions",
    "Origin",
    "Row",
    "checked",
    "plan_agreement",
    "rows_of",
    "to_take",
]
