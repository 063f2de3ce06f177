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
from il2qa.patterns import lazy_pattern
from il2qa.readers import numbered
from il2qa.readers.books import Contribution, chapter_in, whole_book
from il2qa.readers.build import build
from il2qa.readers.bylines import is_byline, parse_byline
from il2qa.readers.citations import YEAR, Reference, languages_of, parse_reference
from il2qa.readers.event import Event, Problem, skipped, with_doubts
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.numbered import Numbered
from il2qa.readers.people import People
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.text import normalised
from il2qa.text.data import rows

_ARTICLE_IN = lazy_pattern(r"\[Article in ([^\];]+)[^\]]*\]")
_IDENTIFIER = lazy_pattern(r"\s*(DOI|PMCID|PMID|UIID|PII):\s*(\S+)\s*(?:\[[^\]]*\]\s*)?")
_KIND = lazy_pattern(r"(Publisher|PIP|NASA|KIE|AAMC|AIDS|plain-language-summary): ?")
_COPYRIGHT = lazy_pattern(  # how one begins: 98 % of those in MEDLINE, and no abstract
    r"\W{0,3}(?:©|\(c\)|c?\d{4}\b.{0,80}(?:all rights reserved|published by)|georg thieme"
    r"|(?:crown )?copyright\W{0,3}(?:\(c\)|\d{4}|held|retained|the author)"
    r"|published (?:by|\d{4}|on behalf)\b|all rights reserved"
    r"|this article is (?:a|an|in|not|open|protected)\b)",
    re.IGNORECASE,
)
_COPYRIGHT_WITHIN = lazy_pattern(r"©|\(c\)|\bcopyright|all rights reserved", re.IGNORECASE)
_MARK = lazy_pattern(r"\(0*([0-9]{1,3}|#)\)")
_LONGEST_COPYRIGHT = 600
_ENDS = lazy_pattern(r"^PMID:\s*(\d{1,9})\s*(?:\[.*)?$")
_REFERENCE = lazy_pattern(rf"[^.?!]{{2,150}}(?:\.[^.?!]{{0,30}})?\.\s+{YEAR}\b")
_NO_AUTHORS = lazy_pattern(r"\[no authors listed\]\.?", re.IGNORECASE)
_BEHIND_BYLINE = ("Author information", "Collaborators:")
_BEHIND_PMID = ("Conflict of interest statement:", "Grant support:")
_PMID_AT_END = lazy_pattern(r"\s*PMID:\s*(\d+).*$")


def recognises(head: str) -> bool:
    """Say whether text that begins so is abstract text: an empty line below its reference."""
    return numbered.recognises(head) and numbered.has_paragraphs(head)


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    for found in numbered.records(source, _ENDS, _begins, _stands_behind, apart=2):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _record(found)


def _begins(text: str) -> bool:
    return _REFERENCE.match(text) is not None


def _stands_behind(line: str) -> bool:
    return line.startswith(_BEHIND_PMID) or line.strip() in _correction_kinds()


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


def _record(entry: Numbered) -> Iterator[Event]:
    """Yield a record, or why there is none."""
    paragraphs = list(_paragraphs(entry.lines))
    given = _Given()
    lines = _reference_lines(paragraphs, given)
    reference = parse_reference(normalised(" ".join(lines)))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else ""
        given.take(paragraph, following)
    if given.pmid is None or not entry.number:
        reason = "no PMID" if given.pmid is None else "no reference"
        yield skipped(reason, entry.line, given.pmid)
        return
    given.ids.add("doi", reference.doi or "")
    given.ids.add("pii", reference.pii or "")
    yield from with_doubts(
        _built(given.pmid, given, reference), entry.line, *_lacking(given, reference)
    )


