"""Reads PubMed's "Abstract (text)": numbered records of paragraphs, as exported since 2009.

A record is its reference, title, byline, affiliations, comments, abstract, copyright and
identifiers, each a paragraph wrapped to lines; what a paragraph is shows in its first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from il2qa.identifiers import pmid
from il2qa.models import Author, Correction, Journal, OtherAbstract, Record
from il2qa.readers import numbered
from il2qa.readers.build import build
from il2qa.readers.bylines import is_byline, parse_byline
from il2qa.readers.citations import languages_of, parse_reference
from il2qa.readers.event import Event, Problem, skipped
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.people import People
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.text import clean
from il2qa.text.data import rows

_ARTICLE_IN = re.compile(r"\[Article in ([^\];]+)[^\]]*\]")
_IDENTIFIER = re.compile(r"\s*(DOI|PMCID|PMID|UIID|PII):\s*(\S+)\s*(?:\[[^\]]*\]\s*)?")
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
        yield _record(list(_paragraphs(lines))) or skipped("no PMID", line)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Group lines by the empty ones between them; lines of identifiers are a group of their own."""
    current: list[str] = []
    in_identifiers = False
    for line in [*lines, ""]:
        identifies = _IDENTIFIER.fullmatch(line) is not None
        if current and (not line.strip() or identifies != in_identifiers):
            yield current
            current = []
        if line.strip():
            current.append(line)
            in_identifiers = identifies


def _record(paragraphs: list[list[str]]) -> Record | None:
    """Build a record from its paragraphs; None where none gives a PMID."""
    given = _Given()
    for paragraph in paragraphs[1:]:
        given.take(paragraph)
    if given.pmid is None:
        return None
    reference = parse_reference(clean(" ".join(paragraphs[0])))
    given.ids.add("doi", reference.doi or "")
    abstract, others, notice = _texts(given.free)
    return build(
        Record,
        pmid=given.pmid,
        title=given.title,
        abstract=split_sections(abstract),
        other_abstracts=others,
        copyright=notice,
        authors=given.people.people(),
        authors_complete=given.people.complete,
        investigators=given.investigators,
        journal=build(Journal, abbreviation=reference.journal),
        date=reference.date,
        electronic_date=reference.electronic_date,
        volume=reference.volume,
        issue=reference.issue,
        pages=reference.pages,
        languages=given.languages,
        corrections=tuple(given.corrections),
        **given.ids.fields(),
    )


class _Given:
    """What the paragraphs below a reference give, taken one by one."""

    def __init__(self) -> None:
        self.pmid: str | None = None
        self.title = ""
        self.languages: tuple[str, ...] = ("eng",)
        self.people = People()
        self.investigators: tuple[Author, ...] = ()
        self.corrections: list[Correction] = []
        self.ids = Identifiers()
        self.free: list[str] = []
        self._marks: list[list[str]] = []

    def take(self, paragraph: list[str]) -> None:
        """Take a paragraph as what its first words say."""
        heading, text = paragraph[0].strip(), clean(" ".join(paragraph))
        if _IDENTIFIER.fullmatch(paragraph[0]):
            self._take_identifiers(paragraph)
        elif not self.title:
            self.title = text
        elif language := _ARTICLE_IN.fullmatch(text):
            self.languages = languages_of(language[1])
        elif heading.startswith("Author information"):
            _give_affiliations(self.people, self._marks, text.partition(":")[2])
        elif heading.startswith("Collaborators:"):
            self.investigators = parse_byline(text.partition(":")[2])[0].people()
        elif heading in _correction_kinds():
            self.corrections += _corrections(_correction_kinds()[heading], paragraph[1:])
        elif not self._marks and not self.free and is_byline(text):
            self.people, self._marks = parse_byline(text)
        elif not heading.startswith("Conflict of interest statement:"):
            self.free.append(text)

    def _take_identifiers(self, lines: list[str]) -> None:
        for kind, value in (match.groups() for line in lines if (match := _IDENTIFIER.match(line))):
            if kind == "PMID":
                self.pmid = self.pmid or pmid(value)
            else:
                self.ids.add(kind, value)


def _texts(free: list[str]) -> tuple[str, tuple[OtherAbstract, ...], str | None]:
    """Tell abstract, abstracts in other languages and copyright apart.

    The abstract is one paragraph; a short one behind it, or a lone one that says so, is the
    copyright.
    """
    abstract: list[str] = []
    others: list[OtherAbstract] = []
    notice = None
    for text in free:
        kind = _KIND.match(text)
        if kind:
            sections = split_sections(text[kind.end() :])
            others += [build(OtherAbstract, sections=sections, kind=kind[1])] if sections else []
        elif len(text) < _LONGEST_COPYRIGHT and (abstract or _COPYRIGHT.search(text)):
            notice = f"{notice} {text}" if notice else text
        else:
            abstract.append(text)
    return " ".join(abstract), tuple(others), notice


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
