"""Passwords: only their Argon2id hashes are kept."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()
# What a name that nobody has is compared with, so that the answer takes as long.
OF_NOBODY = HASHER.hash("the password of nobody")
# Each takes 64 MB and a core for a moment.
ONE_OF_FEW = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """What is kept of a password."""
    with ONE_OF_FEW:
        return HASHER.hash(password)


def verified(kept: str | None, password: str) -> bool:
    """Whether this is the password of which the hash was kept; False takes as long where there is none."""
    with ONE_OF_FEW:
        try:
            return HASHER.verify(kept or OF_NOBODY, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether the hash was made with less care than is taken today."""
    return HASHER.check_needs_rehash(kept)
