"""Every fault that a reference inside the site can have is found in a small site of its own, and told in these words."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import main
from handbook.links.inside import inspect

ADDRESS = "https://handbook.example.org/book/"
LISTED = ("", "guide/", "guide/deep/", "glossary/", "about/")
REBUILD = "Rebuild the site: make build"
MEND = "Correct it where the page is written, or in the template that prints it."

Plant = Callable[["Site"], None]


def page(body: str, up: str = "", head: str = "") -> str:
    style = f'<link rel="stylesheet" href="{up}assets/style.css?v=1">'
    return f'<!doctype html><html><head><meta charset="utf-8"><title>A page</title>{style}{head}</head>\n<body id="top">{body}\n</body></html>\n'


FILES = {
    "index.html": page(
        '<a href="guide/">Guide</a> <a href="glossary/#zeta">Zeta</a> <a href="about">About</a> <a href="#top">Top</a>'
        '<img src="assets/dot.svg" alt="" srcset="assets/dot.svg 1x, assets/big.svg 2x"><script src="assets/site.js"></script>'
        '<a href="https://elsewhere.example.org/">Out</a> <a href="mailto:a@example.org">Write</a>',
        head=f'<link rel="canonical" href="{ADDRESS}">',
    ),
    "guide/index.html": page(
        '<h2 id="why-not">Why</h2><a href="deep/">Deeper</a> <a href="../index.html#top">Home</a> <a href="#why-not">Why</a>', "../"
    ),
    "guide/deep/index.html": page('<p style="background: url(../../assets/dot.svg)"><a href="../#why-not">Why</a></p>', "../../"),
    "glossary/index.html": page('<dl><dt id="zeta">Zeta</dt></dl><pre><code><a href="../guide/">Guide</a></code></pre>', "../"),
    "about/index.html": page("<p>We.</p>", "../"),
    "404.html": page('<a href="/book/">Home</a>', "/book/"),
    "assets/style.css": 'body { background: url("dot.svg"); }\n',
    "assets/site.js": "export {};\n",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "assets/big.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "sitemap.xml": f"<urlset>{''.join(f'<url><loc>{ADDRESS}{place}</loc></url>' for place in LISTED)}</urlset>\n",
}


class Site:
    """A built site to break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which must stand in the file exactly once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def faults(self, prefix: str = "") -> list[str]:
        return [str(fault) for fault in inspect(self.folder, prefix).faults]


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


def add(html: str, name: str = "about/index.html") -> Plant:
    return lambda site: site.edit(name, "\n</body>", f"\n{html}</body>")


def edit(name: str, old: str, new: str) -> Plant:
    return lambda site: site.edit(name, old, new)


def two_pages_with_one_fault(site: Site) -> None:
    for name in ("about/index.html", "guide/index.html"):
        add('<a href="../no-such-page/">x</a>', name)(site)


def folder_without_index(site: Site) -> None:
    site.write("downloads/list.csv", "a,b\n")
    add('<a href="../downloads/">x</a>')(site)


def orphans_that_link_each_other(site: Site) -> None:
    site.edit("sitemap.xml", "</urlset>", f"<url><loc>{ADDRESS}one/</loc></url><url><loc>{ADDRESS}two/</loc></url></urlset>")
    site.write("one/index.html", page('<a href="../two/">Two</a>', "../"))
    site.write("two/index.html", page('<a href="../one/">One</a>', "../"))
    add('<a href="../sitemap.xml">All pages</a>')(site)


def redirect(target: str) -> Plant:
    head = f'<meta http-equiv="refresh" content="0; url={target}">'
    return lambda site: site.write("old/index.html", f"<!doctype html><html><head>{head}</head><body></body></html>\n")


def pages_that_cannot_be_read(site: Site) -> None:
    (site.folder / "about/index.html").write_bytes(b"\xff\xfe</html>")
    (site.folder / "guide/index.html").unlink()
    (site.folder / "guide/index.html").symlink_to("nowhere.html")


ORPHAN = (
    "no page leads here: the sitemap lists it, but a crawl from the home page did not reach it. "
    "Link it from a page that readers reach, or delete it."
)

