"""Cuts a record into passages: its title, the sentences of its abstract, its metadata statements.

A field is a text that offsets point into. Title and abstract are fields as they stand; each
metadata field is one statement ("Journal: Schweiz Med Wochenschr").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    return {field: text for field, text in texts.items() if text} | statements(record)


def statements(record: Record) -> dict[str, str]:
    """The metadata statement of every field that the record has, in order."""
    told = ((field, name, values(record)) for field, (name, values) in STATEMENTS.items())
    return {field: f"{name}: {text}" for field, name, text in told if text}


def spans(record: Record) -> list[Span]:
    """The passages of a record, in the order of its fields."""
    texts = statements(record)
    return quoted_spans(record) + [Span(field, 0, len(text)) for field, text in texts.items()]


def quoted_spans(record: Record) -> list[Span]:
    """The passages of title and abstract: what can answer a question of content."""
    found = [Span("title", 0, len(record.title))] if record.title else []
    return found + abstract_spans(record, [sentences.spans(part.text) for part in record.abstract])


def abstract_spans(record: Record, places: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    """The sentences of each section, by their places in it; labels stand between them."""
    found: list[Span] = []
    position = 0
    for section, inside in zip(record.abstract, places, strict=True):
        position += len(section.label) + 2 if section.label else 0
        for start, end in inside:
            number = len(found) + 1
            found.append(Span("abstract", position + start, position + end, section.label, number))
        position += len(section.text) + 1
    return found


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

SEARCHED = (
    *("authors", "investigators", "journal", "date", "vernacular_title", "mesh", "keywords"),
    *("substances", "pmid", "doi", "pmc"),
)
"""The statements whose words a record is found by.

The others say nothing of its topic (pages), repeat it (the reference) or blur it: of a question on
cancer every record from a cancer centre would be found by its affiliations.
"""

QUOTED = ("title", "abstract")
"""The fields whose passages can answer a question of content; all others are metadata."""
