"""A code host on loopback that keeps issues, pull requests, commits and branches, and remembers what it was asked to do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token-that-is-none"  # noqa: S105  it is none
BOT = "github-actions[bot]"


@dataclass
class Repository:
    """What the host has of one repository."""

    base: str = ""
    issues: list[dict[str, Any]] = field(default_factory=list)
    commits: dict[str, dict[str, Any]] = field(default_factory=dict)
    trees: dict[str, dict[str, str]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    # What was asked for besides reading: method and path.
    written: list[str] = field(default_factory=list)
    # Statuses to answer with, once each, before the rest goes on.
    faults: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    may_open_pulls: bool = True

    def begin(self, commit: str) -> None:
        """The main branch is at a commit."""
        self.base = commit
        self.commits[commit] = {"message": "before", "tree": {"sha": "tree-of-main"}, "parents": []}
        self.trees["tree-of-main"] = {}
        self.branches["main"] = commit

    def files(self, branch: str) -> dict[str, str]:
        """What a branch has besides main."""
        return self.trees[self.commits[self.branches[branch]]["tree"]["sha"]]

    def commit(self, branch: str, message: str) -> None:
        """Somebody commits to a branch."""
        sha = sha256(message.encode()).hexdigest()
        self.commits[sha] = {"message": message, "tree": {"sha": "tree-of-main"}, "parents": [{"sha": self.base}]}
        self.branches[branch] = sha

    def pulls(self) -> list[dict[str, Any]]:
        """The open pull requests."""
        return [found for found in self.issues if "pull_request" in found and found["state"] == "open"]

    def answer(self, method: str, path: str, query: dict[str, str], fields: dict[str, Any]) -> tuple[int, Any]:
        """Status and body."""
        kind, *rest = path.split("/")
        match method, kind, rest:
            case "GET", "issues", []:
                states = {"open", "closed"} if query["state"] == "all" else {query["state"]}
                wanted = [found for found in self.issues if found["user"]["login"] == query["creator"] and found["state"] in states]
                size, page = int(query["per_page"]), int(query["page"])
                return 200, wanted[::-1][size * (page - 1) : size * page]
            case "POST", "issues", []:
                return 201, self._add(fields)
            case "PATCH", "issues" | "pulls", [number]:
                self.issues[int(number) - 1].update(fields)
                return 200, {}
            case "GET", "pulls", []:
                return 200, [found for found in self.pulls() if query["head"].endswith(f":{found['head']}")]
            case "POST", "pulls", []:
                return (201, self._add({**fields, "pull_request": {}})) if self.may_open_pulls else (403, {})
            case "GET", "git", ["ref", "heads", branch]:
                return (200, {"object": {"sha": self.branches[branch]}}) if branch in self.branches else (404, {})
            case "GET", "git", ["commits", sha]:
                return (200, self.commits[sha]) if sha in self.commits else (404, {})
        return self._write(method, kind, rest, fields)

    def _add(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.issues.append({"number": len(self.issues) + 1, "state": "open", "user": {"login": BOT}, **fields})
        return self.issues[-1]

    def _write(self, method: str, kind: str, rest: list[str], fields: dict[str, Any]) -> tuple[int, Any]:
        match method, kind, rest:
            case "POST", "git", ["trees"]:
                tree = {entry["path"]: entry["content"] for entry in fields["tree"]}
                sha = sha256(json.dumps([fields["base_tree"], tree], sort_keys=True).encode()).hexdigest()
                self.trees[sha] = tree
                return 201, {"sha": sha}
            case "POST", "git", ["commits"]:
                sha = sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
                parents = [{"sha": parent} for parent in fields["parents"]]
                self.commits[sha] = {"message": fields["message"], "tree": {"sha": fields["tree"]}, "parents": parents}
                return 201, {"sha": sha}
            case "POST", "git", ["refs"]:
                self.branches[fields["ref"].removeprefix("refs/heads/")] = fields["sha"]
                return 201, {}
            case "PATCH", "git", ["refs", "heads", branch] if branch in self.branches:
                self.branches[branch] = fields["sha"]
                return 200, {}
        return 404, {}


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def _serve(self) -> None:
        repository = self.server.repository
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.headers["Authorization"] != f"Bearer {TOKEN}" or not parts.path.startswith("/repos/someone/handbook/"):
            self._answer(401, {}, {})
        elif repository.faults:
            status, headers = repository.faults.pop(0)
            self._answer(status, headers, {})
        else:
            path = parts.path.removeprefix("/repos/someone/handbook/")
            if self.command != "GET":
                repository.written.append(f"{self.command} {path}")
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, found = repository.answer(self.command, path, query, json.loads(body or b"{}"))
            self._answer(status, {}, found)

    do_GET = do_POST = do_PATCH = _serve  # noqa: N815  named by the standard library

    def _answer(self, status: int, headers: dict[str, str], body: Any) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repository = Repository()


@contextmanager
def code_host() -> Iterator[tuple[str, Repository]]:
    """The address of its API and what it has, until the block ends."""
    with _Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", server.repository
        finally:
            server.shutdown()
