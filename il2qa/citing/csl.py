"""CSL-JSON, as citeproc, pandoc and Zotero read it."""

from __future__ import annotations

import json
from typing import Any

from il2qa.citing import parts
from il2qa.models import Author, PublicationDate, Record
from il2qa.text.safety import one_line


def csl_json(record: Record) -> str:
    """One item of the array."""
    first, last = parts.page_range(record)
    date = record.date or record.electronic_date
    item: dict[str, Any] = {
        "id": f"pmid:{record.pmid}" if record.pmid else record.id,
        "type": "article-journal",
        "title": parts.full_title(record),
        "author": [_name(author) for author in record.authors],
        "container-title": parts.journal(record, full=True),
        "container-title-short": record.journal.abbreviation,
        "issued": _date(date) if date else None,
        "volume": record.volume,
        "issue": record.issue,
        "page": "-".join(page for page in (first, last) if page),
        "ISSN": ", ".join(record.journal.issn),
        "language": ", ".join(record.languages),
        "abstract": record.abstract_text,
        "note": parts.joined(parts.retractions(record)),
        "DOI": record.doi,
        "PMID": record.pmid,
        "PMCID": record.pmc,
        "URL": record.url,
    }
    kept = {name: _safe(value) for name, value in item.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=2)


def _safe(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _name(author: Author) -> dict[str, str]:
    if author.collective is not None:
        return {"literal": one_line(author.collective)}
    told = {
        "family": author.last_name,
        "given": author.fore_name or author.initials,
        "suffix": author.suffix,
    }
    return {name: one_line(value) for name, value in told.items() if value}


def _date(date: PublicationDate) -> dict[str, Any]:
    known: list[int] = []
    for part in (date.year, date.month, date.day):
        if part is None:
            break
        known.append(part)
    return {"date-parts": [known]} if known else {"literal": one_line(date.text)}
