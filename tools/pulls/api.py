"""The code host's REST API, as far as it is needed here, with Python alone.

A download is redirected elsewhere, and is fetched there without the token.
"""

import http.client
import json
import os
import urllib.error
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import IO, Any

from tools.codehost import MOST_PAGES, PAGE, TIMEOUT, opener, request

_MOST_BYTES = 10_000_000


class ApiError(Exception):
    """An answer that is none; `status` is 0 where there was no answer at all."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}" if status else message)
        self.status = status


class Api:
    """The API of one repository."""

    def __init__(self, base: str, repository: str, token: str) -> None:
        self._base, self.repository, self._token = base.rstrip("/"), repository, token
        self._opener = opener()

    @classmethod
    def of_workflow(cls) -> "Api":
        """The API that a workflow is told of by its environment."""
        return cls(os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"])

    def get(self, path: str, **query: str | int) -> Any:
        """What is at a path below the repository's."""
        return self._send("GET", path, query=query)

    def all(self, path: str, **query: str | int) -> Iterator[Any]:
        """The items of a list of several pages. Raises `ApiError` behind a thousand: who has some must not take them for all."""
        for page in range(1, MOST_PAGES + 1):
            items = self.get(path, per_page=PAGE, page=page, **query)
            yield from items
            if len(items) < PAGE:
                return
        raise ApiError(0, f"the list at {path} has more than {MOST_PAGES * PAGE:,} items")

    def post(self, path: str, value: object) -> Any:
        """Create something."""
        return self._send("POST", path, value)

    def patch(self, path: str, value: object) -> Any:
        """Change something."""
        return self._send("PATCH", path, value)

    def delete(self, path: str) -> None:
        """Delete something."""
        self._send("DELETE", path)

    def download(self, path: str, most: int) -> bytes:
        """The bytes that a path redirects to. Raises `ApiError` if there are more than `most`."""
        try:
            with self._opener.open(request("GET", self._url(path), self._token), timeout=TIMEOUT) as answer:
                return _bounded(answer, most)
        except urllib.error.HTTPError as error:
            target = error.headers.get("Location", "")
            if error.code not in {301, 302, 303, 307, 308} or urllib.parse.urlsplit(target).scheme not in {"http", "https"}:
                raise ApiError(error.code, error.reason) from None
        except (OSError, http.client.HTTPException) as error:
            raise ApiError(0, f"no answer: {error}") from None
        try:
            with self._opener.open(target, timeout=TIMEOUT) as answer:
                return _bounded(answer, most)
        except urllib.error.HTTPError as error:
            raise ApiError(error.code, error.reason) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise ApiError(0, f"no answer: {error}") from None

    def _url(self, path: str) -> str:
        return f"{self._base}/repos/{self.repository}{path}"

    def _send(self, method: str, path: str, value: object = None, query: Mapping[str, str | int] | None = None) -> Any:
        try:
            with self._opener.open(request(method, self._url(path), self._token, value, query), timeout=TIMEOUT) as answer:
                text = _bounded(answer, _MOST_BYTES)
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            raise ApiError(error.code, error.reason) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise ApiError(0, f"no answer: {error}") from None


def _bounded(answer: IO[bytes], most: int) -> bytes:
    found = answer.read(most + 1)
    if len(found) > most:
        raise ApiError(0, f"the answer has more than {most:,} bytes")
    return found
