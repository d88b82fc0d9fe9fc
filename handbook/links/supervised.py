"""linkchecker, run so that one address cannot silence the others, and so that it says whether it got to the end.

    python supervised.py LIFELINE OPTION ...

A child process of `handbook.links.linkchecker`. LIFELINE is the reading end of a pipe whose other end the parent holds
and never writes to: when the parent dies, by whatever signal, the pipe ends, and so does this process. Linux can kill a
child with its parent by itself (PR_SET_PDEATHSIG), but forgets it when linkchecker gives up root's rights.

Of linkchecker's own exit codes, 1 stands for "something is wrong with a link" and for a traceback, and 0 may follow
an abort. So the code here is `FINISHED` where every address in its queue was dealt with, and something else where not.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from threading import Lock, Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import urldefrag, urljoin

FINISHED = 64

_INCOMPLETE = 65

# The reason of a response that wants to know whether a person is there.
CHALLENGE = "Challenge"

# linkchecker cuts a result after 240 characters, which may be before the cause; some cut there must be.
_LONGEST_RESULT = 4000


def _die_with_parent(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(_INCOMPLETE)


def _keep_faults_apart() -> None:
    """Let any exception while an address is parsed or asked be the result of that address, not the end of the run."""
    # Where linkchecker has given up root's rights, it may not be able to read these any more when it comes to need them.
    for name in ("encodings.idna", "encodings.punycode", "idna"):
        import_module(name)
    from linkcheck import strformat
    from linkcheck.checker import urlbase

    # It looks at these lists whenever it catches something.
    urlbase.ExcSyntaxList.append(Exception)
    urlbase.ExcList.append(Exception)

    strformat.limit = lambda text, length=72: text[:_LONGEST_RESULT]


def _look_at_headers() -> None:
    """Look at each response before its body is read, which may never end."""
    from linkcheck.director import aggregator

    begin = aggregator.new_request_session

    def new_request_session(*args: Any) -> Any:
        session = begin(*args)
        session.hooks["response"] += (_without_body, _named_if_challenge)
        return session

    aggregator.new_request_session = new_request_session


def _without_body(response: Any, **_: Any) -> None:
    """Do not read what comes with a redirect: requests would read it to its end."""
    if response.is_redirect:
        response.close()
        response._content = b""
        response._content_consumed = True


# Headers of pages that want to know whether a person is there, with what they hold. Sources: Cloudflare's docs on
# detecting a challenge page response; AWS WAF's developer guide on CAPTCHA and challenge actions.
_CHALLENGES = {"cf-mitigated": {"challenge"}, "x-amzn-waf-action": {"challenge", "captcha"}}


def _named_if_challenge(response: Any, **_: Any) -> None:
    """Name a challenge page one, whatever its status, in the only place of a response that linkchecker passes on."""
    if any(response.headers.get(name, "").lower() in values for name, values in _CHALLENGES.items()):
        response.reason = CHALLENGE


def _wait_beside_other_hosts() -> None:
    """Let requests to one host keep their distance while others go on; linkchecker's own wait stops every thread."""
    from linkcheck.director.aggregator import Aggregate

    lock = Lock()

    def wait_for_host(aggregate: Any, host: str) -> None:
        distance = aggregate.wait_time_min if host in aggregate.maxrated else max(aggregate.wait_time_min, aggregate.wait_time_min_default)
        with lock:
            now = time.monotonic()
            begin = max(now, aggregate.times.get(host, now))
            aggregate.times[host] = begin + distance
        time.sleep(begin - now)

    Aggregate.wait_for_host = wait_for_host


def _parse_as_browsers_do() -> None:
    """Have pages parsed as HTML5, and only what refers to something looked at, which takes a third of the time."""
    from linkcheck.htmlutil import htmlsoup

    htmlsoup.make_soup = _Soup


def _ask_once() -> None:
    """Queue an address the first time that it occurs. Of the places of one address linkchecker tells a single one anyway."""
    from linkcheck.checker.urlbase import UrlBase

    queued: set[str] = set()
    add_url = UrlBase.add_url

    def add_new_url(page: Any, url: str | None, *args: Any, base: str | None = None, **options: Any) -> None:
        address = urldefrag(urljoin(urljoin(page.url, base or ""), url or "")).url
        if address not in queued:
            queued.add(address)
            add_url(page, url, *args, base=base, **options)

    UrlBase.add_url = add_new_url


class _Soup:
    """What linkchecker asks of Beautiful Soup, from selectolax."""

    def __init__(self, markup: bytes | str, from_encoding: str | None = None) -> None:
        from selectolax.lexbor import LexborHTMLParser

        self.original_encoding, text = _decoded(markup, from_encoding)
        self._tree = LexborHTMLParser(text)

    def find_all(self, _: object) -> Iterator[SimpleNamespace]:
        """Each element that refers to something, without the text and the place that nothing here asks for."""
        for node in self._tree.css(_referring()):
            attributes = {name: value or "" for name, value in node.attributes.items()}
            yield SimpleNamespace(name=node.tag, attrs=attributes, text="", sourceline=None, sourcepos=None)

    def find(self, name: str, attrs: dict[str, Any]) -> object:
        """An element whose attributes are such, or match."""
        for node in self._tree.css(name):
            if all(re.search(wanted, node.attributes.get(key) or "") for key, wanted in attrs.items()):
                return node
        return None


@cache
def _referring() -> str:
    """The selector of what refers to something."""
    from linkcheck.htmlutil.linkparse import LinkTags

    return ", ".join(["base", *(f"{tag or '*'}[{name}]" for tag, names in LinkTags.items() for name in names)])


def _decoded(markup: bytes | str, named: str | None) -> tuple[str, str]:
    """An encoding in which a page can be read, and its text."""
    if isinstance(markup, str):
        return "utf-8", markup
    for encoding in (named, "utf-8"):
        try:
            if encoding:
                return encoding, markup.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return "ISO-8859-1", markup.decode("ISO-8859-1")


def _run() -> int:
    """Run linkchecker; its exit code, or `FINISHED` where it has dealt with everything."""
    from linkcheck.command.linkchecker import linkchecker
    from linkcheck.director.aggregator import Aggregate

    given_up: list[bool] = []
    cancel = Aggregate.cancel

    # Called where an interrupt, a lack of threads or an exception ends the run, and where no thread lives that could go on.
    def noted_cancel(aggregate: Any) -> None:
        given_up.append(True)
        cancel(aggregate)

    Aggregate.cancel = noted_cancel
    try:
        linkchecker()
    except SystemExit as ended:
        if ended.code not in {0, 1, None}:
            return ended.code if isinstance(ended.code, int) else _INCOMPLETE
    return _INCOMPLETE if given_up else FINISHED


if __name__ == "__main__":
    Thread(target=_die_with_parent, args=(int(sys.argv.pop(1)),), daemon=True).start()
    _keep_faults_apart()
    _look_at_headers()
    _wait_beside_other_hosts()
    _parse_as_browsers_do()
    _ask_once()
    sys.exit(_run())
