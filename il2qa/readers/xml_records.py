"""Records from PubmedArticle, MedlineCitation and PubmedBookArticle elements.

The elements are those of NLM's DTDs since 2001 (nlmmedlinecitationset_…, pubmed_250101).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from il2qa.models import Author, Journal, Record
from il2qa.readers import xml_fields as xml
from il2qa.readers.build import build
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.markup import flatten

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NO_JOURNAL = Journal()


def record_of(element: Element) -> Record | None:
    """Return the record of one citation's element; None where it has no PMID."""
    if element.tag == "PubmedBookArticle":
        document = element.find("BookDocument")
        return _book(document, element.find("PubmedBookData")) if document is not None else None
    citation = element if element.tag == "MedlineCitation" else element.find("MedlineCitation")
    return _article(citation, element.find("PubmedData")) if citation is not None else None


def _article(citation: Element, data: Element | None) -> Record | None:
    pmid = xml.pmid(citation)
    if pmid is None:
        return None
    article = citation.find("Article")
    article = citation.makeelement("Article", {}) if article is None else article
    journal = article.find("Journal")
    issue = journal.find("JournalIssue") if journal is not None else None
    abstract, listed_authors = article.find("Abstract"), article.find("AuthorList")
    links = list(xml.listed(citation, "CommentsCorrectionsList", "CommentsCorrections"))
    return build(
        Record,
        pmid=pmid,
        version=xml.version(citation),
        title=xml.text(article, "ArticleTitle") or "",
        vernacular_title=xml.text(article, "VernacularTitle"),
        abstract=xml.sections(abstract),
        other_abstracts=xml.other_abstracts(citation),
        copyright=_copyright(abstract),
        authors=xml.authors(article),
        authors_complete=listed_authors is None or listed_authors.get("CompleteYN") != "N",
        investigators=xml.people(xml.listed(citation, "InvestigatorList", "Investigator")),
        journal=xml.journal(journal, citation.find("MedlineJournalInfo")),
        date=xml.date(issue.find("PubDate")) if issue is not None else None,
        electronic_date=xml.date(article.find("ArticleDate")),
        publication_status=xml.text(data, "PublicationStatus") if data is not None else None,
        publication_model=article.get("PubModel") or None,
        volume=xml.text(issue, "Volume") if issue is not None else None,
        issue=xml.text(issue, "Issue") if issue is not None else None,
        pages=xml.pages(article),
        languages=xml.texts(article, "Language"),
        publication_types=_types(article),
        mesh=xml.headings(xml.listed(citation, "MeshHeadingList", "MeshHeading")),
        substances=xml.substances(xml.listed(citation, "ChemicalList", "Chemical")),
        keywords=_keywords(citation),
        grants=xml.grants(xml.listed(article, "GrantList", "Grant")),
        corrections=xml.corrections(links),
        references=xml.references(links, data),
        **_article_ids(citation, article, data).fields(),
    )


def _types(article: Element) -> tuple[str, ...]:
    listed = article.find("PublicationTypeList")
    return xml.texts(listed, "PublicationType") if listed is not None else ()


def _article_ids(citation: Element, article: Element, data: Element | None) -> Identifiers:
    ids = Identifiers()
    ids.add_all(xml.location_ids(article))
    ids.add_all(xml.article_ids(data))
    for banks in article.findall("DataBankList"):
        ids.add_all(("", flatten(number)) for number in banks.iter("AccessionNumber"))
    ids.add_all((other.get("Source", ""), flatten(other)) for other in citation.findall("OtherID"))
    return ids


def _copyright(abstract: Element | None) -> str | None:
    return xml.text(abstract, "CopyrightInformation") if abstract is not None else None


def _keywords(element: Element) -> tuple[str, ...]:
    """Return the keywords of all lists, each once."""
    lists = element.findall("KeywordList")
    return tuple(dict.fromkeys(word for words in lists for word in xml.texts(words, "Keyword")))


def _book(document: Element, data: Element | None) -> Record | None:
    """Read a book or a chapter: the chapter's title first, its book where a journal stands."""
    pmid = xml.pmid(document)
    if pmid is None:
        return None
    book = document.find("Book")
    book = document.makeelement("Book", {}) if book is None else book
    chapter, title = xml.text(document, "ArticleTitle"), xml.text(book, "BookTitle")
    abstract = document.find("Abstract")
    ids = Identifiers()
    ids.add_all(xml.article_ids(document))
    ids.add_all(xml.location_ids(book))
    ids.add_all(("isbn", number) for number in xml.texts(book, "Isbn"))
    ids.add_all(xml.article_ids(data))
    return build(
        Record,
        pmid=pmid,
        version=xml.version(document),
        title=chapter or title or "",
        vernacular_title=xml.text(document, "VernacularTitle"),
        abstract=xml.sections(abstract),
        copyright=_copyright(abstract),
        authors=_book_authors(document) or _book_authors(book),
        investigators=xml.people(
            investigator
            for part in (book, document)
            for investigator in xml.listed(part, "InvestigatorList", "Investigator")
        ),
        journal=build(Journal, title=title) if chapter else _NO_JOURNAL,
        book=xml.book(document, book, title) if title else None,
        date=xml.contribution_date(document) or xml.date(book.find("PubDate")),
        volume=xml.text(book, "Volume"),
        pages=xml.pages(document),
        languages=xml.texts(document, "Language"),
        publication_types=xml.texts(document, "PublicationType"),
        keywords=_keywords(document),
        grants=xml.grants(xml.listed(document, "GrantList", "Grant")),
        references=xml.references((), data),
        **ids.fields(),
    )


def _book_authors(element: Element) -> tuple[Author, ...]:
    """Return the authors, or where a book has editors only, those."""
    return xml.contributors(element, "authors") or xml.contributors(element, "editors")
