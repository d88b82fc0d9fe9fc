"""Style sheets: read, cut to what can apply, and printed short.

Most of the theme's styles are for what no page of the handbook has. A rule of them stays if its selector can match an element of
some built page, in any state and wherever it stands, or something that a script of ours makes: every word of the scripts counts
as a class, an element or an attribute. So what goes could never have applied, and nobody keeps a list.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from tinycss2 import ast

# At-rules that hold rules. `keyframes` and the like hold something else, and stand or go as a whole.
_GROUPS = frozenset({"media", "supports", "layer", "container"})
# Functions whose argument is a list of selectors, one of which must match. What `not` holds need not.
_ANY_OF = frozenset({"is", "where", "has", "matches", "-webkit-any", "-moz-any"})
_COMBINATORS = frozenset(">+~")
_VAR = re.compile(r"var\(\s*(--[\w-]+)")
_ANIMATION = re.compile(r"animation(?:-name)?:([^;}]*)")
_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_CAMEL = re.compile(r"-([a-z])")
_COMPARE: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


@dataclass(frozen=True, slots=True)
class Test:
    """What a selector asks of an attribute: that it is there, or how its value compares."""

    name: str
    how: str = ""
    wanted: str = ""

    def holds(self, value: str) -> bool:
        """Whether a value passes."""
        return not self.how or _COMPARE[self.how](value, self.wanted)


@dataclass(slots=True)
class Compound:
    """What a selector asks of one element."""

    tag: str = ""
    classes: set[str] = field(default_factory=set)
    tests: set[Test] = field(default_factory=set)
    # Lists of selectors, of each of which one must match.
    any_of: "list[list[Selector]]" = field(default_factory=list)

    def asked(self) -> Iterator[Test]:
        """What it asks of attributes, with all that is in it."""
        yield from self.tests
        for selectors in self.any_of:
            for selector in selectors:
                for compound in selector:
                    yield from compound.asked()


# From the outermost element to the one that it is about. How they stand to each other is not looked at.
Selector = list[Compound]


@dataclass(slots=True)
class Rule:
    """A rule, or a group of rules."""

    node: Any
    # The text of each of its selectors, and what it asks.
    selectors: list[tuple[str, Selector]] = field(default_factory=list)
    # Name and text of each of its declarations.
    declared: list[tuple[str, str]] = field(default_factory=list)
    # Of a group, the rules in it.
    inner: "list[Rule] | None" = None

    def asked(self) -> Iterator[Test]:
        """What it asks of attributes, with all that is in it."""
        for _, selector in self.selectors:
            for compound in selector:
                yield from compound.asked()
        for rule in self.inner or ():
            yield from rule.asked()


class Elements:
    """The elements of all pages, as far as selectors ask: each kind is kept once, however often it stands there."""

    def __init__(self, asked: Iterable[Test]) -> None:
        self._asked: dict[str, list[Test]] = {}
        for test in sorted(set(asked), key=lambda test: (test.name, test.how, test.wanted)):
            self._asked.setdefault(test.name, []).append(test)
        self._kinds: set[tuple[str, str, frozenset[Test]]] = set()
        self._passed: dict[tuple[str, str], frozenset[Test]] = {}

    def add(self, elements: Iterable[tuple[str, Mapping[str, str | None]]]) -> None:
        """Take in the elements of a page: the name and the attributes of each."""
        for tag, attributes in elements:
            passed: frozenset[Test] = frozenset()
            for name, value in attributes.items():
                if name in self._asked:
                    passed |= self._passes(name, value or "")
            self._kinds.add((tag, attributes.get("class") or "", passed))

    def _passes(self, name: str, value: str) -> frozenset[Test]:
        found = self._passed.get((name, value))
        if found is None:
            found = self._passed[name, value] = frozenset(test for test in self._asked[name] if test.holds(value))
        return found

    def kinds(self) -> list[tuple[str, frozenset[str], frozenset[Test]]]:
        """Name, classes, and the tests that its attributes pass, of each kind."""
        return [(tag, frozenset(classes.split()), passed) for tag, classes, passed in sorted(self._kinds, key=lambda kind: kind[:2])]


class Sheet:
    """The rules of some files, in their order. Raises `ValueError` for what is no style sheet."""

    def __init__(self, texts: Iterable[str]) -> None:
        parsed = (tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True) for text in texts)
        self._rules = [rule for nodes in parsed for rule in _rules(_sound(nodes))]

    def printed(self) -> str:
        """All rules, without comments and blanks."""
        return "".join(map(_printed, self._rules))

    def elements(self) -> Elements:
        """None yet: for the elements of pages, looked at as these rules do."""
        return Elements(test for rule in self._rules for test in rule.asked())

    def cut(self, elements: Elements, scripts: Iterable[str], beside: str) -> str:
        """The rules that can apply to these elements, or to what these scripts make. `beside` are the styles that are sent along."""
        words = {word for text in scripts for word in _WORD.findall(text)}
        kept = list(_kept(self._rules, _Matcher(elements, words)))
        used = _used_properties(kept, beside) | words
        animated = {word for name, text in _declared(kept) if name.startswith("animation") for word in _WORD.findall(text)}
        animated |= {word for text in _ANIMATION.findall(beside) for word in _WORD.findall(text)}
        return "".join(_printed(rule, used) for rule in kept if not _frames(rule) or _frames(rule) in animated)


class _Matcher:
    """Which selectors can match."""

    def __init__(self, elements: Elements, words: set[str]) -> None:
        self._kinds = elements.kinds()
        self._words = words
        self._by_class: dict[str, list[int]] = {}
        for place, (_, classes, _) in enumerate(self._kinds):
            for name in classes:
                self._by_class.setdefault(name, []).append(place)

    def can_match(self, selector: Selector) -> bool:
        """Whether there is, or may come to be, an element for each part of it."""
        return all(self._is_there(compound) for compound in selector)

    def _is_there(self, compound: Compound) -> bool:
        if not all(any(map(self.can_match, selectors)) for selectors in compound.any_of):
            return False
        # A script may make elements, and set classes and attributes on any: the rest must be together on one.
        tag = "" if compound.tag in self._words else compound.tag
        classes = compound.classes - self._words
        tests = {test for test in compound.tests if not self._is_set(test)}
        if not (tag or classes or tests):
            return True
        first = min(classes, key=lambda name: len(self._by_class.get(name, ())), default="")
        places: Iterable[int] = self._by_class.get(first, ()) if first else range(len(self._kinds))
        return any(self._fits(self._kinds[place], tag, classes, tests) for place in places)

    def _fits(self, kind: tuple[str, frozenset[str], frozenset[Test]], tag: str, classes: set[str], tests: set[Test]) -> bool:
        return (not tag or kind[0] == tag) and classes <= kind[1] and tests <= kind[2]

    def _is_set(self, test: Test) -> bool:
        """Whether a script may set such an attribute: by its name, or as a property, and to such a value."""
        property_ = _CAMEL.sub(lambda found: found[1].upper(), test.name.removeprefix("data-"))
        return not {test.name, property_}.isdisjoint(self._words) and self._words.issuperset(_WORD.findall(test.wanted))


def _kept(rules: Iterable[Rule], matcher: _Matcher) -> Iterator[Rule]:
    for rule in rules:
        if rule.inner is not None:
            if inner := list(_kept(rule.inner, matcher)):
                yield Rule(rule.node, inner=inner)
        elif not rule.selectors:
            yield rule
        elif selectors := [found for found in rule.selectors if matcher.can_match(found[1])]:
            yield Rule(rule.node, selectors, rule.declared)


def _rules(nodes: Iterable[Any]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [(_text(part), _selector(part)) for part in _parts(node.prelude)]
            yield Rule(node, selectors, list(map(_declaration, _contents(node))))
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            yield Rule(node, inner=list(_rules(_contents(node))))
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            yield Rule(node)


def _contents(node: Any) -> list[Any]:
    return list(_sound(tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)))


def _sound(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"a style sheet cannot be read: line {node.source_line}: {node.message}")
        yield node


def _declaration(node: Any) -> tuple[str, str]:
    """Name and text of a declaration. What else may stand in a rule has no name."""
    if node.type != "declaration":
        return "", _text([node])
    return node.name, f"{node.name}:{_text(node.value)}{'!important' if node.important else ''}"


def _text(nodes: list[Any]) -> str:
    """Their text, with one blank for several, but for those in strings."""
    _narrow(nodes)
    text: str = tinycss2.serialize(nodes)
    return text.strip()


def _narrow(nodes: Iterable[Any]) -> None:
    for node in nodes:
        if node.type == "whitespace":
            node.value = " "
        for part in ("prelude", "content", "arguments"):
            _narrow(getattr(node, part, None) or ())


def _parts(pieces: Iterable[Any]) -> Iterator[list[Any]]:
    """What stands between commas."""
    part: list[Any] = []
    for piece in pieces:
        if piece == ",":
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def _selector(pieces: list[Any]) -> Selector:
    """What a selector asks, without what it asks of states and places."""
    compounds = [Compound()]
    rest = iter(pieces)
    for piece in rest:
        here = compounds[-1]
        if piece.type == "whitespace" or (piece.type == "literal" and piece.value in _COMBINATORS):
            compounds.append(Compound())
        elif piece == ".":
            here.classes.add(next(rest).value)
        elif piece == ":":
            _add_function(here, _after_colons(rest))
        elif piece.type == "ident":
            here.tag = piece.lower_value
        elif piece.type == "hash":
            here.tests.add(Test("id", "=", piece.value))
        elif piece.type == "[] block":
            here.tests.add(_test(piece))
    return compounds


def _after_colons(rest: Iterator[Any]) -> Any:
    """What a pseudo-class or a pseudo-element is called, behind one colon or two."""
    piece = next(rest)
    return next(rest) if piece == ":" else piece


def _add_function(compound: Compound, piece: Any) -> None:
    if piece.type == "function" and piece.lower_name in _ANY_OF:
        compound.any_of.append([_selector(part) for part in _parts(piece.arguments)])


def _test(block: ast.SquareBracketsBlock) -> Test:
    name, *rest = (piece for piece in block.content if piece.type != "whitespace")
    return Test(name.lower_value, *(piece.value for piece in rest[:2]))


def _printed(rule: Rule, used: Container[str] | None = None) -> str:
    """A rule's text; with `used`, without the custom properties that are not among them."""
    node = rule.node
    if rule.inner is not None:
        inner = "".join(_printed(one, used) for one in rule.inner)
        return f"@{node.at_keyword} {_text(node.prelude)}{{{inner}}}" if inner else ""
    if not rule.selectors:
        return _text([node])
    body = ";".join(text for name, text in rule.declared if used is None or not name.startswith("--") or name in used)
    return f"{','.join(text for text, _ in rule.selectors)}{{{body}}}" if body else ""


def _used_properties(rules: Iterable[Rule], beside: str) -> frozenset[str]:
    """The custom properties that something asks for, and those that these are made of."""
    made: dict[str, set[str]] = {}
    found = set(_VAR.findall(beside))
    for name, text in _declared(rules):
        if name.startswith("--"):
            made.setdefault(name, set()).update(_VAR.findall(text))
        else:
            found.update(_VAR.findall(text))
    used: set[str] = set()
    while found:
        used |= found
        found = {inner for name in found for inner in made.get(name, ())} - used
    return frozenset(used)


def _declared(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        yield from rule.declared
        yield from _declared(rule.inner or ())


def _frames(rule: Rule) -> str:
    """The name of the animation that a rule lays down."""
    node = rule.node
    is_one = node.type == "at-rule" and node.lower_at_keyword.endswith("keyframes")
    return _text(node.prelude) if is_one else ""
