"""The share of the people who spoke, as it is shown: a percentage, and the depth of a tint."""

STEPS = (0.15, 0.3, 0.45, 0.6)  # shares of N at which the next deeper tint begins


def percentage(respondents: int, n: int) -> str:
    """ "56%"; "" where nobody spoke"""
    return f"{100 * respondents / n:.0f}%" if n else ""


def heat(respondents: int, n: int) -> int:
    """How deep a cell is tinted: 0 for nobody, else 1 to 5."""
    if not n or not respondents:
        return 0
    return 1 + sum(respondents / n >= step for step in STEPS)