CASES: dict[str, tuple[Plant, list[str]]] = {
    "a page that is not there": (
        add('<a href="../guides/">x</a>'),
        [f'about/index.html: refers to "guides", which is not there. Did you mean "guide"? {MEND}'],
    ),
    "a page that is not there, in two pages": (
        two_pages_with_one_fault,
        [f'{name}/index.html: refers to "no-such-page", which is not there. {MEND}' for name in ("about", "guide")],
    ),
    "a fragment on the same page": (
        add('<a href="#nowhere">x</a>'),
        [f'about/index.html: refers to "about/index.html#nowhere", but nothing there has the id "nowhere". {MEND}'],
    ),
    "a fragment on another page": (
        add('<a href="../guide/#why">x</a>'),
        [f'about/index.html: refers to "guide/index.html#why", but nothing there has the id "why". {MEND}'],
    ),
    "a fragment with a typing mistake": (
        add('<a href="../guide/#why-nott">x</a>'),
        [
            'about/index.html: refers to "guide/index.html#why-nott", but nothing there has the id "why-nott". '
            f'Did you mean "why-not"? {MEND}'
        ],
    ),
    "a picture": (
        add('<img src="../assets/no-such-picture.png" alt="">'),
        [f'about/index.html: refers to "assets/no-such-picture.png", which is not there. {MEND}'],
    ),
    "a picture for better screens": (
        add('<img src="../assets/dot.svg" srcset="../assets/no-such-picture.png 2x" alt="">'),
        [f'about/index.html: refers to "assets/no-such-picture.png", which is not there. {MEND}'],
    ),
    "a picture in a style sheet": (
        edit("assets/style.css", "dot.svg", "no-such-picture.png"),
        [f'assets/style.css: refers to "assets/no-such-picture.png", which is not there. {MEND}'],
    ),
    "a picture in a style attribute": (
        edit("guide/deep/index.html", "dot.svg", "no-such-picture.png"),
        [f'guide/deep/index.html: refers to "assets/no-such-picture.png", which is not there. {MEND}'],
    ),
    "a style sheet": (
        edit("glossary/index.html", "style.css", "styles.css"),
        [f'glossary/index.html: refers to "assets/styles.css", which is not there. Did you mean "assets/style.css"? {MEND}'],
    ),
    "a script": (
        edit("index.html", "site.js", "no-such-module.mjs"),
        [f'index.html: refers to "assets/no-such-module.mjs", which is not there. {MEND}'],
    ),
    "a link inside raw HTML, where code stands": (
        add('<pre><code><a href="../no-such-page/">x</a></code></pre>'),
        [f'about/index.html: refers to "no-such-page", which is not there. {MEND}'],
    ),
    "a redirect to nowhere that no page links": (
        redirect("../no-such-page/"),
        [f'old/index.html: refers to "no-such-page", which is not there. {MEND}'],
    ),
    "a folder without an index": (
        folder_without_index,
        [f'about/index.html: refers to "downloads", a folder without an index.html. Did you mean "downloads/list.csv"? {MEND}'],
    ),
    "the wrong case": (
        add('<a href="../Glossary/">x</a>'),
        [f'about/index.html: refers to "Glossary", which is not there. Did you mean "glossary"? {MEND}'],
    ),
    "an address from the server's root": (
        add('<a href="/glossary/">x</a>'),
        [
            'about/index.html: refers to "/glossary", which is outside of the site: it is served below "/book/". Write the address relative to the page.'
        ],
    ),
    "an address with one step up too many": (
        add('<a href="../../glossary/">x</a>'),
        [
            'about/index.html: refers to "/glossary", which is outside of the site: it is served below "/book/". Write the address relative to the page.'
        ],
    ),
    "the site's full address, of a page that is not there": (
        edit("index.html", f'href="{ADDRESS}"', f'href="{ADDRESS}no-such-page/"'),
        [f'index.html: refers to "no-such-page", which is not there. {MEND}'],
    ),
    "a page in the sitemap that is not there": (
        edit("sitemap.xml", "</urlset>", f"<url><loc>{ADDRESS}no-such-page/</loc></url></urlset>"),
        [f'sitemap.xml: refers to "no-such-page", which is not there. {MEND}'],
    ),
    "the page for what is not there": (
        edit("404.html", 'href="/book/"', 'href="/book/no-such-page/"'),
        [f'404.html: refers to "no-such-page", which is not there. {MEND}'],
    ),
    "no address": (
        add('<a href="http://">x</a>'),
        [f"about/index.html: holds an address that cannot be read: Cannot parse 'http://' into a URL: empty host. {MEND}"],
    ),
    "an orphan": (
        edit("guide/index.html", '<a href="deep/">Deeper</a>', ""),
        [f"guide/deep/index.html: {ORPHAN}"],
    ),
    "orphans that link each other, and a link to the sitemap": (
        orphans_that_link_each_other,
        [f"one/index.html: {ORPHAN}", f"two/index.html: {ORPHAN}"],
    ),
    "a page that the build did not finish": (
        edit("about/index.html", "\n</body></html>\n", ""),
        [f"about/index.html: is cut off: it does not end with </html>, so its links are not all there. {REBUILD}"],
    ),
    "a page that the build only began": (
        lambda site: site.write("glossary/index.html", ""),
        [f"glossary/index.html: is cut off: it does not end with </html>, so its links are not all there. {REBUILD}"],
    ),
    "a sitemap that the build did not finish": (
        edit("sitemap.xml", "</urlset>", "<url><loc>https://"),
        [f"sitemap.xml: is cut off: it does not end with </urlset>, so its links are not all there. {REBUILD}"],
    ),
    "pages that cannot be read": (
        pages_that_cannot_be_read,
        [
            f"about/index.html: cannot be read (it is not UTF-8). {REBUILD}",
            f"guide/index.html: cannot be read (No such file or directory). {REBUILD}",
        ],
    ),
    "a folder that is no site": (
        lambda site: (site.folder / "sitemap.xml").unlink(),
        [
            "index.html: the folder is not a site: it has no index.html, or no sitemap.xml that lists it. Build the site with a site_url: make build"
        ],
    ),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[list[str]]]]:
    """The faults of one site for each case. Side by side, since the programs that look mostly wait."""

    def faults(plant: Plant, folder: Path) -> list[str]:
        site = Site(folder)
        plant(site)
        return site.faults()

    with ThreadPoolExecutor(max_workers=4) as pool:
        yield {name: pool.submit(faults, plant, tmp_path_factory.mktemp("broken") / "site") for name, (plant, _) in CASES.items()}
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_and_told(broken: dict[str, Future[list[str]]], name: str) -> None:
    assert broken[name].result() == CASES[name][1]


