"""What every step of the set-up stands on: where things lie, saying what happens, running programs."""

import contextlib
import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".dev"
WINDOWS = os.name == "nt"
LINES_OF_A_FAILURE = 25
SECONDS_TO_PUT_AWAY = 10


class Stop(Exception):
    """The set-up cannot go on; the message is a sentence for the person at the keyboard."""


def say(sentence: str) -> None:
    """On standard error: standard output belongs to the program that is run."""
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(sentence: str) -> Iterator[None]:
    """Says what is being done and, when it is done, how many seconds it took."""
    print(f"{sentence} … ", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say("stopped.")
        raise
    say(f"{time.monotonic() - began:.1f} s")


def call(
    command: Sequence[str | Path], failing: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> str:
    """Runs a program quietly and gives its output.

    :raises Stop: `failing`, followed by the last lines that the program wrote
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()[-LINES_OF_A_FAILURE:]
        raise Stop("\n  ".join([failing, *lines]))
    return done.stdout


def show(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Runs a program in the checkout with its output shown; it does not outlive dev.py."""
    child = subprocess.Popen([str(word) for word in command], cwd=ROOT, env={**os.environ, **(env or {})})
    try:
        return child.wait()
    except KeyboardInterrupt:
        # The terminal has told the child too, which may have things of its own to put away.
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(SECONDS_TO_PUT_AWAY)
        raise
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def become(command: Sequence[str | Path]) -> int:
    """Hands the terminal, the signals and the working folder over to a program."""
    words = [str(word) for word in command]
    if not WINDOWS:
        os.execv(words[0], words)
    return subprocess.call(words)


def stop_on_signals() -> None:
    """Ends by way of every `finally`, so that servers and folders made for a run go with it."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def program(*names: str) -> str | None:
    """The first of these programs that the system has, or None where its programs are to be ignored."""
    if ignoring_the_system():
        return None
    return next((path for name in names if (path := shutil.which(name))), None)


def ignoring_the_system() -> bool:
    """With QUOTETREE_DEV_IGNORE_SYSTEM=1 this machine is taken for a bare one: packages stand in for programs."""
    return os.environ.get("QUOTETREE_DEV_IGNORE_SYSTEM", "") not in ("", "0")


def fingerprint(*files: Path, python: bool = False) -> str:
    """Equal as long as the files and the machine are, and, where asked, the Python."""
    digest = hashlib.sha256()
    for word in (platform.machine(), platform.system(), *((sys.version, sys.executable) if python else ())):
        digest.update(word.encode() + b"\0")
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One dev.py at a time changes what is kept; a second waits for the first."""
    KEPT.mkdir(exist_ok=True)
    with open(KEPT / "lock", "w") as file:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def stamped(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""
