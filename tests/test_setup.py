"""What a bare machine gets: locks that fit and name no host, and a wheel with one package in it."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHON_LOCKS = sorted([*ROOT.glob("requirements*.txt"), *(ROOT / "dev").glob("requirements*.txt")])
NPM_LOCKS = [ROOT / "package-lock.json", ROOT / "dev" / "chromium" / "package-lock.json"]


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in requirements}


def locked(lock: str) -> set[str]:
    return names([line for line in (ROOT / lock).read_text().splitlines() if re.match(r"\w", line)])


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_python_locks_have_hashes_and_no_host(lock: Path):
    text = lock.read_text()
    assert "://" not in text
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_locks_have_hashes_and_no_host(lock: Path):
    packages = json.loads(lock.read_text())["packages"]
    fetched = [package for path, package in packages.items() if path]
    assert fetched
    assert all("integrity" in package and "resolved" not in package for package in fetched)


def test_locks_have_what_the_project_asks_for():
    runtime, extra = PROJECT["dependencies"], PROJECT["optional-dependencies"]["test"]
    assert names(runtime) <= locked("requirements.txt"), "run python3 dev.py lock"
    assert names(extra) <= locked("requirements-test.txt"), "run python3 dev.py lock"
    assert locked("requirements.txt") <= locked("requirements-test.txt")


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_locks_have_what_the_package_file_asks_for(lock: Path):
    asked = json.loads(lock.with_name("package.json").read_text())
    root = json.loads(lock.read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert root.get(kind) == asked.get(kind), "run python3 dev.py lock"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def test_the_wheel_has_one_package(wheel: zipfile.ZipFile):
    assert {name.split("/")[0] for name in wheel.namelist()} == {
        "quotetree",
        f"quotetree-{PROJECT['version']}.dist-info",
    }


def test_the_wheel_has_all_that_the_program_reads(wheel: zipfile.ZipFile):
    packed = set(wheel.namelist())
    rooms = [ROOT / name for name in ("app", "coding", "migrations", "static")]
    there = [file for room in rooms for file in room.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    vendored = json.loads((ROOT / "package.json").read_text())["vendor"]
    wanted = {f"quotetree/{file.relative_to(ROOT).as_posix()}" for file in there}
    assert {f"quotetree/static/vendor/{name}" for name in vendored} <= wanted
    assert len(wanted) > 20
    assert wanted <= packed


def test_the_wheel_has_the_command(wheel: zipfile.ZipFile):
    entry = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "quotetree = quotetree.app.cli:main" in wheel.read(entry).decode()
