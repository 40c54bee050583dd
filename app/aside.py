"""Long work in processes of its own, so that nobody's request waits for it.

A job of a few seconds in a thread would stretch everybody's writes tenfold: Python runs one thread at a time.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
PROCESSES = 2


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
