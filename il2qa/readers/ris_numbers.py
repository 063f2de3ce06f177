"""The identifiers of a RIS record: where each program keeps the PMID, the DOI and the others.

A PMID counts only where it can be the record's own: in a field that has nothing else, or a list of
labelled values, never in a text that cites, corrects or comments on another record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.identifiers import pmid
from il2qa.patterns import lazy_pattern
from il2qa.readers.identifiers import Identifiers, doi
from il2qa.readers.tagged import Tagged

_PUBMED_DATABASE = lazy_pattern(r"pubmed|medline|\bnlm\b|\b(?:cmedm|mdc|mdl|mnh)\b", re.IGNORECASE)
_MARKED = lazy_pattern(
    r"(?:PubMed\s+)?(?:PMID|PubMed\s?ID|NLM UID)\s*[:=]?\s*(?:NLM)?(\d{1,9})\s*(?:\[[^\]]*\])?\.?"
    r"|(\d{1,9})\s*\[pmid\]\.?",
    re.IGNORECASE,
)
_URL = lazy_pattern(
    r"(?:https?:)?//(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)"
    r"/(\d{1,9})(?:[/?#]\S*)?"
)
_COCHRANE = lazy_pattern(r"\bPUBMED\s+(\d{1,9})\b")
_LABELLED = lazy_pattern(r"[A-Za-z][\w /()-]{1,30}?\s?[:=]")
_OTHERS = lazy_pattern(  # what stands below such a label is another record
    r"(?:erratum|comment|correct|retract|republish|update|summary|express|original|reprint|cit|ref)",
    re.IGNORECASE,
)
_PROSE = frozenset({"AB", "N2", "TI", "T1", "T2", "T3", "KW", "AD", "CR"})
_PMC = lazy_pattern(r"\bPMC\d{3,}\b")
_ISSN = lazy_pattern(r"(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])")
_ISBN = lazy_pattern(r"(?<![\d-])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\d-])")
_BARE_DOI = lazy_pattern(r"10\.\d{4,9}/\S+")
_LONGEST_DOI = 1000  # characters; what is longer is none


def pmid_of(tagged: Tagged) -> str | None:
    """Return the record's own PMID, from the places where the programs put it."""
    for tag in ("PMID", "PM"):
        if own := pmid(tagged.first(tag).partition(" ")[0]):
            return own
    tags = dict.fromkeys(tag for tag, value in tagged.fields if value and tag not in _PROSE)
    for tag in tags:
        told = {number for value in tagged.all(tag) for number in _told(value)}
        if len(told) == 1:  # several are of several works
            return told.pop()
    return _of_database(tagged)


def _told(value: str) -> Iterator[str]:
    """Yield the PMIDs of a value that says nothing else, or only labelled values beside it."""
    parts = [part.strip() for part in re.split(r"[;|]", value) if part.strip()]
    labelled = all(_LABELLED.match(part) and not _OTHERS.match(part) for part in parts)
    for part in parts if labelled or len(parts) == 1 else ():
        for words in _alone(part):
            marked = _MARKED.fullmatch(words) or _URL.fullmatch(words)
            if marked and (number := pmid(next(group for group in marked.groups() if group))):
                yield number


def _alone(part: str) -> list[str]:
    """Return the values that stand in a row: addresses, or pairs ("PMID: 12 PMCID: PMC34")."""
    words = re.sub(r":\s+", ":", part).split()
    is_row = all("//" in word or re.fullmatch(r"\w{2,12}:\S+", word) for word in words)
    return words if is_row and len(words) > 1 else [part]


def _of_database(tagged: Tagged) -> str | None:
    """Return the number that the database of the record keeps in a field of its own."""
    database = " ".join(tagged.all("DB", "DP")).lower()
    database += " ".join(value.lower() for value in tagged.all("N1", "PB") if len(value) < 40)
    is_embase = "embase" in database
    for value in tagged.all("C3", "AN"):
        if "PUBMED" in value and (cochrane := _COCHRANE.search(value)):
            return pmid(cochrane[1])
    if is_embase:
        return pmid(tagged.first("C5").partition(" ")[0])  # "Medline PMID"
    if "scopus" in database and (number := pmid(tagged.first("C2"))):
        return number
    if _PUBMED_DATABASE.search(database):
        numbers = (pmid(tagged.first(tag)) for tag in ("AN", "UI"))
        ovid = pmid(tagged.first("ID")) if "ovid" in database else None
        return next((number for number in numbers if number), ovid)
    return None


def identifiers_of(tagged: Tagged) -> Identifiers:
    """Return the record's DOI, PMC number and ISBNs."""
    ids = Identifiers()
    for value in _dois(tagged):
        if (number := doi(value)) and len(number) <= _LONGEST_DOI:
            ids.add("doi", number.rstrip(".,;)"))
    for value in tagged.all("C2", "U2", "AN", "L2", "PMCID", "PMC"):
        if central := _PMC.search(value):
            ids.add("pmc", central[0])
    for value in tagged.all("SN"):
        ids.add_all(("isbn", number.strip()) for number in _ISBN.findall(value))
    return ids


def _dois(tagged: Tagged) -> Iterator[str]:
    yield from tagged.all("DO", "DI", "DOI")
    for value in tagged.all("L3", "M3", "N1", "UR", "LK"):
        named = value.lower().startswith(("doi", "https://doi", "http://dx.doi", "https://dx.doi"))
        if named or _BARE_DOI.fullmatch(value) or "doi.org/10." in value:
            yield value


def issns_of(tagged: Tagged) -> tuple[str, ...]:
    """Return the ISSNs, with or without hyphen; ISBNs are none."""
    values = (_ISBN.sub("", value) for value in tagged.all("SN", "ISSN"))
    numbers = (match for value in values for match in _ISSN.findall(value))
    return tuple(sorted({f"{first}-{last.upper()}" for first, last in numbers}))
