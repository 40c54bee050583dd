"""What is aimed at, what the peer needed on four cores with the same sizes, and why a figure misses its aim."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure's name and unit. `grows`: a whole-project job may take as many times as long as there are codings."""

    name: str
    unit: str
    aim: float | None = None
    peer: str = ""
    grows: bool = False
    more_is_better: bool = False


AIMS = {
    "create": Aim("create a coding over HTTP: median", "ms", 8, "Taguette 32"),
    "create 95": Aim("the same: 95th of a hundred", "ms", 20, "Taguette 67"),
    "four": Aim("four clients at once: median", "ms", 20, "Taguette 114"),
    "four rate": Aim("the same: codings a second", "/s", 200, "Taguette 33", more_is_better=True),
    "open": Aim("open a transcript with 192 highlights: server", "ms", 60, "Taguette 279"),
    "drawn": Aim("the same: drawn in Chromium", "ms", 250, "Taguette 1,480"),
    "painted": Aim("key press to painted highlight", "ms", 50, "Taguette 126"),
    "quotations": Aim("quotations of the commonest code, a page of 50", "ms", 20, "Taguette 211"),
    "counts warm": Aim(
        "all counts, own, rolled up and by an attribute: warm", "ms", 10, "cannot", grows=True
    ),
    "counts cold": Aim("the same: cold", "ms", 50, "cannot", grows=True),
    "counts page": Aim("the counts page over HTTP, by an attribute", "ms"),
    "import": Aim("import a transcript of 8,950 words", "ms", 20, "Taguette 62"),
    "csv": Aim("all codings as csv", "s", 0.5, "Taguette 6.1", grows=True),
    "xlsx": Aim("all codings as xlsx", "s", 2, "Taguette 8.9", grows=True),
    "meanwhile": Aim("create a coding while an xlsx is made: median", "ms", 8, "everybody waits"),
    "many": Aim("write 30,000 codings as one action", "s", 0.7),
    "many undone": Aim("undo of that action", "s", 1),
    "corrected": Aim("correct a transcript with 10,000 codings", "s"),
    "correction undone": Aim("undo of that correction", "s", 2, "no undo"),
    "splitting": Aim("open a splitting table of 2,000 quotations: server", "ms", 300, "cannot"),
    "splitting drawn": Aim("the same: drawn in Chromium", "ms", 300, "cannot"),
    "merge shown": Aim("merge two projects of half the codings each: shown", "s"),
    "merge": Aim("the same: merged", "s"),
    "merge undone": Aim("the same: undone", "s"),
    "merge in all": Aim("the same: in all", "s", 3, "QualCoder 122, wrong", grows=True),
    "merge preview": Aim("preview of a merge of two codes with 2,000 codings each", "ms", 100),
    "poll": Aim("history poll, nothing new", "ms", 1.5),
}

# Kept honest: a reason is what a profile showed, and goes when the figure reaches its aim.
SERVER = (
    "a coding costs the server some 7 ms of one core, half in FastAPI, its dependencies and their threads, "
    "half in reading, writing and drawing what is near it; and the disk's fsync"
)
REASONS: dict[str, str] = {
    "create": SERVER,
    "create 95": "other work on the machine or its disk; the median is what the program needs",
    "four": f"{SERVER}; a single Python process does one after the other",
    "four rate": f"{SERVER}; a single Python process does one after the other",
    "drawn": "600 kB of HTML, a third of it the tree: parsing and painting 150 ms, styles 80, layout 50, server 40",
    "counts cold": "30,000 rows of four GUIDs are read (60 ms) and numbered (80), all texts looked through (60);"
    " once after each start",
    "csv": "in a process of its own; 30,000 codings are put together turn by turn in Python, 25 µs each",
    "xlsx": "in a process of its own; XlsxWriter writes 335,000 cells one by one, 6 µs each",
    "many": "each coding is also a row of the log, and seven indexes take the two in; SQLite alone needs .5 s",
    "many undone": "30,000 rows are read twice (.5 s), kept in the log as JSON and deleted (.8); planned (.4)",
    "correction undone": "other work on the machine: it is 1 s of one core",
    "poll": "four statements take .2 ms; the rest is FastAPI and three changes of thread",
    "quotations": "the page's place is found among all quotations of the code; on PostgreSQL rows cost more to fetch",
    "import": "a transcript is 280 rows with its log, whose random GUIDs touch as many pages of the larger indexes",
    "meanwhile": "on PostgreSQL each of twenty statements is asked over a socket",
    "painted": "other work on the machine, or the server's part of it: see the creating of a coding",
}


HEADING = f"{'':54}{'measured':>11}{'aim':>11}  peer"


def lines(key: str, figure: float, times: int) -> list[str]:
    """Name, figure, aim and the peer's; where it misses its aim, that it does, and why."""
    aim = AIMS[key]
    wanted = aim.aim * (times if aim.grows else 1) if aim.aim is not None else None
    shown = "" if wanted is None else f"{wanted:,g} {aim.unit}"
    line = f"{aim.name:54}{_shown(figure, aim.unit):>11}{shown:>11}  {aim.peer}".rstrip()
    if wanted is None or not _missed(figure, wanted, aim.more_is_better):
        return [line]
    return [line, f"    misses its aim: {REASONS.get(key, 'the reason is not known yet')}"]


def _missed(figure: float, wanted: float, more_is_better: bool) -> bool:
    return figure < wanted if more_is_better else figure > wanted


def _shown(figure: float, unit: str) -> str:
    digits = 0 if unit == "/s" or figure >= 100 else 1 if figure >= 10 else 2
    return f"{figure:,.{digits}f} {unit}"
