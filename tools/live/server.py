"""The server on loopback: pages with one script added, files, and a stream of news for each page that a browser shows."""

import json
import mimetypes
import sys
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import time_ns
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tools.live.faults import Fault, Told
from tools.live.workshop import Answer, News, Workshop

_OWN = "-live/"
_SCRIPT = Path(__file__).with_name("live.js")
_PLAIN = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")
# Seconds between signs of life on a quiet stream: how long a closed tab is taken for an open one.
_BREATH = 5.0
# Numbers of news begin anew with each process.
_PROCESS = time_ns()

_PROBLEMS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The handbook can't be shown yet</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem }}
li {{ margin: 0 0 1rem; overflow-wrap: anywhere }}
</style></head>
<body><main><div role="alert"><h1>This page can't be shown yet</h1>
<p>Fix what is listed here, and the page appears by itself.</p>
<ol>{}</ol></div></main></body></html>
"""


def problem_page(told: tuple[Told, ...]) -> bytes:
    """What is shown where there is nothing better: the problems."""
    rows = (f"<li><code>{escape(one.path)}:{one.line}:{one.column}</code><br>{escape(one.what)}. {escape(one.remedy)}</li>" for one in told)
    return _PROBLEMS.format("".join(rows)).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    workshop: Workshop

    def do_GET(self) -> None:
        """Answer with a body."""
        self._respond(body=True)

    def do_HEAD(self) -> None:
        """Answer without one."""
        self._respond(body=False)

    def _respond(self, body: bool) -> None:
        parts = urlsplit(self.path)
        mount = self.workshop.mount
        path = unquote(parts.path)
        if not path.startswith(mount):
            self._redirect(mount) if path == "/" else self._send(404, b"not found", "text/plain", body)
        elif (local := path.removeprefix(mount)) == f"{_OWN}live.js":
            self._send(200, _SCRIPT.read_bytes(), "application/javascript", body)
        elif local == f"{_OWN}news":
            self._stream({name: values[0] for name, values in parse_qs(parts.query).items()})
        elif self.workshop.is_folder(local):
            self._redirect(f"{quote(path)}/{f'?{parts.query}' if parts.query else ''}")
        else:
            self._page_or_file(local, body)

    def _page_or_file(self, path: str, body: bool) -> None:
        answer = self._answer(path)
        kind = _kind(path if answer.status == 200 else "index.html")
        content = answer.body
        if kind.startswith("text/html"):
            content = self._with_script(content, path, answer.name)
        self._send(answer.status, content, kind, body)

    def _answer(self, path: str) -> Answer:
        """What is at the address, or the problems that keep it from being made."""
        try:
            answer = self.workshop.answer(path)
            told = self.workshop.news.told
        except Fault as fault:
            answer, told = None, fault.told
        if answer:
            return answer
        page = problem_page(told)
        return Answer(503, page, sha256(page).hexdigest())

    def _with_script(self, html: bytes, path: str, name: str) -> bytes:
        news = self.workshop.news
        source = escape(f"{self.workshop.mount}{_OWN}live.js")
        data = f'data-path="{escape(path)}" data-seen="{name}" data-loaded="{_PROCESS}.{news.styles}"'
        script = f'<script src="{source}" {data}></script>'.encode()
        before, end, after = html.rpartition(b"</body>")
        return before + script + end + after if end else html + script

    def _stream(self, query: dict[str, str]) -> None:
        """Tell one page what changes, until its browser closes it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        path = query.get("path", "")
        self.workshop.opened(path)
        try:
            self._tell(path, query.get("seen", ""), query.get("loaded", ""))
        finally:
            self.workshop.closed(path)

    def _tell(self, path: str, seen: str, loaded: str) -> None:
        process, _, number = loaded.partition(".")
        styles = int(number) if process == str(_PROCESS) and number.isdecimal() else -1
        told: tuple[tuple[Told, ...], bool] | None = None
        heard = -1
        self.wfile.write(b"retry: 300\n\n")
        while True:
            news = self.workshop.wait(heard, _BREATH)
            if news.number == heard:
                self.wfile.write(b": still here\n\n")
                continue
            heard = news.number
            if news.files > styles or styles < 0 or self._answer(path).name != seen:
                self._event("reload", {})
            elif news.styles > styles:
                styles = news.styles
                self._event("styles", {"number": styles})
            news = self.workshop.news
            if (news.told, news.held) != told:
                told = news.told, news.held
                self._event("problems", _listed(news))

    def _event(self, name: str, data: object) -> None:
        self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, content: bytes, kind: str, body: bool) -> None:
        name = f'"{sha256(content).hexdigest()[:32]}"'
        fresh = status == 200 and self.headers.get("If-None-Match") == name
        self.send_response(304 if fresh else status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", name)
        self.send_header("Cache-Control", "no-cache")
        if not fresh:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body and not fresh:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the terminal has one line for each edit."""


def _kind(path: str) -> str:
    name = "index.html" if not path or path.endswith("/") else path
    kind = "application/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_PLAIN) else kind


def _listed(news: News) -> dict[str, object]:
    problems = [{"place": f"{one.path}:{one.line}:{one.column}", "text": f"{one.what}. {one.remedy}"} for one in news.told]
    return {"held": news.held, "problems": problems}


class Server(ThreadingHTTPServer):
    """On loopback, a thread for each connection. Raises `OSError` where the port cannot be had."""

    daemon_threads = True

    def __init__(self, port: int, workshop: Workshop) -> None:
        super().__init__(("127.0.0.1", port), type("Bound", (Handler,), {"workshop": workshop}))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser hangs up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
