"""The part of the code host's API that is used here. What may pass is asked for again."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

from tools.codehost import MOST_PAGES, PAGE, TIMEOUT, opener, request

# How often an answer is asked for; the longest pause that the host may ask for, in seconds.
_TRIES = 3
_LONGEST_PAUSE = 60.0

_MAY_PASS = frozenset({429, 500, 502, 503, 504})
_FORBIDDEN = 403
_NOT_FOUND = 404


class HostRefused(Exception):
    """The host did not do what it was asked for. The message says what it answered."""

    def __init__(self, what: str, status: int) -> None:
        super().__init__(f"the code host answers {status} to {what}")
        self.status = status

    @property
    def forbidden(self) -> bool:
        """Whether a setting of the repository stands in the way."""
        return self.status == _FORBIDDEN


@dataclass(frozen=True)
class CodeHost:
    """A repository, such as `someone/handbook`, on a host whose API is at `api`, with a token that may write to it."""

    api: str
    repository: str
    token: str

    def get(self, path: str, **query: str) -> Any:
        """What is at a path below the repository. Raises `HostRefused`."""
        return self._ask("GET", path, query=query)

    def find(self, path: str) -> Any:
        """What is at a path below the repository; None where nothing is. Raises `HostRefused`."""
        try:
            return self._ask("GET", path)
        except HostRefused as refused:
            if refused.status == _NOT_FOUND:
                return None
            raise

    def every(self, path: str, **query: str) -> Iterator[Any]:
        """The first thousand items of a list, page by page: whoever looks for one asks for the newest first. Raises `HostRefused`."""
        for page in range(1, MOST_PAGES + 1):
            found = self.get(path, per_page=str(PAGE), page=str(page), **query)
            yield from found
            if len(found) < PAGE:
                return

    def post(self, path: str, **fields: Any) -> Any:
        """Make something. Raises `HostRefused`."""
        return self._ask("POST", path, fields)

    def patch(self, path: str, **fields: Any) -> Any:
        """Change something. Raises `HostRefused`."""
        return self._ask("PATCH", path, fields)

    def _ask(self, method: str, path: str, fields: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None) -> Any:
        asked = request(method, f"{self.api}/repos/{quote(self.repository)}/{path}", self.token, fields, query)
        what = f"{method} {path}"
        for left in reversed(range(_TRIES)):
            try:
                with opener().open(asked, timeout=TIMEOUT) as answer:
                    return json.loads(answer.read() or b"null")
            except HTTPError as error:
                # A second request to make something might make it twice, unless the first was turned away.
                if not left or error.code not in _MAY_PASS or (method == "POST" and error.code != 429):
                    raise HostRefused(what, error.code) from None
                time.sleep(_pause(error.headers.get("Retry-After", "")))
            except (OSError, HTTPException, ValueError):
                if not left or method == "POST":
                    raise HostRefused(what, 0) from None
                time.sleep(1)
        raise AssertionError("the last try returns or raises")


def _pause(retry_after: str) -> float:
    return min(float(retry_after), _LONGEST_PAUSE) if retry_after.isdecimal() else 1.0