def _reference_lines(paragraphs: list[list[str]], given: _Given) -> list[str]:
    """Take the reference away from the paragraphs; a book's stands below title and byline."""
    title = normalised(" ".join(paragraphs[0]))
    for number, paragraph in enumerate(paragraphs[1:4], 1):
        text = normalised(" ".join(paragraph))
        given.chapter = chapter_in(text)
        book = None if given.chapter else whole_book(title, text)
        given.chapter = Contribution(book, book.date) if book else given.chapter
        if given.chapter:
            del paragraphs[number]
            return []
    return paragraphs.pop(0)


def _built(identifier: str, given: _Given, reference: Reference) -> Record:
    abstract, others, notice = _texts(given.free)
    book = given.chapter.book if given.chapter else None
    is_chapter = book is not None and book.title not in given.title
    journal = Journal(title=book.title) if book and is_chapter else None
    imprint = reference.fields()
    if given.chapter:
        imprint["date"] = given.chapter.date
    return build(
        Record,
        pmid=identifier,
        title=given.title,
        abstract=split_sections(abstract),
        other_abstracts=others,
        copyright=notice,
        authors=given.people.people(),
        authors_complete=given.people.complete,
        investigators=given.investigators,
        journal=journal or build(Journal, abbreviation=reference.journal),
        book=book,
        languages=given.languages,
        corrections=tuple(given.corrections),
        **imprint,
        **given.ids.fields(),
    )


def _lacking(given: _Given, reference: Reference) -> Iterator[str]:
    """Say what of a record could not be read as the form has it."""
    if given.chapter is None and reference.date:
        if reference.journal is None:
            yield "no journal"
        if not reference.is_whole:
            yield "reference not whole"
    if given.pmids > 1:
        yield "several PMIDs"


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
        self.chapter: Contribution | None = None
        self.pmids = 0
        self._marks: list[list[str]] = []

    def take(self, paragraph: list[str], following: str) -> None:
        """Take a paragraph as what its first words, or those of the one below, say."""
        heading, text = paragraph[0].strip(), normalised(" ".join(paragraph))
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
        elif not self._marks and not self.free and _names(text, following):
            self.people, self._marks = parse_byline(text)
        elif not heading.startswith(_BEHIND_PMID) and not _NO_AUTHORS.fullmatch(text):
            self.free.append(text)

    def _take_identifiers(self, lines: list[str]) -> None:
        for kind, value in (match.groups() for line in lines if (match := _IDENTIFIER.match(line))):
            if kind == "PMID":
                self.pmids += self.pmid is None or pmid(value) != self.pmid
                self.pmid = self.pmid or pmid(value)
            else:
                self.ids.add(kind, value)


def _names(text: str, following: str) -> bool:
    """Say whether a paragraph is the byline: by its names, or by what stands below it."""
    return is_byline(text) or following.strip().startswith(_BEHIND_BYLINE)


def _texts(free: list[str]) -> tuple[str, tuple[OtherAbstract, ...], str | None]:
    """Tell abstract, abstracts in other languages and copyright apart."""
    abstract: list[str] = []
    others: list[OtherAbstract] = []
    notice = None
    for text in free:
        kind = _KIND.match(text)
        if kind:
            sections = split_sections(text[kind.end() :])
            others += [build(OtherAbstract, sections=sections, kind=kind[1])] if sections else []
        elif _is_copyright(text, bool(abstract)):
            notice = f"{notice} {text}" if notice else text
        else:
            abstract.append(text)
    return " ".join(abstract), tuple(others), notice


def _is_copyright(text: str, behind_abstract: bool) -> bool:
    if len(text) > _LONGEST_COPYRIGHT:
        return False
    within = behind_abstract and _COPYRIGHT_WITHIN.search(text)
    return bool(within or _COPYRIGHT.match(text))


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
    for reference in map(normalised, references):
        number = _PMID_AT_END.search(reference)
        yield build(
            Correction,
            kind=kind,
            citation=_PMID_AT_END.sub("", reference) or None,
            pmid=number[1] if number else None,
        )
