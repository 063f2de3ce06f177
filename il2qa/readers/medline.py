"""Reads MEDLINE text (PubMed's "PubMed" format, .nbib): tagged lines, a blank line between records.

The fields are those of NLM's "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from il2qa.identifiers import pmid
from il2qa.models import (
    Correction,
    Journal,
    MeshHeading,
    OtherAbstract,
    Qualifier,
    Record,
    Substance,
)
from il2qa.readers import tagged
from il2qa.readers.build import build
from il2qa.readers.dates import date_of, parse_date
from il2qa.readers.event import Event, Problem, skipped, told
from il2qa.readers.grants import grant_of
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.people import People
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.tagged import Tagged
from il2qa.text.data import rows

_TAGGED = re.compile(r"(PMID|(?=[A-Z0-9 ]{4}-)[A-Z][A-Z0-9]+|[A-Z]{2,4}(?= ?-(?: |$))) *- ?(.*)")
_SNIFF = re.compile(r"^(?:PMID *- *\d|(?:OWN|STAT|FAU) ?- \S)", re.MULTILINE)
_ONCE = frozenset({"OWN", "STAT", "TI", "DP", "TA", "JT", "JID", "SO", "VI", "IP"})
"""Fields that a record has once; PMID is another."""
_TYPED = re.compile(r"(.*?)\s*\[([\w -]+)\]")  # "10.1000/182 [doi]"
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
_SUBSTANCE = re.compile(r"(\S+(?: [\d.-]+)?) \((.*)\)")  # "EC 1.7.- (Nitrite Reductases)"
_PMID_AT_END = re.compile(r"\s*PMID:\s*(\d+)\s*$")


def recognises(head: str) -> bool:
    """Say whether text that begins so is MEDLINE text."""
    return _SNIFF.search(head) is not None


def read(source: Source) -> Iterator[Event]:
    """Yield the records, problems and doubts of a source, in order."""
    for found in tagged.records(source, _TAGGED, _begins, is_over=_is_over):
        if isinstance(found, Problem):
            yield found
            continue
        number = re.match(r"\d+", found.first("PMID"))
        identifier = pmid(number[0]) if number else None
        if identifier:
            twice = ("field given twice",) if found.differs(_ONCE) else ()
            yield from told(_record(identifier, found), found.line, *twice)
        else:
            yield skipped("no PMID", found.line)


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


def _record(identifier: str, found: Tagged) -> Record:
    authors, investigators = _people(found)
    entry = found.first("DEP")
    part, whole = " ".join(found.all("TI")), found.first("BTI", "CTI")
    return build(
        Record,
        pmid=identifier,
        title=part or whole,
        vernacular_title=found.first("TT") or None,
        abstract=split_sections(" ".join(found.all("AB"))),
        other_abstracts=_other_abstracts(found),
        copyright=found.first("CI") or None,
        authors=authors.people(),
        authors_complete=authors.complete,
        investigators=investigators.people(),
        journal=_journal(found, whole if part else ""),
        date=parse_date(found.first("DP")),
        electronic_date=date_of(entry[:4], entry[4:6], entry[6:8]) if entry.isdigit() else None,
        volume=found.first("VI") or None,
        issue=found.first("IP") or None,
        pages=_pages(found),
        languages=tuple(found.all("LA")),
        publication_types=tuple(found.all("PT")),
        mesh=tuple(_heading(value) for value in found.all("MH")),
        substances=tuple(_substance(value) for value in found.all("RN", "NM")),
        keywords=tuple(dict.fromkeys(value.lstrip("* ") for value in found.all("OT"))),
        grants=tuple(grant_of(value) for value in found.all("GR")),
        corrections=tuple(_corrections(found)),
        **_identifiers(found).fields(),
    )


def _people(found: Tagged) -> tuple[People, People]:
    """The authors and the investigators, each with what stands on the lines below the name."""
    authors, investigators = People(), People()
    for tag, value in found.fields:
        if value and tag in _AUTHORS:
            _AUTHORS[tag](authors, value)
        elif value and tag in _INVESTIGATORS:
            _INVESTIGATORS[tag](investigators, value)
    return authors, investigators


_AUTHORS = {
    "FAU": People.full_name,
    "FED": People.full_name,
    "AU": People.short_name,
    "ED": People.short_name,
    "CN": People.collective,
    "AD": People.affiliation,
    "AUID": People.identifier,
}
_INVESTIGATORS = {
    "FIR": People.full_name,
    "IR": People.short_name,
    "IRAD": People.affiliation,
}


def _journal(found: Tagged, book: str) -> Journal:
    issns = {number[0].upper() for value in found.all("IS") if (number := _ISSN.match(value))}
    return build(
        Journal,
        title=found.first("JT") or book or None,
        abbreviation=found.first("TA") or None,
        issn=tuple(sorted(issns)),
        nlm_id=found.first("JID") or None,
        country=found.first("PL") or None if not book else None,
    )


def _pages(found: Tagged) -> str | None:
    """The pages; of an article that has none its number, as PubMed's SO line takes it.

    It stands as a location (LID) that is untyped, or else the publisher's.
    """
    locations = found.all("LID")
    untyped = (value for value in locations if not _TYPED.fullmatch(value) and "/" not in value)
    typed = (match for value in locations if (match := _TYPED.fullmatch(value)))
    publishers = (match[1] for match in typed if match[2] == "pii")
    return found.first("PG") or next(untyped, None) or next(publishers, None)


def _identifiers(found: Tagged) -> Identifiers:
    ids = Identifiers()
    for value in found.all("AID", "LID"):
        typed = _TYPED.fullmatch(value)
        if typed:
            ids.add(typed[2], typed[1])
        elif value.lower().startswith(("doi", "10.")):
            ids.add("doi", value)
    ids.add_all(("pmc", value) for value in found.all("PMC"))
    ids.add_all(("mid", value) for value in found.all("MID"))
    ids.add_all(("", value.partition("/")[2] or value) for value in found.all("SI"))
    ids.add_all(("isbn", value.partition(" (")[0]) for value in found.all("ISBN"))
    ids.add_all(
        (source, value)
        for source, _, value in (other.partition(": ") for other in found.all("OID"))
    )
    return ids


def _other_abstracts(found: Tagged) -> tuple[OtherAbstract, ...]:
    """Read "OAB - Publisher: …", with its language in OABL."""
    given = []
    languages = found.all("OABL")
    for number, value in enumerate(found.all("OAB")):
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
    found = _SUBSTANCE.fullmatch(value)
    if found is None:
        return build(Substance, name=value)
    return build(Substance, name=found[2], registry_number=found[1])


@cache
def _correction_kinds() -> dict[str, str]:
    return {tag: kind for kind, tag, _ in rows("corrections.tsv") if tag != "-"}


def _corrections(found: Tagged) -> Iterator[Correction]:
    kinds = _correction_kinds()
    for tag, value in found.fields:
        if value and tag in kinds:
            number = _PMID_AT_END.search(value)
            yield build(
                Correction,
                kind=kinds[tag],
                citation=_PMID_AT_END.sub("", value) or None,
                pmid=pmid(number[1]) if number else None,
            )
