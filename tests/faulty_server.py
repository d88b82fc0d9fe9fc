"""A server on loopback that breaks HTTP in the ways that servers do, byte by byte, and remembers what it was asked for."""

import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Event, Thread
from time import monotonic

FINE = b"HTTP/1.1 200 OK\r\nLinkChecker: allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class FaultyServer:
    """Answers each path with what `ways` has for it, and every other one with an empty page."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.socket = socket.create_server((host, 0), backlog=128)
        self.asked: Counter[str] = Counter()
        # When it was asked for something, by the machine's steady clock.
        self.times: list[float] = []
        self.over = Event()
        # Seconds before each answer.
        self.pause = 0.0
        self.ways: dict[str, Callable[[socket.socket], None]] = {
            "/reset": self.reset,
            "/trickled-headers": lambda to: self.forever(to, b"HTTP/1.1 200 OK\r\n", (b"X-%d: x\r\n" % n for n in count()), 0.3),
            "/endless-interim": lambda to: self.forever(to, b"", (b"HTTP/1.1 100 Continue\r\n\r\n" for _ in count()), 0.01),
            "/endless-body": lambda to: self.forever(
                to, b"HTTP/1.1 200 OK\r\nLinkChecker: allowed\r\n\r\n", (b"x" * 65536 for _ in count())
            ),
            "/endless-redirect": lambda to: self.forever(to, redirect("/fine").rstrip() + b"\r\n\r\n", (b"x" * 65536 for _ in count())),
            "/redirects-that-grow": self.grow,
            "/too-many-headers": lambda to: to.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n"),
            "/garbage": lambda to: to.sendall(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"),
            "/to-bad-brackets": lambda to: to.sendall(redirect("http://[bad/")),
            "/to-bad-port": lambda to: to.sendall(redirect("http://127.0.0.1:99999/")),
            "/to-bad-host": lambda to: to.sendall(redirect("http://ex\u00e4mple..org/")),
            "/to-a-file": lambda to: to.sendall(redirect("file:///etc/hostname")),
            "/stolen": lambda to: to.sendall(redirect("/home/")),
        }

    @property
    def base(self) -> str:
        host, port = self.socket.getsockname()
        return f"http://{host}:{port}"

    def serve(self) -> None:
        while not self.over.is_set():
            with suppress(OSError):
                to, _ = self.socket.accept()
                Thread(target=self.answer, args=(to,), daemon=True).start()

    def answer(self, to: socket.socket) -> None:
        with suppress(OSError), to:
            asked = b""
            while b"\r\n\r\n" not in asked and (read := to.recv(65536)):
                asked += read
            path = asked.partition(b" ")[2].partition(b" ")[0].decode("ascii", "replace")
            self.asked[path] += 1
            self.times.append(monotonic())
            self.over.wait(self.pause)
            self.ways.get(path.partition("?")[0], be_fine)(to)

    def reset(self, to: socket.socket) -> None:
        """Close with RST, without an answer."""
        to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def answer_for_the_last_time(self, to: socket.socket) -> None:
        """Take no connection from now on."""
        self.over.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        to.sendall(FINE)

    def grow(self, to: socket.socket) -> None:
        """Redirect to an address that was never asked for before."""
        to.sendall(redirect(f"/redirects-that-grow?{'n' * sum(self.asked.values())}"))

    def forever(self, to: socket.socket, head: bytes, parts: Iterator[bytes], pause: float = 0) -> None:
        to.sendall(head)
        while not self.over.wait(pause):
            to.sendall(next(parts))


def be_fine(to: socket.socket) -> None:
    """Answer with an empty page."""
    to.sendall(FINE)


def redirect(target: str, status: int = 302) -> bytes:
    """An answer that redirects there."""
    head = f"HTTP/1.1 {status} Found\r\nLinkChecker: allowed\r\nLocation: {target}\r\n"
    return head.encode() + b"Content-Length: 0\r\nConnection: close\r\n\r\n"


def status(code: int, *headers: str, reason: str = "As it is", body: str = "") -> bytes:
    """An answer with a status, whatever the server calls it."""
    head = [f"HTTP/1.1 {code} {reason}", "LinkChecker: allowed", *headers, f"Content-Length: {len(body)}", "Connection: close"]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


@contextmanager
def faulty_server(host: str = "127.0.0.1") -> Iterator[FaultyServer]:
    """Serve until the block ends."""
    server = FaultyServer(host)
    Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        # Wakes accept(), which does not notice that its socket is closed.
        with suppress(OSError):
            server.socket.shutdown(socket.SHUT_RDWR)
        server.socket.close()
