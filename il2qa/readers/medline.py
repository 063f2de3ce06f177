"""Reads MEDLINE text (PubMed's "PubMed" format, .nbib): tagged lines, a blank line between records.

The fields are those of NLM's "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from il2qa.identifiers import pmid
from il2qa.models import (
    Book,
    Correction,
    Journal,
    MeshHeading,
    OtherAbstract,
    PublicationDate,
    Qualifier,
    Record,
    Substance,
)
from il2qa.patterns import lazy_pattern
from il2qa.readers import tagged
from il2qa.readers.build import build
from il2qa.readers.dates import date_of, parse_date, revised_date
from il2qa.readers.event import Event, Problem, skipped, with_doubts
from il2qa.readers.grants import grant_of
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.people import People
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.tagged import Tagged
from il2qa.text.data import rows

_TAGGED = lazy_pattern(r"(PMID|(?=[A-Z0-9 ]{4}-)[A-Z][A-Z0-9]+|[A-Z]{2,4}(?= ?-(?: |$))) *- ?(.*)")
_SNIFF = lazy_pattern(r"^(?:PMID *- *\d|(?:OWN|STAT|FAU) ?- \S)", re.MULTILINE)
_ONCE = frozenset({"OWN", "STAT", "TI", "DP", "TA", "JT", "JID", "SO", "VI", "IP"})
"""Fields that a record has once; PMID is another."""
_TYPED = lazy_pattern(r"(.*?)\s*\[([\w -]+)\]")  # "10.1000/182 [doi]"
_ISSN = lazy_pattern(r"\d{4}-\d{3}[\dXx]")
_SUBSTANCE = lazy_pattern(r"(\S+(?: [\d.-]+)?) \((.*)\)")  # "EC 1.7.- (Nitrite Reductases)"
_PMID_AT_END = lazy_pattern(r"\s*PMID:\s*(\d+)\s*$")


def recognises(head: str) -> bool:
    """Say whether text that begins so is MEDLINE text."""
    return _SNIFF.search(head) is not None


def read(source: Source) -> Iterator[Event]:
    """Yield the records, problems and doubts of a source, in order."""
    for record in tagged.records(source, _TAGGED, _begins, is_over=_is_over):
        if isinstance(record, Problem):
            yield record
            continue
        number = re.match(r"\d+", record.first("PMID"))
        identifier = pmid(number[0]) if number else None
        if identifier:
            twice = ("field given twice",) if record.differs(_ONCE) else ()
            yield from with_doubts(_record(identifier, record), record.line, *twice)
        else:
            yield skipped("no PMID", record.line)


def _is_over(current: Tagged) -> bool:
    return bool(current.first("SO"))  # its last line


def _begins(current: Tagged, tag: str, blank: bool) -> bool:
    """Say whether a tag begins a record: none has two PMIDs, or two of what a record has once.

    A blank line alone parts nothing: some programs write one between any two lines.
    """
    if blank and _is_over(current):
        return True
    if blank and tag in ("PMID", "OWN") and len(current.fields) > 2:  # its first two lines
        return True
    return (tag == "PMID" or (blank and tag in _ONCE)) and bool(current.first(tag))


def _record(identifier: str, tagged: Tagged) -> Record:
    part, book = " ".join(tagged.all("TI")), _book(tagged)
    authors, investigators = _people(tagged, "authors"), _people(tagged, "investigators")
    return build(
        Record,
        pmid=identifier,
        title=part or (book.title if book else ""),
        vernacular_title=tagged.first("TT") or None,
        abstract=split_sections(" ".join(tagged.all("AB"))),
        other_abstracts=_other_abstracts(tagged),
        copyright=tagged.first("CI") or None,
        authors=authors.people() or (book.editors if book else ()),
        authors_complete=authors.complete,
        investigators=investigators.people(),
        journal=_journal(tagged)
        if not book
        else build(Journal, title=book.title if part else None),
        book=book,
        date=_contribution_date(tagged) or parse_date(tagged.first("DP")),
        electronic_date=_day(tagged.first("DEP")),
        publication_status=tagged.first("PST") or None,
        publication_model=tagged.first("PUBM") or None,
        volume=tagged.first("VI") or None,
        issue=tagged.first("IP") or None,
        pages=_pages(tagged),
        languages=tuple(tagged.all("LA")),
        publication_types=tuple(tagged.all("PT")),
        mesh=tuple(_heading(value) for value in tagged.all("MH")),
        substances=tuple(_substance(value) for value in tagged.all("RN", "NM")),
        keywords=tuple(dict.fromkeys(value.lstrip("* ") for value in tagged.all("OT"))),
        grants=tuple(grant_of(value) for value in tagged.all("GR")),
        corrections=tuple(_corrections(tagged)),
        **_identifiers(tagged).fields(),
    )


def _people(tagged: Tagged, role: str) -> People:
    """The people of a role, each with what stands on the lines below the name."""
    people, named = People(), "authors"
    roles = {**_ROLES, "FED": "editors", "ED": "editors"} if _book_title(tagged) else _ROLES
    for tag, value in tagged.fields:
        if value and tag in _PEOPLE:
            named = roles.get(tag, named)
            if named == role:
                _PEOPLE[tag](people, value)
    return people


_PEOPLE = {
    "FAU": People.full_name,
    "FED": People.full_name,
    "FIR": People.full_name,
    "AU": People.short_name,
    "ED": People.short_name,
    "IR": People.short_name,
    "CN": People.collective,
    "AD": People.affiliation,
    "AUID": People.identifier,
    "IRAD": People.affiliation,
}
_ROLES = {
    **dict.fromkeys(("FAU", "FED", "AU", "ED", "CN"), "authors"),
    **dict.fromkeys(("FIR", "IR", "IRAD"), "investigators"),
}
"""Whom a field names; those that are not here tell of whom the field above names."""


def _book_title(tagged: Tagged) -> str:
    """The title of the book, or of the collection where no journal is named."""
    return tagged.first("BTI", "CTI") if not tagged.first("JT") else ""


def _book(tagged: Tagged) -> Book | None:
    title = _book_title(tagged)
    if not title:
        return None
    return build(
        Book,
        title=title,
        editors=_people(tagged, "editors").people(),
        publisher=tagged.first("PB") or None,
        place=tagged.first("PL") or None,
        edition=tagged.first("EN") or None,
        collection=tagged.first("CTI") or None if tagged.first("BTI") else None,
        date=parse_date(tagged.first("DP")),
    )


def _contribution_date(tagged: Tagged) -> PublicationDate | None:
    """When a chapter came out, and in words when it was last revised."""
    first, revised = _day(tagged.first("CTDT")), _day(tagged.first("DRDT"))
    return revised_date(first, revised) if first else None


def _day(text: str) -> PublicationDate | None:
    """Read "20060418"."""
    return date_of(text[:4], text[4:6], text[6:8]) if text.isascii() and text.isdigit() else None


def _journal(tagged: Tagged) -> Journal:
    issns = {number[0].upper() for value in tagged.all("IS") if (number := _ISSN.match(value))}
    return build(
        Journal,
        title=tagged.first("JT") or None,
        abbreviation=tagged.first("TA") or None,
        issn=tuple(sorted(issns)),
        nlm_id=tagged.first("JID") or None,
        country=tagged.first("PL") or None,
    )


def _pages(tagged: Tagged) -> str | None:
    """The pages; of an article that has none its number, as PubMed's SO line takes it.

    It stands as a location (LID) that is untyped, or else the publisher's.
    """
    locations = tagged.all("LID")
    untyped = (value for value in locations if not _TYPED.fullmatch(value) and "/" not in value)
    typed = (match for value in locations if (match := _TYPED.fullmatch(value)))
    publishers = (match[1] for match in typed if match[2] == "pii")
    return tagged.first("PG") or next(untyped, None) or next(publishers, None)


def _identifiers(tagged: Tagged) -> Identifiers:
    ids = Identifiers()
    for value in tagged.all("AID", "LID"):
        typed = _TYPED.fullmatch(value)
        if typed:
            ids.add(typed[2], typed[1])
        elif value.lower().startswith(("doi", "10.")):
            ids.add("doi", value)
    ids.add_all(("pmc", value) for value in tagged.all("PMC"))
    ids.add_all(("mid", value) for value in tagged.all("MID"))
    ids.add_all(("", value.partition("/")[2] or value) for value in tagged.all("SI"))
    ids.add_all(("isbn", value.partition(" (")[0]) for value in tagged.all("ISBN"))
    ids.add_all(
        (source, value)
        for source, _, value in (other.partition(": ") for other in tagged.all("OID"))
    )
    return ids


def _other_abstracts(tagged: Tagged) -> tuple[OtherAbstract, ...]:
    """Read "OAB - Publisher: …", with its language in OABL."""
    given = []
    languages = tagged.all("OABL")
    for number, value in enumerate(tagged.all("OAB")):
        kind, colon, text = value.partition(": ")
        if not colon or len(kind) > 40 or " " in kind:
            kind, text = "", value
        if sections := split_sections(text):
            language = languages[number] if number < len(languages) else None
            given.append(
                build(OtherAbstract, sections=sections, language=language, kind=kind or None)
            )
    return tuple(given)


def _heading(value: str) -> MeshHeading:
    """Read "*Neoplasms/drug therapy/*genetics"."""
    descriptor, *qualifiers = value.split("/")
    return build(
        MeshHeading,
        descriptor=descriptor.lstrip("*"),
        major=descriptor.startswith("*"),
        qualifiers=tuple(
            build(Qualifier, name=name.lstrip("*"), major=name.startswith("*"))
            for name in qualifiers
        ),
    )


def _substance(value: str) -> Substance:
    match = _SUBSTANCE.fullmatch(value)
    if match is None:
        return build(Substance, name=value)
    return build(Substance, name=match[2], registry_number=match[1])


@cache
def _correction_kinds() -> dict[str, str]:
    return {tag: kind for kind, tag, _ in rows("corrections.tsv") if tag != "-"}


def _corrections(tagged: Tagged) -> Iterator[Correction]:
    kinds = _correction_kinds()
    for tag, value in tagged.fields:
        if value and tag in kinds:
            number = _PMID_AT_END.search(value)
            yield build(
                Correction,
                kind=kinds[tag],
                citation=_PMID_AT_END.sub("", value) or None,
                pmid=pmid(number[1]) if number else None,
            )
