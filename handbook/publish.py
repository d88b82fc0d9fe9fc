"""What happens to the built site before it is served: data for its scripts, a last look at every page, and a policy.

The rules read Markdown with one parser and the site is rendered by another, so what a contributor's text became is
looked at once more here, in the finished HTML. Then every page gets a policy under which only the site's own scripts
run: the theme's inline scripts are allowed by their hashes, and nothing else.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook import anki, export, model
from handbook.addresses import entry_at
from handbook.export.earlier import renamed
from handbook.export.unfurl import linked_data, with_linked_data
from handbook.load import Catalog
from handbook.problems import Problem
from handbook.render import render
from handbook.views import Handbook

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))[^>]*>(.*?)</script>", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_CHARSET = '<meta charset="utf-8">'
_POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
_SAFE_SCHEMES = ("http:", "https:", "#", "mailto:")

# What an article may never hold, whoever wrote it. The theme's own scripts stand outside of it. The glossary's filter is
# a form, but is never sent.
_REFUSED_TAGS = frozenset({"script", "iframe", "object", "embed", "base", "meta", "link", "style"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data"})

_ARTICLE_TAG = re.compile(r"<(/?)article", re.IGNORECASE)
# Stricter than what is refused, so that it stays simple: what does not fit is looked at more closely.
_PLAIN_TAG = re.compile(
    rf"""
    </?(?!(?:{"|".join(sorted(_REFUSED_TAGS))})[\s/>])[a-z][a-z0-9-]*
    (?:
        \s+(?!on|srcdoc|(?:{"|".join(sorted(_ADDRESSES))})[\s=/>])[a-z][a-z0-9:-]*(?:="[^"<>]*")?
        | \s+(?:href|src)="(?:(?:https?:|mailto:|\#)[^"<>]*|[^"<>:&]*)"
    )*
    \s*/?>
    """,
    re.IGNORECASE | re.VERBOSE,
)


def publish(site: Path, handbook: Handbook | None = None) -> list[Problem]:
    """Look at every page of the built site; give each its policy, and its linked data from the handbook, if there is one.

    Returns what must not be published.
    """
    problems: list[Problem] = []
    documents = dict(linked_data(handbook, built_for(site))) if handbook else {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        path = file.relative_to(site).as_posix()
        problems += [Problem(path, 1, 1, what, "Find the page that it was built from, and delete it there.") for what in unsafe(html)]
        document = documents.get(path.removesuffix("index.html"))
        file.write_text(with_policy(with_linked_data(html, document) if document else html), encoding="utf-8")
    return problems


def write_data(catalog: Catalog, site: Path) -> None:
    """Write what the site's scripts fetch, into `assets/`, and what readers take with them, into `downloads/`."""
    handbook = Handbook(catalog)
    for name, data in (("terms", _terms(catalog)), ("entries", _entries(handbook)), ("questions", _questions(handbook))):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (site / "assets" / f"{name}.json").write_text(text, encoding="utf-8")
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    for name, text in catalog.downloads.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    write_moves(catalog, site)
    export.write_files(export.files(handbook, built_for(site)), site)
    address = address_of(site)
    (folder / "ml-pm-handbook-terms.tsv").write_text(anki.terms(catalog, address), encoding="utf-8")
    (folder / "ml-pm-handbook-questions.tsv").write_text(anki.questions(catalog, address), encoding="utf-8")


def write_moves(catalog: Catalog, site: Path) -> None:
    """Write a page at every page address that moved or went, and leave a note at every anchor that did."""
    moves = catalog.moved.model.moves if catalog.moved else ()
    notes: dict[str, list[model.Move]] = {}
    for move in moves:
        page, _, anchor = move.old.partition("#")
        if anchor:
            notes.setdefault(page, []).append(move)
    for move in moves:
        if "#" not in move.old:
            parts = notes.pop(move.old, ())
            # A term may be framed elsewhere. If it was renamed, the export puts the term itself there afterwards.
            for page in (move.old, f"embed/{move.old}") if _is_term(move.old) else (move.old,):
                file = site / page / "index.html"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(render("moved_page.html", page, move=move, parts=parts, site=address_of(site)), encoding="utf-8")
    for page, parts in notes.items():
        file = site / page / "index.html"
        html = file.read_text(encoding="utf-8") if file.exists() else ""
        if 'id="moved-or-gone"' not in html and "</article>" in html:
            before, _, after = html.rpartition("</article>")
            file.write_text(f"{before}{render('moved_anchors.html', page, moves=parts)}</article>{after}", encoding="utf-8")


def _is_term(address: str) -> bool:
    found = entry_at(address)
    return found is not None and found[0] == "term"


