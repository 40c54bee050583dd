"""What people have decided of the rows of an alignment, as it is kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name

Do = Literal["same", "below", "into", "keep", "parent", "out"]
JOINED = "joined"


class DecisionRefused(QuotetreeError):
    """What cannot be decided of a row."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a row's codes.

    same: one code, with the name of the code `name` and the definition of `definition` (or "joined", all of them).
    below: sub-codes of the row `under`, as one code; where none is told, of the first code of their own row.
    into: the same code as the row `under`. keep: each a code of its own. parent: each below a new code called `called`.
    out: left out. `codes` are those that the row had when it was decided; they stay together.
    """

    do: Do
    codes: tuple[str, ...]
    name: str = ""
    definition: str = JOINED
    called: str = ""
    under: str = ""

    @property
    def mark(self) -> str:
        """The same only for the same decision: it tells whether what was shown still stands."""
        told = "\n".join((self.do, self.name, self.definition, self.called, self.under))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of an alignment. `trees` are proposals (ids; "" is the agreed tree), the first stands at the left.

    `rows`: by the first code of a row. `apart`: pairs of codes that are not the same, whatever speaks for it. `left`:
    documents and proposals (ids) whose trial codings do not become main.
    """

    trees: tuple[str, ...] = ()
    rows: Mapping[str, Decision] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    left: frozenset[tuple[str, str]] = frozenset()

    def with_row(self, lead: str, decision: Decision | None) -> "Decisions":
        """The same with another decision of a row; None takes it away."""
        rows = {key: found for key, found in self.rows.items() if key != lead}
        return replace(self, rows=rows if decision is None else rows | {lead: decision})

    def with_apart(self, code: str, others: tuple[str, ...]) -> "Decisions":
        """The same where a code is none of the others."""
        pairs = {(min(code, other), max(code, other)) for other in others if other != code}
        return replace(self, apart=self.apart | pairs)

    def as_json(self) -> str:
        """As it is kept."""
        kept: dict[str, Any] = {
            "trees": self.trees,
            "rows": {lead: asdict(self.rows[lead]) for lead in sorted(self.rows)},
            "apart": sorted(self.apart),
            "left": sorted(self.left),
        }
        return json.dumps(kept, ensure_ascii=False)

    @property
    def mark(self) -> str:
        """The same only for the same decisions on all rows and trial codings."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @classmethod
    def of_json(cls, kept: str) -> "Decisions":
        """As it was before `as_json`."""
        read = json.loads(kept)
        rows = {
            lead: Decision(**{**row, "codes": tuple(row["codes"])})
            for lead, row in read.get("rows", {}).items()
        }
        apart, left = (frozenset((a, b) for a, b in read.get(name, ())) for name in ("apart", "left"))
        return cls(tuple(read.get("trees", ())), rows, apart, left)


def checked(decision: Decision, lead: str, known: frozenset[str]) -> Decision:
    """The decision, its name cleaned; `known` are the codes there are. Raises DecisionRefused and CodeNameError."""
    if decision.do not in get_args(Do):
        raise DecisionRefused(f"“{decision.do}” is nothing that can be done with a row.")
    if decision.do == "parent":
        return replace(decision, called=clean_name(decision.called))
    if decision.do == "into" and not decision.under:
        raise DecisionRefused("Choose the code that it is the same as.")
    if decision.do == "below" and not decision.under and len(decision.codes) == 1:
        raise DecisionRefused("Choose the code that it goes below.")
    if decision.under and (decision.under not in known or decision.under == lead):
        raise DecisionRefused("The other row is not there any more, or is this one.")
    return decision
