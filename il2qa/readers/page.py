"""Reads saved PubMed pages: the record among the site's banners and menus, one page or many.

A page is read as lines, whether it was saved as text or as HTML. Headings ("Abstract",
"Publication types") part it; above the first stand imprint, title, byline and identifiers, in the
site's present layout sometimes twice (a full view and a short one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from il2qa.models import Correction, Journal, MeshHeading, Qualifier, Record, Section, Substance
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import build
from il2qa.readers.citations import languages_of
from il2qa.readers.event import Event, skipped, with_doubts
from il2qa.readers.grants import grant_of
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.page_heading import Heading, heading_of, is_identifier
from il2qa.readers.sections import labelled_section, split_sections
from il2qa.readers.source import MAX_RECORD, Source
from il2qa.readers.text import normalised
from il2qa.text.data import rows

_BULLET = lazy_pattern(r"^\s*(?:[•·*◦‣-]|\d{1,3}\.)\s+")
_PMID = lazy_pattern(r"\bPMID:?\s*(\d{1,9})\b")
_KEYWORDS = lazy_pattern(r"key ?words?:\s*(.+)", re.IGNORECASE)
_COPYRIGHT = lazy_pattern(r"©|copyright\b|published by\b|\(c\) ?\d{4}", re.IGNORECASE)
_NO_ABSTRACT = lazy_pattern(r"no abstract available", re.IGNORECASE)
_HTML = lazy_pattern(r"<html\b|<!doctype html", re.IGNORECASE)
_SHORTEST = 5  # lines of a page, without empty ones, before another can begin
_HEAD, _ABSTRACT, _IGNORED = "head", "abstract", "ignored"

Parts = dict[str, list[str]]


def recognises(head: str) -> bool:
    """Say whether text that begins so is a saved PubMed page."""
    if _HTML.match(head.lstrip()):
        return "citation_pmid" in head or "heading-title" in head
    return "PMID:" in head.replace("\xa0", " ") and any(mark in head for mark in _words("banner"))


def read(source: Source) -> Iterator[Event]:
    """Yield the records of a source's pages, and pages that have none as problems."""
    for first, lines in _pages(source):
        parts = _parts(lines)
        pmid = _pmid(parts)
        heading = heading_of(parts[_HEAD])
        if _is_article(lines):
            yield skipped("an article's page, not PubMed's", first, pmid)
        elif pmid and heading.title:
            yield from with_doubts(_record(pmid, heading, parts), first, *_lacking(heading))
        elif pmid or heading.title:
            yield skipped("no PMID" if heading.title else "no title", first, pmid)


def _is_article(lines: list[str]) -> bool:
    """Say whether a page is an article itself: its text is not the abstract's."""
    marks, body = _words("article"), _words("body")
    return lines[0].endswith(" - PMC") or any(
        line.startswith(marks) or line in body for line in lines
    )


def _lacking(heading: Heading) -> Iterator[str]:
    reference = heading.reference
    if reference.date and reference.journal is None:
        yield "no journal"
    if reference.date and not reference.is_whole:
        yield "reference not whole"


def _pages(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first line, cleaned lines) of each page of a file."""
    if _HTML.match(source.head.lstrip()):
        from il2qa.readers.page_html import pages_of_html  # its parser is slow to load

        yield from pages_of_html(source)
        return
    first, lines, size = 1, list[str](), 0
    for number, line in source.lines():
        plain = normalised(line)
        if plain.startswith(_words("start")) and len(lines) > _SHORTEST:
            yield first, lines
            first, lines, size = number, [], 0
        size += len(plain)
        if plain and size <= MAX_RECORD:
            lines.append(plain)
    if lines:
        yield first, lines


def _parts(lines: list[str]) -> Parts:
    """Sort a page's lines by the headings above them; what a page repeats counts once."""
    parts: Parts = {_HEAD: []}
    headings = _headings()
    current = _HEAD
    for line in lines:
        name = headings.get(line.rstrip(":").casefold())
        if current == "affiliations" and is_identifier(line):
            current = _HEAD
        if name:
            current = name if name == _IGNORED or not parts.get(name) else _IGNORED
            parts.setdefault(name, [])
        elif line and not _BULLET.sub("", line).startswith(_words("boilerplate")):
            parts.setdefault(current, []).append(line)
    return parts


def _pmid(parts: Parts) -> str | None:
    """Return the PMID: that of the head, else (the older layout) the first one below."""
    own = [line for name, lines in parts.items() if name != _IGNORED for line in lines]
    for line in (*parts[_HEAD], *own):
        if not _correction_line(line) and (match := _PMID.search(line)):
            return match[1].lstrip("0") or None
    return None


