"""Reads PubMed's "Summary (text)": numbered references, on one paragraph or a line each part.

1: Doe J, Roe R. Title. J Foo. 2020 Jan;1(2):3-4. doi: 10.1000/182. PMID: 123456.
1. Title.
Doe J, Roe R.
J Foo. 2014 Nov;118(11):943-52. Review. Japanese.
PMID: 25543385 [PubMed - indexed for MEDLINE]

How the paragraph is wrapped says nothing: what stands where shows in the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from il2qa.identifiers import pmid
from il2qa.models import Book, Journal, Record
from il2qa.patterns import lazy_pattern
from il2qa.readers import numbered
from il2qa.readers.books import chapter_in
from il2qa.readers.build import build
from il2qa.readers.bylines import authors_of, is_byline
from il2qa.readers.citations import YEAR, Reference, journal_in, parse_imprint, parse_reference
from il2qa.readers.event import Event, Problem, skipped, with_doubts
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.numbered import Numbered
from il2qa.readers.source import Source
from il2qa.readers.text import normalised

_PMID_TAIL = lazy_pattern(r"\s*(?:PubMed\s+)?PMID:\s*(\d{1,9})\b(?!.*\bPMID:)")
_PMC = lazy_pattern(r"\b(?:PubMed Central )?PMCID:\s*(PMC\d+)")
_CHAPTER = lazy_pattern(rf"(?<=[.?!\]])\s+(?P<date>{YEAR}[^.]{{0,60}})\.\s+(?P<book>In: .*)")


def recognises(head: str) -> bool:
    """Say whether text that begins so is summary text: no empty line inside a record."""
    return numbered.recognises(head) and not numbered.has_paragraphs(head)


def read(source: Source) -> Iterator[Event]:
    """Yield the records, problems and doubts of a source, in order."""
    for record in numbered.records(source, numbered.PMID, _begins, _never, apart=1):
        if isinstance(record, Problem):
            yield record
            continue
        text = normalised(" ".join(record.lines))
        tail = _PMID_TAIL.search(text)
        identifier = pmid(tail[1]) if tail else None
        if tail is None or identifier is None:
            yield skipped("no PMID", record.line)
        else:
            yield from _record(identifier, record, text, tail.start())


def _begins(text: str) -> bool:
    return True  # no record has an empty line or a list inside


def _never(line: str) -> bool:
    return False  # nothing stands behind the PMID's paragraph


@dataclass(slots=True)
class _Parts:
    """A record's parts as they are printed."""

    title: str
    byline: str
    reference: Reference
    book: Book | None = None


def _record(identifier: str, entry: Numbered, text: str, end: int) -> Iterator[Event]:
    """Yield a record whose PMID begins at `end` of its text."""
    central = _PMC.search(text)
    rows = [normalised(line) for line in entry.lines if line.strip()]
    own_line = next((i for i, row in enumerate(rows) if row.startswith("PMID:")), -1)
    if own_line > 1 and entry.mark != ":" and not is_byline(text.partition(". ")[0]):
        parts = _by_lines(rows[:own_line])
    else:
        parts = _by_sentences(_PMC.sub("", text[:end]).strip(" ;"))
    reference = parts.reference
    ids = Identifiers()
    ids.add("doi", reference.doi or "")
    ids.add("pmc", central[1] if central else "")
    ids.add("pii", reference.pii or "")
    journal = Journal(title=parts.book.title) if parts.book else None
    record = build(
        Record,
        pmid=identifier,
        title=parts.title,
        journal=journal or build(Journal, abbreviation=reference.journal),
        book=parts.book,
        languages=reference.languages,
        publication_types=reference.publication_types,
        **reference.fields(),
        **authors_of(parts.byline),
        **ids.fields(),
    )
    yield from with_doubts(record, entry.line, *_lacking(entry, parts))


def _lacking(entry: Numbered, parts: _Parts) -> Iterator[str]:
    if not entry.number:
        yield "no number"
    if len(set(numbered.PMID.findall(" ".join(entry.lines)))) > 1:
        yield "several PMIDs"
    if parts.reference.date and parts.book is None:
        if parts.reference.journal is None:
            yield "no journal"
        if not parts.reference.is_whole:
            yield "reference not whole"


def _by_lines(rows: list[str]) -> _Parts:
    """Read a record with a line for each part; all may wrap.

    Title and byline end as sentences do, so what goes before the reference's last line without
    an end belongs to the reference.
    """
    dated = [i for i, row in enumerate(rows) if i and parse_reference(row).date]
    at = dated[-1] if dated else len(rows) - 1
    while at > 1 and not rows[at - 1].endswith((".", "?", "!", "]")):
        at -= 1
    first = next((i for i in range(1, at) if is_byline(rows[i])), at)
    reference = parse_reference(" ".join(rows[at:]))
    return _Parts(" ".join(rows[:first]), " ".join(rows[first:at]), reference)


def _by_sentences(text: str) -> _Parts:
    """Read a record on one paragraph."""
    byline, stop, rest = text.partition(". ")
    if not (stop and is_byline(byline)) or not (_CHAPTER.search(rest) or journal_in(rest)):
        byline, rest = "", text  # what looks like a name may be all the title there is
    chapter = _CHAPTER.search(rest)
    book = chapter_in(chapter["book"]) if chapter else None
    if chapter and book:
        reference = parse_imprint(f"{chapter['date']}.")
        return _Parts(rest[: chapter.start()].strip(), byline, reference, book.book)
    journal = journal_in(rest)
    if journal is None:
        return _Parts(rest.strip(), byline, parse_imprint(rest))
    reference = parse_reference(rest[journal.start("journal") :])
    return _Parts(rest[: journal.start()].strip(), byline, reference)
