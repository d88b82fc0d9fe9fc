"""`make serve`: MkDocs with live reload, started anew when a Python module of ours changes.

MkDocs itself watches pages, data and templates. It cannot watch modules: they are imported once for the life of its
process. The browser reconnects to the new process and reloads by itself.
"""

import socket
import subprocess
import sys
from pathlib import Path

from watchfiles import PythonFilter, run_process, watch


def serve(port: str) -> None:
    """Serve on loopback until the process is stopped. Where the first build fails, wait for a change and try again."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--no-strict", "--dev-addr", f"127.0.0.1:{port}"]
    while subprocess.call(command) == 1:
        print("\nThe handbook is not served yet: mend the problems above, and it starts by itself.", flush=True)
        next(watch("data", "docs", "overrides", "mkdocs.yml"))


def taken(port: str) -> bool:
    """Whether something listens on the port already."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


if __name__ == "__main__":
    if taken(sys.argv[1]):
        sys.exit(f"Port {sys.argv[1]} is taken. Choose another: make serve PORT=8001")
    run_process(Path("handbook"), Path("macros.py"), target=serve, args=(sys.argv[1],), watch_filter=PythonFilter())
