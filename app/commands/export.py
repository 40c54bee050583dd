"""quotetree export: codings, quotations, codebook, counts and memos as tables, or as reports to read."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from quotetree.app.commands.counts import add_filters, chosen_filters, chosen_set
from quotetree.app.commands.opening import database, reading
from quotetree.app.services.exports import KINDS, Chosen, conditions_of, write_export
from quotetree.app.store import codes
from quotetree.app.store.access import Access
from quotetree.coding.counts import LAYERS
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import names_of

SUMMARY = "take codings, quotations, codebook, counts or memos out as .csv, .xlsx, .docx or .html"

HERE = tuple(kind for kind in KINDS if kind != "coders")  # whom one compares is chosen on a page


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="where to, ending in .csv, .xlsx, .docx or .html"
    )
    parser.add_argument("--what", choices=HERE, help="what to take out (unless told, by the file's name)")
    parser.add_argument("--by", metavar="ATTRIBUTE", help="counts also by this attribute")
    parser.add_argument("--coder", metavar="C", action="append", help="only codings of this coder")
    parser.add_argument(
        "--layer",
        nargs="+",
        action="extend",
        choices=[*LAYERS, "all"],
        metavar="main|check|trial|all",
        help="only codings of these layers; main unless told",
    )
    parser.add_argument(
        "--code", metavar="PATH", help="only quotations and codings of this code: 'Contact > Daily'"
    )
    parser.add_argument("--own", action="store_true", help="with --code or --set: without sub-codes")
    parser.add_argument(
        "--asked", action="store_true", help="people who must be asked before they are quoted were asked"
    )
    add_filters(parser)


def run(args: Namespace) -> int:
    """Write the file."""
    what = args.what or next((kind for kind in HERE if kind in args.file.stem.lower()), "codings")
    with database(args.data) as engine, reading(engine, args.project) as access:
        code = _code(access, args.code) if args.code else None
        conditions = conditions_of("", args.folder or "", args.kind or (), args.where or ())
        filters = chosen_filters(access, args)
        of_set = chosen_set(access, args.set)
        chosen = Chosen(filters, args.by, code, not args.own, args.asked, conditions, code_set=of_set)
        left_out = write_export(access, what, args.file, chosen)
    print(f"{args.file}: the {what} of “{args.project}”.")
    for sentence in left_out:
        print(sentence, file=sys.stderr)
    return 0


def _code(access: Access, path: str) -> str:
    found = codes.tree(access).at(names_of(path))
    if found is None:
        raise QuotetreeError(f"There is no code “{path}” in this project.")
    return found.id
