"""Cuts a record into passages: its title, the sentences of its abstract, its metadata statements.

A field is a text that offsets point into. Title and abstract are fields as they stand; each
metadata field is one statement ("Journal: Schweiz Med Wochenschr").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from il2qa import citing
from il2qa.models import Author, Record
from il2qa.text import sentences


@dataclass(frozen=True, slots=True)
class Span:
    """Where a passage stands: `field_texts(record)[field][start:end]` is its text."""

    field: str
    start: int
    end: int
    label: str | None = None
    sentence: int | None = None


def field_texts(record: Record) -> dict[str, str]:
    """The text of every field that the record has, in the order in which they are shown."""
    texts = {"title": record.title, "abstract": record.abstract_text}
    for field, (name, values) in STATEMENTS.items():
        text = values(record)
        if text:
            texts[field] = f"{name}: {text}"
    return {field: text for field, text in texts.items() if text}


def spans(record: Record, texts: Mapping[str, str] | None = None) -> list[Span]:
    """The passages of a record, in the order of its fields; `texts` are its `field_texts`."""
    found = [Span("title", 0, len(record.title))] if record.title else []
    found += _abstract_spans(record)
    texts = field_texts(record) if texts is None else texts
    return found + [Span(field, 0, len(texts[field])) for field in STATEMENTS if field in texts]


def _abstract_spans(record: Record) -> Iterator[Span]:
    """The sentences of each section; labels stand between them and are never quoted."""
    position, number = 0, 0
    for section in record.abstract:
        position += len(section.label) + 2 if section.label else 0
        for start, end in sentences.spans(section.text):
            number += 1
            yield Span("abstract", position + start, position + end, section.label, number)
        position += len(section.text) + 1


def _names(authors: tuple[Author, ...]) -> str:
    return ", ".join(author.full_name for author in authors)


def _author_statement(record: Record) -> str:
    names = _names(record.authors)
    return names if not names or record.authors_complete else f"{names} et al."


def _affiliations(record: Record) -> str:
    places = (place for author in record.authors for place in author.affiliations)
    return "; ".join(dict.fromkeys(places))


def _mesh(record: Record) -> str:
    return "; ".join(
        "/".join([heading.descriptor, *(part.name for part in heading.qualifiers)])
        for heading in record.mesh
    )


def _grants(record: Record) -> str:
    return "; ".join(
        " ".join(part for part in (grant.number, grant.agency, grant.country) if part)
        for grant in record.grants
    )


STATEMENTS: dict[str, tuple[str, Callable[[Record], str]]] = {
    "authors": ("Authors", _author_statement),
    "affiliations": ("Affiliations", _affiliations),
    "investigators": ("Investigators", lambda record: _names(record.investigators)),
    "journal": (
        "Journal",
        lambda record: record.journal.abbreviation or record.journal.title or "",
    ),
    "date": ("Published", lambda record: record.date.text if record.date else ""),
    "volume": ("Volume", lambda record: record.volume or ""),
    "issue": ("Issue", lambda record: record.issue or ""),
    "pages": ("Pages", lambda record: record.pages or ""),
    "language": ("Language", lambda record: ", ".join(map(citing.language_name, record.languages))),
    "publication_type": ("Publication type", lambda record: "; ".join(record.publication_types)),
    "vernacular_title": ("Original title", lambda record: record.vernacular_title or ""),
    "mesh": ("MeSH terms", _mesh),
    "keywords": ("Keywords", lambda record: "; ".join(record.keywords)),
    "substances": (
        "Substances",
        lambda record: "; ".join(substance.name for substance in record.substances),
    ),
    "grants": ("Grants", _grants),
    "pmid": ("PMID", lambda record: record.pmid or ""),
    "doi": ("DOI", lambda record: record.doi or ""),
    "pmc": ("PMCID", lambda record: record.pmc or ""),
    "reference": ("Reference", citing.reference),
}
"""Each metadata field: the name that opens its statement, and what the statement says."""