@pytest.mark.parametrize("prefix", ["", "/somewhere/else/", "/"])
def test_a_sound_site_has_no_faults_wherever_it_is_served(small: Site, prefix: str) -> None:
    redirect("../about/")(small)
    assert small.faults(prefix) == []


def test_a_site_for_the_root_of_a_server_is_tried_below_a_prefix(small: Site) -> None:
    for name in ("sitemap.xml", "index.html"):
        text = (small.folder / name).read_text(encoding="utf-8")
        small.write(name, text.replace(ADDRESS, "https://handbook.example.org/"))
    small.write("404.html", page('<a href="/">Home</a>', "/"))
    add('<a href="/glossary/">x</a>')(small)
    assert small.faults() == [
        'about/index.html: refers to "/glossary", which is outside of the site: it is served below "/handbook/". Write the address relative to the page.'
    ]


def test_a_page_of_any_size_is_read_for_its_links(small: Site) -> None:
    small.write("long/index.html", page("<p>" + "long " * 250_000 + '</p><a href="../last/">Last</a>', "../"))
    small.write("last/index.html", page("<p>The end.</p>", "../"))
    small.edit("sitemap.xml", "</urlset>", f"<url><loc>{ADDRESS}last/</loc></url></urlset>")
    add('<a href="../long/">Long</a>')(small)
    assert small.faults() == []


def failure(small: Site) -> str:
    """What the command says where it does not get to the end."""
    result = CliRunner().invoke(main, ["links", "inside", str(small.folder)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "So the links inside the site have not been checked." in result.stderr
    assert "0 faults" not in result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("echo 'no more memory' >&2; exit 1", "Error: lychee stopped with exit code 1. "),
        ("kill -KILL $$", "Error: lychee was killed (SIGKILL). "),
        ("exit 0", "Error: lychee did not write the report that its exit code 0 speaks of. "),
        ("""echo '{"total": 9, "error_map"'; exit 0""", "Error: lychee did not write the report that its exit code 0 speaks of. "),
        ("""echo '{"total": 9, "error_map": {}}'; exit 2""", "Error: lychee did not write the report that its exit code 2 speaks of. "),
        ("echo '{}'; exit 0", "Error: lychee's report has an unexpected format (KeyError('error_map')). "),
        ("", "Error: lychee cannot be started (No such file or directory). "),
    ],
)
def test_a_lychee_that_does_not_get_to_the_end_is_no_success(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    lychee = tmp_path / "lychee"
    if program:
        lychee.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
        lychee.chmod(0o755)
    monkeypatch.setattr("handbook.links.inside._LYCHEE", lychee)
    monkeypatch.setattr("handbook.links.inside._crawl", lambda site: ([], set(site.files)))
    assert failure(small).startswith(said)


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("raise RuntimeError('planted')", "Error: linkchecker stopped with exit code 1:\nTraceback "),
        ("os.kill(os.getpid(), signal.SIGKILL)", "Error: linkchecker was killed (SIGKILL)\n"),
        ("os.write(1, b'no row\\n'); os._exit(0)", "Error: linkchecker wrote something that cannot be read (it begins with ['no row'])\n"),
        ("os._exit(0)", "Error: linkchecker stopped with exit code 0\n"),
    ],
)
def test_a_linkchecker_that_does_not_get_to_the_end_is_no_success(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str, said: str
) -> None:
    (tmp_path / "linkcheck").mkdir()
    (tmp_path / "linkcheck/__init__.py").write_text(f"import os, signal\n{planted}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert failure(small).startswith(said)


def test_the_command_exits_0_when_all_is_well(small: Site) -> None:
    result = CliRunner().invoke(main, ["links", "inside", str(small.folder)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("6 pages, 29 references, 0 faults, ")


def test_the_command_prints_faults_and_exits_1(small: Site) -> None:
    add('<a href="../no-such-page/">x</a>')(small)
    result = CliRunner().invoke(main, ["links", "inside", str(small.folder), "--prefix", "some/where"])
    assert (result.exit_code, result.stdout) == (1, f'about/index.html: refers to "no-such-page", which is not there. {MEND}\n')
    assert "1 faults" in result.stderr
