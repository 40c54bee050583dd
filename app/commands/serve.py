"""quotetree serve: the program in the browser, for the person at this machine or, with accounts, for a team."""

import gc
import signal
import socket
from argparse import ArgumentParser, Namespace
from threading import Timer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from quotetree.app.commands.demo import add_demo
from quotetree.app.commands.opening import database, me, own_folder
from quotetree.app.services.erasure import finish as finish_erasures
from quotetree.app.store.accounts import any_with_password
from quotetree.app.store.database import transaction
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.language import sentences_of

SUMMARY = "open Quotetree in the browser"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
PORT = 8474
BACKLOG = 512
SECONDS_UNTIL_QUIET = 3.0


class CannotServe(QuotetreeError):
    """The address cannot be served at."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--demo", action="store_true", help="add a demo study where there is no project yet")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="127.0.0.1 unless told: this machine alone"
    )
    parser.add_argument("--accounts", action="store_true", help="a server: people log in (docs/team.md)")
    parser.add_argument(
        "--address",
        metavar="URL",
        help="where people open the server, if that is not where it listens, as behind a proxy: https://…",
    )
    parser.add_argument(
        "--proxy",
        metavar="IP",
        help="believe the proxy at this address when it says who calls and whether by https",
    )
    parser.add_argument(
        "--port", type=int, metavar="P", help=f"{PORT} unless told, or a free one; 0 takes a free one"
    )


def run(args: Namespace) -> int:
    """Serve until the person ends it."""
    address = _checked_address(args.address)
    with database(args.data, make=True) as engine, _listening(args.host, args.port) as door:
        finish_erasures(engine)
        if args.demo and add_demo(engine):
            print("The demo study was added.", flush=True)
        with transaction(engine, writing=False) as connection:
            logs_in = any_with_password(connection)
        on_server = args.accounts or bool(address) or args.host not in LOOPBACK or logs_in
        server = Server(
            engine.url.render_as_string(hide_password=False),
            args.data or own_folder(),
            on_server,
            address,
            args.proxy,
            HOSTS | _names(args.host, address) if on_server else HOSTS,
            logs_in,
        )
        _serve(server, door)
    return 0


class Server(NamedTuple):
    """What is served to whom: the database, where people open it, and under which names it answers."""

    url: str
    where: str
    on_server: bool
    address: str
    proxy: str | None
    hosts: frozenset[str]
    logs_in: bool


def _what_first(served: Server) -> str:
    return "Make the first account here:" if served.on_server else "Open in your browser:"


def _checked_address(address: str | None) -> str:
    """The address without a slash at its end; "" for none."""
    parts = urlsplit(address or "")
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/")):
        raise CannotServe(f"--address takes an address such as https://coding.example.org, not {address}.")
    return f"{parts.scheme}://{parts.netloc}" if address else ""


def _names(host: str, address: str) -> frozenset[str]:
    """The names by which a server may be called, beside the number that it is called at."""
    names = {host, socket.gethostname(), socket.getfqdn(), urlsplit(address).hostname or ""}
    return frozenset(name.lower() for name in names if name)


def _serve(served: Server, door: socket.socket) -> None:
    import uvicorn  # here, so that the other commands start without the web

    from quotetree.app.main import make_app
    from quotetree.app.routes.enter import Entrance

    host, port = door.getsockname()[:2]
    address = served.address or f"http://{f'[{host}]' if ':' in host else host}:{port}"
    first = [f"Quotetree is running; your data are in {served.where}. Ctrl+C ends it. {_what_first(served)}"]

    def tell(token: str) -> None:
        print(first.pop() if first else "To let another browser in:", flush=True)
        print(f"{address}/enter?token={token}", flush=True)

    app = make_app(served.url, hosts=served.hosts, on_server=served.on_server, address=served.address)
    believed: dict[str, Any] = {
        "proxy_headers": bool(served.proxy),
        "forwarded_allow_ips": served.proxy or "",
    }
    # What the program itself consists of is never gone through again for what may go: that took .15 s, now and then.
    gc.collect()
    gc.freeze()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", **believed))

    def end(_signal: int, _frame: object) -> None:
        """What is under way is ended first. uvicorn does so itself, then sends the signal again, to this."""
        server.should_exit = True

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)
    if served.logs_in:
        print(f"Quotetree is running; the data are in {served.where}. Ctrl+C ends it. People log in at:")
        print(address, flush=True)
    else:
        app.state.entrance = Entrance(me(), tell)
        app.state.entrance.open()
    # spaCy takes a second to load: not when somebody first asks for a sentence.
    early = Timer(SECONDS_UNTIL_QUIET, sentences_of, ("", (), "en"))
    early.daemon = True
    early.start()
    server.run(sockets=[door])
    early.cancel()


def _family(host: str) -> int:
    try:
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise CannotServe(f"--host takes a name or number of this machine, not {host}.") from error


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens already, so that whoever is told the address can call."""
    wanted = [port] if port is not None else [PORT, 0]
    for one in wanted:
        door = socket.socket(_family(host), socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, one))
            door.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            door.close()
            if one == wanted[-1]:
                reason = getattr(error, "strerror", None) or str(error)
                raise CannotServe(f"Port {one} cannot be used: {reason}. --port takes another.") from error
        else:
            return door
    raise AssertionError("a port was refused without a reason")
