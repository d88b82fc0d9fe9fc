"""A code host on loopback: comments, pull requests, branches, commits and artifacts, as far as our programs ask for them."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPOSITORY, TOKEN = "owner/handbook", "the-token"
HEAD, MAIN = "a" * 40, "b" * 40
BOT = {"login": "github-actions[bot]", "type": "Bot"}


class Host(ThreadingHTTPServer):
    """Answers like the code host, and remembers what it was asked for and with which token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, str | None]] = []
        self.comments: dict[int, dict[str, Any]] = {}
        self.pulls: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.refs: dict[str, str] = {}
        self.trees: list[Any] = []
        self.commits: list[Any] = []
        self.labels: list[str] = ["ready"]
        self.artifacts: dict[str, bytes] = {}
        # Paths, as patterns, that are answered with a status alone.
        self.faults: dict[str, int] = {}

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def environment(self) -> dict[str, str]:
        return {
            "GITHUB_API_URL": self.base,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_SERVER_URL": "https://code.example.org",
            "GITHUB_SHA": MAIN,
            "PREVIEW_URL": "",
        }

    def comment(self, body: str, user: dict[str, str] | None) -> None:
        number = len(self.comments) + 1
        self.comments[number] = {"id": number, "body": body, "user": user}

    def pull(self, number: int, **changed: Any) -> dict[str, Any]:
        head = {"sha": HEAD, "ref": "topic", "repo": {"id": 7}}
        self.pulls.append({"number": number, "head": head, "base": {"repo": {"full_name": REPOSITORY}}, "title": "A title", **changed})
        return self.pulls[-1]

    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.comments.values()]


def archive(content: bytes, name: str = "summary.json") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, content)
    return packed.getvalue()


class _Handler(BaseHTTPRequestHandler):
    server: Host

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    do_PATCH = do_POST  # noqa: N815

    def do_DELETE(self) -> None:
        self._answer(None)

    def _answer(self, value: Any) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append((self.command, self.path, self.headers["Authorization"]))
        path = parts.path.removeprefix(f"/repos/{REPOSITORY}")
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        for pattern, status in self.server.faults.items():
            if re.fullmatch(pattern, f"{self.command} {path}"):
                return self._send(status, {"message": "No"})
        if path.startswith("/store/"):
            return self._bytes(self.server.artifacts[path.removeprefix("/store/")])
        if found := re.fullmatch(r"/actions/artifacts/(\d+)/zip", path):
            self.send_response(302)
            # Another host by name, as artifacts are stored elsewhere.
            self.send_header("Location", f"http://localhost:{self.server.server_port}/store/{[*self.server.artifacts][int(found[1]) - 1]}")
            self.end_headers()
            return None
        status, answer = self._found(path, query, value)
        return self._send(status, answer)

    def _found(self, path: str, query: dict[str, str], value: Any) -> tuple[int, Any]:
        host, asked = self.server, f"{self.command} {path}"
        if re.fullmatch(r"GET /issues/\d+/comments", asked):
            size, page = int(query["per_page"]), int(query["page"])
            return 200, [*host.comments.values()][size * (page - 1) : size * page]
        if re.fullmatch(r"POST /issues/\d+/comments", asked):
            host.comment(value["body"], BOT)
            return 201, {}
        if found := re.fullmatch(r"PATCH /issues/comments/(\d+)", asked):
            host.comments[int(found[1])]["body"] = value["body"]
            return 200, {}
        if found := re.fullmatch(r"DELETE /issues/\d+/labels/(.+)", asked):
            host.labels.remove(found[1])
            return 200, []
        if re.fullmatch(r"GET /actions/runs/\d+/artifacts", asked):
            names = enumerate(host.artifacts.items(), start=1)
            return 200, {"artifacts": [{"id": n, "name": name, "size_in_bytes": len(content)} for n, (name, content) in names]}
        if asked == "GET /pulls":
            branch = query["head"].partition(":")[2]
            return 200, [pull for pull in host.pulls if pull["head"]["ref"] == branch]
        if re.fullmatch(r"GET /pulls/\d+/files", asked):
            size, page = int(query["per_page"]), int(query["page"])
            return 200, host.files[size * (page - 1) : size * page]
        if asked == "POST /pulls":
            host.pull(99, title=value["title"], body=value["body"])
            return 201, {"number": 99}
        if asked == f"GET /git/commits/{MAIN}":
            return 200, {"tree": {"sha": "c" * 40}}
        if asked == "POST /git/trees":
            host.trees.append(value)
            return 201, {"sha": "d" * 40}
        if asked == "POST /git/commits":
            host.commits.append(value)
            return 201, {"sha": "e" * 40}
        if asked == "POST /git/refs":
            host.refs[value["ref"]] = value["sha"]
            return 201, {}
        if found := re.fullmatch(r"GET /git/ref/(.+)", asked):
            return (200, {}) if f"refs/{found[1]}" in host.refs else (404, {})
        return 404, {"message": asked}

    def _send(self, status: int, value: Any) -> None:
        self._bytes(json.dumps(value).encode(), status)

    def _bytes(self, content: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def code_host() -> Iterator[Host]:
    """Serve until the block ends."""
    host = Host()
    thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        thread.join()
        host.server_close()
