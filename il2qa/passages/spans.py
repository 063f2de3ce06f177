"""Cuts a record into passages: its title, the sentences of its abstract, its metadata statements.

A field is a text that offsets point into. Title and abstract are fields as they stand; each
metadata field is one statement ("Journal: Schweiz Med Wochenschr").
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from il2qa.fields import QUOTED, STATED, named
from il2qa.models import Record
from il2qa.text.analyzer import Analyzer


class Span(NamedTuple):
    """Where a passage stands: `field_texts(record)[field][start:end]` is its text."""

    field: str
    start: int
    end: int
    label: str | None = None
    sentence: int | None = None


def field_texts(record: Record) -> dict[str, str]:
    """The text of every field that the record has, in the order in which they are shown."""
    return quoted_texts(record) | statements(record)


def quoted_texts(record: Record) -> dict[str, str]:
    """Title and abstract, as far as the record has them."""
    fields = map(named, QUOTED)
    texts = ((field.name, field.text(record)) for field in fields if field.text)
    return {name: text for name, text in texts if text}


def statements(record: Record, names: Container[str] | None = None) -> dict[str, str]:
    """The metadata statement of every field, or of those named, that the record has, in order."""
    asked = STATED if names is None else [field for field in STATED if field.name in names]
    stated = ((field, field.text(record)) for field in asked if field.text)
    return {field.name: f"{field.label}: {text}" for field, text in stated if text}


def spans(record: Record, analyzer: Analyzer) -> list[Span]:
    """The passages of a record, in the order of its fields."""
    texts = statements(record)
    return quoted_spans(record, analyzer) + [
        Span(field, 0, len(text)) for field, text in texts.items()
    ]


def quoted_spans(record: Record, analyzer: Analyzer) -> list[Span]:
    """The passages of title and abstract: what can answer a question of content."""
    found = [Span("title", 0, len(record.title))] if record.title else []
    places = [analyzer.quotable(part.text) for part in record.abstract]
    return found + abstract_spans(record, places)


def abstract_spans(record: Record, places: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    """The sentences of each section that can answer, by their places in it.

    They are numbered as they stand here: a heading or a copyright line counts for none.
    """
    found: list[Span] = []
    position = 0
    for section, inside in zip(record.abstract, places, strict=True):
        position += len(section.label) + 2 if section.label else 0
        for start, end in inside:
            number = len(found) + 1
            found.append(Span("abstract", position + start, position + end, section.label, number))
        position += len(section.text) + 1
    return found
