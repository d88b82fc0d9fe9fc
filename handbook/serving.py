"""A static server on loopback, compressing as a CDN would, under a path prefix as the site will be deployed."""

import gzip
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@lru_cache(maxsize=512)
def _gzipped(file: Path, _stamp: int) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)


def _handler(site: Path, prefix: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, body: bool) -> None:
            path = unquote(urlsplit(self.path).path)
            file = self._file(path)
            if file and file.is_dir():
                if not path.endswith("/"):
                    self._send(301, b"", {"Location": f"{self.path.partition('?')[0]}/"}, body)
                    return
                file = file / "index.html"
            elif path.endswith("/"):
                file = None
            if file and file.is_file():
                self._send_file(200, file, body)
            elif (missing := site / "404.html").is_file():
                self._send_file(404, missing, body)
            else:
                self._send(404, b"not found", {"Content-Type": "text/plain"}, body)

        def _file(self, path: str) -> Path | None:
            if not path.startswith(prefix):
                return None
            file = (site / path[len(prefix) :]).resolve()
            return file if file.is_relative_to(site) else None

        def _send_file(self, status: int, file: Path, body: bool) -> None:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            kind = "application/javascript" if file.suffix == ".js" else kind
            headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith(_COMPRESSED) else kind}
            if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
                content = _gzipped(file, file.stat().st_mtime_ns)
                headers["Content-Encoding"] = "gzip"
            else:
                content = file.read_bytes()
            headers["Cache-Control"] = "max-age=31536000" if "/assets/" in file.as_posix() else "max-age=600"
            self._send(status, content, headers, body)

        def _send(self, status: int, content: bytes, headers: dict[str, str], body: bool) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            # linkchecker waits a third of a second between requests to a host that does not say that it knows it.
            self.send_header("LinkChecker", "allowed")
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up: link checkers and browsers do so as soon as they know enough."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(site: Path, prefix: str = "/", port: int = 0) -> Iterator[str]:
    """Serve the folder `site` below `prefix` (begins and ends with a slash); yields the site's URL, with the slash."""
    server = _Server(("127.0.0.1", port), _handler(site.resolve(), prefix))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
