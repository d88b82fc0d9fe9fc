"""`python -m tools.live PORT`: what `make serve` starts. One process, which ends with whoever started it."""

import errno
import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.live.workshop import Workshop

# Seconds between looks at whether the process that started this one is still there.
_LOOK = 0.5


def main(arguments: list[str]) -> int:
    """Serve until the process is asked to end; returns its exit code."""
    end = Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: end.set())
    port = arguments[0] if arguments else "8000"
    if not port.isdecimal() or not port.isascii() or not 0 < int(port) <= 65_535:
        return _refuse(f'PORT is "{port}", but must be a number from 1 to 65535.')
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

    from tools.live.faults import silence
    from tools.live.server import Server
    from tools.live.workshop import Workshop

    silence()
    workshop = Workshop(Path.cwd(), _say)
    try:
        server = Server(int(port), workshop)
    except OSError as error:
        reasons = {errno.EADDRINUSE: "is taken", errno.EACCES: "needs more privileges than you have"}
        return _refuse(f"Port {port} {reasons.get(error.errno or 0, error.strerror)}.")
    for target in (workshop.work, server.serve_forever):
        Thread(target=target, daemon=True).start()
    Thread(target=_greet, args=(workshop, port), daemon=True).start()
    parent = os.getppid()
    while not end.wait(_LOOK):
        if os.getppid() != parent:
            break
    sys.stdout.flush()
    return 0


def _greet(workshop: "Workshop", port: str) -> None:
    workshop.wait_for_start()
    for problem in workshop.problems():
        _say(str(problem))
    _say(f"The handbook is on http://127.0.0.1:{port}{workshop.mount} (Ctrl-C ends it)")


def _say(line: str) -> None:
    print(line, flush=True)


def _refuse(why: str) -> int:
    print(f"{why} Choose another: make serve PORT=8001", file=sys.stderr)
    return 1


if __name__ == "__main__":
    code = main(sys.argv[1:])
    # Browsers hold streams open, and threads wait on them: nothing is left to tidy.
    os._exit(code)
