"""Texts for programs and for language models: a Markdown twin of each entry, llms.txt and terms.csv."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from posixpath import join, normpath
from typing import Any

from handbook import LICENCE, NAME, model
from handbook.addresses import address_of, entry_address
from handbook.catalog import Record
from handbook.export.api import ROOT, body
from handbook.export.file import File, text_file
from handbook.export.markdown import cell, inline, line
from handbook.export.markdown import link as markdown_link
from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS

# Published: see docs/data.md.
CSV_COLUMNS = ("id", "title", "aliases", "area", "definition", "url", "last_changed")

_PAGE_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s#]+\.md)(#[^)\s]*)?\)")


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every text."""
    for record in handbook.catalog.entries():
        kind = record.model.entry_kind
        yield text_file(f"{ROOT}{KINDS[kind].plural}/{{id}}.md", twin(handbook, record, address), (kind, record.id))
    yield text_file("llms.txt", llms_txt(handbook, address))
    yield text_file("terms.csv", terms_csv(handbook, address))


def twin(handbook: Handbook, record: Record[Any], address: str) -> str:
    """One entry as Markdown that stands by itself: its links are absolute, its last line says where it is from."""
    link = handbook.link(record.model.entry_kind, record.id)
    changed = record.model.last_changed.isoformat()
    source = f"Source: [{NAME}]({address}{link.url}), last changed {changed}, {LICENCE}."
    return "\n\n".join([f"# {inline(link.title)}", *_parts(handbook, record, address), source]) + "\n"


def _parts(handbook: Handbook, record: Record[Any], address: str) -> Iterator[str]:
    match record.model:
        case model.Term() as term:
            yield f"**{inline(term.definition)}**"
            if term.aliases:
                # No alias holds a semicolon.
                yield f"Also: {inline('; '.join(term.aliases))}."
            if term.covers:
                yield f"Covered here: {inline('; '.join(term.covers))}."
            yield f"You know this as: {inline(term.you_know)}"
            yield f"Now you decide: {inline(term.pm_decision)}"
            yield absolute(body(record).strip(), record.path, address)
            yield f"## Ask\n\n{_list(term.ask)}"
            yield f"## The trap\n\n{line(term.trap)}"
        case model.Resource() as resource:
            year = f", {resource.year}" if resource.year else ""
            authors = inline(", ".join(resource.authors))
            yield f"{markdown_link(resource.url, resource.url)}, by {authors}{year}. {resource.minutes} minutes, {resource.cost}."
            yield line(resource.why)
        case model.Skill() as skill:
            yield line(skill.summary)
            levels = (f"- **{level}**: {inline(getattr(skill.levels, level))}" for level in model.Levels.model_fields)
            yield "## Levels\n\n" + "\n".join(levels)
            yield f"## What carries over\n\n{line(skill.from_data_science)}"
            if skill.requires:
                rests_on = (f"[{inline(link.title)}]({address}{link.url})" for link in handbook.links("skill", skill.requires))
                yield f"Rests on: {', '.join(rests_on)}."
            yield "## Do this week\n\n" + "\n".join(map(_exercise, skill.practice))
        case model.Question() as question:
            yield f"## A strong answer\n\n{_list(question.good_answer)}"
            if question.spoken_answer:
                yield "## One way to say it\n\n" + "\n\n".join(map(line, question.spoken_answer))
            yield f"## A weak answer\n\n{_list(question.weak_answer)}"
            yield f"## They ask next\n\n{_list(question.follow_ups)}"
        case model.Comparison() as comparison:
            titles = [handbook.link("term", term).title for term in comparison.terms]
            yield line(comparison.summary)
            criteria = ((criterion.name, *criterion.values) for criterion in comparison.criteria)
            yield "\n".join(_rows(("Compare by", *titles), criteria))
            yield f"## Our verdict\n\n{line(comparison.verdict)}"
        case model.Room() as room:
            yield line(room.summary)
            yield absolute(body(record).strip(), record.path, address)
            yield "## The numbers, and what follows\n\n" + "\n".join(_given(room))
            rows = ((row.label, *row.values) for row in room.table.rows)
            yield "\n".join(_rows((room.table.first, *room.table.columns), rows))
            yield f"## The trap\n\n{line(room.trap)}"
            asked = handbook.link("question", room.question)
            yield f"## What they ask\n\n[{inline(asked.title)}]({address}{asked.url})"
        case model.Path() as path:
            yield f"{line(path.summary)} {path.hours} hours."
            yield f"For whom: {inline(path.for_whom)}"
            yield f"At the end: {inline(path.outcome)}"
            yield "\n".join(_steps(handbook, path, address))
        case model.Profile() as profile:
            yield f"{inline(handbook.vocabulary.profile_kinds[profile.kind])}: {inline(profile.summary)}"
            yield "\n".join(_ratings(handbook, profile, address))


