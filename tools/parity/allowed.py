"""Where the sites of the three generators may differ, and why. An entry that explains nothing is an error."""

from tools.parity.compare import Allowance

_MKDOCS = r"mkdocs-[\d.]+, mkdocs-material-[\d.]+"
_THEME = r"assets/(javascripts|stylesheets)/.+"
_SKIP = 'a href "Skip to content"'

ALLOWED = (
    Allowance(
        ("properdocs",),
        "metas",
        "A generator names itself.",
        what="generator",
        ours=_MKDOCS,
        theirs=r"mkdocs-ProperDocs [\d.]+, mkdocs-material-[\d.]+",
    ),
    Allowance(("zensical",), "metas", "A generator names itself.", what="generator", ours=_MKDOCS, theirs=r"zensical-[\d.]+"),
    Allowance(
        ("zensical",), "ids", "Zensical marks where the article begins, for its link over the navigation.", ours=None, theirs="__skip"
    ),
    Allowance(
        ("zensical",),
        "links",
        "The link over the navigation goes to the article; Material's goes to its first heading.",
        what=_SKIP,
        ours=".*#.+",
        theirs=".*#__skip",
    ),
    Allowance(
        ("zensical",),
        "links",
        "The link over the navigation is on every page; Material leaves it out where the contents list no heading.",
        what=_SKIP,
        ours=None,
        theirs=".*#__skip",
    ),
    Allowance(("zensical",), "files", "Material's own scripts and styles.", where=_THEME, theirs=None),
    Allowance(("zensical",), "files", "Zensical's own scripts and styles.", where=_THEME, ours=None),
    Allowance(
        ("zensical",), "files", "The index of Zensical's search, which it writes though it is off.", where=r"search\.json", ours=None
    ),
    Allowance(
        ("zensical",),
        "files",
        "The styles begin with what pages need of the theme's, and Zensical's differ.",
        where=r"assets/css/handbook(-lists)?\.css",
        what="content",
        ours=".+",
        theirs=".+",
    ),
    Allowance(
        ("zensical",),
        "files",
        "Zensical's sitemap has no days; the pages in it are compared.",
        where=r"sitemap\.xml",
        what="day of .+",
        ours=r"\d{4}-\d\d-\d\d",
        theirs=None,
    ),
    Allowance(("zensical",), "files", "Zensical does not pack its sitemap.", where=r"sitemap\.xml\.gz", theirs=None),
)
