"""Long work in processes of its own, so that nobody's request waits for it.

A job of a few seconds in a thread would stretch everybody's writes tenfold: Python runs one thread at a time.
"""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from quotetree.coding.errors import QuotetreeError

T = TypeVar("T")
PROCESSES = 3  # one more than exports take, so that other work need not wait for them
MOST_WAITING = 50


class Aside:
    """Processes that are started when first needed and end with the program."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, work: Callable[..., T], *args: Any) -> T:
        """What the work answers; it and its arguments are sent to a process, so they are plain values."""
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(PROCESSES, mp_context=spawn)
        return await asyncio.wrap_future(self._pool.submit(work, *args))

    def end(self) -> None:
        """End the processes; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


class Busy(QuotetreeError):
    """So much waits already that one more would not be made in time."""


class Line:
    """Work of one kind stands in a line: so many at once, the others wait their turn, and hold nothing meanwhile."""

    def __init__(self, at_once: int, most_waiting: int = MOST_WAITING) -> None:
        self.at_once, self.most_waiting = at_once, most_waiting
        self.under_way = self.waiting = 0
        self._places = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises Busy where too many wait."""
        if self.waiting >= self.most_waiting:
            raise Busy(
                f"{self.under_way} files are being made and {self.waiting} wait their turn. Try again later."
            )
        self.waiting += 1
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self._places.release()
