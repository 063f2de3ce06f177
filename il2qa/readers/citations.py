"""Reads a reference as PubMed prints it: "Behav Ther. 2022 Mar;53(2):334-347. doi: 10.1016/…"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from il2qa.models import PublicationDate
from il2qa.patterns import lazy_pattern
from il2qa.readers.dates import parse_date
from il2qa.text.data import rows

YEAR = r"(?:1[5-9]|20|21)\d\d"
_DATE = rf"{YEAR}(?!\d)[^;.:()]{{0,60}}"
_IMPRINT = lazy_pattern(  # ahead of print there are pages, or a number, but no volume
    rf"(?P<date>{_DATE})(?:\.(?=[;:]))?"
    r"(?:;(?P<volume>(?:[^(:;.]|\.(?!\s))*)(?:\((?P<issue>[^)]*(?:\([^)]*\)[^)]*)?)\))?)?"
    r"(?::\s?(?P<pages>\S.*?))?(?:\.(?=\s|$)|$)"
)
_DATE_ALONE = lazy_pattern(_DATE)  # of an imprint that is damaged behind its date
_REFERENCE = lazy_pattern(rf"(?P<journal>\S.*?)\.\s+(?P<imprint>{YEAR}.*)")
_JOURNAL_BEFORE = lazy_pattern(  # behind the end of a title: a journal, and a date that ends
    rf"""(?:(?<=[.?!\]])|(?<=[.?!]["”’')]))\s+(?P<journal>[^.?!]{{2,120}})\.\s+"""
    rf"(?={YEAR}(?:[ /-](?:[A-Z][a-z]{{2,5}}|\d{{1,2}}|{YEAR}))*[;:.])"
)
_IMPRINT_BEHIND = lazy_pattern(
    rf"{YEAR}[^;.:()]*(?:[;:]|\. (?:doi|pii|\[?Epub|Online ahead|eCollection|Print)\b|\.?$)"
)
_DOI = lazy_pattern(r"\bdoi:\s*(10\.\d{4,9}/\S+?)[.;]?(?=\s|$)", re.IGNORECASE)
_PII = lazy_pattern(r"\bpii:\s*(\S+?)[.;]?(?=\s|$)", re.IGNORECASE)
_PMC = lazy_pattern(r"\bPMCID:\s*(PMC\d+)", re.IGNORECASE)
_EPUB = lazy_pattern(rf"\bEpub\s+({YEAR}[^.;]*)")
_COLLECTION = lazy_pattern(rf"\b(?:eCollection|Print)\s+({YEAR}[^.;]*)")
_AHEAD = lazy_pattern(r"\b(?:Epub|Online) ahead of print\b")


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
    pii: str | None = None
    electronic_date: PublicationDate | None = None
    publication_status: str | None = None
    publication_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())
    is_whole: bool = False  # whether the imprint is one from its date to its end

    def fields(self) -> dict[str, Any]:
        """The fields of a Record that stand in the imprint."""
        return {
            "date": self.date,
            "electronic_date": self.electronic_date,
            "publication_status": self.publication_status,
            "volume": self.volume,
            "issue": self.issue,
            "pages": self.pages,
        }


def parse_reference(text: str) -> Reference:
    """Return what `text` ("J Foo. 2020 Jan 1;2(3):4-5. doi: … Review. German.") tells."""
    match = _REFERENCE.match(text)
    reference = parse_imprint(match["imprint"] if match else text)
    reference.journal = match["journal"].removesuffix(" [Preprint]") if match else None
    return reference


def parse_imprint(text: str) -> Reference:
    """Return what the part after the journal tells ("2020 Jan 1;2(3):4-5. doi: …")."""
    reference = Reference()
    match = _IMPRINT.match(text)
    if match:
        reference.is_whole = True
        reference.date = parse_date(match["date"])
        reference.volume = (match["volume"] or "").strip() or None
        reference.issue = (match["issue"] or "").strip() or None
        reference.pages = (match["pages"] or "").strip() or None
    elif damaged := _DATE_ALONE.match(text):
        reference.date = parse_date(damaged[0])
    rest = text[match.end() :] if match else text
    _take_notes(reference, rest)
    words = [part.strip().rstrip(".") for part in rest.split(". ")]
    reference.publication_types = tuple(word for word in words if word in publication_types())
    reference.languages = tuple(
        code for word in words for name in word.split(", ") if (code := language_codes().get(name))
    )
    return reference


def _take_notes(reference: Reference, rest: str) -> None:
    """Take what stands behind the imprint: identifiers, and how the article came out.

    With the date of an eCollection, or of a print that came later, the date printed first is the
    electronic one.
    """
    doi, pmc, pii = _DOI.search(rest), _PMC.search(rest), _PII.search(rest)
    epub, collection = _EPUB.search(rest), _COLLECTION.search(rest)
    reference.doi, reference.pii = doi and doi[1], pii and pii[1]
    reference.pmc = pmc[1].upper() if pmc else None
    if _AHEAD.search(rest):
        reference.publication_status = "aheadofprint"
    elif collection:
        reference.publication_status = "epublish"
        reference.electronic_date = reference.date
        reference.date = parse_date(collection[1])
    elif epub:
        reference.publication_status = "ppublish"
        reference.electronic_date = parse_date(epub[1])


def journal_in(text: str) -> re.Match[str] | None:
    """Find where a journal and its date begin behind a title (group "journal").

    A title may hold a year too ("Foo in Bar. Lima. 2010-2011. A survey."): what counts is the
    first date with an imprint's parts behind it.
    """
    matches = list(_JOURNAL_BEFORE.finditer(text))
    certain = (match for match in matches if _IMPRINT_BEHIND.match(text, match.end()))
    return next(certain, next(iter(matches), None))


@cache
def publication_types() -> frozenset[str]:
    """The publication types that PubMed names."""
    return frozenset(name for (name,) in rows("publication_types.tsv"))


@cache
def language_codes() -> dict[str, str]:
    """MARC codes by the English names that PubMed prints."""
    return {name: code for code, name in rows("languages.tsv")}


@cache
def _other_codes() -> dict[str, str]:
    """MARC codes by other codes, by English names in small letters, and by themselves."""
    whole = {name.casefold(): code for code, name in rows("languages.tsv")}
    names = {name.partition(",")[0]: code for name, code in whole.items()} | whole
    codes = {code: code for code in names.values()}
    others = {row[0]: row[1] for row in rows("language_codes.tsv")}
    return names | codes | others


def language_code(name: str) -> str:
    """Return the MARC code of "English", "eng", "en" or "en-US"; another name stays."""
    plain = name.casefold()
    return _other_codes().get(plain) or _other_codes().get(re.split("[-_]", plain)[0]) or name


def languages_of(names: str) -> tuple[str, ...]:
    """Return the MARC codes of "German, English"; a name that is not known stays."""
    asked = [name.strip() for name in re.split(r",|;|\band\b", names)]
    return tuple(language_codes().get(name, name) for name in asked if name)
