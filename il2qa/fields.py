"""The fields of a record: one table of what each is called, says, and is found and listed by."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from il2qa import citing
from il2qa.errors import QuestionError
from il2qa.identifiers import normal_id
from il2qa.models import Author, Record

_STROKES = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
_DROPPED = str.maketrans(dict.fromkeys("'’‘ʼ`´", ""))


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, apostrophes, stops and odd spaces."""
    text = text.casefold().translate(_DROPPED)
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text).casefold()  # 𝓐 has no small letter, A has
        apart = apart.translate(_DROPPED).translate(_STROKES)
        text = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(text.replace(".", " ").split())


class Field(NamedTuple):
    """A field of a record.

    `text` is what it says; of all but the quoted fields that is a metadata statement, opened by
    `label`. `values` are what a filter compares, in the form that `fold` gives them; `listed`
    those that are offered and counted, as a reader writes them; `key` the whole number that it is
    sorted and limited by. A record may lack any of them.
    """

    name: str
    tags: tuple[str, ...] = ()  # PubMed's names of it, in lower case: "au", "author"
    typed: str = ""  # its name in filters as people type them
    condition: str = ""  # its name in Where
    label: str = ""
    text: Callable[[Record], str | None] | None = None
    quoted: bool = False  # its passages can answer a question of content
    searched: bool = False  # a record is found by its words
    values: Callable[[Record], Iterable[str | None]] | None = None
    fold: Callable[[str], str] = folded
    listed: Callable[[Record], Iterable[str]] | None = None
    key: Callable[[Record], int | None] | None = None

    @property
    def worded(self) -> bool:
        """Whether the words of its text can be looked for, as they are written."""
        return bool(self.text and self.tags)


def named(name: str) -> Field:
    """The field of a name; raises QuestionError where there is none."""
    try:
        return _by_name()[name]
    except KeyError:
        names = ", ".join(_by_name())
        raise QuestionError(f"{name!r} is no field of a record; the fields are {names}") from None


def tagged(tag: str) -> tuple[Field, ...]:
    """The fields that PubMed calls so ("tiab" is two), by its short or long names; () for none."""
    plain = " ".join(tag.lower().split())
    return tuple(field for field in FIELDS if plain in field.tags)


@lru_cache(maxsize=1 << 14)
def fold_value(name: str, value: str) -> str:
    """A value of a field in the form in which both sides of a filter are compared."""
    return named(name).fold(value)


def values_of(field: Field, record: Record) -> frozenset[str]:
    """The values of a field that a filter compares; what an index keeps of it."""
    values = field.values(record) if field.values else ()
    return frozenset(fold_value(field.name, value) for value in values if value)


def _renamed(kind: str, text: str) -> str:
    """A value by the one name that records have of it, whatever people call it."""
    from il2qa.text.value_names import NAMED  # where records are filtered or indexed

    return folded(NAMED[kind](folded(text)))


def _of_identifier(text: str) -> str:
    return normal_id(text).casefold()


@cache
def _by_name() -> dict[str, Field]:
    return {field.name: field for field in FIELDS}


def _year(record: Record) -> int | None:
    return record.date.year if record.date else None


def _day(record: Record) -> int | None:
    date = record.date
    if date is None or date.year is None:
        return None
    return day_number(date.year, date.month or 0, date.day or 0)


def day_number(year: int, month: int, day: int) -> int:
    """A date as a number, in order: 20100531; what is not known of it is 0."""
    return (year * 100 + month) * 100 + day


def _number(record: Record) -> int | None:
    pmid = record.pmid or ""
    return int(pmid) if pmid.isascii() and pmid.isdigit() and len(pmid) < 19 else None


def _journal(record: Record) -> str | None:
    return record.journal.abbreviation or record.journal.title


def _names(authors: Iterable[Author]) -> str:
    return ", ".join(author.full_name for author in authors)


