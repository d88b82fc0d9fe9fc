"""Whether a drawing (SVG) is only a drawing. Opened by its own address, a browser runs what is in it."""

import re
from xml.etree.ElementTree import Element, ParseError, XMLParser

_SVG = "{http://www.w3.org/2000/svg}"

_ELEMENTS = frozenset(
    {
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "use",
        "symbol",
    }
)
_ATTRIBUTES = frozenset(
    {
        "id",
        "class",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "dx",
        "dy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-rule",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-opacity",
        "stroke-miterlimit",
        "opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "clip-path",
        "clip-rule",
        "mask",
        "marker-start",
        "marker-mid",
        "marker-end",
        "markerWidth",
        "markerHeight",
        "refX",
        "refY",
        "orient",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
        "dominant-baseline",
        "role",
        "aria-label",
        "aria-hidden",
        "aria-labelledby",
        "version",
        "preserveAspectRatio",
        "href",
        "lang",
    }
)
_INSIDE = re.compile(r"#[\w-]+|url\(#[\w-]+\)")


def unsafe_drawing(text: str) -> str:
    """What the drawing holds and must not; empty where it is only a drawing.

    No declaration may stand in it, so that there are no entities to multiply: that is what XML readers can be attacked by.
    """
    if found := re.search(r"<!(?!--)|<\?(?!xml[ ?])", text):
        return f"the drawing holds the declaration {text[found.start() : found.start() + 20].split()[0]}"
    try:
        parser = XMLParser()  # noqa: S314 -- without declarations, which are refused above
        parser.feed(text)
        root = parser.close()
    except ParseError as error:
        return f"this isn't a drawing: {error}"
    if root.tag != f"{_SVG}svg":
        return "this isn't an SVG drawing"
    return next((what for element in root.iter() if (what := _unsafe(element))), "")


def _unsafe(element: Element) -> str:
    name = element.tag.removeprefix(_SVG)
    if name not in _ELEMENTS:
        return f"the drawing holds the element {name}"
    for attribute, value in element.attrib.items():
        plain = attribute.rpartition("}")[2]
        if plain not in _ATTRIBUTES:
            return f"the drawing holds the attribute {plain}"
        if (plain == "href" or "url" in value.lower() or "\\" in value) and not _INSIDE.fullmatch(value):
            return f"the drawing refers to something outside it: {value[:40]}"
    return ""
