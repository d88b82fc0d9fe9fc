"""Registers the handbook's macros with mkdocs-macros-plugin. Wiring only: everything else is in `handbook`."""

import os
from pathlib import Path
from posixpath import dirname
from typing import Protocol, runtime_checkable

from handbook.handbook import handbook_at
from handbook.macro_calls import MACROS
from handbook.macros import render_macro
from handbook.macros.page import PageContext


class File(Protocol):
    """The part of MkDocs' file that is used here."""

    src_uri: str


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


def define_env(env: Env) -> None:
    """Register every macro of `handbook.macro_calls`. Raises `BrokenCatalog` if an entry has a problem."""
    handbook = handbook_at(Path(env.project_dir), os.environ.get("REPO_URL", ""))

    def printer(name: str) -> object:
        def macro(*arguments: str) -> str:
            return render_macro(handbook, name, context_of(env.page), *arguments)

        return macro

    for name in MACROS:
        env.macro(printer(name), name)
