"""Records written as PubMed's XML and MEDLINE text, for reading them back in tests."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from il2qa.models import Author, PublicationDate, Record, Section
from il2qa.text.data import rows


def xml_set(records: Iterable[Record]) -> str:
    """A PubmedArticleSet of records that are articles."""
    articles = "\n".join(xml_of(record) for record in records)
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
        '1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        f"<PubmedArticleSet>\n{articles}\n</PubmedArticleSet>\n"
    )


def xml_of(record: Record) -> str:
    """The PubmedArticle of a record, with all that a Record holds."""
    root = ET.Element("PubmedArticle")
    citation = ET.SubElement(root, "MedlineCitation", Status="MEDLINE", Owner="NLM")
    _add(citation, "PMID", record.pmid, Version=str(record.version))
    _add_article(citation, record)
    journal = ET.SubElement(citation, "MedlineJournalInfo")
    _add(journal, "Country", record.journal.country)
    _add(journal, "MedlineTA", record.journal.abbreviation)
    _add(journal, "NlmUniqueID", record.journal.nlm_id)
    chemicals = ET.SubElement(citation, "ChemicalList")
    for substance in record.substances:
        chemical = ET.SubElement(chemicals, "Chemical")
        _add(chemical, "RegistryNumber", substance.registry_number)
        _add(chemical, "NameOfSubstance", substance.name)
    links = ET.SubElement(citation, "CommentsCorrectionsList")
    for correction in record.corrections:
        link = ET.SubElement(links, "CommentsCorrections", RefType=correction.kind)
        _add(link, "RefSource", correction.citation)
        _add(link, "PMID", correction.pmid)
    _add_headings(citation, record)
    for abstract in record.other_abstracts:
        named = {"Type": abstract.kind, "Language": abstract.language}
        other = ET.SubElement(
            citation, "OtherAbstract", {name: value for name, value in named.items() if value}
        )
        _add_sections(other, abstract.sections)
    words = ET.SubElement(citation, "KeywordList", Owner="NOTNLM")
    for word in record.keywords:
        _add(words, "Keyword", word, MajorTopicYN="N")
    _add_people(citation, "InvestigatorList", "Investigator", record.investigators)
    _add_data(root, record)
    return ET.tostring(root, encoding="unicode")


def _add_article(citation: ET.Element, record: Record) -> None:
    article = ET.SubElement(citation, "Article")
    if record.publication_model:
        article.set("PubModel", record.publication_model)
    journal = ET.SubElement(article, "Journal")
    for issn in record.journal.issn:
        _add(journal, "ISSN", issn, IssnType="Print")
    issue = ET.SubElement(journal, "JournalIssue", CitedMedium="Print")
    _add(issue, "Volume", record.volume)
    _add(issue, "Issue", record.issue)
    _add_date(issue, "PubDate", record.date)
    _add(journal, "Title", record.journal.title)
    _add(article, "ArticleTitle", record.title)
    _add(ET.SubElement(article, "Pagination"), "MedlinePgn", record.pages)
    abstract = ET.SubElement(article, "Abstract")
    _add_sections(abstract, record.abstract)
    _add(abstract, "CopyrightInformation", record.copyright)
    listed = _add_people(article, "AuthorList", "Author", record.authors)
    listed.set("CompleteYN", "Y" if record.authors_complete else "N")
    for language in record.languages:
        _add(article, "Language", language)
    grants = ET.SubElement(article, "GrantList", CompleteYN="Y")
    for grant in record.grants:
        element = ET.SubElement(grants, "Grant")
        _add(element, "GrantID", grant.number)
        _add(element, "Acronym", grant.acronym)
        _add(element, "Agency", grant.agency)
        _add(element, "Country", grant.country)
    types = ET.SubElement(article, "PublicationTypeList")
    for name in record.publication_types:
        _add(types, "PublicationType", name)
    _add(article, "VernacularTitle", record.vernacular_title)
    _add_date(article, "ArticleDate", record.electronic_date)


def _add_headings(citation: ET.Element, record: Record) -> None:
    headings = ET.SubElement(citation, "MeshHeadingList")
    for heading in record.mesh:
        element = ET.SubElement(headings, "MeshHeading")
        _add(element, "DescriptorName", heading.descriptor, MajorTopicYN="NY"[heading.major])
        for qualifier in heading.qualifiers:
            _add(element, "QualifierName", qualifier.name, MajorTopicYN="NY"[qualifier.major])


def _add_data(root: ET.Element, record: Record) -> None:
    data = ET.SubElement(root, "PubmedData")
    _add(data, "PublicationStatus", record.publication_status)
    ids = ET.SubElement(data, "ArticleIdList")
    _add(ids, "ArticleId", record.pmid, IdType="pubmed")
    _add(ids, "ArticleId", record.doi, IdType="doi")
    _add(ids, "ArticleId", record.pmc, IdType="pmc")
    for number in record.other_ids:
        kind, _, value = number.partition(":")
        _add(ids, "ArticleId", value, IdType=kind)
    references = ET.SubElement(data, "ReferenceList")
    for pmid in record.references:
        reference = ET.SubElement(references, "Reference")
        _add(reference, "Citation", "A paper. J Foo. 2001.")
        cited = ET.SubElement(reference, "ArticleIdList")
        _add(cited, "ArticleId", pmid, IdType="pubmed")
        _add(cited, "ArticleId", f"10.1000/cited.{pmid}", IdType="doi")


def _add(parent: ET.Element, tag: str, text: str | None, **attributes: str) -> None:
    if text is not None:
        ET.SubElement(parent, tag, attributes).text = text


def _add_sections(parent: ET.Element, sections: Iterable[Section]) -> None:
    for section in sections:
        named = {"Label": section.label, "NlmCategory": section.category}
        part = {name: value for name, value in named.items() if value}
        ET.SubElement(parent, "AbstractText", part).text = section.text


def _add_people(
    parent: ET.Element, container: str, tag: str, people: Iterable[Author]
) -> ET.Element:
    listed = ET.SubElement(parent, container)
    for person in people:
        element = ET.SubElement(listed, tag, ValidYN="Y")
        _add(element, "LastName", person.last_name)
        _add(element, "ForeName", person.fore_name)
        _add(element, "Initials", person.initials)
        _add(element, "Suffix", person.suffix)
        _add(element, "CollectiveName", person.collective)
        _add(element, "Identifier", person.orcid, Source="ORCID")
        for affiliation in person.affiliations:
            _add(ET.SubElement(element, "AffiliationInfo"), "Affiliation", affiliation)
    return listed


def _add_date(parent: ET.Element, tag: str, date: PublicationDate | None) -> None:
    if date is not None:
        element = ET.SubElement(parent, tag)
        words = date.text.split(" ")
        if tag == "ArticleDate" or all(word.isalnum() for word in words):
            for name, word in zip(("Year", "Month", "Day"), words, strict=False):
                _add(element, name, word)
        else:
            _add(element, "MedlineDate", date.text)


def medline_of(record: Record) -> str:
    """The MEDLINE text of a record, wrapped and ended with CRLF as PubMed writes it."""
    lines = [_field("PMID", record.pmid), _field("OWN", "NLM")]
    lines += [_field("IS", f"{issn} (Print)") for issn in record.journal.issn]
    lines += [_field("VI", record.volume), _field("IP", record.issue)]
    lines += [_field("DP", record.date.text if record.date else None)]
    lines += [_field("TI", record.title), _field("PG", record.pages)]
    lines += [_field("AB", record.abstract_text or None), _field("CI", record.copyright)]
    for author in record.authors:
        lines += _person(author, "FAU", "AU")
    lines += [_field("LA", language) for language in record.languages]
    lines += [_field("PT", name) for name in record.publication_types]
    lines += [_field("TT", record.vernacular_title)]
    lines += [_field("PL", record.journal.country), _field("TA", record.journal.abbreviation)]
    lines += [_field("JT", record.journal.title), _field("JID", record.journal.nlm_id)]
    tags = {kind: tag for kind, tag, _ in rows("corrections.tsv")}
    for link in record.corrections:
        number = f" PMID: {link.pmid}" if link.pmid else ""
        lines.append(_field(tags[link.kind], f"{link.citation}{number}"))
    lines += [_field("OT", word) for word in record.keywords]
    lines += [_field("AID", f"{record.doi} [doi]" if record.doi else None)]
    return "\r\n".join(line for line in lines if line) + "\r\n"


def _person(author: Author, full: str, short: str) -> list[str]:
    if author.collective:
        return [_field("CN", author.collective)]
    fore = " ".join(part for part in (author.fore_name, author.suffix) if part)
    lines = [_field(full, f"{author.last_name}, {fore}" if fore else author.last_name)]
    lines += [_field(short, author.index_name)]
    lines += [_field("AUID", f"ORCID: {author.orcid}" if author.orcid else None)]
    return lines + [_field("AD", text) for text in author.affiliations]


def _field(tag: str, text: str | None) -> str:
    """A tagged field, wrapped at blanks near 84 columns, continued with six blanks."""
    if not text:
        return ""
    lines, line = [], f"{tag:<4}-"
    for word in text.split(" "):
        if len(line) + 1 + len(word) > 84:
            lines.append(line)
            line = "     "
        line += " " + word
    return "\r\n".join([*lines, line])
