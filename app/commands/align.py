"""quotetree align: which codes of several members' trees answer one another."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from quotetree.app.commands.files import contents
from quotetree.app.commands.opening import database, reading
from quotetree.app.store import documents, proposals
from quotetree.app.store.access import Access
from quotetree.coding.align import Extent, Extents, Pair, ProposedTree, align, proposed_tree
from quotetree.coding.codebook import CodebookRow
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key
from quotetree.coding.tables.study import read_study_table

SUMMARY = "lay members' code trees side by side: which codes answer one another, and why"
MOST_TREES = 6


class NotToBeAligned(QuotetreeError):
    """Trees that cannot be laid side by side."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name; its trial codings are compared too")
    parser.add_argument(
        "trees",
        metavar="F.csv",
        nargs="+",
        help="a codebook a member, two to six, each named for its member: Ana.csv",
    )
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")


def run(args: Namespace) -> int:
    """Print the pairs."""
    files = [Path(name) for name in args.trees]
    _check(files)
    with database(args.data) as engine, reading(engine, args.project) as access:
        pairs = align([_tree(access, file) for file in files])
    if args.json:
        print(json.dumps([_as_json(pair) for pair in pairs], ensure_ascii=False, indent=1))
    else:
        _print(pairs)
    return 0


def _check(files: list[Path]) -> None:
    if not 2 <= len(files) <= MOST_TREES:
        raise NotToBeAligned(f"Two to {MOST_TREES} trees are laid side by side; these are {len(files)}.")
    names = [name_key(file.stem) for file in files]
    twice = next((file for file in files if names.count(name_key(file.stem)) > 1), None)
    if twice is not None:
        raise NotToBeAligned(f"Two files are named {twice.stem}; each is named for its member.")


def _tree(access: Access, file: Path) -> ProposedTree:
    """The tree in a file, with the trial codings of the coder of that name, if the project has one."""
    try:
        rows: list[CodebookRow] = read_study_table("codebook", contents(file)).rows
    except QuotetreeError as error:
        error.sentence = f"{file.name}: {error.sentence}"
        raise
    tree = proposed_tree(file.stem, [(row.names, _definition(row)) for row in rows])
    coder = next((c for c in documents.coders(access) if name_key(c.name) == name_key(file.stem)), None)
    if coder is None:
        return tree
    trial, paths = proposals.trial(access, coder.id), proposals.paths_of(access, coder.id)
    key: dict[str, list[Extent]] = {}
    for code, extents in trial.passages.items():
        key.setdefault(name_key(paths[code]), []).extend(extents)
    codes = [replace(code, passages=Extents.of(key.get(name_key(code.path), ()))) for code in tree.codes]
    return ProposedTree(tree.name, codes, trial.read)


def _definition(row: CodebookRow) -> str:
    said = (row.values.get(field, "") for field in ("short", "definition", "when_to_use"))
    return " ".join(text for text in said if text)


def _as_json(pair: Pair) -> dict[str, object]:
    return {
        "a": {"tree": pair.a.tree, "path": pair.a.path},
        "b": {"tree": pair.b.tree, "path": pair.b.path},
        "score": pair.score,
        "strength": pair.strength,
        "reasons": list(pair.reasons),
    }


def _print(pairs: list[Pair]) -> None:
    for pair in pairs:
        sign = "holds" if pair.within else "is"
        print(f"{pair.strength:<6} {pair.score:.2f}  {pair.a.tree}: {pair.a.path}")
        print(f"             {sign} {pair.b.tree}: {pair.b.path}  ({'; '.join(pair.reasons)})")
    counted = {s: sum(pair.strength == s for pair in pairs) for s in ("sure", "likely", "weak")}
    print(", ".join(f"{n:,} {strength}" for strength, n in counted.items()))
