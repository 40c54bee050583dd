"""What has to hold before a change lands: lint, types, and the suite on SQLite, PostgreSQL and in Chromium."""

import os
import shutil
import time
from pathlib import Path

from dev import chromium, environment, packages, postgres
from dev.environment import PYTHON
from dev.ground import KEPT, ROOT, WINDOWS, say, show

TYPED = KEPT / "typed"
STYLED = ("static/js", "static/css")


def test(args: list[str]) -> int:
    """Everything; with arguments only pytest, with them. A test that misses its database or browser fails."""
    _ready()
    clean = 0 if args else _lint(fix=False)
    began = time.monotonic()
    with postgres.server() as url:
        told = {
            "TEST_DATABASE_URL": url,
            "QUOTETREE_CHROMIUM": str(chromium.ready()),
            "QUOTETREE_MUST_RUN": "1",
        }
        code = show(
            [PYTHON, "-m", "pytest", *_spread(args), *args], env={**told, "HYPOTHESIS_PROFILE": _profile()}
        )
    say(f"The suite took {time.monotonic() - began:.0f} s.")
    if clean:
        say("Lint or types found something: see above the tests.")
    return code or clean


def lint(args: list[str]) -> int:
    _ready()
    return _lint(fix="--fix" in args)


def _ready() -> None:
    environment.ready("test")
    packages.ready("test")


def _spread(args: list[str]) -> list[str]:
    """On all cores, unless the caller says how many or wants to stop in a debugger."""
    own = any(word.startswith(("-n", "--numprocesses", "--pdb", "--trace", "-s")) for word in args)
    few = any("::" in word for word in args)
    return [] if own or few else ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal"]


def _profile() -> str:
    return "ci" if os.environ.get("CI") else os.environ.get("HYPOTHESIS_PROFILE", "default")


def _lint(fix: bool) -> int:
    """Every check is run, whatever the ones before it found."""
    mended = ["--fix"] if fix else []
    told = {"MYPYPATH": str(_typed_root()), "RUFF_CACHE_DIR": str(KEPT / "ruff")}
    ruff: list[str | Path] = [PYTHON, "-m", "ruff"]
    mypy: list[str | Path] = [PYTHON, "-m", "mypy", "--no-error-summary", "--cache-dir", KEPT / "mypy"]
    checks: dict[str, list[str | Path]] = {
        "Lint": [*ruff, "check", "--quiet", "--output-format=concise", *mended, "."],
        "Format": [*ruff, "format", *([] if fix else ["--check", "--output-format=concise"]), "."],
        "Types": [*mypy, "-p", "quotetree.app", "-p", "quotetree.coding", "-p", "dev"],
        "Scripts and styles": [*_eslint(), *mended, *STYLED],
    }
    worst = 0
    for name, command in checks.items():
        began = time.monotonic()
        code = show(command, env=told)
        say(f"{name}: {'clean' if code == 0 else 'NOT clean'} ({time.monotonic() - began:.1f} s)")
        worst = worst or code
    return worst


def _eslint() -> list[str | Path]:
    """The rules are copied beside the packages that they import; their patterns count from the checkout."""
    node, _ = packages.node_and_npm()
    rules = Path(shutil.copy(ROOT / "dev" / "eslint.config.mjs", packages.FOLDER))
    eslint = packages.MODULES / "eslint" / "bin" / "eslint.js"
    return [node, eslint, "--config", rules, "--max-warnings=0", "--no-error-on-unmatched-pattern"]


def _typed_root() -> Path:
    """A folder in which the checkout is named quotetree, for mypy, which does not follow the mapping."""
    TYPED.mkdir(parents=True, exist_ok=True)
    link = TYPED / "quotetree"
    if not link.exists():
        link.unlink(missing_ok=True)
        if WINDOWS:
            import _winapi

            _winapi.CreateJunction(str(ROOT), str(link))  # type: ignore[attr-defined,unused-ignore]
        else:
            link.symlink_to(Path("..", ".."), target_is_directory=True)
    return TYPED
