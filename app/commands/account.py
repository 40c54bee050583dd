"""quotetree account: a server's accounts, for who has its database."""

import getpass
import sys
from argparse import ArgumentParser, Namespace

from quotetree.app.commands.opening import database, me
from quotetree.app.services import accounts as service
from quotetree.app.store import accounts as store
from quotetree.app.store.access import local_account
from quotetree.app.store.database import transaction
from quotetree.coding.accounts import AccountRefused
from quotetree.coding.counts.sentence import several

SUMMARY = "make an account on a server, or give one another password"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("name", metavar="NAME", help="the name that the person logs in with")
    parser.add_argument(
        "--password", action="store_true", help="another password for an account that there is"
    )


def run(args: Namespace) -> int:
    """Make the account or change its password, which is asked for, or read from a pipe."""
    with database(args.data, make=True) as engine:
        with transaction(engine, writing=False) as connection:
            there = store.account_named(connection, args.name)
        if there is not None and there.password_hash and not args.password:
            raise AccountRefused(
                f"There is already an account “{there.name}”. --password gives it another password."
            )
        password = _asked()
        with transaction(engine, writing=True) as connection:
            if args.password:
                ended = service.set_password(connection, args.name, password)
                print(f"{args.name} has another password; {several(ended, 'browser')} logged out.")
            elif store.any_with_password(connection):
                service.add_account(connection, args.name, password)
                print(f"{args.name} can log in.")
            else:
                service.first_account(connection, local_account(connection, me()), args.name, password)
                print(f"{args.name} can log in, and owns what was here before there were accounts.")
    return 0


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise AccountRefused("The two passwords are not the same. Nothing was changed.")
    return password
