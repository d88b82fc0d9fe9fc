"""What is shown: one catalog with MkDocs' files and navigation, each page and file made when it is asked for.

Everything goes through the functions that a build uses, MkDocs' and the handbook's, so that it is equal to a clean build.
The live server's one place that knows the handbook's modules by name.
"""

import gzip
import hashlib
import io
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import jinja2
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

import handbook.handbook as whole
from handbook import publish, render, scripts, styles
from handbook.addresses import renamed
from handbook.catalog import Catalog
from handbook.export import cards
from handbook.export.earlier import with_earlier_names
from handbook.export.files import written_files
from handbook.handbook import Handbook
from handbook.kinds import KINDS
from tools.live.faults import Fault, Told, fault, listening
from tools.live.reading import Reading, read

__all__ = ["Generation", "Site", "read"]

_CARDS = "assets/cards/"
_NAMED = re.compile(r"'([^']+\.md)'")
_QUOTED = re.compile(r"link '([^']+)'")


class Templates(jinja2.BaseLoader):
    """Templates from a folder, as they stood at one moment: a later edit shows only when the next site takes it over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text, its file for error messages, and whether it is still the text that stands."""
        if template not in self.texts:
            raise jinja2.TemplateNotFound(template)
        text = self.texts[template]
        return text, str(self.folder / template), lambda: self.texts.get(template) == text


def texts_in(folder: Path) -> dict[str, str]:
    """Name and text of every template below a folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8", errors="replace") for file in files}


class Theme:
    """The theme's templates, compiled, and its files. They depend on mkdocs.yml alone, so a module's edit leaves them."""

    def __init__(self, root: Path, config: MkDocsConfig) -> None:
        folders = [Path(folder) for folder in config.theme.dirs]
        own = next((folder for folder in folders if folder == root / "overrides"), None)
        self.overrides = Templates(own) if own else None
        others = jinja2.FileSystemLoader([folder for folder in folders if folder != own])
        self.env: jinja2.Environment = config.theme.get_env()
        self.env.loader = jinja2.ChoiceLoader([self.overrides, others]) if self.overrides else others
        self.env.auto_reload = True
        self.files: dict[tuple[str, ...], list[File]] = {}


class Generation:
    """One reading of mkdocs.yml and of our modules: MkDocs' configuration, its plugins and the templates' environments."""

    def __init__(self, root: Path, theme: Theme | None) -> None:
        self.root = root
        try:
            self.config: MkDocsConfig = load_config(str(root / "mkdocs.yml"))
            self.config.plugins.on_startup(command="build", dirty=False)
            self.theme = theme or Theme(root, self.config)
        except (Exception, SystemExit) as error:
            raise fault(error, root, "mkdocs.yml") from error
        self.macros = Templates(root / "handbook" / "templates")
        # The site that the plugins are set up for now.
        self.in_force: Site | None = None

    def theme_files(self) -> list[File]:
        """The theme's static files, with those of our overrides."""
        names = tuple(sorted(self.theme.overrides.texts)) if self.theme.overrides else ()
        if names not in self.theme.files:
            found = Files([])
            found.add_files_from_theme(self.config.theme.get_env(), self.config)
            self.theme.files = {names: list(found)}
        return self.theme.files[names]


@dataclass
class Shown:
    """A page or file as it is answered."""

    body: bytes
    kind: str = ""
    told: tuple[Told, ...] = ()
    # Whether its links to headings of other pages were followed.
    looked_at: bool = False


