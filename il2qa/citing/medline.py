"""MEDLINE, the tagged form of PubMed's own "Send to: Citation manager" (.nbib)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from il2qa.citing import parts
from il2qa.citing.medical import imprint
from il2qa.models import Author, MeshHeading, PublicationDate, Record
from il2qa.text.safety import one_line

_WIDTH = 88
_CORRECTIONS = {
    "CommentIn": "CIN",
    "CommentOn": "CON",
    "ErratumIn": "EIN",
    "ErratumFor": "EFR",
    "RetractionIn": "RIN",
    "RetractionOf": "ROF",
    "ExpressionOfConcernIn": "ECI",
    "ExpressionOfConcernFor": "ECF",
    "CorrectedandRepublishedIn": "CRI",
    "RetractedandRepublishedIn": "RRI",
    "UpdateIn": "UIN",
    "UpdateOf": "UOF",
}


def nbib(record: Record) -> str:
    """One record, each field wrapped as PubMed wraps it."""
    return "\n".join(
        _field(tag, text) for tag, value in _fields(record) if (text := one_line(value))
    )


def _field(tag: str, text: str) -> str:
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=f"{tag:<4}- ",
        subsequent_indent=" " * 6,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "PMID", record.pmid or ""
    yield from (("IS", number) for number in record.journal.issn)
    yield "VI", record.volume or ""
    yield "IP", record.issue or ""
    yield "DP", record.date.text if record.date else ""
    yield "TI", record.title
    yield "PG", record.pages or ""
    yield "LID", f"{record.doi} [doi]" if record.doi else ""
    yield "AB", record.abstract_text
    yield "CI", record.copyright or ""
    yield from _people(record)
    yield from (("LA", code) for code in record.languages)
    yield from _grants(record)
    yield from (("PT", kind) for kind in record.publication_types)
    yield "DEP", _digits(record.electronic_date)
    yield "TT", record.vernacular_title or ""
    yield "PL", record.journal.country or ""
    yield "TA", record.journal.abbreviation or ""
    yield "JT", record.journal.title or ""
    yield "JID", record.journal.nlm_id or ""
    yield from (("RN", f"{part.registry_number or 0} ({part.name})") for part in record.substances)
    yield from (("MH", told) for heading in record.mesh for told in _headings(heading))
    yield from (("OT", word) for word in record.keywords)
    yield "PMC", record.pmc or ""
    yield from _corrections(record)
    yield "AID", f"{record.doi} [doi]" if record.doi else ""
    yield "SO", _source(record)


def _people(record: Record) -> Iterator[tuple[str, str]]:
    for author in record.authors:
        yield from _person(author, "FAU", "AU", "CN")
        yield "AUID", f"ORCID: {author.orcid}" if author.orcid else ""
        yield from (("AD", place) for place in author.affiliations)
    for person in record.investigators:
        yield from _person(person, "FIR", "IR", "CN")


def _person(author: Author, full: str, short: str, collective: str) -> Iterator[tuple[str, str]]:
    if author.collective is not None:
        yield collective, author.collective
        return
    told = (author.last_name, author.fore_name or author.initials, author.suffix)
    yield full, ", ".join(part for part in told if part)
    yield short, author.index_name


def _grants(record: Record) -> Iterator[tuple[str, str]]:
    for grant in record.grants:
        told = (grant.number, grant.acronym, grant.agency, grant.country)
        yield "GR", "/".join(part for part in told if part)


def _headings(heading: MeshHeading) -> Iterator[str]:
    marked = "*" if heading.major else ""
    qualified = (f"/{'*' if part.major else ''}{part.name}" for part in heading.qualifiers)
    yield marked + heading.descriptor + "".join(qualified)


def _corrections(record: Record) -> Iterator[tuple[str, str]]:
    for link in record.corrections:
        pmid = f"PMID: {link.pmid}" if link.pmid else ""
        told = " ".join(part for part in (parts.sentence(link.citation or ""), pmid) if part)
        yield _CORRECTIONS.get(link.kind, "CIN"), told


def _source(record: Record) -> str:
    doi = f"doi: {record.doi}" if record.doi else ""
    return parts.joined((parts.journal(record), imprint(record), doi))


def _digits(date: PublicationDate | None) -> str:
    if date is None or not (date.year and date.month and date.day):
        return ""
    return f"{date.year}{date.month:02}{date.day:02}"
