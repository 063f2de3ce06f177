"""Reads RIS, as EndNote, Zotero, Ovid, Embase and others write PubMed's records.

Not by rispy (0.10, MIT, well kept), although its lines come out the same on every sound file at
hand: it holds the whole file, takes "PMID - 123" for words of the field above, and cannot say
which record at which line it lost. The tagged lines are read by what reads MEDLINE's anyway.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from il2qa.identifiers import pmid
from il2qa.models import Author, Journal, PublicationDate, Record
from il2qa.readers import tagged
from il2qa.readers.build import build
from il2qa.readers.citations import language_codes, publication_types
from il2qa.readers.dates import date_of, parse_date
from il2qa.readers.event import Event, Problem, skipped
from il2qa.readers.identifiers import Identifiers, doi
from il2qa.readers.people import author_of, from_full_name, from_short_name, initials_of
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.tagged import Tagged

_TAGGED = re.compile(r"(PMID|[A-Z][A-Z0-9]) {1,3}-(?: +|$)(.*)")
_SNIFF = re.compile(r"^TY {1,3}- ?\S", re.MULTILINE)
_PMID_MARKED = re.compile(
    r"\b(?:PubMed\s+)?PMID\s*[:=]?\s*(\d{1,9})\b|(?<!\d)(\d{1,9})\s*\[pmid\]", re.IGNORECASE
)
_PMID_IN_URL = re.compile(
    r"//(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})\b"
)
_PMC = re.compile(r"\bPMC\d{3,}\b")
_ISSN = re.compile(r"(?<![\d-])\d{4}-\d{3}[\dXx](?![\dXx-])")
_DATE = re.compile(r"(\d{4})(?:/(\d{0,2})(?:/(\d{0,2})(?:/([^/]*))?)?)?")
_PROSE = ("AB", "N2", "TI", "T1")  # may name other records
_PUBMED_DATABASE = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Say whether text that begins so is RIS."""
    return _SNIFF.search(head) is not None


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    for found in tagged.records(source, _TAGGED, _begins, ends="ER"):
        if isinstance(found, Problem):
            yield found
        elif not found.first("TI", "T1", "CT", "BT", "DO"):
            if any(tag != "ER" for tag, _ in found.fields):
                yield skipped("no title", found.line, _pmid(found))
        else:
            yield _record(found)


def _begins(current: Tagged, tag: str, blank: bool) -> bool:
    return tag == "TY"


def _record(found: Tagged) -> Record:
    identifier = _pmid(found)
    ids = _identifiers(found)
    title = found.first("TI", "T1", "CT", "BT")
    authors, date = _authors(found), _date(found)
    return build(
        Record,
        pmid=identifier,
        other_id=None if identifier else _other_id(ids.doi, title, authors, date),
        title=title,
        abstract=split_sections(found.first("AB", "N2")),
        authors=authors,
        authors_complete=not any("et al" in value for value in found.all("AU", "A1")[-1:]),
        journal=_journal(found, title),
        date=date,
        volume=found.first("VL", "VO") or None,
        issue=found.first("IS", "CP") or None,
        pages=_pages(found),
        languages=tuple(language_codes().get(name, name) for name in found.all("LA")),
        publication_types=tuple(
            dict.fromkeys(
                value for value in found.all("M3", "PT", "U3") if value in publication_types()
            )
        ),
        keywords=tuple(dict.fromkeys(word.strip("* ") for word in found.lines("KW"))),
        **ids.fields(),
    )


def _pmid(found: Tagged) -> str | None:
    """Find the PMID in the places where the programs put it."""
    own = pmid(found.first("PMID").partition(" ")[0])
    if own:
        return own
    for tag, value in found.fields:
        marked = _PMID_MARKED.search(value) or _PMID_IN_URL.search(value)
        if marked and tag not in _PROSE:
            return pmid(next(group for group in marked.groups() if group))
    database = " ".join(found.all("DB", "DP", "PB", "N1"))
    if _PUBMED_DATABASE.search(database) and (number := pmid(found.first("AN"))):
        return number
    if "embase" in database.lower():
        return pmid(found.first("C5"))  # Embase's "Medline PMID"
    return None


def _identifiers(found: Tagged) -> Identifiers:
    ids = Identifiers()
    ids.add("doi", found.first("DO", "DI"))
    for value in found.all("M3", "N1", "L3", "UR"):
        if "doi" in value.lower() and (number := doi(value)):
            ids.add("doi", number.rstrip(".,;)"))
    for value in found.all("C2", "U2", "AN", "L2"):
        if central := _PMC.search(value):
            ids.add("pmc", central[0])
    return ids


def _other_id(
    number: str | None, title: str, authors: tuple[Author, ...], date: PublicationDate | None
) -> str:
    """Return a stable identifier: the DOI, else a digest of title, year and first author."""
    if number:
        return f"doi:{number.lower()}"
    first = authors[0].last_name or authors[0].collective or "" if authors else ""
    key = "\n".join((title, str(date.year if date else ""), first)).casefold()
    return f"ris:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _authors(found: Tagged) -> tuple[Author, ...]:
    names = [name for name in found.all("AU", "A1") if name.rstrip(".").lower() != "et al"]
    people = [_person(name.rstrip(",; ")) for name in names]
    affiliations = found.all("AD")
    if people and affiliations:  # of whom is not said, so they stand with the first
        people[0]["affiliations"] = affiliations
    return tuple(author_of(person) for person in people)


def _person(name: str) -> dict[str, object]:
    """Read "Doe, Jane Q." or "Doe JQ"; any other name without comma is a collective (RIS)."""
    if "," in name:
        person = from_full_name(name)
        return {**person, "initials": initials_of(person.get("fore_name") or "")}
    short = from_short_name(name)
    if short.get("initials"):
        return {**short}
    given, _, last = name.rpartition(" ")
    if given and all(word.endswith(".") for word in given.split()):  # "A. B. Doe"
        return {"last_name": last, "fore_name": given, "initials": initials_of(given)}
    return {"collective": name} if given else {"last_name": name}


def _journal(found: Tagged, title: str) -> Journal:
    full = found.first("JF", "T2", "JO", "BT")
    short = found.first("JA", "J2", "J1", "JO")
    issns = {number.upper() for value in found.all("SN") for number in _ISSN.findall(value)}
    return build(
        Journal,
        title=full if full != title and full else None,
        abbreviation=short or None,
        issn=tuple(sorted(issns)),
    )


def _date(found: Tagged) -> PublicationDate | None:
    """Return the most exact date of publication; dates with a word behind are other events."""
    best: tuple[int, PublicationDate] | None = None
    for value in found.all("DA", "Y1", "PY"):
        numeric = _DATE.fullmatch(value)
        if numeric and numeric[4] in ("received", "accepted", "revised"):
            continue
        if numeric:
            year, month, day = (numeric[1], numeric[2] or "", numeric[3] or "")
            month, day = month.strip("0") and month, day.strip("0") and day
            date = date_of(year, month, day if month else "")
        else:
            date = parse_date(value)
        if date is not None:
            known = sum(part is not None for part in (date.year, date.month, date.day))
            if best is None or known > best[0]:
                best = known, date
    return best[1] if best else None


def _pages(found: Tagged) -> str | None:
    start, end = found.first("SP"), found.first("EP")
    if start.lower().startswith("pp"):
        start = start[2:].strip(". ")
    joined = "-".join(part for part in (start, end) if part)
    return (start if "-" in start or start == end else joined) or None
