"""linkchecker, run so that one address cannot silence the others, and so that it says whether it got to the end.

    python supervised.py LIFELINE OPTION ...

A child process of `handbook.links.linkchecker`. LIFELINE is the reading end of a pipe whose other end the parent holds
and never writes to: when the parent dies, by whatever signal, the pipe ends, and so does this process. Linux can kill a
child with its parent by itself (PR_SET_PDEATHSIG), but forgets it when linkchecker gives up root's rights.

Of linkchecker's own exit codes, 1 stands for "something is wrong with a link" and for a traceback, and 0 may follow
an abort. So the code here is `FINISHED` where every address in its queue was dealt with, and something else where not.
"""

import os
import sys
from importlib import import_module
from threading import Thread
from typing import Any

FINISHED = 64

_INCOMPLETE = 65

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


def _leave_bodies_of_redirects() -> None:
    """Do not read what comes with a redirect: requests would read it to its end, which may never come."""
    from linkcheck.director import aggregator

    begin = aggregator.new_request_session

    def new_request_session(*args: Any) -> Any:
        session = begin(*args)
        session.hooks["response"].append(_without_body)
        return session

    aggregator.new_request_session = new_request_session


def _without_body(response: Any, **_: Any) -> None:
    if response.is_redirect:
        response.close()
        response._content = b""
        response._content_consumed = True


def _see_references_alone() -> None:
    """Make elements of what refers to something and of nothing else: a tree of a whole page takes twice the time."""
    from bs4 import BeautifulSoup
    from bs4.filter import ElementFilter
    from linkcheck.htmlutil import htmlsoup
    from linkcheck.htmlutil.linkparse import LinkTags

    everywhere = frozenset(LinkTags[None])
    referring = {name: everywhere.union(attributes) for name, attributes in LinkTags.items()}

    class Referring(ElementFilter):
        def allow_tag_creation(self, nsprefix: Any, name: str, attrs: Any) -> bool:
            return name == "base" or not referring.get(name, everywhere).isdisjoint(attrs or ())

        def allow_string_creation(self, string: str) -> bool:
            return False

    def make_soup(markup: Any, from_encoding: Any = None) -> Any:
        only: Any = Referring()
        return BeautifulSoup(markup, "html.parser", parse_only=only, from_encoding=from_encoding, multi_valued_attributes=None)

    htmlsoup.make_soup = make_soup


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
    _leave_bodies_of_redirects()
    _see_references_alone()
    sys.exit(_run())
