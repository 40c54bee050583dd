"""quotetree check: the integrity of the database."""

from argparse import ArgumentParser, Namespace

from quotetree.app.commands.opening import database
from quotetree.app.services.integrity import findings
from quotetree.app.store.database import transaction

SUMMARY = "check that everything in the database holds together"


def add_arguments(parser: ArgumentParser) -> None:
    """The command takes none but --data."""


def run(args: Namespace) -> int:
    """Print what is wrong, a line each. Answers 0 where nothing is."""
    with database(args.data) as engine, transaction(engine, writing=False) as connection:
        found = 0
        for sentence in findings(connection):
            print(sentence)
            found += 1
    if not found:
        print("Nothing is wrong.")
    return 1 if found else 0
