"""The command line: `quotetree COMMAND ...`, the same services as in the browser, for scripts and for checks."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from types import ModuleType

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from quotetree.app.commands import account, align, check, counts, export, growth, imports, serve
from quotetree.app.commands.opening import add_data
from quotetree.app.commands.told import Told
from quotetree.coding.errors import QuotetreeError

COMMANDS: dict[str, ModuleType] = {
    "serve": serve,
    "account": account,
    "import": imports,
    "counts": counts,
    "export": export,
    "align": align,
    "growth": growth,
    "check": check,
}
FOUND_SOMETHING, WRONG_USE, INTERRUPTED = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Answers its exit status: 0 only if all was done."""
    args = _top().parse_args(argv)
    if args.command not in COMMANDS:
        _top().print_help(sys.stderr)
        return WRONG_USE
    command = COMMANDS[args.command]
    parser = ArgumentParser(
        prog=f"quotetree {args.command}", description=_sentence(command.SUMMARY), allow_abbrev=False
    )
    command.add_arguments(parser)
    add_data(parser)
    given = parser.parse_intermixed_args(args.rest)
    given.data = given.data or args.data
    return _answer(command, given)


def _answer(command: ModuleType, given: object) -> int:
    told = Told()
    try:
        status: int = command.run(given)
        sys.stdout.flush()
        return status
    except QuotetreeError as error:
        told.refused("", error)
    except (IntegrityError, ProgrammingError):
        raise  # a fault of this program, of which its author wants to know all
    except DBAPIError as error:
        told.refused("", QuotetreeError(_of_the_database(error)))
    except BrokenPipeError:  # who reads has seen enough, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        told.refused(
            "", QuotetreeError(f"{error.strerror}: {error.filename}." if error.filename else str(error))
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    return FOUND_SOMETHING


def _of_the_database(error: DBAPIError) -> str:
    reason = " ".join(str(error.orig).split())
    if "disk is full" in reason or "No space left" in reason:
        return "The disk is full. Nothing of this was saved; what was saved before stands."
    if "disk I/O error" in reason:  # also a quota that is used up, or a file system that cannot hold more
        return (
            "The disk cannot be written: it may be full, or your share of it used up. "
            "Nothing of this was saved; what was saved before stands."
        )
    if "locked" in reason:
        return "The database is busy: somebody else has been writing for long. Try again."
    if "not a database" in reason:
        return "What lies there is no Quotetree database."
    return f"The database does not answer: {reason}"


def _top() -> ArgumentParser:
    listed = "\n".join(f"  {name:<10} {command.SUMMARY}" for name, command in COMMANDS.items())
    parser = ArgumentParser(
        prog="quotetree",
        usage="quotetree COMMAND ... [--data DIR|URL]",
        description="A workbench for coding qualitative interviews together.",
        epilog=f"commands:\n{listed}\n\n`quotetree COMMAND --help` tells more.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_data(parser)
    parser.add_argument("command", nargs="?", metavar="COMMAND", choices=[None, *COMMANDS], help="see below")
    parser.add_argument("rest", nargs="...", help="what the command takes")
    return parser


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."
