"""Registers the handbook's macros with mkdocs-macros-plugin. Wiring only: everything else is in `handbook`."""

import os
from pathlib import Path
from typing import Protocol

from handbook.handbook import handbook_at
from handbook.macro_calls import MACROS
from handbook.macros import render_macro
from handbook.macros.page import PageContext


class File(Protocol):
    """The part of MkDocs' file that is used here."""

    src_uri: str


class Page(Protocol):
    """The part of MkDocs' page that is used here."""

    file: File
    url: str


class Env(Protocol):
    """The part of the plugin's environment that is used here; the generator's successor has it too."""

    conf: dict[str, str]
    project_dir: str
    page: Page

    def macro(self, function: object, name: str = "") -> object: ...


def define_env(env: Env) -> None:
    """Register every macro of `handbook.macro_calls`. Raises `BrokenCatalog` if an entry has a problem."""
    handbook = handbook_at(Path(env.project_dir), os.environ.get("REPO_URL", ""))

    def printer(name: str) -> object:
        def macro(*arguments: str) -> str:
            page = PageContext(env.page.file.src_uri, env.page.url)
            return render_macro(handbook, name, page, *arguments)

        return macro

    for name in MACROS:
        env.macro(printer(name), name)
