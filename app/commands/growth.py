"""quotetree growth: how the tree has grown, a version each."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from quotetree.app.commands.opening import database, reading
from quotetree.app.store import growth

SUMMARY = "tell how the code tree has grown, a version each"
HEADS = ("version", "main", "with_subcodes", "subcodes", "deepest")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name")
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")


def run(args: Namespace) -> int:
    """Print the growth table."""
    with database(args.data) as engine, reading(engine, args.project) as access:
        rows = [{"version": one.name, **one.record.size._asdict()} for one in growth.versions(access)]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif rows:
        _print(rows)
    else:
        print("No version of the tree was named yet.")
    return 0


def _print(rows: list[dict[str, Any]]) -> None:
    heads = ["version", "main codes", "with sub-codes", "sub-codes", "levels"]
    lines = [heads, *([str(row[head]) for head in HEADS] for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    for name, *cells in lines:
        right = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        print(f"{name.ljust(widths[0])}  {right}")