@dataclass(eq=False)
class Site:
    """One state of the whole. Not for two threads at a time: the workshop's lock is held around every call."""

    generation: Generation
    catalog: Catalog
    reading: Reading
    repository: str
    pages: dict[str, Shown] = field(default_factory=dict)
    told: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        generation = self.generation
        self.root = generation.root
        self.config = generation.config
        self.overrides = texts_in(generation.theme.overrides.folder) if generation.theme.overrides else {}
        self.templates = texts_in(generation.macros.folder)
        try:
            with listening() as heard, self._in_force():
                self._lay_out()
        except (Exception, SystemExit) as error:
            raise fault(error, self.root, "mkdocs.yml") from error
        self.told = tuple(self._warning(text, "mkdocs.yml") for text in dict.fromkeys(heard))

    @cached_property
    def handbook(self) -> Handbook:
        """For macros: with edit links, where the build would print them."""
        return Handbook(self.catalog, self.repository)

    @cached_property
    def exported(self) -> Handbook:
        """For what lies beside the pages, which has no edit links."""
        return Handbook(self.catalog)

    @contextmanager
    def _in_force(self) -> Iterator[None]:
        """Make the plugins and the environments of the generation those of this site."""
        generation = self.generation
        if generation.theme.overrides:
            generation.theme.overrides.texts = self.overrides
        generation.macros.texts = self.templates
        render._environment().loader = generation.macros
        if generation.in_force is not self:
            generation.in_force = None
            with patch.object(whole, "handbook_at", lambda _root, _repository: self.handbook):
                self.config.plugins.on_config(self.config)
            if hasattr(self, "nav"):
                self.config.plugins.on_nav(self.nav, config=self.config, files=self.files)
            generation.in_force = self
        yield

    def _lay_out(self) -> None:
        """MkDocs' files and navigation, with each page's text as it was read."""
        config = self.config
        files = get_files(config)
        for found in self.generation.theme_files():
            if files.get_file_from_path(found.src_uri) is None:
                files.append(found)
        self.files: Files = config.plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        for file in self.files.documentation_pages():
            file.content_string = self.reading.sources.get(f"docs/{file.src_uri}", "")
        self.nav: Navigation = config.plugins.on_nav(get_navigation(self.files, config), config=config, files=self.files)
        self.documents = list(self.files.documentation_pages())
        for file in self.documents:
            self._page_of(file)
        # Titles in the navigation come from front matter, which a build has read by the time it lays out a page.
        for page in self.nav.pages:
            page.read_source(config)
        theme = self.generation.theme.env
        self.env: jinja2.Environment = config.plugins.on_env(theme, config=config, files=self.files) or theme
        self.by_place = {file.dest_uri: file for file in self.files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]

    def _page_of(self, file: File) -> Page:
        """The file's page: pages that the navigation has not are made beside it."""
        return file.page or Page(None, file, self.config)

    @property
    def mount(self) -> str:
        """The path that the site is served below, with a slash at both ends: that of its address."""
        path = urlsplit(self.config.site_url or "/").path
        return path if path.endswith("/") else f"{path}/"

    def place(self, path: str) -> str:
        """The file that answers an address from the site's root, as a server of static files would find it."""
        return f"{path}index.html" if not path or path.endswith("/") else path

    def is_folder(self, path: str) -> bool:
        """Whether an address lacks only its last slash."""
        return bool(path) and not path.endswith("/") and f"{path}/index.html" in self.by_place

    def shown(self, path: str) -> Shown | None:
        """What a build has at an address, or nothing. Raises `Fault` where it cannot be made."""
        place = self.place(path)
        file = self.by_place.get(place)
        if place in self.pages:
            return self.pages[place]
        try:
            with self._in_force(), listening() as heard:
                made = self._made(place, file)
        except (Exception, SystemExit) as error:
            name = f"docs/{file.src_uri}" if file and file.is_documentation_page() else place
            raise fault(error, self.root, name) from error
        if made and made.kind != "static":
            origin = f"docs/{file.src_uri}" if file else place
            made.told = (*made.told, *(self._warning(text, origin) for text in dict.fromkeys(heard)))
            self.pages[place] = made
        return made

    def _made(self, place: str, file: File | None) -> Shown | None:
        if file and file.is_documentation_page():
            return Shown(self._page(file))
        if file:
            return self._static(file)
        if place in self.config.theme.static_templates or place == "sitemap.xml.gz":
            return self._template(place)
        if place.startswith(_CARDS):
            card = self._card(place)
            return Shown(card) if card else None
        if place in styles.ALL_JOINED:
            return self._styles()
        body = self._beside.get(place)
        return None if body is None else Shown(body)

    def _page(self, file: File) -> bytes:
        """A page as `mkdocs build` and then `handbook publish` leave it."""
        html = self._raw(file)
        refused = [f"{problem.what}. It must not be published" for problem in self._finisher.problems(file.dest_uri, html)]
        if refused:
            raise Fault(
                *(Told(f"docs/{file.src_uri}", 1, 1, what, "Delete it there, or in the template that prints it.") for what in refused)
            )
        return self._finisher.page(file.dest_uri, html).encode()

    def _raw(self, file: File) -> str:
        """A page as MkDocs writes it, by the steps of its build for one page."""
        page, config = self._page_of(file), self.config
        mkdocs_build._populate_page(page, config, self.files)
        page.active = True
        try:
            context = mkdocs_build.get_context(self.nav, self.documents, config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            context = config.plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            output = config.plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace").decode()

    def _styles(self) -> Shown | None:
        """The styles as `publish` joins them, as they are now, and whole: what no page needs is known when all are built."""
        try:
            return Shown(styles.joined(self._linked, lambda path: self.by_place[path].content_bytes), "static")
        except (KeyError, OSError):
            return None

    @property
    def _linked(self) -> list[str]:
        """The styles that every page has, in their order."""
        return [*sorted(filter(styles.is_the_themes, self.by_place)), *map(str, self.config.extra_css)]

    def _static(self, file: File) -> Shown | None:
        """A file as it is now: nothing that is copied can be broken by another file."""
        try:
            body = file.content_bytes
        except OSError:
            return None
        if file.dest_uri.endswith(".html"):
            return Shown(self._finisher.page(file.dest_uri, body.decode()).encode(), "static")
        return Shown(body, "static")

    def _template(self, name: str) -> Shown:
        """A page of the theme's own: the error page and the sitemap, which a build also compresses."""
        plain = name.removesuffix(".gz")
        output = mkdocs_build._build_template(plain, self.env.get_template(plain), self.files, self.config, self.nav)
        if name.endswith(".gz"):
            stamp = utils.get_build_timestamp(pages=[file.page for file in self.documents if file.page])
            packed = io.BytesIO()
            with gzip.GzipFile(fileobj=packed, filename=name, mode="wb", mtime=stamp) as archive:
                archive.write(output.encode())
            return Shown(packed.getvalue())
        return Shown((self._finisher.page(name, output) if name.endswith(".html") else output).encode())

    @cached_property
    def _finisher(self) -> publish.Finisher:
        texts = {path: file.content_string for path, file in self.by_place.items() if scripts.is_ours(path)}
        return publish.Finisher(self.exported, self._address, self._linked, scripts.Modules(texts))

    @cached_property
    def _address(self) -> str:
        """The address that the site is built for, as `publish` reads it from the home page."""
        address = self.config.site_url or ""
        return address if not address or address.endswith("/") else f"{address}/"

    @cached_property
    def _beside(self) -> dict[str, bytes]:
        """What `publish` writes beside the pages, but for the cards."""
        files = {file.place: file.content for file in written_files(self.exported, self._address)}
        pages = {path: publish.with_policy(body.decode()).encode() for path, body in files.items() if path.endswith(".html")}
        return {**files, **pages}

    def _card(self, place: str) -> bytes | None:
        """One card, drawn from a catalog that has its entry alone."""
        alone = Handbook(self._only(place))
        found = (file for file in with_earlier_names(self.exported, cards.files(alone, self._address)) if file.place == place)
        return next((file.content for file in found), None)

    def _only(self, place: str) -> Catalog:
        kind, _, entry_id = place.removeprefix(_CARDS).removesuffix(".png").partition("-")
        now = renamed(self.exported.catalog).get((kind, entry_id), entry_id)
        empty: dict[str, Any] = {row.plural: {} for row in KINDS.values()}
        if kind in KINDS and now in self.catalog.records(kind):
            empty[KINDS[kind].plural] = {now: self.catalog.records(kind)[now]}
        return replace(self.catalog, **empty)

    def files_beside(self) -> Iterator[str]:
        """Every address of the site that is not a page of its own source; for tests."""
        yield from self._beside

    def anchors(self, path: str) -> tuple[Told, ...]:
        """Links of a rendered page to headings that the page they lead to has not. Reads those pages."""
        file = self.by_place.get(self.place(path))
        page = file.page if file and file.is_documentation_page() else None
        if page is None or file is None or not page.links_to_anchors:
            return ()
        try:
            with self._in_force(), listening() as heard:
                for other in list(page.links_to_anchors):
                    if other.page and other.page.present_anchor_ids is None:
                        mkdocs_build._populate_page(other.page, self.config, self.files)
                page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        except (Exception, SystemExit) as error:
            return fault(error, self.root, f"docs/{file.src_uri}").told
        return tuple(self._warning(text, f"docs/{file.src_uri}") for text in dict.fromkeys(heard))

    def _warning(self, text: str, place: str) -> Told:
        """A warning of MkDocs, at the link that it speaks of."""
        name, link = _NAMED.search(text), _QUOTED.search(text)
        path = f"docs/{name[1]}" if name and f"docs/{name[1]}" in self.reading.sources else place
        line, column = 1, 1
        for number, source in enumerate(self.reading.sources.get(path, "").split("\n") if link else (), start=1):
            if link and (at := source.find(link[1])) >= 0:
                line, column = number, at + 1
                break
        return Told(path, line, column, " ".join(text.split()).rstrip("."), "A build refuses it: fix it before you open a pull request.")


def digest(body: bytes) -> str:
    """A short name of what is shown."""
    return hashlib.sha256(body).hexdigest()[:16]


def normal(path: str) -> str:
    """An address from the site's root without steps upwards."""
    slash = "/" if path.endswith("/") else ""
    plain = posixpath.normpath(f"/{path}").lstrip("/")
    return f"{plain}{slash}" if plain and plain != "." else ""
