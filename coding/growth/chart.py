"""The geometry of a line chart: points of lines over the same steps, with the numbers at their ends kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE, HIGH, TOP, END = 300.0, 120.0, 14.0, 104.0
LEAST_APART = 16.0


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line: its points, and the height at which its name stands."""

    name: str
    points: tuple[tuple[float, float], ...]
    last: int
    name_at: float

    @property
    def path(self) -> str:
        """As the points of a polyline."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def chart_lines(series: Mapping[str, Sequence[int]]) -> list[ChartLine]:
    """The lines of one chart, from zero up to the greatest of all their numbers."""
    greatest = max((max(numbers, default=0) for numbers in series.values()), default=0) or 1
    drawn = {name: _points(numbers, greatest) for name, numbers in series.items() if numbers}
    names_at = _apart({name: points[-1][1] for name, points in drawn.items()})
    return [ChartLine(name, points, series[name][-1], names_at[name] + 4) for name, points in drawn.items()]


def _points(numbers: Sequence[int], greatest: int) -> tuple[tuple[float, float], ...]:
    step = WIDE / max(len(numbers) - 1, 1)
    return tuple(
        (round(n * step, 1), round(END - (END - TOP) * number / greatest, 1))
        for n, number in enumerate(numbers)
    )


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Heights of names: each at its line's end, or as far above the one below it as names are high."""
    found: dict[str, float] = {}
    above = END + LEAST_APART
    for name, height in sorted(heights.items(), key=lambda pair: -pair[1]):
        above = found[name] = min(height, above - LEAST_APART)
    return found