def _forms(authors: Iterable[Author]) -> Iterable[str | None]:
    """Each author's last name and its parts, name with initials, name in full, collective name."""
    for who in authors:
        yield from (who.last_name, who.index_name, who.full_name, who.collective)
        names = (who.last_name or "").replace("-", " ").split()
        if len(names) > 1:  # Rodríguez Olivares is a Rodríguez too; "van" is nobody
            yield from (name for name in names if name[0].isupper())


def _author_statement(record: Record) -> str:
    names = _names(record.authors)
    return names if not names or record.authors_complete else f"{names} et al."


def _affiliations(record: Record) -> str:
    places = (place for author in record.authors for place in author.affiliations)
    return "; ".join(dict.fromkeys(places))


def _mesh(record: Record) -> str:
    return "; ".join(
        "/".join([heading.descriptor, *(part.name for part in heading.qualifiers)])
        for heading in record.mesh
    )


def _headings(record: Record) -> Iterable[str]:
    """Each descriptor, and with each of its subheadings: "Sepsis", "Sepsis/blood"."""
    for heading in record.mesh:
        yield heading.descriptor
        for part in heading.qualifiers:
            yield f"{heading.descriptor}/{part.name}"


def _major_topics(record: Record) -> Iterable[str]:
    for heading in record.mesh:
        if heading.major or any(part.major for part in heading.qualifiers):
            yield heading.descriptor


def _grants(record: Record) -> str:
    return "; ".join(
        " ".join(part for part in (grant.number, grant.agency, grant.country) if part)
        for grant in record.grants
    )


