"""Reads PubMed's "Abstract (text)": numbered records of paragraphs, as exported since 2009.

A record is its reference, title, byline, affiliations, comments, abstract, copyright and
identifiers, each a paragraph wrapped to lines; what a paragraph is shows in its first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from il2qa.models import Correction, Journal, OtherAbstract, Record
from il2qa.readers import numbered
from il2qa.readers.build import build
from il2qa.readers.citations import (
    is_byline,
    languages_of,
    parse_byline,
    parse_reference,
)
from il2qa.readers.events import Event, Problem, skipped
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.people import People
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.text import clean
from il2qa.text.data import rows

_ARTICLE_IN = re.compile(r"\[Article in ([^\];]+)[^\]]*\]")
_IDENTIFIER = re.compile(r"(DOI|PMCID|PMID|UIID|PII):\s*(\S+)")
_KIND = re.compile(r"(Publisher|PIP|NASA|KIE|AAMC|AIDS|plain-language-summary): ?")
_COPYRIGHT = re.compile(
    r"©|\(c\)|\bcopyright|^published by|all rights reserved|^this article is|^georg thieme",
    re.IGNORECASE,
)
_MARK = re.compile(r"\((\d{1,3}|#)\)")
_LONGEST_COPYRIGHT = 600
_PMID_AT_END = re.compile(r"\s*PMID:\s*(\d+).*$")


def recognises(head: str) -> bool:
    """Say whether text that begins so is abstract text: an empty line below its reference."""
    return numbered.recognises(head) and "\n\n" in numbered.first_record(head)


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    for found in numbered.records(source):
        if isinstance(found, Problem):
            yield found
            continue
        line, lines = found
        yield _record(_paragraphs(lines)) or skipped("no PMID", line)


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """Group lines by the empty ones between them."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _record(paragraphs: list[list[str]]) -> Record | None:
    """Build a record from its paragraphs; None where none gives a PMID."""
    found: dict[str, Any] = {"pmid": None, "languages": ("eng",)}
    people, marks = People(), list[list[str]]()
    ids = Identifiers()
    corrections: list[Correction] = []
    free: list[str] = []
    reference = parse_reference(clean(" ".join(paragraphs[0]))) if paragraphs else None
    if reference is None:
        return None
    titled = len(paragraphs) > 1 and not _takes_identifiers(paragraphs[1], found, ids)
    for paragraph in paragraphs[2 if titled else 1 :]:
        heading, text = paragraph[0].strip(), clean(" ".join(paragraph))
        if _takes_identifiers(paragraph, found, ids):
            continue
        if language := _ARTICLE_IN.fullmatch(text):
            found["languages"] = languages_of(language[1])
        elif heading.startswith("Author information"):
            _give_affiliations(people, marks, text.partition(":")[2])
        elif heading.startswith("Collaborators:"):
            found["investigators"] = parse_byline(text.partition(":")[2])[0].people()
        elif heading.startswith("Conflict of interest statement:"):
            continue
        elif heading in _correction_kinds():
            corrections += _corrections(_correction_kinds()[heading], paragraph[1:])
        elif not marks and not free and is_byline(text):
            people, marks = parse_byline(text)
        else:
            free.append(text)
    if found["pmid"] is None:
        return None
    ids.add("doi", reference.doi or "")
    _take_texts(found, free)
    return build(
        Record,
        title=clean(" ".join(paragraphs[1])) if titled else "",
        authors=people.people(),
        authors_complete=people.complete,
        journal=build(Journal, abbreviation=reference.journal),
        date=reference.date,
        electronic_date=reference.electronic_date,
        volume=reference.volume,
        issue=reference.issue,
        pages=reference.pages,
        corrections=tuple(corrections),
        **found,
        **ids.fields(),
    )


def _takes_identifiers(paragraph: list[str], found: dict[str, Any], ids: Identifiers) -> bool:
    """Take the paragraph of identifiers ("DOI: …", "PMID: …"); False where it is another."""
    first = _IDENTIFIER.match(paragraph[0].strip())
    if first is None:
        return False
    for line in paragraph:
        for kind, value in _IDENTIFIER.findall(line):
            if kind == "PMID" and value.isdigit():
                found["pmid"] = found["pmid"] or value.lstrip("0") or None
            else:
                ids.add(kind, value)
    return True


def _take_texts(found: dict[str, Any], free: list[str]) -> None:
    """Tell abstract, abstracts in other languages and copyright apart."""
    abstract, others = [], []
    for text in free:
        kind = _KIND.match(text)
        short = len(text) < _LONGEST_COPYRIGHT
        if kind:
            sections = split_sections(text[kind.end() :])
            if sections:
                others.append(build(OtherAbstract, sections=sections, kind=kind[1]))
        elif short and (abstract or _COPYRIGHT.search(text)) and text is free[-1 - len(others)]:
            found["copyright"] = text
        else:
            abstract.append(text)
    found["abstract"] = split_sections(" ".join(abstract))
    found["other_abstracts"] = tuple(others)


def _give_affiliations(people: People, marks: list[list[str]], text: str) -> None:
    """Give "(1)Department A. (2)Department B." to the people with those marks."""
    pieces = _MARK.split(text)
    if len(pieces) < 3:
        people.affiliation_of(0, text.strip())
        return
    numbered_texts: dict[str, str] = {}
    expected = 1
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if mark == "#":  # "(#)Contributed equally"
            continue
        if int(mark) == expected:
            numbered_texts[mark] = piece.strip()
            expected += 1
        elif numbered_texts:  # a bracketed number inside an address
            numbered_texts[str(expected - 1)] += f" ({mark}){piece.rstrip()}"
    for index, own in enumerate(marks):
        for mark in own:
            if mark in numbered_texts:
                people.affiliation_of(index, numbered_texts[mark])


@cache
def _correction_kinds() -> dict[str, str]:
    return {heading: kind for kind, _, heading in rows("corrections.tsv")}


def _corrections(kind: str, lines: list[str]) -> Iterator[Correction]:
    """Yield the references below a heading; each begins at the smallest indentation."""
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    references: list[str] = []
    for line in lines:
        indented = len(line) - len(line.lstrip()) > margin
        is_new = not references or (not indented and references[-1].rstrip().endswith("."))
        if is_new:
            references.append(line)
        else:
            references[-1] += " " + line
    for reference in map(clean, references):
        number = _PMID_AT_END.search(reference)
        yield build(
            Correction,
            kind=kind,
            citation=_PMID_AT_END.sub("", reference) or None,
            pmid=number[1] if number else None,
        )
