"""A record as text to read, or whole as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from il2qa import citing
from il2qa.fields import STATED
from il2qa.models import Record
from il2qa.passages.spans import field_texts
from il2qa.render.json import printable
from il2qa.render.style import Style, clean
from il2qa.render.wrapping import lines

_SHOWN_ABOVE = frozenset(
    (
        "authors",
        "journal",
        "issn",
        "date",
        "volume",
        "issue",
        "pages",
        "pmid",
        "reference",
        "notices",
    )
)
_SHOWN_BELOW = "references"


def record_text(record: Record, style: Style) -> str:
    """The record as a PubMed page tells it: heading, abstract by sections, statements."""
    return "\n\n".join(part for part in _parts(record, style) if part)


def record_json(record: Record) -> str:
    """The whole record as one line of JSON.

    Its key "fields" holds the texts that offsets of citations point into; readers pass it over.
    """
    whole = record.model_dump(mode="json", exclude_defaults=True)
    return printable(json.dumps({**whole, "fields": field_texts(record)}, ensure_ascii=False))


def _parts(record: Record, style: Style) -> Iterator[str]:
    name = f"PMID {record.pmid}" if record.pmid else clean(record.id)
    version = f" (version {record.version})" if record.version > 1 else ""
    warning = style.warning("⚠ " + " · ".join(record.notices)) if record.notices else ""
    yield "\n".join(part for part in (style.link(name, record.url) + version, warning) if part)
    texts = field_texts(record)
    yield style.matched(_wrapped(record.title or "[no title]", style))
    translated = "(title translated)" if record.translated else ""
    heading = [texts.get("authors", "").partition(": ")[2], _imprint(record), translated]
    yield "\n".join(_wrapped(text, style) for text in heading if text)
    for section in record.abstract:
        label = f"{section.label}: " if section.label else ""
        yield _wrapped(label + section.text, style)
    for other in record.other_abstracts:
        kind = ", ".join(part for part in (other.kind, other.language) if part)
        text = " ".join(section.text for section in other.sections)
        yield _wrapped(f"[{kind or 'other abstract'}] {text}", style)
    elsewhere = _SHOWN_ABOVE | {_SHOWN_BELOW}
    shown = [f.name for f in STATED if f.name in texts and f.name not in elsewhere]
    yield "\n".join(_wrapped(texts[field], style) for field in shown)
    yield "\n".join(_wrapped(link, style) for link in _links(record))


def _imprint(record: Record) -> str:
    journal = record.journal.title or record.journal.abbreviation or ""
    return ". ".join(part for part in (journal, citing.imprint(record)) if part)


def _links(record: Record) -> Iterator[str]:
    """Corrections and retractions, the references, and where the record stands."""
    for link in record.corrections:
        pmid = f" PMID {link.pmid}" if link.pmid else ""
        yield f"{link.kind}: {link.citation or ''}{pmid}"
    if _SHOWN_BELOW in (texts := field_texts(record)):
        yield texts[_SHOWN_BELOW]
    if record.url:
        yield record.url


def _wrapped(text: str, style: Style) -> str:
    text = clean(text)
    return "\n".join(text[start:end] for start, end in lines(text, style.width))
