"""The fields of a Record from the elements of PubMed's XML.

Every value stands as the XML gives it, its markup flattened. `find` and `findall` get plain tags
only: those run in C, paths do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from il2qa.identifiers import pmid as normal_pmid
from il2qa.models import (
    Author,
    Book,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    OtherAbstract,
    PublicationDate,
    Qualifier,
    Section,
    Substance,
)
from il2qa.readers import identifiers
from il2qa.readers.build import SHARED, build
from il2qa.readers.dates import date_of, parse_date, revised_date
from il2qa.readers.markup import flatten

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def text(element: Element, tag: str) -> str | None:
    """Return the text of the first child of a tag; None for none or an empty one."""
    child = element.find(tag)
    return flatten(child) or None if child is not None else None


def texts(element: Element, tag: str) -> tuple[str, ...]:
    """Return the filled texts of all children of a tag."""
    return tuple(found for child in element.findall(tag) if (found := flatten(child)))


def listed(element: Element, container: str, tag: str) -> Iterator[Element]:
    """Yield the children of a tag in every container of a name."""
    for child in element.findall(container):
        yield from child.findall(tag)


def pmid(element: Element) -> str | None:
    """Return the PMID that stands directly in an element, without leading zeros."""
    return normal_pmid(flatten(element.find("PMID")))


def version(element: Element) -> int:
    """Return the version of the PMID that stands directly in an element."""
    number = element.find("PMID")
    given = number.get("Version", "") if number is not None else ""
    return int(given) if re.fullmatch(r"[1-9]\d{0,5}", given) else 1


def sections(abstract: Element | None) -> tuple[Section, ...]:
    """Return the sections of an Abstract or OtherAbstract, without empty ones."""
    if abstract is None:
        return ()
    return tuple(
        build(
            Section,
            text=found,
            label=" ".join(part.get("Label", "").split()).rstrip(":") or None,
            category=part.get("NlmCategory") or None,
        )
        for part in abstract.findall("AbstractText")
        if (found := flatten(part))
    )


def other_abstracts(citation: Element) -> tuple[OtherAbstract, ...]:
    """Return the abstracts in other languages or by other parties."""
    return tuple(
        build(
            OtherAbstract,
            sections=found,
            language=abstract.get("Language"),
            kind=abstract.get("Type"),
        )
        for abstract in citation.findall("OtherAbstract")
        if (found := sections(abstract))
    )


def people(elements: Iterable[Element]) -> tuple[Author, ...]:
    """Return people and collectives; those marked invalid were corrected by others."""
    persons = (_person(element) for element in elements if element.get("ValidYN") != "N")
    return tuple(person for person in persons if person.index_name)


def _person(element: Element) -> Author:
    affiliations = [
        flatten(affiliation)
        for part in (element, *element.findall("AffiliationInfo"))
        for affiliation in part.findall("Affiliation")
    ]
    numbers = (
        identifiers.orcid(flatten(number))
        for number in element.findall("Identifier")
        if number.get("Source", "").upper() == "ORCID"
    )
    return build(
        Author,
        last_name=text(element, "LastName"),
        fore_name=text(element, "ForeName") or text(element, "FirstName"),  # until 2001
        initials=text(element, "Initials"),
        suffix=text(element, "Suffix"),
        collective=text(element, "CollectiveName"),
        orcid=next(numbers, None),
        affiliations=tuple(filter(None, affiliations)),
    )


def authors(article: Element) -> tuple[Author, ...]:
    """Return an article's authors; its one affiliation (until 2013) is the first author's."""
    found = people(listed(article, "AuthorList", "Author"))
    affiliation = text(article, "Affiliation")
    if affiliation and found and not found[0].affiliations:
        return (found[0].model_copy(update={"affiliations": (affiliation,)}), *found[1:])
    return found


def contributors(element: Element, kind: str) -> tuple[Author, ...]:
    """Return the "authors" or the "editors" of a book or a chapter."""
    lists = element.findall("AuthorList")
    chosen = (each for each in lists if each.get("Type", "authors") == kind)
    return people(author for each in chosen for author in each.findall("Author"))


def book(document: Element, element: Element, title: str) -> Book:
    """Return the book of a BookDocument."""
    publisher = element.find("Publisher")
    return build(
        Book,
        title=title,
        editors=contributors(element, "editors"),
        publisher=text(publisher, "PublisherName") if publisher is not None else None,
        place=text(publisher, "PublisherLocation") if publisher is not None else None,
        edition=text(element, "Edition"),
        medium=text(element, "Medium"),
        collection=text(element, "CollectionTitle"),
        chapter=text(document, "LocationLabel"),
        date=date(element.find("PubDate")),
        begun=date(element.find("BeginningDate")),
        ended=date(element.find("EndingDate")),
    )


def contribution_date(document: Element) -> PublicationDate | None:
    """Return when a chapter came out, and in words when it was last revised."""
    first = date(document.find("ContributionDate"))
    return revised_date(first, date(document.find("DateRevised"))) if first else None


def journal(element: Element | None, information: Element | None) -> Journal:
    """Return the journal of Journal and MedlineJournalInfo.

    Its abbreviation is MEDLINE's, which all other forms give too.
    """
    title = abbreviation = nlm_id = country = None
    issns: set[str] = set()
    if element is not None:
        title, abbreviation = text(element, "Title"), text(element, "ISOAbbreviation")
        issns |= set(texts(element, "ISSN"))
    if information is not None:
        abbreviation = text(information, "MedlineTA") or abbreviation
        nlm_id, country = text(information, "NlmUniqueID"), text(information, "Country")
        issns |= set(texts(information, "ISSNLinking"))
    return _journal(title, abbreviation, tuple(sorted(issns)), nlm_id, country)


def date(element: Element | None) -> PublicationDate | None:
    """Return a date of parts or, from MedlineDate, in words."""
    if element is None:
        return None
    free = text(element, "MedlineDate")
    if free:
        return parse_date(free)
    year, month, day, season = (
        flatten(element.find(tag)) for tag in ("Year", "Month", "Day", "Season")
    )
    return date_of(year, month, day, season)


def pages(article: Element) -> str | None:
    """Return the pages as MEDLINE abbreviates them ("945-51"), else first and last.

    An article without pages stands by its publisher's number, as MEDLINE text and PubMed have it.
    """
    pagination = article.find("Pagination")
    if pagination is not None:
        ends = texts(pagination, "StartPage") + texts(pagination, "EndPage")
        if found := text(pagination, "MedlinePgn") or "-".join(ends):
            return found
    return next((value for kind, value in location_ids(article) if kind == "pii" and value), None)


def grants(elements: Iterable[Element]) -> tuple[Grant, ...]:
    """Return grants."""
    return tuple(
        build(
            Grant,
            number=text(grant, "GrantID"),
            agency=text(grant, "Agency"),
            acronym=text(grant, "Acronym"),
            country=text(grant, "Country"),
        )
        for grant in elements
    )


def headings(elements: Iterable[Element]) -> tuple[MeshHeading, ...]:
    """Return MeSH headings with their qualifiers."""
    found = []
    for heading in elements:
        descriptor = heading.find("DescriptorName")
        if descriptor is None:
            descriptor = heading.find("Descriptor")  # until 2001
        if descriptor is not None:
            qualifiers = tuple(
                (flatten(part), part.get("MajorTopicYN") == "Y")
                for part in heading
                if part is not descriptor
            )
            major = descriptor.get("MajorTopicYN") == "Y"
            found.append(_heading(flatten(descriptor), major, qualifiers))
    return tuple(found)


def substances(elements: Iterable[Element]) -> tuple[Substance, ...]:
    """Return substances with their registry numbers."""
    return tuple(
        _substance(name, text(chemical, "RegistryNumber"))
        for chemical in elements
        if (name := text(chemical, "NameOfSubstance"))
    )


def corrections(links: Iterable[Element]) -> tuple[Correction, ...]:
    """Return the links to comments and corrections, without what the article cites."""
    return tuple(
        build(Correction, kind=kind, citation=text(link, "RefSource"), pmid=pmid(link))
        for link in links
        if (kind := link.get("RefType", "")) not in ("", "Cites")
    )


def references(links: Iterable[Element], data: Element | None) -> tuple[str, ...]:
    """Return the PMIDs that an article cites, each once, from both places that list them."""
    pmids = {pmid(link): None for link in links if link.get("RefType") == "Cites"}
    if data is not None:
        for references_list in data.findall("ReferenceList"):
            for number in references_list.iter("ArticleId"):
                if number.get("IdType") == "pubmed":
                    pmids[normal_pmid(number.text or "")] = None
    return tuple(number for number in pmids if number)


def article_ids(element: Element | None) -> Iterator[tuple[str, str]]:
    """Yield (kind, value) of the article's own identifiers, never of its references'."""
    if element is not None:
        for number in listed(element, "ArticleIdList", "ArticleId"):
            yield number.get("IdType", ""), flatten(number)


def location_ids(element: Element) -> Iterator[tuple[str, str]]:
    """Yield (kind, value) of the electronic locations that are valid."""
    for location in element.findall("ELocationID"):
        if location.get("ValidYN") != "N":
            yield location.get("EIdType", ""), flatten(location)


# Values that recur throughout a corpus are kept and shared: it costs a third of building them, and
# their memory once.


@lru_cache(maxsize=SHARED)
def _heading(name: str, major: bool, qualifiers: tuple[tuple[str, bool], ...]) -> MeshHeading:
    return build(
        MeshHeading,
        descriptor=name,
        major=major,
        qualifiers=tuple(build(Qualifier, name=name, major=major) for name, major in qualifiers),
    )


@lru_cache(maxsize=SHARED)
def _substance(name: str, number: str | None) -> Substance:
    return build(Substance, name=name, registry_number=number)


@lru_cache(maxsize=SHARED)
def _journal(
    title: str | None,
    abbreviation: str | None,
    issn: tuple[str, ...],
    nlm_id: str | None,
    country: str | None,
) -> Journal:
    return build(
        Journal,
        title=title,
        abbreviation=abbreviation,
        issn=issn,
        nlm_id=nlm_id,
        country=country,
    )
