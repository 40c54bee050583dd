#!/usr/bin/env python3
"""Sets up Quotetree from a bare Python 3.11, and serves, runs, tests and measures it. Needs nothing installed.

python3 dev.py serve [ARGS...]   the program with a demo study; what you code is kept in var/
python3 dev.py run ARGS...       quotetree ARGS..., the command line
python3 dev.py test [ARGS...]    lint, types and the whole suite on both databases; with ARGS, pytest ARGS alone
python3 dev.py lint [--fix]      lint and types alone
python3 dev.py bench [ARGS...]   the measurements of tests/bench
python3 dev.py lock              writes the lock files anew from pyproject.toml and package.json

The environment is kept in .dev/ and made again when a lock file changes; the folder may be deleted at any time.
"""

import sys

if sys.version_info < (3, 11):
    raise SystemExit(f"Quotetree needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

from dev import benchmark, checks, environment, locks, packages
from dev.ground import ROOT, Stop, become, stop_on_signals


def serve(args: list[str]) -> int:
    environment.ready("runtime")
    packages.ready("runtime")
    return become(environment.quotetree("serve", "--demo", "--data", str(ROOT / "var"), *args))


def run(args: list[str]) -> int:
    environment.ready("runtime")
    packages.ready("runtime")
    return become(environment.quotetree(*args))


COMMANDS = {
    "serve": serve,
    "run": run,
    "test": checks.test,
    "lint": checks.lint,
    "bench": benchmark.bench,
    "lock": locks.write,
}


def main(args: list[str]) -> int:
    if not args or args[0] not in COMMANDS:
        print(__doc__.strip())
        return 0 if args in (["-h"], ["--help"]) else 2
    stop_on_signals()
    try:
        return COMMANDS[args[0]](args[1:])
    except Stop as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
