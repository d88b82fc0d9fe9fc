"""Hostile pages, files, fields and navigations: what people tried on sites like this one, and what nobody tried yet.

`OWNED` in a text would run in the reader's browser, or in the builder's shell. What is refused is refused at the line that
is named; what is accepted is built and opened in a browser by `test_hostile`.
"""

from dataclasses import dataclass

OWNED = 'window.owned=1,document.title="OWNED"'
SHELL = '{{ cycler.__init__.__globals__.os.popen("id -un").read() }}'
SCRIPT = f"<script>{OWNED}</script>"
IMAGE = f"<img src=x onerror='{OWNED}'>"

# The fields of a hostile page, and the line at which its text begins.
FIELDS = "title: {title}\ndescription: A page that should not be.\n"
HEAD = f"---\n{FIELDS}---\n\n"
FIRST = 6


@dataclass(frozen=True)
class Body:
    """The text of a page; the line of it that is refused, from 1, or 0 where it is accepted."""

    text: str
    refused: int = 1


BODIES: dict[str, Body] = {
    # Raw HTML, plainly.
    "a script": Body(SCRIPT),
    "a script in capitals": Body(f"<SCRIPT>{OWNED}</SCRIPT>"),
    "a script in a paragraph": Body(f"Word {SCRIPT} word."),
    "a handler": Body(f"Word {IMAGE}"),
    "a handler behind a slash": Body(f"<img/src=x/onerror={OWNED}>", 0),
    "a handler over two lines": Body(f"<img src=x\nonerror='{OWNED}'>"),
    "an svg": Body(f"<svg onload='{OWNED}'></svg>"),
    "an svg with a script": Body(f"<svg><script>{OWNED}</script></svg>"),
    "mathematics": Body(f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{IMAGE}'>"),
    "a details": Body(f"<details open ontoggle='{OWNED}'>x</details>"),
    "a frame": Body("<iframe src='https://example.org'></iframe>"),
    "a frame of its own text": Body(f"<iframe srcdoc='{SCRIPT}'></iframe>"),
    "an object": Body("<object data='data:text/html,x'></object>"),
    "a refresh": Body("<meta http-equiv=refresh content='0; url=https://example.org'>"),
    "a base": Body("<base href='https://example.org/'>"),
    "a form": Body("<form action='https://example.org'><input name=q></form>"),
    "an overlay": Body("<div style='position:fixed;inset:0;background:red'>x</div>"),
    "a style": Body("<style>body{display:none}</style>"),
    "a link to a style": Body("<link rel=stylesheet href=https://example.org/x.css>"),
    "a textarea": Body("<textarea>"),
    "a select": Body("<select>"),
    "plain text": Body("<plaintext>"),
    "a noscript": Body(f"<noscript><p title='</noscript>{IMAGE}'>"),
    "a template": Body(f"<template>{IMAGE}</template>"),
    "a title": Body("<title>"),
    "an xmp": Body(f"<xmp>{SCRIPT}"),
    "a comment": Body("<!-- x -->"),
    "a comment without an end": Body("<!-- x", 0),
    "a comment that ends early": Body(f"<!--> {IMAGE} -->"),
    "a declaration": Body("<!DOCTYPE html>"),
    "an instruction": Body(f"<?php {OWNED} ?>"),
    "CDATA": Body(f"<![CDATA[x]]>{IMAGE}"),
    "an end of the article": Body("</article>"),
    "a custom element": Body(f"<x-y onclick='{OWNED}'>x</x-y>"),
    # Where CommonMark and Python-Markdown part.
    "escaped for CommonMark alone": Body(f"\\</article>\\{SCRIPT}\\<article>"),
    "escaped with two backslashes": Body(f"\\\\{IMAGE}"),
    "a fence in a quote": Body(f"> ```\n> {IMAGE}\n> ```", 0),
    "a fence in a list": Body(f"- x\n\n  ```\n  {IMAGE}\n  ```", 0),
    "two words behind a fence": Body(f"``` one two\n{IMAGE}\n```", 0),
    "a longer fence at the end": Body(f"```\n{IMAGE}\n````", 2),
    "a fence without an end": Body(f"```\n{IMAGE}", 2),
    "an indented fence": Body(f"  ```\n{IMAGE}\n  ```", 0),
    "a fence of tildes that backticks end": Body(f"~~~\nx\n```\n{IMAGE}\n~~~\n", 0),
    "deep below an item of a list": Body(f"- x\n\n      {IMAGE}", 3),
    "indented by four behind a paragraph": Body(f"word\n    {IMAGE}", 2),
    "indented by four below a list": Body(f"1. x\n\n    {IMAGE}", 3),
    "a tag in a code span over two lines": Body(f"`word\n\n{IMAGE}`", 3),
    "a code span that a backslash opens": Body(f"\\`{IMAGE}`"),
    "a code span of unequal ticks": Body(f"``{IMAGE}`", 0),
    "a title over lines in a definition": Body(f'[x]: index.md "one\n{IMAGE}\ntwo"\n\n[x]', 2),
    "a title over lines in a link": Body(f'[x](index.md "one\n\n{IMAGE}\n\ntwo")', 3),
    "a tag in the text of a link": Body(f"[{IMAGE}](../index.md)"),
    "a tag in a heading": Body(f"## {IMAGE}"),
    "a tag in a cell": Body(f"| One | Two |\n|---|---|\n| {IMAGE} | x |", 3),
    "a tag in a cell's code": Body(f"| One | Two |\n|---|---|\n| `a | {IMAGE}` |", 0),
    "a tag behind a tab": Body(f"\t\n {IMAGE}", 2),
    "a tag behind an entity": Body(f"&lt;{IMAGE}"),
    "an address in angle brackets that is none": Body(f"<http:{IMAGE}"),
    "a tag below a macro": Body(f'{{{{ picture("event-flow") }}}}\n{IMAGE}', 2),
    "a fence in a quote, with a blank line": Body(f"> ```\n>\n> {IMAGE}\n>\n> ```", 3),
    "a fence in a list, with blank lines": Body(f"- x\n\n  ```\n\n  {IMAGE}\n\n  ```", 5),
    "two words behind a fence, with a blank line": Body(f"``` one two\n\n{IMAGE}\n\n```", 3),
    "an indented fence, with blank lines": Body(f"  ```\n\n{IMAGE}\n\n  ```", 3),
    "a block in a fence that is none": Body(f"``` one two\n\n<div onclick='{OWNED}'>\n\n```", 3),
    "a handler behind a slash and a blank": Body(f"<img/ src=x onerror='{OWNED}'>"),
    # Templates.
    "a template that runs a command": Body(SHELL),
    "a template in code": Body(f"```\n{SHELL}\n```", 2),
    "a template behind a macro": Body(f'{{{{ picture("event-flow") }}}} {SHELL}'),
    "a statement": Body("{% include '/etc/passwd' %}"),
    "a comment of the template engine": Body("{# x #}"),
    "a statement that cuts white space": Body("{%- set x = 1 -%}"),
    "braces over two lines": Body("{{\ncycler\n}}"),
    "a macro in a fence": Body('```\n{{ picture("event-flow") }}\n```', 2),
    "a macro in a list": Body('- x\n{{ picture("event-flow") }}', 0),
    "a macro in a link's definition": Body('[x]: index.md "one\n{{ picture("event-flow") }}\ntwo"', 0),
    "a macro behind a quote": Body('> {{ picture("event-flow") }}'),
    "an argument that is code": Body('{{ picture("event-flow", cycler) }}'),
    "an unknown macro": Body("{{ cycler() }}"),
    # Links.
    "javascript": Body(f"[x](javascript:{OWNED.replace(' ', '')})"),
    "javascript in capitals": Body("[x](JaVaScRiPt:alert(1))"),
    "javascript in entities": Body("[x](&#106;avascript:alert%281%29)"),
    "javascript behind a named entity": Body("[x](javascript&colon;alert%281%29)"),
    "javascript with a new line in an entity": Body("[x](java&#10;script:alert%281%29)"),
    "javascript behind a control": Body("[x](&#1;javascript:alert%281%29)"),
    "javascript in a definition": Body("[x]\n\n[x]: javascript:alert%281%29", 3),
    "javascript in angle brackets": Body("[x](<javascript:alert(1)>)"),
    "javascript in an autolink": Body("<javascript:alert(1)>"),
    "javascript with escapes": Body("[x](java\\script:alert%281%29)"),
    "data": Body("[x](data:text/html,<script>alert(1)</script>)"),
    "vbscript": Body("[x](vbscript:msgbox)"),
    "a file": Body("[x](file:///etc/passwd)"),
    "an address without a scheme": Body("[x](//example.org)"),
    "backslashes for slashes": Body("[x](\\\\example.org)"),
    "a way out of the folder": Body("[x](../../mkdocs.yml)"),
    "no address at all": Body("[x](http://[your-server]:8080/path)"),
    "a port that is none": Body("[x](https://example.org:99999/x)"),
    "a file name without end": Body(f"[x]({'a' * 300}.md)"),
    "a picture from elsewhere": Body("![x](https://example.org/pixel.png)"),
    "a picture that runs code": Body("![x](javascript:alert(1))"),
    "a picture of data": Body("![x](data:image/svg+xml;base64,PHN2Zz4=)"),
    "a mail address": Body("<someone@example.org>"),
    "an attribute in a title": Body(f"[x](../index.md 'y\" onclick=\"{OWNED}')", 0),
    "an attribute in a text for a picture": Body(f'![x" onerror="{OWNED}](../assets/img/mark.svg)', 0),
    # What must stay text.
    "entities": Body(f"&lt;script&gt;{OWNED}&lt;/script&gt; &#60;img src=x&#62;", 0),
    "a tag in code": Body(f"`{IMAGE}` and `</article>`", 0),
    "a tag in a fence": Body(f"```\n{IMAGE}\n</article></textarea>\n```", 0),
    "a tag in indented code": Body(f"    {SCRIPT}\n    </article>", 0),
    "a language that is an attribute": Body(f'``` x" onclick="{OWNED}\nword\n```', 0),
    "an attribute list": Body(f"A word.{{: onclick='{OWNED}' style='position:fixed' }}", 0),
    "a heading with an attribute list": Body(f"## A heading {{: #trap onclick='{OWNED}' }}", 0),
    "a heading of entities": Body(f"## &lt;img src=x onerror='{OWNED}'&gt;", 0),
    "a heading of code": Body(f"## `{IMAGE}`", 0),
    "a table of contents": Body("[TOC]\n\n## One\n\n## Two", 0),
    "marks that Python-Markdown uses inside": Body("wzxhzdk:0 klzzwxh:0000", 0),
    "a lone bracket": Body("1 < 2 and 3 > 2, a<b, <3", 0),
    "brackets without links": Body("[x][y] [z] ![w] []() [ ]", 0),
    "a cell that is aligned": Body("| One | Two |\n|:--|--:|\n| 1 | 2 |", 0),
    "words of the policy": Body('Content-Security-Policy, application/ld+json, id="moved-or-gone"', 0),
    "an expression": Body("${alert(1)} <%= x %> [[x]] {x}", 0),
    # What takes long.
    "ten thousand brackets": Body("[" * 10_000),
    "nested quotes": Body("> " * 500 + "x"),
    "nested lists": Body("- " * 500 + "x"),
    "a list that steps in": Body("\n".join("    " * deep + "- x" for deep in range(60)), 10),
}

# Whole files: the path, its bytes, and where it is refused.
FILES: dict[str, tuple[str, bytes, str]] = {
    name: (path, text.encode() if isinstance(text, str) else text, place)
    for name, (path, text, place) in {
        "fields that end with dots": ("docs/dots.md", f"---\n{FIELDS}...\n# {SHELL}\n---\n\nText.\n", "4:1"),
        "dots with a blank": ("docs/dots.md", f"---\n{FIELDS}... \n# {SHELL}\n---\n\nText.\n", "4:1"),
        "dots with a comment": ("docs/dots.md", f"---\n{FIELDS}... # x\n---\n\nText.\n", "4:1"),
        "dashes with a comment": ("docs/dots.md", f"---\n{FIELDS}--- #x\n---\n\nText.\n", "4:1"),
        "dashes with a blank at the end": ("docs/dots.md", f"---\n{FIELDS}--- \n\n{IMAGE}\n", "4:1"),
        "dashes with a blank at the start": ("docs/dots.md", f"--- \n{FIELDS}---\n\nText.\n", "1:1"),
        "a blank line before the fields": ("docs/dots.md", f"\n---\n{FIELDS}---\n\nText.\n", "1:1"),
        "a blank before the dashes": ("docs/dots.md", f" ---\n{FIELDS}---\n\nText.\n", "1:1"),
        "a byte order mark": ("docs/dots.md", f"\ufeff---\n{FIELDS}---\n\nText.\n", "1:1"),
        "fields without dashes": ("docs/dots.md", f"{FIELDS}\nText.\n", "1:1"),
        "fields of another language": ("docs/dots.md", '+++\ntitle = "x"\n+++\n\nText.\n', "1:1"),
        "fields that are a list": ("docs/dots.md", "---\n- title\n---\n\nText.\n", "2:1"),
        "fields that are empty": ("docs/dots.md", "---\n---\n\nText.\n", "2:1"),
        "fields that nothing ends": ("docs/dots.md", f"---\n{FIELDS}", "1:1"),
        "fields that end with the file": ("docs/dots.md", f"---\n{FIELDS}---", "4:1"),
        "a lone carriage return": ("docs/dots.md", f"---\n{FIELDS}x: y\r...\r{SHELL}\r---\n\nText.\n", "4:5"),
        "a template in a comment": ("docs/dots.md", f"---\n{FIELDS}# {SHELL}\n---\n\nText.\n", "4:3"),
        "a template in a title": ("docs/dots.md", '---\ntitle: "{{ 1 }}"\ndescription: x\n---\n\nText.\n', "2:8"),
        "a template in escapes": ("docs/dots.md", '---\ntitle: "\\x7b\\x7b 1 }}"\ndescription: x\n---\n\nText.\n', "2:8"),
        "a day that is none": ("docs/dots.md", "---\ntitle: 2026-99-99\ndescription: x\n---\n\nText.\n", "2:8"),
        "a field that gives orders": ("docs/dots.md", f"---\n{FIELDS}template: x.html\n---\n\nText.\n", "4:1"),
        "a page of another ending": ("docs/dots.markdown", f"---\n{FIELDS}---\n\n{SHELL}\n", "1:1"),
        "a page that ends in mkd": ("docs/dots.mkd", SHELL, "1:1"),
        "a page that ends in mdown": ("docs/deep/dots.mdown", SHELL, "1:1"),
        "a page that ends in mkdn": ("docs/dots.mkdn", SHELL, "1:1"),
        "a page in capitals": ("docs/DOTS.md", f"{HEAD}Text.\n", "1:1"),
        "a readme": ("docs/deep/README.md", f"{HEAD}Text.\n", "1:1"),
        "a page where templates are left out": ("docs/templates/dots.md", f"{HEAD}Text.\n", "1:1"),
        "a page where exports are": ("docs/embed/glossary/pipeline.md", f"{HEAD}Text.\n", "1:1"),
        "a page of HTML": ("docs/x.html", SCRIPT, "1:1"),
        "a script beside the pages": ("docs/x.js", OWNED, "1:1"),
        "a drawing beside the pages": ("docs/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "1:1"),
        "a hidden file": ("docs/.htaccess", "Redirect / https://example.org/", "1:1"),
        "a hidden page": ("docs/.dots.md", f"{HEAD}{SHELL}\n", "1:1"),
        "a file of another kind": ("docs/assets/img/x.html", SCRIPT, "1:1"),
        "a drawing with a script": ("docs/assets/img/x.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>", "1:1"),
        "a drawing with a handler": ("docs/assets/img/x.svg", f"<svg xmlns='http://www.w3.org/2000/svg' onload='{OWNED}'/>", "1:1"),
        "a drawing of HTML": (
            "docs/assets/img/x.svg",
            f"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject>{IMAGE}</foreignObject></svg>".replace("src=x", "src='x'").replace(
                "'>", "'/>"
            ),
            "1:1",
        ),
        "a drawing of another name": (
            "docs/assets/img/x.svg",
            f"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>{OWNED}</s:script></s:svg>",
            "1:1",
        ),
        "a drawing from elsewhere": (
            "docs/assets/img/x.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><use href='https://example.org/x.svg#a'/></svg>",
            "1:1",
        ),
        "a drawing that grows": (
            "docs/assets/img/x.svg",
            "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&b;</text></svg>",
            "1:1",
        ),
        "a drawing with a style": (
            "docs/assets/img/x.svg",
            "<?xml-stylesheet href='https://example.org/x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "1:1",
        ),
        "a drawing that is none": ("docs/assets/img/x.svg", "<svg", "1:1"),
        "a picture that is none": ("docs/assets/img/x.png", SCRIPT, "1:1"),
        "a font that is none": ("docs/assets/fonts/x.woff2", SCRIPT, "1:1"),
        "a name with a line end": ("docs/a\nb.md", f"{HEAD}Text.\n", "1:1"),
        "a name of markup": ("docs/<b>.md", f"{HEAD}Text.\n", "1:1"),
        "a backup of an editor": ("docs/index.md~", "x", "1:1"),
        "a folder among entries": ("docs/glossary/deep/x.md", f"{HEAD}Text.\n", "1:1"),
    }.items()
}

# Lines for the navigation, and the column at which they are refused.
NAVIGATION: dict[str, str] = {
    "a title of markup": f'"{IMAGE.replace(chr(34), chr(39))}": about.md',
    "a title with a template": '"{{ cycler }}": about.md',
    "a title with a quote": "'x\" onclick=\"y': about.md",
    "an address that runs code": "Home again: javascript:alert(1)",
    "an address outside": "Elsewhere: https://example.org/",
    "an address without a scheme": "Elsewhere: //example.org/",
    "a way out of the folder": "Elsewhere: ../mkdocs.yml",
    "a title that leads to nothing": "Nothing:",
}

# Hostile text, for every field that takes text. All of it is accepted, and must stay text on every page and in every file.
TEXTS: tuple[str, ...] = (
    SCRIPT,
    IMAGE,
    f"</p></article>{SCRIPT}<article>",
    "</textarea></title></style></script><plaintext>",
    f"<!-- {IMAGE}",
    f'" onmouseover="{OWNED}" x="',
    f"' autofocus onfocus='{OWNED}' x='",
    f"&lt;script&gt;{OWNED}&lt;/script&gt;",
    f"\\{SCRIPT}",
    "[x](javascript:alert(1)) ![x](https://example.org/x.png)",
    "```\n# x".replace("\n", " "),
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "${alert(1)} [[x]] <%= x %>",
    "- x * y _z_ | a | b |",
    "]]>--></svg>",
)
