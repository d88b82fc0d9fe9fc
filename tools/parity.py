"""`make parity`: the tree builds with three generators, and the sites are the same but for what is listed with its reason.

A site is read as facts: on such a page, such a thing has such a value. Facts that one site lacks are differences. Each
is explained by an entry of `tools.parity_allowed`, or an error; an entry that explains nothing is an error too. Facts of
one page are compared without their order, which the page's text holds.
"""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from handbook.addresses import read_lock
from handbook.load import LOCK

SITES = Path(".cache/parity")
PRODUCT, OTHERS = "mkdocs", ("properdocs", "zensical")
# A site below a path, with a repository: what is wrong under a prefix shows, and so do edit links.
PREFIX = "/guide/"
ENVIRONMENT = {"SITE_URL": f"https://handbook.example.org{PREFIX}", "REPO_URL": "https://code.example.org/handbook"}

ROWS = ("pages", "titles", "metas", "headings", "ids", "text", "links", "files", "addresses")
_REFERENCES = ("href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "data")
# A letter, a digit or one of -._~, written as its number.
_ENCODED = re.compile(r"%(2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", re.IGNORECASE)
# Words of each side around the first that differs.
_SHOWN_WORDS = 12


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """On the page or file `where`, `what` has this value: `("titles", "about/", "title", "About - ML PM Handbook")`."""

    row: str
    where: str
    what: str
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What the product has and another generator's site has instead; None where there is nothing."""

    row: str
    where: str
    what: str
    ours: str | None
    theirs: str | None

    def told(self, generator: str) -> str:
        """The page, what differs on it, and both values."""
        ours, theirs = (self.ours, self.theirs) if self.row != "text" else _around(self.ours or "", self.theirs or "")
        return f"{self.row} {self.where or '(home)'}: {self.what}\n    {PRODUCT}: {_told(ours)}\n    {generator}: {_told(theirs)}"


def _told(value: str | None) -> str:
    return "nothing" if value is None else f'"{value}"'


def _around(ours: str, theirs: str) -> tuple[str, str]:
    """Both texts from shortly before the first word that differs."""
    one, other = ours.split(), theirs.split()
    same = next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
    shown = slice(max(0, same - _SHOWN_WORDS), same + _SHOWN_WORDS)
    return " ".join(one[shown]), " ".join(other[shown])


@dataclass(frozen=True, slots=True)
class Allowance:
    """Differences that may be, and why. Patterns match whole values; where there must be nothing, the pattern is None."""

    generators: tuple[str, ...]
    row: str
    reason: str
    where: str = ".*"
    what: str = ".*"
    ours: str | None = ".*"
    theirs: str | None = ".*"

    def explains(self, difference: Difference) -> bool:
        """Whether a difference is of the kind that may be."""
        return (
            difference.row == self.row
            and _fits(self.where, difference.where)
            and _fits(self.what, difference.what)
            and _fits(self.ours, difference.ours)
            and _fits(self.theirs, difference.theirs)
        )


def _fits(pattern: str | None, value: str | None) -> bool:
    if pattern is None or value is None:
        return pattern is value
    return re.fullmatch(pattern, value, re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How another generator's site compares: numbers by row, and what is wrong."""

    equal: Counter[str]
    listed: Counter[str]
    unexplained: tuple[Difference, ...]
    stale: tuple[Allowance, ...]


def read_site(site: Path, root: str, recorded: Iterable[str] = ()) -> Counter[Fact]:
    """All facts of a built site that stands at the address `root`. `recorded` are addresses from there, with fragments."""
    facts: Counter[Fact] = Counter()
    ids: dict[str, Counter[str]] = {}
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        content = file.read_bytes()
        if file.suffix != ".html":
            facts.update(_sitemap(content.decode(), path) if path == "sitemap.xml" else [_file(content, path)])
            continue
        url = path.removesuffix("index.html")
        page = list(read_page(content.decode(), url, root))
        facts.update(page)
        ids[url] = Counter(fact.value for fact in page if fact.row == "ids")
    for address in recorded:
        url, _, anchor = address.partition("#")
        times = (ids[url][anchor] if anchor else 1) if url in ids else 0
        facts[Fact("addresses", address, "times", str(times))] += 1
    return facts


def _file(content: bytes, path: str) -> Fact:
    return Fact("files", path, "content", hashlib.sha256(content).hexdigest())


def _sitemap(text: str, path: str) -> Iterator[Fact]:
    """The sitemap's entries one by one, so that a page that is missing in it is not taken for another layout."""
    for entry in LexborHTMLParser(text).css("url"):
        location = "".join(_plain(node) for node in entry.css("loc"))
        yield Fact("files", path, "page", location)
        for node in entry.css("lastmod"):
            yield Fact("files", path, f"day of {location}", _plain(node))


def read_page(html: str, url: str, root: str) -> Iterator[Fact]:
    """All facts of one page at `url` below `root`."""
    tree = LexborHTMLParser(html)
    yield Fact("pages", url, "page", "there")
    for node in tree.css("head > title"):
        yield Fact("titles", url, "title", _plain(node))
    for node in tree.css("meta"):
        yield from _meta(node, url)
    for node in tree.css("link[rel=canonical]"):
        yield Fact("metas", url, "canonical", node.attributes.get("href") or "")
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        yield Fact("headings", url, f"{node.tag}#{node.attributes.get('id') or ''}", _plain(node))
    for node in tree.css("[id]"):
        yield Fact("ids", url, "id", node.attributes["id"] or "")
    for name in _REFERENCES:
        # Selectors of Lexbor know an attribute by its local name.
        for node in tree.css(f"[{name.rpartition(':')[2]}]"):
            if (value := node.attributes.get(name)) is not None:
                yield from _links(node, name, value, url, root)
    tree.strip_tags(["script", "style"])
    yield Fact("text", url, "article", " ".join(_plain(article) for article in tree.css("article.md-content__inner")))


def _meta(node: LexborNode, url: str) -> Iterator[Fact]:
    values = node.attributes
    if name := values.get("name") or values.get("property") or values.get("http-equiv"):
        yield Fact("metas", url, name, values.get("content") or "")


def _links(node: LexborNode, name: str, value: str, url: str, root: str) -> Iterator[Fact]:
    # With the words of a link, so that two links that swapped their targets differ.
    said = {"a": f' "{_plain(node)}"', "link": f" {node.attributes.get('rel')}"}.get(node.tag or "", "")
    for reference in _in_srcset(value) if name == "srcset" else [value]:
        yield Fact("links", url, f"{node.tag} {name}{said}", _normal(urljoin(root + url, reference)))


def _normal(address: str) -> str:
    """The address with `%2E` as the dot that it is, and so with all characters that need no encoding (RFC 3986, 6.2.2.2)."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), address)


def _in_srcset(value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.split()]


def _plain(node: LexborNode) -> str:
    """The text of an element, white space as one space."""
    return " ".join(node.text(deep=True).split())


def differences(ours: Counter[Fact], theirs: Counter[Fact]) -> list[Difference]:
    """What stands in one site alone. Of one thing on one page, what was lost is told beside what came instead."""
    lost, new = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    instead: dict[tuple[str, str, str], list[str]] = {}
    for fact in new:
        instead.setdefault((fact.row, fact.where, fact.what), []).append(fact.value)
    found = []
    for fact in lost:
        values = instead.get((fact.row, fact.where, fact.what), [])
        found.append(Difference(fact.row, fact.where, fact.what, fact.value, values.pop(0) if values else None))
    found += [Difference(*key, None, value) for key, values in instead.items() for value in values]
    return found


def compare(ours: Counter[Fact], theirs: Counter[Fact], allowed: Sequence[Allowance], generator: str) -> Verdict:
    """Sort the differences of two sites into those that are listed and the others, and find allowances that explain none."""
    listed: Counter[str] = Counter()
    unexplained = []
    ready = [allowance for allowance in allowed if generator in allowance.generators]
    used: set[Allowance] = set()
    for difference in differences(ours, theirs):
        explaining = [allowance for allowance in ready if allowance.explains(difference)]
        used.update(explaining)
        if explaining:
            listed[difference.row] += 1
        else:
            unexplained.append(difference)
    equal = Counter(fact.row for fact in (ours & theirs).elements())
    return Verdict(equal, listed, tuple(unexplained), tuple(allowance for allowance in ready if allowance not in used))


def missing_addresses(facts: Counter[Fact]) -> list[str]:
    """Recorded addresses that a site does not have, or has more than once."""
    return [f"/{fact.where}: {fact.value} times" for fact in sorted(facts) if fact.row == "addresses" and fact.value != "1"]


def table(verdicts: dict[str, Verdict]) -> Iterator[str]:
    """Rows of facts; equal, listed and unexplained ones for each generator beside the product."""
    yield f"| against {PRODUCT} | {' | '.join(f'{name} equal | listed | unexplained' for name in verdicts)} |"
    yield f"|---|{'--:|' * 3 * len(verdicts)}"
    for row in ROWS:
        numbers = [
            f"{verdict.equal[row]:,} | {verdict.listed[row]:,} | {sum(found.row == row for found in verdict.unexplained):,}"
            for verdict in verdicts.values()
        ]
        yield f"| {row} | {' | '.join(numbers)} |"


def errors(generator: str, verdict: Verdict) -> Iterator[str]:
    """What must not be: differences without a reason, and reasons without a difference."""
    for difference in verdict.unexplained:
        yield f"{generator}: {difference.told(generator)}"
    for allowance in verdict.stale:
        yield (
            f"{generator}: no {allowance.row} differ as allowed: {allowance.reason}\n"
            "    Take the entry, or this generator, out of tools/parity_allowed.py."
        )


def build(generator: str) -> Path:
    """Build and publish the site with a generator, strictly. Raises `CalledProcessError`, with what was said on stderr."""
    site = SITES / generator
    command = ["make", "--no-print-directory", "site", f"GENERATOR={generator}", f"SITE={site}"]
    done = subprocess.run(command, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        done.check_returncode()
    return site


def main() -> int:
    """Exit code 0 when all three sites are the same but for what is listed, and Zensical's works in a browser."""
    from tools.parity_allowed import ALLOWED
    from tools.parity_browser import faults

    start = time.monotonic()
    sites = {PRODUCT: build(PRODUCT)}
    # The product first: it draws the cards that the others then find in the cache.
    with ThreadPoolExecutor(len(OTHERS)) as pool:
        sites |= dict(zip(OTHERS, pool.map(build, OTHERS), strict=True))
    recorded = read_lock(Path(LOCK).read_text(encoding="utf-8"))
    facts = {name: read_site(site, ENVIRONMENT["SITE_URL"], recorded) for name, site in sites.items()}
    verdicts = {name: compare(facts[PRODUCT], facts[name], ALLOWED, name) for name in OTHERS}
    found = [line for name, verdict in verdicts.items() for line in errors(name, verdict)]
    found += [f"{name}: recorded address {line}" for name in sites for line in missing_addresses(facts[name])]
    found += [f"zensical in a browser: {fault}" for fault in faults(sites["zensical"], PREFIX)]
    print("\n".join(table(verdicts)))
    print(f"\n{len(ALLOWED)} reasons for what is listed; {time.monotonic() - start:.0f} seconds\n")
    print("\n".join(found) or "ok: nothing is unexplained")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
