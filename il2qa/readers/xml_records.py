"""Records from the elements of PubMed's XML (PubmedArticle, MedlineCitation, PubmedBookArticle).

The elements are those of NLM's DTDs since 2001 (nlmmedlinecitationset, pubmed_250101). Every
value stands as the XML gives it, its markup flattened; only the article's own identifiers count,
never those of its references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from il2qa.models import (
    Author,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    OtherAbstract,
    PublicationDate,
    Qualifier,
    Record,
    Section,
    Substance,
)
from il2qa.readers.dates import date_of, parse_date
from il2qa.readers.identifiers import Identifiers, orcid
from il2qa.readers.identifiers import pmid as pmid_in
from il2qa.readers.markup import flatten

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_build = Record.model_construct  # the values are clean and of their types: no need to validate
_NO_JOURNAL = Journal()


def record_of(element: Element) -> Record | None:
    """Return the record of one citation's element; None where it has no PMID."""
    if element.tag == "PubmedBookArticle":
        return _book_record(element)
    citation = element if element.tag == "MedlineCitation" else element.find("MedlineCitation")
    if citation is None:
        return None
    pmid = pmid_of(citation)
    if pmid is None:
        return None
    found: dict[str, Any] = {"pmid": pmid, "version": _version(citation.find("PMID"))}
    ids = Identifiers()
    references: list[str] = []
    article = citation.find("Article")
    if article is not None:
        _take_article(article, found, ids)
    _take_citation(citation, found, ids, references)
    data = element.find("PubmedData")
    if data is not None:
        ids.add_all(_article_ids(data))
        references += (
            flatten(identifier)
            for path in ("ReferenceList", "ReferenceList/ReferenceList")
            for identifier in data.iterfind(f"{path}/Reference/ArticleIdList/ArticleId")
            if identifier.get("IdType") == "pubmed"
        )
    found |= ids.fields()
    found["references"] = tuple(dict.fromkeys(pmid for pmid in references if pmid))
    return _build(**found)


def pmid_of(element: Element) -> str | None:
    """Return the PMID that stands directly in an element, without leading zeros."""
    return pmid_in(flatten(element.find("PMID")))


def _version(element: Element | None) -> int:
    given = element.get("Version", "") if element is not None else ""
    return int(given) if re.fullmatch(r"[1-9]\d{0,5}", given) else 1


def _take_article(article: Element, found: dict[str, Any], ids: Identifiers) -> None:
    """Read the Article element: what the publisher gave."""
    authors: list[Author] = []
    affiliation = ""
    for child in article:
        tag = child.tag
        if tag == "Journal":
            _take_journal(child, found)
        elif tag == "ArticleTitle":
            found["title"] = flatten(child)
        elif tag == "VernacularTitle":
            found["vernacular_title"] = flatten(child) or None
        elif tag == "Abstract":
            _take_abstract(child, found)
        elif tag == "AuthorList":
            authors += _people(child, "Author")
            found["authors_complete"] = child.get("CompleteYN") != "N"
        elif tag == "Affiliation":  # until 2013: the first author's
            affiliation = flatten(child)
        elif tag == "Pagination":
            found["pages"] = _pages(child)
        elif tag == "ELocationID":
            if child.get("ValidYN") != "N":
                ids.add(child.get("EIdType", ""), flatten(child))
        elif tag == "ArticleDate":
            found.setdefault("electronic_date", _date(child))
        elif tag == "GrantList":
            found["grants"] = tuple(_grants(child))
        elif tag == "PublicationTypeList":
            found["publication_types"] = _texts(child)
        elif tag == "DataBankList":
            ids.add_all(("", flatten(number)) for number in child.iter("AccessionNumber"))
    if affiliation and authors and not authors[0].affiliations:
        authors[0] = authors[0].model_copy(update={"affiliations": (affiliation,)})
    found["authors"] = tuple(authors)
    found["languages"] = _filled(flatten(child) for child in article.iterfind("Language"))


