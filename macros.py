"""Registers the handbook's macros with mkdocs-macros-plugin. Wiring only: everything else is in `handbook`."""

import os
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname
from typing import Protocol, cast, runtime_checkable

from handbook.handbook import handbook_at
from handbook.macro_calls import MACROS, expanded, refuse_strangers
from handbook.macros import render_macro
from handbook.macros.page import PageContext


class File(Protocol):
    """The part of MkDocs' file that is used here."""

    src_uri: str
    content_string: str


class MkDocsPage(Protocol):
    """The part of a page of MkDocs, and of its fork ProperDocs, that is used here."""

    file: File
    url: str


@runtime_checkable
class ZensicalPage(Protocol):
    """The part of a page of Zensical that is used here."""

    path: str
    url: str


def context_of(page: MkDocsPage | ZensicalPage) -> PageContext:
    """The page that calls a macro, whichever generator builds the site: the one place where it matters which.

    Zensical knows a page by its path. What macros print is moved there from the source's folder to the page's URL, and
    MkDocs leaves it as it is.
    """
    if isinstance(page, ZensicalPage):
        return PageContext(page.path, page.url, folder=dirname(page.path))
    return PageContext(page.file.src_uri, page.url)


class Env(Protocol):
    """The part of the plugin's environment that is used here; the generator's successor has it too."""

    conf: dict[str, str]
    project_dir: str
    page: MkDocsPage | ZensicalPage

    def macro(self, function: object, name: str = "") -> object: ...


@runtime_checkable
class Renders(Protocol):
    """The environment of MkDocs' plugin, which is the plugin itself and renders every page by a method of this name."""

    render: Callable[..., str]


def define_env(env: Env) -> None:
    """Register every macro of `handbook.macro_calls`. Raises `BrokenCatalog` if an entry has a problem.

    A page is a contributor's text, and a template can run code. So MkDocs' plugin gets another way to render a page, which
    knows macro calls alone. Zensical calls this function for each page before it renders it by a template: there the whole
    file is looked at first, whatever part of it is rendered.
    """
    root = Path(env.project_dir)
    handbook = handbook_at(root, os.environ.get("REPO_URL", ""))

    def printed(name: str, arguments: tuple[str, ...]) -> str:
        return render_macro(handbook, name, context_of(env.page), *arguments)

    def printer(name: str) -> object:
        return lambda *arguments: printed(name, arguments)

    for name in MACROS:
        env.macro(printer(name), name)
    if isinstance(env, Renders):
        env.render = renderer(env, printed)
    elif isinstance(env.page, ZensicalPage):
        path = f"docs/{env.page.path}"
        refuse_strangers((root / path).read_text(encoding="utf-8"), path)


def renderer(env: Env, printed: Callable[[str, tuple[str, ...]], str]) -> Callable[..., str]:
    """What renders a page, or its title, in place of the plugin's template."""

    def render(markdown: str, force_rendering: bool = False) -> str:
        file = cast("MkDocsPage", env.page).file
        return expanded(markdown, f"docs/{file.src_uri}", file.content_string, lambda call: printed(call.name, call.arguments))

    return render
