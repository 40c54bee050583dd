"""quotetree counts: comments and respondents of every code, as on the counts page."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from typing import Any

from quotetree.app.commands.opening import database, reading
from quotetree.app.store import choosing, code_sets, codes, coverage, documents, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.tables import KINDS
from quotetree.coding.counts import (
    LAYERS,
    Filters,
    Snapshot,
    Speakers,
    break_down,
    count,
    gather,
    speakers,
    totals,
)
from quotetree.coding.counts.conditions import in_order_of_values
from quotetree.coding.counts.heat import percentage
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

SUMMARY = "count comments, respondents and documents of every code"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name")
    parser.add_argument(
        "--by", metavar="ATTRIBUTE", help="also by people's attribute, or by documents': document.NAME"
    )
    parser.add_argument(
        "--coder", metavar="C", action="append", help="only codings of this coder; may be repeated"
    )
    parser.add_argument(
        "--layer",
        nargs="+",
        action="extend",
        choices=[*LAYERS, "all"],
        metavar="main|check|trial|all",
        help="only codings of these layers; main unless told",
    )
    add_filters(parser)
    parser.add_argument("--totals", action="store_true", help="the size of the study instead")
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")


def add_filters(parser: ArgumentParser) -> None:
    """The arguments that choose codes, documents and people."""
    parser.add_argument("--set", metavar="NAME", help="only the codes of this set, and those below them")
    parser.add_argument("--documents", metavar="GLOB", help="only documents of such names: 'RS1-*'")
    parser.add_argument("--folder", metavar="FOLDER", help="only documents in this folder and below it")
    parser.add_argument("--kind", metavar="KIND", nargs="+", action="extend", choices=KINDS, help="only such")
    parser.add_argument(
        "--where",
        metavar="CONDITION",
        action="append",
        help="only people or documents of such attributes: profession=nurse,doctor years=5..10 document.phase=1;"
        " may be repeated",
    )


def run(args: Namespace) -> int:
    """Print the counts."""
    with database(args.data) as engine, reading(engine, args.project) as access:
        filters = chosen_filters(access, args)
        snapshot = snapshots.snapshot(access)
        wanted = chosen_set(access, args.set)
        if args.totals and wanted:
            raise QuotetreeError("--totals is the size of the whole study; it goes with no --set.")
        if args.totals:
            _print_totals(dict(totals(snapshot, filters)), args)
        else:
            found = _counts(access, snapshot, filters, args.by)
            taken = code_sets.taken(access, wanted, with_subcodes=True)
            rows = [row for code, row in found.items() if taken is None or code in taken]
            if args.json:
                print(json.dumps(rows, ensure_ascii=False, indent=1))
            else:
                spoke = speakers(snapshot, filters, args.by)
                read = coverage.coverage_of(access, filters, with_subcodes=True)
                lacking = {row["path"] for code, row in found.items() if read and read.lacks(code)}
                _print_counts(rows, spoke, lacking, _told(filters, spoke, args))
    return 0


def chosen_filters(access: Access, args: Namespace) -> Filters:
    """The filters that the options name. Raises QuotetreeError where one names nothing."""
    layers = set(args.layer or ["main"])
    filters = choosing.filters(
        access,
        layers=frozenset(LAYERS if "all" in layers else layers),
        coders=_coders(access, args.coder) if args.coder else None,
        documents=_documents(access, args.documents) if args.documents else None,
        folder=args.folder or "",
        kinds=args.kind or (),
        where=args.where or (),
    )
    if filters.documents is not None and not filters.documents:
        raise QuotetreeError("No document of this project is of that name, folder and kind.")
    return filters


def chosen_set(access: Access, name: str | None) -> str:
    """The id of the set of a name, "" for none. Raises QuotetreeError for one that is not there or has no codes."""
    if not name:
        return ""
    found = code_sets.named(access, name)
    if not found.codes:
        raise QuotetreeError(f"No code is in the set “{found.name}”.")
    return found.id


def _coders(access: Access, names: list[str]) -> frozenset[str]:
    there = {name_key(coder.name): coder for coder in documents.coders(access)}
    missing = [name for name in names if name_key(name) not in there]
    if missing:
        known = ", ".join(f"“{coder.name}”" for coder in there.values())
        raise QuotetreeError(f"There is no coder “{missing[0]}” in this project; there is {known}.")
    return frozenset(there[name_key(name)].id for name in names)


def _documents(access: Access, pattern: str) -> frozenset[str]:
    found = frozenset(row.id for row in documents.documents(access) if fnmatchcase(row.name, pattern))
    if not found:
        raise QuotetreeError(f"No document of this project has a name like “{pattern}”.")
    return found


def _counts(
    access: Access, snapshot: Snapshot, filters: Filters, by: str | None
) -> dict[str, dict[str, Any]]:
    """By code, in tree order."""
    own, rolled = (gather(snapshot, filters, with_subcodes=rolled) for rolled in (False, True))
    own_rows, rolled_rows = count(own).rows(), count(rolled).rows()
    columns = break_down(rolled, by).rows() if by else {}
    return {
        code: {
            "path": path,
            "own": own_rows[code]._asdict(),
            "with_subcodes": rolled_rows[code]._asdict(),
            **({"by": {value: cell._asdict() for value, cell in columns[code].items()}} if by else {}),
        }
        for code, path in codes.tree(access).paths.items()
    }


def _told(filters: Filters, spoke: Speakers, args: Namespace) -> str:
    """Which codings were counted, and of how many people the shares are, in a line."""
    layers = " and ".join(layer for layer in LAYERS if layer in filters.layers)
    coders = f"; coder {' and '.join(args.coder)}" if args.coder else ""
    chosen = f"; set {args.set}" if args.set else ""
    chosen += f"; documents {args.documents}" if args.documents else ""
    chosen += f"; folder {args.folder}" if args.folder else ""
    chosen += f"; {' and '.join(args.kind)}" if args.kind else ""
    chosen += "".join(f"; {condition}" for condition in args.where or ())
    numbers = "comments/respondents, own and with sub-codes; % of N: respondents with sub-codes"
    return f"layer {layers}{coders}{chosen}; {numbers}; N = {spoke.spoke:,} who spoke"


def _print_counts(counts: list[dict[str, Any]], spoke: Speakers, lacking: Collection[str], told: str) -> None:
    """A table, with the people under each value (N) below the heads; codes `lacking` documents are marked."""
    found = {value for row in counts for value in row.get("by", {})} | spoke.by.keys()
    values = in_order_of_values(found)
    ns = {value: spoke.by.get(value, 0) for value in values}
    heads = ["code", "own", "with sub-codes", "% of N", *(value or "not known" for value in values)]
    lines = [heads, ["who spoke (N)", "", "", f"{spoke.spoke:,}", *(f"{n:,}" for n in ns.values())]]
    for row in counts:
        mark = "≥ " if row["path"] in lacking else ""
        lines.append([row["path"], *_cells(row, spoke.spoke, ns, mark)])
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    print(told)
    for path, *cells in lines:
        right = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        print(f"{path.ljust(widths[0])}  {right}".rstrip())
    if any(row["path"] in lacking for row in counts):
        print("≥: at least so many, for not all documents were read for the code.")


def _cells(row: dict[str, Any], n: int, ns: Mapping[str, int], mark: str) -> list[str]:
    own, rolled, by = row["own"], row["with_subcodes"], row.get("by", {})

    def share(one: Mapping[str, int], of: int) -> str:
        found = percentage(one["respondents"], of) if one["respondents"] else ""
        return f"{mark}{found}" if found else ""

    return [
        _numbers(own),
        _numbers(rolled),
        share(rolled, n),
        *(
            f"{_numbers(by[value])} {share(by[value], of)}".rstrip() if value in by else ""
            for value, of in ns.items()
        ),
    ]


def _numbers(one: Mapping[str, int]) -> str:
    return f"{one['comments']}/{one['respondents']}"


def _print_totals(found: dict[str, Any], args: Namespace) -> None:
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for kind, number in found.pop("documents").items():
        print(f"{number:>7,}  documents: {kind}")
    for what, number in found.items():
        print(f"{number:>7,}  {what.replace('_', ' ')}")
