"""quotetree serve: the program in the browser, for the person at this machine."""

import signal
import socket
from argparse import ArgumentParser, Namespace
from threading import Timer

from quotetree.app.commands.demo import add_demo
from quotetree.app.commands.opening import database, me, own_folder
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.language import sentences_of

SUMMARY = "open Quotetree in the browser"
LOOPBACK = {"127.0.0.1": socket.AF_INET, "localhost": socket.AF_INET, "::1": socket.AF_INET6}
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
    parser.add_argument(
        "--port", type=int, metavar="P", help=f"{PORT} unless told, or a free one; 0 takes a free one"
    )


def run(args: Namespace) -> int:
    """Serve until the person ends it."""
    if args.host not in LOOPBACK:
        raise CannotServe(
            f"Quotetree has no accounts yet, so it listens on this machine alone and not on {args.host}: "
            "--host takes 127.0.0.1, ::1 or localhost."
        )
    with database(args.data, make=True) as engine, _listening(args.host, args.port) as door:
        if args.demo and add_demo(engine):
            print("The demo study was added.", flush=True)
        _serve(engine.url.render_as_string(hide_password=False), door, args.data or own_folder())
    return 0


def _serve(url: str, door: socket.socket, where: str) -> None:
    import uvicorn  # here, so that the other commands start without the web

    from quotetree.app.main import make_app
    from quotetree.app.routes.enter import Entrance

    host, port = door.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    first = [f"Quotetree is running; your data are in {where}. Ctrl+C ends it. Open in your browser:"]

    def tell(token: str) -> None:
        print(first.pop() if first else "To let another browser in:", flush=True)
        print(f"{address}/enter?token={token}", flush=True)

    app = make_app(url, hosts=HOSTS)
    app.state.entrance = Entrance(me(), tell)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))

    def end(_signal: int, _frame: object) -> None:
        """What is under way is ended first. uvicorn does so itself, then sends the signal again, to this."""
        server.should_exit = True

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)
    app.state.entrance.open()
    # spaCy takes a second to load: not when somebody first asks for a sentence.
    early = Timer(SECONDS_UNTIL_QUIET, sentences_of, ("", (), "en"))
    early.daemon = True
    early.start()
    server.run(sockets=[door])
    early.cancel()


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens already, so that whoever is told the address can call."""
    wanted = [port] if port is not None else [PORT, 0]
    for one in wanted:
        door = socket.socket(LOOPBACK[host], socket.SOCK_STREAM)
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