def _given(room: model.Room) -> Iterator[str]:
    """The numbers of a room, and what follows from them."""
    for put in room.inputs:
        yield f"- {inline(put.label)}: {inline(' '.join(filter(None, (put.value, put.unit))))}"
    for result in room.results:
        yield f"- **{inline(result.label)}**: {inline(result.value)}"


def _rows(head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in Markdown, line by line."""
    for cells in ([*map(cell, head)], ["---"] * len(head), *([*map(cell, row)] for row in rows)):
        yield f"| {' | '.join(cells)} |"


def _steps(handbook: Handbook, path: model.Path, address: str) -> Iterator[str]:
    for number, step in enumerate(path.steps, start=1):
        if step.stage:
            yield f"\n## {inline(step.stage)}\n"
        yield f"{number}. {_step(handbook, step, address)}. {inline(step.why)}"


def _ratings(handbook: Handbook, profile: model.Profile, address: str) -> Iterator[str]:
    for link, rating in handbook.ratings(profile):
        level = handbook.vocabulary.levels[rating.level].title
        yield f"- [{inline(link.title)}]({address}{link.url}), {inline(level.lower())}: {inline(rating.why)}"


def _step(handbook: Handbook, step: model.Step, address: str) -> str:
    name, target = step.thing
    if name == "exercise":
        return f"Exercise ({step.minutes} min): {inline(target.rstrip('.'))}"
    link = handbook.link(name, target)
    return f"{name.capitalize()}: [{inline(link.title)}]({address}{link.url})"


def _exercise(exercise: model.Exercise) -> str:
    return f"- {line(exercise.text)} ({exercise.minutes} min)" + (f" {line(exercise.otherwise)}" if exercise.otherwise else "")


def _list(points: Iterable[str]) -> str:
    return "\n".join(f"- {line(point)}" for point in points)


def absolute(text: str, path: str, address: str) -> str:
    """The text of the page at `path` with its links to other pages made absolute."""

    def target(found: re.Match[str]) -> str:
        page = address_of(normpath(join(path.rpartition("/")[0], found[1])))
        return f"]({address}{page}{found[2] or ''})"

    return _PAGE_LINK.sub(target, text)


def llms_txt(handbook: Handbook, address: str) -> str:
    """What there is, for a language model that looks for it. Source: the llms.txt proposal (llmstxt.org)."""
    parts = [
        f"# {NAME}",
        f"> A public handbook that takes a data scientist to the job of ML/AI product manager. Text and data under {LICENCE}.",
        f"Each link leads to an entry as Markdown. The same entries as JSON: {address}{ROOT}index.json",
    ]
    for area, links in handbook.terms_by_area.items():
        parts.append(_section(f"Terms: {inline(handbook.vocabulary.areas[area].title)}", links, address))
    for kind in KINDS.values():
        if kind.has_page and kind.name != "term":
            parts.append(_section(kind.plural.capitalize(), handbook.links(kind.name, handbook.catalog.records(kind.name)), address))
    parts.append(_section("Optional", handbook.links("resource", handbook.catalog.resources), address))
    return "\n\n".join(parts) + "\n"


def _section(title: str, links: Iterable[Link], address: str) -> str:
    return f"## {title}\n\n" + "\n".join(f"- [{inline(link.title)}]({address}{_twin_of(link)}): {inline(link.summary)}" for link in links)


def _twin_of(link: Link) -> str:
    return f"{ROOT}{KINDS[link.kind].plural}/{link.id}.md"


def terms_csv(handbook: Handbook, address: str) -> str:
    """Every term in one table, for spreadsheets. Every cell is in quotes, whatever is in it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(CSV_COLUMNS)
    for record in handbook.catalog.terms.values():
        term = record.model
        cells = (record.id, term.title, "; ".join(term.aliases), term.area, term.definition)
        writer.writerow((*map(defused, cells), f"{address}{entry_address('term', record.id)}", term.last_changed))
    return text.getvalue()


# Where a spreadsheet begins a cell: at its beginning and, for one that takes semicolons for what separates cells (as in
# most of Europe), behind each of them, quotes or not; behind tabs and line ends too, should one ever come so far.
# Full-width signs begin a formula in some, and apostrophes are counted so that one can be taken away again.
_FORMULA = re.compile(r"(^|[;\t\r\n][\s\"]*)(?='*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r])")


def defused(cell: str) -> str:
    """The cell so that no spreadsheet takes it, or a part of it, for a formula. Source: OWASP, CSV Injection."""
    return _FORMULA.sub(r"\1'", cell)
