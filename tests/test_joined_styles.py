"""Styles are written by subject and sent as one file, the theme's cut to what can apply."""

from handbook.styles import JOINED, joined, names, published, sheet_of, shortened, with_joined

LINKS = """<link rel="stylesheet" href="../../assets/stylesheets/main.1234.min.css">

      <link rel="stylesheet" href="../../assets/css/tokens.css">

      <link rel="stylesheet" href="../../assets/css/type.css">

    <link rel="stylesheet" href="../../assets/css/plan.css">
    <script src="x.js"></script>"""
ALL = ["assets/stylesheets/main.1234.min.css", "assets/css/tokens.css", "assets/css/type.css"]

THEME = """@charset "UTF-8";
:root, [data-scheme=dark] { --used: red; --part: 1px; --made: var(--part); --never: 0 }
.md-a, .md-gone { color: var(--used) }
.md-a:hover::before, .md-a > .md-b[hidden] { top: var(--made) }
[dir=rtl] .md-a { left: 0 }
.md-a.md-both, .md-a .md-apart .md-b { margin: 0 }
.md-a:is(.md-gone, :focus) { outline: 0 }
.md-a:is(.md-gone, .md-went) { outline: 1px }
.md-a:not(.md-gone) { right: 0 }
.md-opened { animation: 1s open }
dialog[data-open-now=yes] { bottom: 0 }
@media print { .md-gone { display: none } .md-b { content: "a;}/*" } }
@media print { .md-gone { display: none } }
@keyframes open { to { top: 0 } }
@keyframes never { to { top: 0 } }
"""
KEPT = (
    ":root{--used:red;--part:1px;--made:var(--part)}.md-a{color:var(--used)}.md-a:hover::before,.md-a > .md-b[hidden]{top:var(--made)}"
    ".md-a:is(.md-gone, :focus){outline:0}.md-a:not(.md-gone){right:0}.md-opened{animation:1s open}dialog[data-open-now=yes]{bottom:0}"
    '@media print{.md-b{content:"a;}/*"}}@keyframes open { to { top: 0 } }'
)


def test_a_page_links_one_file_in_the_place_of_several() -> None:
    assert names(LINKS)[:3] == ALL
    page = with_joined(LINKS, ALL)
    assert page.count("<link") == 2
    assert page.startswith(f'<link rel="stylesheet" href="../../{JOINED}">\n<link rel="stylesheet" href="../../assets/css/plan.css">\n')
    assert with_joined(page, ALL) == page
    assert names(page) == []


def test_the_files_keep_their_order() -> None:
    files = {"a": b"one {}\n", "b": b"two {}\n\n"}
    assert joined(["b", "a"], files.__getitem__) == b"two {}\none {}\n"


def test_the_themes_rules_stay_where_an_element_or_a_script_may_need_them() -> None:
    files = {ALL[0]: THEME.encode(), ALL[1]: b"/* Ours. */\n.hb-none {\n  color: red;\n}\n", ALL[2]: b"p{}"}
    sheet = sheet_of(ALL, files.__getitem__)
    elements = sheet.elements()
    elements.add([("body", {"dir": "ltr"}), ("p", {"class": "md-a x", "hidden": None}), ("b", {"class": "md-b", "hidden": ""})])
    elements.add([("p", {"class": "md-both"})])
    scripts = ["element('dialog').dataset.openNow='yes';x.classList.add('md-opened')"]
    found = published(sheet, elements, scripts, ["a{left:var(--other)}"]).decode()
    assert found == f"{KEPT}\n"
    assert ".md-gone" not in found.replace(":is(.md-gone, :focus)", "").replace(":not(.md-gone)", "")


def test_what_only_our_styles_or_scripts_ask_for_stays() -> None:
    files = {ALL[0]: THEME.encode()}
    theme = sheet_of(ALL[:1], files.__getitem__)
    elements = theme.elements()
    elements.add([("html", {}), ("body", {"data-scheme": "dark"})])
    assert theme.cut(elements, ["getPropertyValue('--never')"], "a{animation:never;top:var(--made)}") == (
        ":root,[data-scheme=dark]{--part:1px;--made:var(--part);--never:0}@keyframes never { to { top: 0 } }"
    )


def test_short_styles_are_left_alone() -> None:
    short = shortened("/* x */\n.a {\n  margin: 0.5rem;\n}\n")
    assert short == ".a{margin:0.5rem}"
    assert shortened(short) == short