def _take_citation(
    citation: Element, found: dict[str, Any], ids: Identifiers, references: list[str]
) -> None:
    """Read what stands beside the Article: what NLM added."""
    keywords: list[str] = []
    abstracts: list[OtherAbstract] = []
    for child in citation:
        tag = child.tag
        if tag == "MeshHeadingList":
            found["mesh"] = tuple(_headings(child))
        elif tag == "ChemicalList":
            found["substances"] = tuple(_substances(child))
        elif tag == "CommentsCorrectionsList":
            found["corrections"] = tuple(_corrections(child, references))
        elif tag == "KeywordList":
            keywords += _texts(child)
        elif tag == "InvestigatorList":
            found["investigators"] = tuple(_people(child, "Investigator"))
        elif tag == "OtherAbstract":
            if sections := _sections(child):
                abstracts.append(_other_abstract(child, sections))
        elif tag == "OtherID":
            ids.add(child.get("Source", ""), flatten(child))
        elif tag == "MedlineJournalInfo":
            _take_journal_info(child, found)
    found["keywords"] = tuple(dict.fromkeys(keywords))
    found["other_abstracts"] = tuple(abstracts)


def _take_journal(element: Element, found: dict[str, Any]) -> None:
    issns = _filled(flatten(child) for child in element.iterfind("ISSN"))
    found["journal"] = Journal.model_construct(
        title=flatten(element.find("Title")) or None,
        abbreviation=flatten(element.find("ISOAbbreviation")) or None,
        issn=issns,
    )
    issue = element.find("JournalIssue")
    if issue is not None:
        found["volume"] = flatten(issue.find("Volume")) or None
        found["issue"] = flatten(issue.find("Issue")) or None
        found["date"] = _date(issue.find("PubDate"))


def _take_journal_info(element: Element, found: dict[str, Any]) -> None:
    """Complete the journal; its MEDLINE abbreviation is the one that all other forms give."""
    journal = found.get("journal", _NO_JOURNAL)
    linking = flatten(element.find("ISSNLinking"))
    found["journal"] = Journal.model_construct(
        title=journal.title,
        abbreviation=flatten(element.find("MedlineTA")) or journal.abbreviation,
        issn=tuple(sorted({*journal.issn, linking} - {""})),
        nlm_id=flatten(element.find("NlmUniqueID")) or None,
        country=flatten(element.find("Country")) or None,
    )


def _take_abstract(element: Element, found: dict[str, Any]) -> None:
    found["abstract"] = _sections(element)
    found["copyright"] = flatten(element.find("CopyrightInformation")) or None


def _sections(element: Element) -> tuple[Section, ...]:
    found = []
    for part in element.iterfind("AbstractText"):
        if text := flatten(part):
            label = " ".join(part.get("Label", "").split()).rstrip(":") or None
            category = part.get("NlmCategory") or None
            found.append(Section.model_construct(text=text, label=label, category=category))
    return tuple(found)


def _other_abstract(element: Element, sections: tuple[Section, ...]) -> OtherAbstract:
    return OtherAbstract.model_construct(
        sections=sections, language=element.get("Language"), kind=element.get("Type")
    )


def _people(element: Element, tag: str) -> Iterator[Author]:
    """Yield a list's people and collectives; those marked invalid were corrected by others."""
    for person in element.iterfind(tag):
        if person.get("ValidYN") == "N":
            continue
        found: dict[str, Any] = {}
        affiliations: list[str] = []
        for child in person:
            name = _PERSON.get(child.tag)
            if name:
                found[name] = flatten(child) or None
            elif child.tag == "AffiliationInfo":
                affiliations += (flatten(part) for part in child.iterfind("Affiliation"))
            elif child.tag == "Affiliation":
                affiliations.append(flatten(child))
            elif child.tag == "Identifier" and child.get("Source", "").upper() == "ORCID":
                found["orcid"] = orcid(flatten(child))
        if any(found.get(name) for name in _NAMES):
            yield Author.model_construct(affiliations=_filled(affiliations), **found)


_PERSON = {
    "LastName": "last_name",
    "ForeName": "fore_name",
    "FirstName": "fore_name",  # until 2001
    "Initials": "initials",
    "Suffix": "suffix",
    "CollectiveName": "collective",
}
_NAMES = tuple(dict.fromkeys(_PERSON.values()))


def _pages(element: Element) -> str | None:
    pages = flatten(element.find("MedlinePgn"))
    if not pages:
        ends = (flatten(element.find("StartPage")), flatten(element.find("EndPage")))
        pages = "-".join(part for part in ends if part)
    return pages or None


def _date(element: Element | None) -> PublicationDate | None:
    if element is None:
        return None
    free = flatten(element.find("MedlineDate"))
    if free:
        return parse_date(free)
    year, month, day, season = (
        flatten(element.find(tag)) for tag in ("Year", "Month", "Day", "Season")
    )
    return date_of(year, month, day, season)


