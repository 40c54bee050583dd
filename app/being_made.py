"""Files that are being made for people to take out: who waits for which, and the giving up of one.

The file is written in another process, which looks at each block or row whether a file of its `stop`'s name is there.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

from quotetree.app.aside import Line

T = TypeVar("T")
LOOK_EACH = 0.3  # seconds


class GivenUp(Exception):
    """Nobody waits for the file any more."""


@dataclass(eq=False)
class Making:
    """A file that is being made for somebody: `name` is what it is, "Quotations as .docx"."""

    id: str
    account_id: str
    project_id: str
    name: str
    path: Path
    has_begun: bool = False
    given_up: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def stop(self) -> Path:
        """What tells the process that writes the file to leave off."""
        return stop_of(self.path)


def stop_of(path: Path) -> Path:
    """Where the sign stands that a file is not wanted any more."""
    return path.with_name(f"{path.name}.stop")


class BeingMade:
    """All files that are being made, or wait for their turn to be, in the order asked for."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._makings: dict[str, Making] = {}
        self._numbers = count(1)

    def of(self, account_id: str, project_id: str) -> list[Making]:
        """What is being made for a person of a project."""
        wanted = (account_id, project_id)
        return [one for one in self._makings.values() if (one.account_id, one.project_id) == wanted]

    def give_up(self, account_id: str, project_id: str, making_id: str) -> None:
        """Leave off making a file; one that is finished or another person's stays as it is."""
        for one in self.of(account_id, project_id):
            if one.id == making_id:
                one.given_up.set()
                del self._makings[one.id]

    @contextmanager
    def begun(self, account_id: str, project_id: str, name: str, ending: str) -> Iterator[Making]:
        """A making that is known of until it is over; unless all goes well no file of it is left."""
        with tempfile.NamedTemporaryFile(suffix=ending, prefix="quotetree-", delete=False) as file:
            path = Path(file.name)
        making = Making(str(next(self._numbers)), account_id, project_id, name, path)
        self._makings[making.id] = making
        try:
            yield making
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            self._makings.pop(making.id, None)
            making.stop.unlink(missing_ok=True)

    async def make(
        self, making: Making, work: Callable[[], Awaitable[T]], is_gone: Callable[[], Awaitable[bool]]
    ) -> T:
        """What the work answers, in its turn. Raises GivenUp, once it has left off."""
        doing = asyncio.ensure_future(self._in_turn(making, work))
        giving_up = asyncio.ensure_future(_given_up(making, is_gone))
        try:
            await asyncio.wait((doing, giving_up), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                making.stop.touch()
                if not making.has_begun:
                    doing.cancel()
                await asyncio.wait((doing,))
                raise GivenUp
            return doing.result()
        finally:
            giving_up.cancel()
            # What was made all the same, or failed, is of no interest to who gave it up.
            if doing.done() and not doing.cancelled():
                doing.exception()

    async def _in_turn(self, making: Making, work: Callable[[], Awaitable[T]]) -> T:
        async with self.line.turn():
            making.has_begun = True
            return await work()


async def _given_up(making: Making, is_gone: Callable[[], Awaitable[bool]]) -> None:
    while not making.given_up.is_set() and not await is_gone():
        with suppress(TimeoutError):
            await asyncio.wait_for(making.given_up.wait(), LOOK_EACH)