def built_for(site: Path) -> str:
    """The address that a site was built for, from its home page; empty where it says none."""
    home = site / "index.html"
    found = _CANONICAL.search(home.read_text(encoding="utf-8")) if home.exists() else None
    return found[1] if found else ""


def address_of(site: Path) -> str:
    """The address that a site was built for; empty where that is this machine, and a link would lead others nowhere."""
    address = built_for(site)
    return "" if urlsplit(address).hostname in {"127.0.0.1", "localhost"} else address


def _terms(catalog: Catalog) -> list[dict[str, Any]]:
    """For the answer above the search results and for previews."""
    return [
        {"id": record.id, "title": record.model.title, "aliases": record.model.aliases, "definition": record.model.definition}
        for record in catalog.terms.values()
    ]


def _entries(handbook: Handbook) -> list[dict[str, str]]:
    """For the page of the reader's marks: the name and the place of everything that can be marked, under earlier ids too."""
    found = [
        {"item": f"{record.model.entry_kind}/{record.id}", "title": link.title, "url": link.url}
        for record in handbook.catalog.entries()
        for link in [handbook.link(record.model.entry_kind, record.id)]
    ]
    exercises = [
        {"item": f"exercise/{path.id}/{step.id}", "title": step.exercise, "url": f"paths/{path.id}/#{step.id}"}
        for path in handbook.catalog.paths.values()
        for step in path.model.steps
        if step.exercise and step.id
    ]
    before = [
        {"item": f"{kind}/{earlier}", "title": link.title, "url": link.url}
        for (kind, now), earlier in renamed(handbook)
        for link in [handbook.link(kind, now)]
    ]
    return [*found, *exercises, *before]


def _questions(handbook: Handbook) -> list[dict[str, Any]]:
    """For the practice page: questions with their rubrics, closed values spelled out."""
    return [
        {
            "id": asked.id,
            "question": asked.entry.question,
            "kind": asked.entry.kind,
            "level": asked.entry.level,
            "skills": asked.entry.skills,
            "facts": f"{asked.kind}, {asked.level.lower()}",
            "frame": {"title": asked.frame.title, "steps": asked.frame.steps, "summary": asked.frame.summary} if asked.frame else None,
            "good": asked.entry.good_answer,
            "weak": asked.entry.weak_answer,
            "next": asked.entry.follow_ups,
            "links": [{"title": link.title, "url": link.url} for link in (*asked.skills, *asked.terms)],
        }
        for asked in handbook.questions
    ]


def unsafe(html: str) -> Iterator[str]:
    """What the page's article holds and must not: scripts, frames, event handlers, addresses that run code."""
    if not _plain(html):
        article = _Article()
        article.feed(html)
        yield from article.found


def _plain(html: str) -> bool:
    """Whether nothing in the page's articles needs a closer look, which takes ten times as long as this one.

    It does not if each < there begins a tag of `_PLAIN_TAG`: no value in such a tag holds < or >, so that every reader
    of HTML sees the same tags, and none of them or of their attributes is one that is refused.
    """
    marks = list(_ARTICLE_TAG.finditer(html))
    if not marks:
        return True
    closes = [bool(mark[1]) for mark in marks]
    if closes[0] or not closes[-1] or closes.count(True) != closes.count(False):
        return False
    return "<" not in _PLAIN_TAG.sub("", html[marks[0].start() : marks[-1].start()])


def with_policy(html: str) -> str:
    """The page with a policy that allows its own files, its inline scripts by hash, and no other host."""
    if "Content-Security-Policy" in html:
        return html
    return html.replace(_CHARSET, _CHARSET + _POLICY.format(policy(html)), 1)


def policy(html: str) -> str:
    """The Content-Security-Policy for a page. Source: W3C, Content Security Policy Level 3.

    Styles may stand inline, since the theme sets some from its scripts.
    """
    hashes = sorted({_hash(script) for script in _INLINE_SCRIPT.findall(html)})
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


class _Article(HTMLParser):
    """Collects what is unsafe between <article> and </article>."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.depth += 1
        if not self.depth:
            return
        if tag in _REFUSED_TAGS:
            self.found.append(f"a <{tag}> in the text")
        if tag == "form" and any(name == "action" for name, _ in attrs):
            self.found.append("a <form> that is sent somewhere in the text")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f'the attribute {name}="{value}" on <{tag}>')
            elif name in _ADDRESSES and _runs_code(value or ""):
                self.found.append(f'the address "{value}" on <{tag}>')

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.depth -= 1


def _runs_code(address: str) -> bool:
    """Whether an address has a scheme other than the web's. Browsers ignore white space and controls inside a scheme."""
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    return bool(re.match(r"[a-z][a-z0-9+.-]*:", plain)) and not plain.startswith(_SAFE_SCHEMES)
