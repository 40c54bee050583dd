"""The share of the people who spoke, as it is shown: a percentage, and the depth of a tint."""

from collections.abc import Sequence

STEPS = (0.15, 0.3, 0.45, 0.6)  # shares of N at which the next deeper tint begins


def percentage(number: int, n: int) -> str:
    """ "56%"; "" where nobody spoke"""
    return f"{100 * number / n:.0f}%" if n else ""


def heat(number: int, n: int, steps: Sequence[float] = STEPS) -> int:
    """How deep a cell is tinted: 0 for nobody, else 1 to 5."""
    if not n or not number:
        return 0
    return 1 + sum(number / n >= step for step in steps)
