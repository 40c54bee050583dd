"""On what the figures were taken: processor, versions, and how often the disk can make a write lasting."""

import os
import platform
import sqlite3
import sys
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, text

PAGE = 4096


def fsyncs_per_second(folder: Path, seconds: float = 1.0) -> float:
    """How often a page can be written to a file's end and made lasting, as each commit does at least once."""
    file = folder / "fsync"
    count, began = 0, perf_counter()
    with open(file, "wb", buffering=0) as output:
        while (took := perf_counter() - began) < seconds:
            output.write(b"\1" * PAGE)
            os.fsync(output.fileno())
            count += 1
    file.unlink()
    return count / took


def busy() -> str:
    """How many programs wanted a core in the last minute."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"


def described(engine: Engine, folder: Path) -> str:
    """The machine in a few lines."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {_processor()}, {platform.system()} {platform.release()}, {busy()}\n"
        f"Python {sys.version.split()[0]}, {_database(engine)}, "
        f"{fsyncs_per_second(folder):,.0f} fsyncs a second"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().split("\n"):
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _database(engine: Engine) -> str:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            kept = connection.execute(text("PRAGMA synchronous")).scalar()
            mode = {1: "NORMAL", 2: "FULL"}.get(int(kept or 0), str(kept))
            return f"SQLite {sqlite3.sqlite_version}, synchronous={mode}"
        version = connection.execute(text("SHOW server_version")).scalar()
        lasting = connection.execute(text("SHOW synchronous_commit")).scalar()
        return f"PostgreSQL {version}, synchronous_commit={lasting}"