def _correction_line(line: str) -> bool:
    """Say whether a line is a reference to another record."""
    return line.count(". ") > 2


def _record(pmid: str, heading: Heading, parts: Parts) -> Record:
    reference = heading.reference
    abstract, keywords, copyright_line = _abstract(parts.get(_ABSTRACT, []))
    ids = Identifiers()
    ids.add("doi", reference.doi or heading.doi or "")
    ids.add("pmc", reference.pmc or heading.pmc or "")
    ids.add("pii", reference.pii or "")
    ids.add_all(("", name.partition("/")[2] or name) for name in _items(parts, "accessions"))
    people = heading.people(_items(parts, "affiliations"))
    return build(
        Record,
        pmid=pmid,
        title=heading.title,
        abstract=abstract,
        copyright=copyright_line,
        authors=people.people(),
        authors_complete=people.complete,
        journal=build(Journal, abbreviation=reference.journal),
        languages=languages_of(heading.languages) or ("eng",),
        publication_types=tuple(dict.fromkeys([*_items(parts, "types"), *heading.types])),
        mesh=_mesh(_items(parts, "mesh")),
        substances=tuple(build(Substance, name=name) for name in _items(parts, "substances")),
        keywords=keywords or tuple(_items(parts, "keywords")),
        grants=tuple(grant_of(line) for line in _items(parts, "grants")),
        corrections=tuple(_corrections(parts)),
        **reference.fields(),
        **ids.fields(),
    )


def _abstract(lines: list[str]) -> tuple[tuple[Section, ...], tuple[str, ...], str | None]:
    """Return the sections, the keywords and the copyright of the lines below "Abstract"."""
    sections: list[Section] = []
    keywords: tuple[str, ...] = ()
    copyright_line = None
    for line in lines:
        if match := _KEYWORDS.fullmatch(line):
            keywords = tuple(re.split(r"\s*[;,]\s+", match[1].rstrip(".")))
        elif sections and len(line) < 600 and _COPYRIGHT.match(line):
            copyright_line = line
        elif _PMID.match(line) or line.startswith(("DOI:", "PMCID:")) or _NO_ABSTRACT.match(line):
            continue
        else:
            sections += _paragraph(line, sections)
    return tuple(sections), keywords, copyright_line


def _paragraph(line: str, before: list[Section]) -> list[Section]:
    """Read a paragraph: a labelled one is a section, a plain one goes on with a plain one."""
    section = labelled_section(line)
    if section is not None:
        return [section]
    if before and not before[-1].label:
        text = f"{before.pop().text} {line}"
        return [build(Section, text=text)]
    return list(split_sections(line))


def _items(parts: Parts, name: str) -> list[str]:
    """Return the lines of a part without bullets."""
    return [_BULLET.sub("", line) for line in parts.get(name, [])]


def _mesh(lines: list[str]) -> tuple[MeshHeading, ...]:
    """Read "Pediatric Obesity* / drug therapy*"; lines of one descriptor are one heading."""
    headings: dict[str, tuple[bool, list[Qualifier]]] = {}
    for line in lines:
        descriptor, *qualifiers = (part.strip() for part in line.split(" / "))
        major, listed = headings.get(descriptor.rstrip("*"), (False, []))
        listed += (
            build(Qualifier, name=name.rstrip("*"), major=name.endswith("*")) for name in qualifiers
        )
        headings[descriptor.rstrip("*")] = (major or descriptor.endswith("*"), listed)
    return tuple(
        build(MeshHeading, descriptor=name, major=major, qualifiers=tuple(qualifiers))
        for name, (major, qualifiers) in headings.items()
    )


def _corrections(parts: Parts) -> Iterator[Correction]:
    """Yield the references below "Comment in", "Retraction in" and the like."""
    for kind, _, _ in rows("corrections.tsv"):
        for line in _items(parts, kind):
            number = _PMID.search(line)
            yield build(
                Correction,
                kind=kind,
                citation=_PMID.split(line)[0].rstrip(" .") + "." if number else line,
                pmid=number[1] if number else None,
            )


def _words(kind: str) -> tuple[str, ...]:
    """The site's own words of one kind, from the data file."""
    return tuple(word for found, word in rows("pubmed_page.tsv") if found == kind)


@cache
def _headings() -> dict[str, str]:
    """The parts of a page by the headings that begin them, compared without case."""
    own = {
        words.casefold(): kind.partition(":")[2]
        for kind, words in rows("pubmed_page.tsv")
        if kind.startswith("heading:")
    }
    return {heading.casefold(): kind for kind, _, heading in rows("corrections.tsv")} | own