FIELDS = (
    Field(
        name="title",
        tags=("ti", "titl", "title", "tiab", "title/abstract"),
        text=lambda record: record.title,
        quoted=True,
        searched=True,
    ),
    Field(
        name="abstract",
        tags=("ab", "abst", "abstract", "tiab", "title/abstract"),
        text=lambda record: record.abstract_text,
        quoted=True,
        searched=True,
    ),
    Field(
        name="authors",
        tags=("au", "auth", "author", "fau", "faut", "full author name"),
        typed="author",
        condition="authors",
        label="Authors",
        text=_author_statement,
        searched=True,
        values=lambda record: _forms((*record.authors, *record.investigators)),
        listed=lambda record: (author.index_name for author in record.authors),
    ),
    Field(
        name="affiliations",
        tags=("ad", "affl", "affiliation"),
        label="Affiliations",
        text=_affiliations,
    ),
    Field(
        name="investigators",
        tags=("ir", "invr", "investigator", "fir", "finv", "full investigator name"),
        label="Investigators",
        text=lambda record: _names(record.investigators),
        searched=True,
    ),
    Field(
        name="journal",
        tags=("ta", "jour", "journal"),
        typed="journal",
        condition="journals",
        label="Journal",
        text=_journal,
        searched=True,
        values=lambda record: (
            record.journal.title,
            record.journal.abbreviation,
            *record.journal.issn,
        ),
        listed=lambda record: filter(None, [_journal(record)]),
    ),
    Field(name="issn", label="ISSN", text=lambda record: "; ".join(record.journal.issn)),
    Field(
        name="date",
        tags=("dp", "pdat", "publication date", "date - publication"),
        typed="year",
        label="Published",
        text=lambda record: record.date.text if record.date else "",
        searched=True,
        listed=lambda record: map(str, filter(None, [_year(record)])),
        key=_year,
    ),
    Field(name="day", key=_day),
    Field(
        name="volume",
        tags=("vi", "vol", "volume"),
        label="Volume",
        text=lambda record: record.volume,
    ),
    Field(
        name="issue", tags=("ip", "iss", "issue"), label="Issue", text=lambda record: record.issue
    ),
    Field(
        name="pages",
        tags=("pg", "page", "pagination"),
        label="Pages",
        text=lambda record: record.pages,
    ),
    Field(
        name="language",
        tags=("la", "lang", "language"),
        typed="language",
        condition="languages",
        label="Language",
        text=lambda record: ", ".join(map(citing.language_name, record.languages)),
        values=lambda record: record.languages,
        fold=lambda text: _renamed("language", text),
        listed=lambda record: map(citing.language_name, record.languages),
    ),
    Field(
        name="publication_type",
        tags=("pt", "ptyp", "publication type"),
        typed="type",
        condition="publication_types",
        label="Publication type",
        text=lambda record: "; ".join(record.publication_types),
        values=lambda record: record.publication_types,
        fold=lambda text: _renamed("publication_type", text),
        listed=lambda record: record.publication_types,
    ),
    Field(
        name="vernacular_title",
        tags=("tt", "transliterated title"),
        label="Original title",
        text=lambda record: record.vernacular_title,
        searched=True,
    ),
    Field(
        name="mesh",
        tags=("mh", "mesh", "mesh terms"),
        typed="mesh",
        condition="mesh",
        label="MeSH terms",
        text=_mesh,
        searched=True,
        values=_headings,
        listed=lambda record: (heading.descriptor for heading in record.mesh),
    ),
    Field(
        name="keywords",
        tags=("ot", "otrm", "other term"),
        label="Keywords",
        text=lambda record: "; ".join(record.keywords),
        searched=True,
        values=lambda record: record.keywords,
    ),
    Field(
        name="substances",
        tags=("nm", "subs", "substance name", "supplementary concept"),
        label="Substances",
        text=lambda record: "; ".join(substance.name for substance in record.substances),
        searched=True,
        values=lambda record: (substance.name for substance in record.substances),
    ),
    Field(
        name="grants",
        tags=("gr", "grnt", "grant number", "grants and funding"),
        label="Grants",
        text=_grants,
    ),
    Field(
        name="pmid",
        tags=("pmid", "uid"),
        typed="pmid",
        condition="pmids",
        label="PMID",
        text=lambda record: record.pmid,
        searched=True,
        values=lambda record: (record.id,),
        fold=_of_identifier,
        key=_number,
    ),
    Field(
        name="doi",
        tags=("doi", "aid", "lid", "article identifier", "location id"),
        label="DOI",
        text=lambda record: record.doi,
        searched=True,
        values=lambda record: (record.doi,),
        fold=str.casefold,
    ),
    Field(
        name="pmc",
        tags=("pmc", "pmcid"),
        label="PMCID",
        text=lambda record: record.pmc,
        searched=True,
    ),
    Field(name="data_banks", label="Data banks", text=lambda record: "; ".join(record.data_banks)),
    Field(name="reference", label="Reference", text=citing.reference),
    Field(
        name="references",
        label="References",
        text=lambda record: f"{len(record.references)} PMIDs" if record.references else "",
    ),
    Field(name="notices", label="Notices", text=lambda record: "; ".join(record.notices)),
    Field(
        name="first_author",
        tags=("1au", "author - first", "first author name"),
        values=lambda record: _forms(record.authors[:1]),
    ),
    Field(
        name="major_topic",
        tags=("majr", "mesh major topic"),
        values=_major_topics,
    ),
    Field(
        name="subheading",
        tags=("sh", "subh", "mesh subheading"),
        values=lambda record: (part.name for topic in record.mesh for part in topic.qualifiers),
    ),
    Field(
        name="cites",
        typed="cites",
        condition="cites",
        values=lambda record: record.references,
        fold=_of_identifier,
    ),
    Field(
        name="has",
        typed="has",
        values=lambda record: ("abstract",) if record.abstract else (),
    ),
)
"""All fields, those that have a text in the order in which they are shown.

Not searched are those that say nothing of a record's topic (pages), repeat it (the reference) or
blur it: of a question on cancer every record from a cancer centre would be found by its
affiliations.
"""

QUOTED = tuple(field.name for field in FIELDS if field.quoted)
"""The fields whose passages can answer a question of content; all others are metadata."""

STATED = tuple(field for field in FIELDS if field.text and not field.quoted)
"""The fields that have a metadata statement, in order."""

VALUED = tuple(field for field in FIELDS if field.values)
WORDED = tuple(field for field in FIELDS if field.worded)
LISTED = tuple(field for field in FIELDS if field.listed)
SORTED = tuple(field for field in FIELDS if field.key)
