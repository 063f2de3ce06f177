"""Reads a reference as PubMed prints it: "Behav Ther. 2022 Mar;53(2):334-347. doi: 10.1016/…"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from il2qa.models import PublicationDate
from il2qa.readers.dates import parse_date
from il2qa.text.data import rows

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_IMPRINT = re.compile(  # ahead of print there are pages, or a number, but no volume
    rf"(?P<date>{_YEAR}(?!\d)[^;.:()]*)"
    r"(?:;(?P<volume>(?:[^(:;.]|\.(?!\s))*)(?:\((?P<issue>[^)]*(?:\([^)]*\)[^)]*)?)\))?)?"
    r"(?::\s?(?P<pages>\S.*?))?(?:\.(?=\s|$)|$)"
)
_REFERENCE = re.compile(rf"(?P<journal>\S.*?)\.\s+(?P<imprint>{_YEAR}.*)")
_JOURNAL_BEFORE = re.compile(rf"(?<=[.?!\]])\s+(?P<journal>[^.?!]{{2,120}})\.\s+(?={_YEAR}\b)")
_DOI = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+?)[.;]?(?=\s|$)", re.IGNORECASE)
_PMC = re.compile(r"\bPMCID:\s*(PMC\d+)", re.IGNORECASE)
_EPUB = re.compile(rf"\bEpub\s+({_YEAR}[^.;]*)")


@dataclass(slots=True)
class Reference:
    """What a printed reference tells, in the terms of Record."""

    journal: str | None = None
    date: PublicationDate | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmc: str | None = None
    electronic_date: PublicationDate | None = None
    publication_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())


def parse_reference(text: str) -> Reference:
    """Return what `text` ("J Foo. 2020 Jan 1;2(3):4-5. doi: … Review. German.") tells."""
    found = _REFERENCE.match(text)
    reference = parse_imprint(found["imprint"] if found else text)
    reference.journal = found["journal"] if found else None
    return reference


def parse_imprint(text: str) -> Reference:
    """Return what the part after the journal tells ("2020 Jan 1;2(3):4-5. doi: …")."""
    found = _IMPRINT.match(text)
    reference = Reference()
    if found:
        reference.date = parse_date(found["date"])
        reference.volume = (found["volume"] or "").strip() or None
        reference.issue = (found["issue"] or "").strip() or None
        reference.pages = (found["pages"] or "").strip() or None
    rest = text[found.end() :] if found else text
    doi, pmc, epub = _DOI.search(rest), _PMC.search(rest), _EPUB.search(rest)
    reference.doi = doi[1] if doi else None
    reference.pmc = pmc[1].upper() if pmc else None
    reference.electronic_date = parse_date(epub[1]) if epub else None
    words = [part.strip() for part in rest.split(". ")]
    words = [word.rstrip(".") for word in words]
    reference.publication_types = tuple(word for word in words if word in publication_types())
    reference.languages = tuple(
        code for word in words for name in word.split(", ") if (code := language_codes().get(name))
    )
    return reference


def journal_in(text: str) -> re.Match[str] | None:
    """Find where a journal and its year begin behind a title (group "journal")."""
    return _JOURNAL_BEFORE.search(text)


@cache
def publication_types() -> frozenset[str]:
    """The publication types that PubMed names."""
    return frozenset(name for (name,) in rows("publication_types.tsv"))


@cache
def language_codes() -> dict[str, str]:
    """MARC codes by the English names that PubMed prints."""
    return {name: code for code, name in rows("languages.tsv")}


def languages_of(names: str) -> tuple[str, ...]:
    """Return the MARC codes of "German, English"; a name that is not known stays."""
    asked = [name.strip() for name in re.split(r",|;|\band\b", names)]
    return tuple(language_codes().get(name, name) for name in asked if name)
