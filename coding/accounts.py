"""Accounts: what a password must be, how long a log-in waits after refusals, and how a browser is called."""

import re
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from quotetree.coding.counts.sentence import several
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key

INVITED_FOR = timedelta(days=14)
UNUSED_FOR = timedelta(days=30)
FAILURES_KEPT = timedelta(days=1)
LEAST_CHARACTERS, MOST_CHARACTERS = 10, 1000
ROLES = ("owner", "coder", "reader")


class AccountRefused(QuotetreeError):
    """An account, a password or an invitation that cannot be so."""


class NotProven(QuotetreeError):
    """The name and the password do not belong together."""


class TooManyRefused(QuotetreeError):
    """A log-in that is not even looked at, for so many were refused before; `seconds` are to be waited."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        wait = several(seconds, "second") if seconds < 120 else several(minutes, "minute")
        super().__init__(f"Too many log-ins were refused. The next one is looked at in {wait}.")
        self.seconds = seconds


class Slowing(NamedTuple):
    """How many refusals cost no wait, and the longest wait in seconds that the later ones lead to."""

    free: int
    longest: int


class Refusals(NamedTuple):
    """How often log-ins of a kind were refused, and when last."""

    times: int
    latest: datetime | None


# Who guesses one password from one place waits long. A name guessed from many places, or a place that guesses many
# names, may be somebody else's as well: there the wait stays short.
NAME_AND_ADDRESS = Slowing(free=5, longest=15 * 60)
NAME = Slowing(free=20, longest=30)
ADDRESS = Slowing(free=40, longest=60)


def seconds_to_wait(refusals: Refusals, slowing: Slowing, now: datetime) -> int:
    """How long the next log-in waits: two seconds after the free ones, and twice as long with each further."""
    over = refusals.times - slowing.free
    if over < 0 or refusals.latest is None:
        return 0
    wait = timedelta(seconds=min(2 ** min(over + 1, 20), slowing.longest))
    left = refusals.latest + wait - now
    return max(0, -int(-left.total_seconds() // 1))


def same_place(address: str) -> str:
    """What log-ins are counted by: an address, or the network of one person's many IPv6 addresses."""
    try:
        ip = ip_address(address.split("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)


def checked_account(name: str) -> str:
    """The name of an account as it is kept."""
    return clean_name(name, "An account")


def check_password(name: str, password: str) -> None:
    """Raises AccountRefused for a password that is soon guessed."""
    if len(password) < LEAST_CHARACTERS:
        raise AccountRefused(
            f"This password has {several(len(password), 'character')}; it takes at least {LEAST_CHARACTERS}. "
            "Four words that do not belong together make a good one."
        )
    if len(password) > MOST_CHARACTERS:
        raise AccountRefused(f"A password has at most {MOST_CHARACTERS:,} characters.")
    if len(set(password)) < 4 or name_key(password) in (name_key(name), name_key(f"{name}{name}")):
        raise AccountRefused("This password is too easily guessed: take another.")


def browser_name(agent: str) -> str:
    """What a person calls the browser that sent this User-Agent: "Firefox on Linux"."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
    }
    browser = next((name for word, name in browsers.items() if re.search(rf"{word}\w*/", agent)), "A browser")
    system = next((name for word, name in (systems | {"Linux": "Linux"}).items() if word in agent), "")
    return f"{browser} on {system}" if system else browser
