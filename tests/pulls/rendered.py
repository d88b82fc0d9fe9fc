"""A comment as Markdown renders it, with addresses that become links by themselves: what is markup, and what is text."""

from dataclasses import dataclass

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

_RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@dataclass(frozen=True)
class Rendered:
    """The names of the elements, the targets of links and pictures, what is in code, and the text that isn't."""

    elements: set[str]
    links: list[str]
    code: list[str]
    text: str


def rendered(body: str) -> Rendered:
    tree = LexborHTMLParser(f"<body>{_RENDERER.render(body)}</body>")
    page = tree.body
    assert page is not None
    for node in [node for node in page.traverse(include_text=False) if node.tag == "-comment"]:
        node.decompose()
    found = [node for node in page.traverse(include_text=False) if node.tag != "body"]
    links = [node.attributes.get("href") or node.attributes.get("src") or "" for node in found if node.tag in {"a", "img"}]
    code = [node.text() for node in page.css("code")]
    elements = {str(node.tag) for node in found}
    for node in page.css("code"):
        node.decompose()
    return Rendered(elements, links, code, page.text())
