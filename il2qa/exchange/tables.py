"""Tables for spreadsheets: PubMed's own columns first, so that il2qa and others read them too.

A cell that a spreadsheet would take for a formula begins with an apostrophe instead: the text of a
record is not trusted.
"""

from __future__ import annotations

import csv as tables
import io
from collections.abc import Callable, Iterable, Iterator

from il2qa.citing import dates, medical, parts
from il2qa.models import Record
from il2qa.text.safety import cell

Column = Callable[[Record], str]


def csv(records: Iterable[Record]) -> Iterator[str]:
    """Cells parted by commas, quoted where they need it (RFC 4180), a line each record."""
    stream = io.StringIO()
    table = tables.writer(stream, lineterminator="\n")
    for row in _rows(records):
        table.writerow(row)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()


def tsv(records: Iterable[Record]) -> Iterator[str]:
    """Cells parted by tabs, which none of them holds, a line each record."""
    return ("\t".join(row) + "\n" for row in _rows(records))


def _rows(records: Iterable[Record]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for record in records:
        yield [cell(column(record)) for column in COLUMNS.values()]


def _authors(record: Record) -> str:
    names = parts.index_names(record.authors, complete=record.authors_complete)
    return parts.sentence(names)


def _first_author(record: Record) -> str:
    return record.authors[0].index_name if record.authors else ""


def _manuscript(record: Record) -> str:
    """The number of the author's manuscript, "NIHMS123"."""
    found = (value.partition(":")[2] for value in record.other_ids if value.startswith("mid:"))
    return next(found, "")


def _headings(record: Record) -> str:
    return "; ".join(heading.descriptor for heading in record.mesh)


COLUMNS: dict[str, Column] = {
    "PMID": lambda record: record.pmid or "",
    "Title": lambda record: record.title,
    "Authors": _authors,
    "Citation": medical.source,
    "First Author": _first_author,
    "Journal/Book": parts.journal,
    "Publication Year": dates.year,
    "PMCID": lambda record: record.pmc or "",
    "NIHMS ID": _manuscript,
    "DOI": lambda record: record.doi or "",
    "Abstract": lambda record: record.abstract_text,
    "Languages": lambda record: "; ".join(map(parts.language_name, record.languages)),
    "Publication Types": lambda record: "; ".join(record.publication_types),
    "MeSH": _headings,
    "Keywords": lambda record: "; ".join(record.keywords),
    "Notices": lambda record: "; ".join(record.notices),
    "Other ID": lambda record: record.other_id or "",
    "URL": lambda record: record.url or "",
}
"""The columns and what each tells of a record; as far as "DOI" they are PubMed's own."""