def _grants(element: Element) -> Iterator[Grant]:
    for grant in element.iterfind("Grant"):
        number, acronym, agency, country = (
            flatten(grant.find(tag)) or None for tag in ("GrantID", "Acronym", "Agency", "Country")
        )
        yield Grant.model_construct(
            number=number, agency=agency, acronym=acronym, country=country
        )


def _headings(element: Element) -> Iterator[MeshHeading]:
    for heading in element.iterfind("MeshHeading"):
        descriptor = heading.find("DescriptorName")
        if descriptor is None:
            descriptor = heading.find("Descriptor")  # until 2001
        if descriptor is None:
            continue
        yield MeshHeading.model_construct(
            descriptor=flatten(descriptor),
            major=descriptor.get("MajorTopicYN") == "Y",
            qualifiers=tuple(
                Qualifier.model_construct(
                    name=flatten(part), major=part.get("MajorTopicYN") == "Y"
                )
                for part in heading
                if part is not descriptor
            ),
        )


def _substances(element: Element) -> Iterator[Substance]:
    for chemical in element.iterfind("Chemical"):
        name = flatten(chemical.find("NameOfSubstance"))
        number = flatten(chemical.find("RegistryNumber")) or None
        if name:
            yield Substance.model_construct(name=name, registry_number=number)


def _corrections(element: Element, references: list[str]) -> Iterator[Correction]:
    """Yield the links to comments and corrections; what the article cites goes to references."""
    for link in element.iterfind("CommentsCorrections"):
        kind, pmid = link.get("RefType", ""), pmid_of(link)
        if kind == "Cites":
            references.append(pmid or "")
        elif kind:
            citation = flatten(link.find("RefSource")) or None
            yield Correction.model_construct(kind=kind, citation=citation, pmid=pmid)


def _article_ids(data: Element) -> Iterator[tuple[str, str]]:
    for identifier in data.iterfind("ArticleIdList/ArticleId"):
        yield identifier.get("IdType", ""), flatten(identifier)


def _texts(element: Element) -> tuple[str, ...]:
    return _filled(flatten(child) for child in element)


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _book_record(element: Element) -> Record | None:
    """Read a book or a chapter: the chapter's title first, and its book where a journal stands."""
    document = element.find("BookDocument")
    pmid = pmid_of(document) if document is not None else None
    if document is None or pmid is None:
        return None
    book = document.find("Book")
    title, book_title = flatten(document.find("ArticleTitle")), ""
    found: dict[str, Any] = {"pmid": pmid, "version": _version(document.find("PMID"))}
    ids = Identifiers()
    ids.add_all(_article_ids(document))
    authors = list(_authors_of(document))
    if book is not None:
        book_title = flatten(book.find("BookTitle"))
        found["date"] = _date(book.find("PubDate"))
        found["volume"] = flatten(book.find("Volume")) or None
        ids.add_all(
            (part.get("EIdType", ""), flatten(part)) for part in book.iterfind("ELocationID")
        )
        ids.add_all(("isbn", flatten(part)) for part in book.iterfind("Isbn"))
        authors = authors or list(_authors_of(book))
        found["investigators"] = tuple(
            person
            for listed in (*book.iterfind("InvestigatorList"), *document.iterfind("InvestigatorList"))
            for person in _people(listed, "Investigator")
        )
    abstract, pages = document.find("Abstract"), document.find("Pagination")
    if abstract is not None:
        _take_abstract(abstract, found)
    data = element.find("PubmedBookData")
    if data is not None:
        ids.add_all(_article_ids(data))
    found |= ids.fields()
    return _build(
        **found,
        title=title or book_title,
        journal=Journal.model_construct(title=book_title or None) if title else _NO_JOURNAL,
        authors=tuple(authors),
        electronic_date=_date(document.find("ContributionDate")),
        pages=_pages(pages) if pages is not None else None,
        languages=_filled(flatten(part) for part in document.iterfind("Language")),
        publication_types=_filled(flatten(part) for part in document.iterfind("PublicationType")),
        keywords=tuple(
            dict.fromkeys(
                word for listed in document.iterfind("KeywordList") for word in _texts(listed)
            )
        ),
        grants=tuple(
            grant for listed in document.iterfind("GrantList") for grant in _grants(listed)
        ),
    )


def _authors_of(element: Element) -> Iterator[Author]:
    for listed in element.iterfind("AuthorList"):
        if listed.get("Type") != "editors":
            yield from _people(listed, "Author")
