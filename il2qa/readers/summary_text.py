"""Reads PubMed's "Summary (text)": numbered references, on one paragraph or a line each part.

1: Doe J, Roe R. Title. J Foo. 2020 Jan;1(2):3-4. doi: 10.1000/182. PMID: 123456.
1. Title.
Doe J, Roe R.
J Foo. 2014 Nov;118(11):943-52. Review. Japanese.
PMID: 25543385 [PubMed - indexed for MEDLINE]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.models import Journal, Record
from il2qa.readers import numbered
from il2qa.readers.build import build
from il2qa.readers.bylines import authors_of, is_byline
from il2qa.readers.citations import journal_in, parse_imprint, parse_reference
from il2qa.readers.event import Event, Problem, skipped
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.source import Source
from il2qa.readers.text import clean

_PMID_TAIL = re.compile(r"\s*(?:PubMed\s+)?PMID:\s*(\d{1,9})\b(.*)$")
_PMC = re.compile(r"\b(?:PubMed Central )?PMCID:\s*(PMC\d+)")


def recognises(head: str) -> bool:
    """Say whether text that begins so is summary text: no empty line inside a record."""
    return numbered.recognises(head) and "\n\n" not in numbered.first_record(head)


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    for found in numbered.records(source):
        if isinstance(found, Problem):
            yield found
            continue
        line, lines = found
        yield _record(lines) or skipped("no PMID", line)


def _record(lines: list[str]) -> Record | None:
    """Build a record; None where it has no PMID."""
    text = clean(" ".join(lines))
    tail = _PMID_TAIL.search(text)
    if tail is None or not tail[1].strip("0"):
        return None
    central = _PMC.search(text)
    rows = [clean(line) for line in lines if line.strip()]
    own_line = next((i for i, row in enumerate(rows) if row.startswith("PMID:")), -1)
    if own_line > 1:
        title, byline, reference_text = _by_lines(rows[:own_line])
    else:
        title, byline, reference_text = _by_sentences(_PMC.sub("", text[: tail.start()]))
    reference = parse_reference(reference_text)
    if reference.journal is None:
        reference = parse_imprint(reference_text)
    ids = Identifiers()
    ids.add("doi", reference.doi or "")
    ids.add("pmc", central[1] if central else "")
    return build(
        Record,
        pmid=tail[1].lstrip("0"),
        title=title,
        journal=build(Journal, abbreviation=reference.journal),
        date=reference.date,
        electronic_date=reference.electronic_date,
        volume=reference.volume,
        issue=reference.issue,
        pages=reference.pages,
        languages=reference.languages,
        publication_types=reference.publication_types,
        **authors_of(byline),
        **ids.fields(),
    )


def _by_lines(rows: list[str]) -> tuple[str, str, str]:
    """Return (title, byline, reference) of a record with a line for each; titles may wrap."""
    at = next((i for i, row in enumerate(rows) if i and parse_reference(row).date), len(rows) - 1)
    reference = " ".join(rows[at:])
    first = next((i for i in range(1, at) if is_byline(rows[i])), at)
    return " ".join(rows[:first]), " ".join(rows[first:at]), reference


def _by_sentences(text: str) -> tuple[str, str, str]:
    """Return (title, byline, reference) of a record on one paragraph."""
    byline, stop, rest = text.partition(". ")
    if not (stop and is_byline(byline)):
        byline, rest = "", text
    journal = journal_in(rest)
    if journal is None:
        return rest.strip(), byline, ""
    return rest[: journal.start()].strip(), byline, rest[journal.start("journal") :]
