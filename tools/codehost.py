"""Requests to the code host's API with a token, with Python alone. Source: GitHub Docs, REST API, version 2022-11-28.

The token goes to the API's own address and to no other, so nothing that an answer redirects to is followed.
"""

import json
from collections.abc import Mapping
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

# Seconds for one answer.
TIMEOUT = 30
# Items of a list on one page, and the pages that are asked for: whoever has more than that has another problem.
PAGE = 100
MOST_PAGES = 10


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> None:
        """Follow nothing: the next request would have the token."""


def opener() -> OpenerDirector:
    """What opens requests, and follows no redirect."""
    return build_opener(_NoRedirects)


def request(method: str, url: str, token: str, value: object = None, query: Mapping[str, str | int] | None = None) -> Request:
    """A request with the token; `value` is sent as JSON, unless it is None."""
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {token}",
        "User-Agent": "ml-pm-handbook",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    body = None if value is None else json.dumps(value).encode()
    return Request(f"{url}?{urlencode(query)}" if query else url, body, headers, method=method)  # noqa: S310  a setting
