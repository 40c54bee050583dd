"""quotetree export: codings, quotations, codebook and counts as files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from quotetree.app.commands.counts import add_filters, chosen_filters
from quotetree.app.commands.opening import database, reading
from quotetree.app.services.exports import KINDS, Chosen, write_export
from quotetree.coding.counts import LAYERS

SUMMARY = "take codings, quotations, codebook or counts out as .csv or .xlsx"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name")
    parser.add_argument("file", metavar="FILE", type=Path, help="where to, ending in .csv or .xlsx")
    parser.add_argument("--what", choices=KINDS, help="what to take out (unless told, by the file's name)")
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
    add_filters(parser)


def run(args: Namespace) -> int:
    """Write the file."""
    what = args.what or next((kind for kind in KINDS if kind in args.file.stem.lower()), "codings")
    with database(args.data) as engine, reading(engine, args.project) as access:
        filters = chosen_filters(access, args)
        chosen = Chosen(
            filters.layers, filters.coders, filters.documents, args.by, where=tuple(args.where or ())
        )
        write_export(access, what, args.file, chosen)
    print(f"{args.file}: the {what} of “{args.project}”.")
    return 0
