"""Records, and what they consist of."""

# Annotations stand as they are, not as text: pydantic would compile each by itself at each start.

from typing import Self

from pydantic import model_validator

from il2qa.models.value import Value


class Section(Value):
    """One part of an abstract: "RESULTS" and its text; plain abstracts have one without label."""

    text: str
    label: str | None = None
    category: str | None = None  # NLM's: BACKGROUND, OBJECTIVE, METHODS, RESULTS, CONCLUSIONS


def section_text(sections: tuple[Section, ...]) -> str:
    """The text of sections, labels inline as PubMed prints them: "AIM: … RESULTS: …"."""
    return " ".join(f"{part.label}: {part.text}" if part.label else part.text for part in sections)


class OtherAbstract(Value):
    """An abstract in another language or by another party (publisher, plain-language summary)."""

    sections: tuple[Section, ...]
    language: str | None = None
    kind: str | None = None


class Author(Value):
    """A person (last name, and fore name or initials) or, alone, a collective."""

    last_name: str | None = None
    fore_name: str | None = None
    initials: str | None = None
    suffix: str | None = None
    collective: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name in reading order: "L Borradori", "Jane Q Doe Jr", or the collective's."""
        if self.collective is not None:
            return self.collective
        parts = (self.fore_name or self.initials, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def index_name(self) -> str:
        """The name as NLM's references write it: "Borradori L", "Doe JQ Jr"."""
        if self.collective is not None:
            return self.collective
        parts = (self.last_name, self.initials or self.fore_name, self.suffix)
        return " ".join(part for part in parts if part)


class Journal(Value):
    """A journal by its full title, NLM abbreviation, ISSNs, NLM catalogue number and country."""

    title: str | None = None
    abbreviation: str | None = None
    issn: tuple[str, ...] = ()
    nlm_id: str | None = None
    country: str | None = None


class PublicationDate(Value):
    """A date as given ("1998 Dec-1999 Jan") and, for sorting, its first day as far as known."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None


class Qualifier(Value):
    """A MeSH subheading."""

    name: str
    major: bool = False


class MeshHeading(Value):
    """A MeSH descriptor with its subheadings; `major` marks a main topic of the record."""

    descriptor: str
    major: bool = False
    qualifiers: tuple[Qualifier, ...] = ()


class Substance(Value):
    """A substance and its CAS registry, UNII or EC number ("0" where there is none)."""

    name: str
    registry_number: str | None = None


class Grant(Value):
    """A grant: its number, the agency and the agency's acronym and country."""

    number: str | None = None
    agency: str | None = None
    acronym: str | None = None
    country: str | None = None


class Correction(Value):
    """A link to a comment, correction, retraction or update, by NLM's RefType ("RetractionIn")."""

    kind: str
    citation: str | None = None
    pmid: str | None = None


class Book(Value):
    """The book that a record is or, where the record's own title is another, is a chapter of.

    Its ISBNs stand among the record's other identifiers.
    """

    title: str
    editors: tuple[Author, ...] = ()
    publisher: str | None = None
    place: str | None = None
    edition: str | None = None
    medium: str | None = None  # "Internet"
    collection: str | None = None  # the series
    chapter: str | None = None  # "Chapter 5", of the record
    date: PublicationDate | None = None  # of the book; a chapter's own is the record's
    begun: PublicationDate | None = None  # of a book that is written on, or came out over years
    ended: PublicationDate | None = None


NOTICES = {
    "RetractionIn": "RETRACTED",
    "PartialRetractionIn": "PARTIALLY RETRACTED",
    "ExpressionOfConcernIn": "EXPRESSION OF CONCERN",
    "RetractedandRepublishedIn": "RETRACTED AND REPUBLISHED",
    "CorrectedandRepublishedIn": "CORRECTED AND REPUBLISHED",
    "ErratumIn": "ERRATUM",
}
"""What must stand beside a quotation, by the kind of correction that the record names."""


class Record(Value):
    """One PubMed citation.

    `pmid` is None only for records of other databases (a library's RIS file); those carry
    `other_id`, a stable identifier such as "doi:10.1000/182" that is never shown as a PMID.
    `title` stands as PubMed gives it: in brackets where it is a translation.
    Languages are MARC codes ("ger"), as in MEDLINE's LA field.
    """

    pmid: str | None = None
    other_id: str | None = None
    version: int = 1
    title: str = ""
    vernacular_title: str | None = None
    abstract: tuple[Section, ...] = ()
    other_abstracts: tuple[OtherAbstract, ...] = ()
    copyright: str | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True  # False where the source ends the list with "et al."
    investigators: tuple[Author, ...] = ()
    journal: Journal = Journal()
    book: Book | None = None
    date: PublicationDate | None = None  # of the issue
    electronic_date: PublicationDate | None = None
    publication_status: str | None = None  # PubMed's: "ppublish", "epublish", "aheadofprint"
    publication_model: str | None = None  # NLM's PubModel: "Print-Electronic", …
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    languages: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    substances: tuple[Substance, ...] = ()
    keywords: tuple[str, ...] = ()
    doi: str | None = None
    pmc: str | None = None
    other_ids: tuple[str, ...] = ()  # "pii:S0140-6736(05)12345-6", "NCT00000000"
    grants: tuple[Grant, ...] = ()
    corrections: tuple[Correction, ...] = ()
    references: tuple[str, ...] = ()  # PMIDs

    @model_validator(mode="after")
    def _is_identified(self) -> Self:
        if not self.pmid and not self.other_id:
            raise ValueError("a record needs a PMID or another identifier")
        return self

    @property
    def id(self) -> str:
        """The PMID, or the other identifier of a record that has none."""
        return self.pmid or self.other_id or ""

    @property
    def abstract_text(self) -> str:
        """The whole abstract, labels inline as PubMed prints them: "AIM: … RESULTS: …"."""
        return section_text(self.abstract)

    @property
    def translated(self) -> bool:
        """Whether the title is NLM's translation (it stands in brackets)."""
        return self.title.startswith("[") and self.title.rstrip(".").endswith("]")

    @property
    def data_banks(self) -> tuple[str, ...]:
        """Its numbers in registers of trials and other data banks: "NCT00000419"."""
        return tuple(value for value in self.other_ids if ":" not in value)

    @property
    def notices(self) -> tuple[str, ...]:
        """What must stand beside every quotation of it: "RETRACTED", "ERRATUM", …"""
        found = {NOTICES[link.kind] for link in self.corrections if link.kind in NOTICES}
        if "Retracted Publication" in self.publication_types:
            found.add("RETRACTED")
        return tuple(notice for notice in dict.fromkeys(NOTICES.values()) if notice in found)

    @property
    def url(self) -> str | None:
        """The record's page: at PubMed, else by its DOI, else None."""
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://doi.org/{self.doi}" if self.doi else None
