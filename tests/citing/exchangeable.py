"""Any record that a form for reference managers can hold, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
    Record,
    Substance,
)
from il2qa.readers.dates import date_of
from il2qa.readers.sections import split_sections
from il2qa.readers.text import normalised
from il2qa.text.data import rows

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("C",), include_characters=" ")
TEXT = st.text(CHARACTERS, min_size=1, max_size=30).map(normalised).filter(bool)
SENTENCE = st.text("aé 5%{}_&$#~^\\\"'<>,;:-", min_size=1, max_size=60).map(normalised).filter(bool)
WORD = st.from_regex(r"[A-Z][a-zé]{2,8}", fullmatch=True)
CODE = st.from_regex(r"[A-Z]{1,2}[0-9]{1,5}", fullmatch=True)
NUMBER = st.integers(1, 99_999_999).map(str)
MAYBE_WORD, MAYBE_NUMBER = st.none() | WORD, st.none() | st.integers(1, 999).map(str)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
LANGUAGES = [code for code, _ in rows("languages.tsv")]
KINDS = [kind for kind, tag, _ in rows("corrections.tsv") if tag != "-"]
TYPES = [name for (name,) in rows("publication_types.tsv")]


def several(values: SearchStrategy[object], most: int = 3) -> SearchStrategy[tuple[object, ...]]:
    """Some of the values, each once."""
    return st.lists(values, max_size=most, unique=True).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Author:
    """A person whose initials are those of the fore name."""
    fore_name = draw(st.lists(WORD, min_size=1, max_size=2))
    particle = draw(st.sampled_from(["", "van der ", "de "]))
    return Author(
        last_name=particle + draw(WORD),
        fore_name=draw(st.sampled_from([" ", "-"])).join(fore_name),
        initials="".join(name[0] for name in fore_name),
        suffix=draw(st.sampled_from([None, "Jr", "3rd"])),
    )


@st.composite
def contributors(draw: st.DrawFn) -> Author:
    """A person with what MEDLINE text tells of one, or a collective."""
    if draw(st.integers(0, 4)) == 0:
        return Author(collective=f"{draw(WORD)} {draw(WORD)} Group")
    orcid = st.none() | st.from_regex(r"0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True)
    told = {"orcid": draw(orcid), "affiliations": draw(several(TEXT, 2))}
    return draw(people()).model_copy(update=told)


DAYS = st.builds(
    date_of,
    st.integers(1800, 2030).map(str),
    st.integers(1, 12).map(str),
    st.integers(1, 28).map(str),
)
DATES = st.none() | st.one_of(
    DAYS,
    st.builds(date_of, st.integers(1800, 2030).map(str), st.integers(1, 12).map(str)),
    st.builds(date_of, st.integers(1800, 2030).map(str)),
    st.just(PublicationDate(text="1998 Dec-1999 Jan", year=1998, month=12)),
    st.just(PublicationDate(text="2003 Winter", year=2003, month=1)),
)
PAGES = st.none() | st.one_of(
    st.builds("{}-{}".format, st.integers(100, 499), st.integers(500, 999)),
    st.sampled_from(["945-51", "S12-8", "1203-1215.e3", "iii-viii", "101-10, 115", "e27850"]),
    st.from_regex(r"e[0-9]{2,6}", fullmatch=True),
)
JOURNALS = st.builds(
    Journal,
    title=st.none() | NAME,
    abbreviation=MAYBE_WORD,
    issn=several(st.from_regex(r"[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True), 2).map(
        lambda found: tuple(sorted(found))
    ),
    nlm_id=st.none() | NUMBER,
    country=MAYBE_WORD,
)
HEADINGS = st.builds(
    MeshHeading,
    descriptor=NAME,
    major=st.booleans(),
    qualifiers=several(st.builds(Qualifier, name=NAME, major=st.booleans())),
)
OTHER_ABSTRACTS = st.builds(
    OtherAbstract,
    sections=SENTENCE.map(split_sections),
    language=st.just("spa"),
    kind=WORD,
)
CORRECTIONS = st.builds(
    Correction,
    kind=st.sampled_from(KINDS),
    citation=st.builds("J {}. 2020;1:{}.".format, WORD, NUMBER),
    pmid=st.none() | NUMBER,
)
ARTICLES = st.builds(
    Record,
    pmid=NUMBER,
    title=SENTENCE.map(lambda text: f"A{text}.") | NAME.map("[{}].".format),
    vernacular_title=st.none() | SENTENCE.map(lambda text: f"B{text}."),
    abstract=(st.just("") | TEXT | SENTENCE).map(split_sections),
    other_abstracts=several(OTHER_ABSTRACTS, 2),
    copyright=st.none() | TEXT,
    authors=several(contributors(), 4),
    authors_complete=st.booleans(),
    investigators=several(people(), 2),
    journal=JOURNALS,
    date=DATES,
    electronic_date=st.none() | DAYS,
    publication_status=st.sampled_from([None, "ppublish", "epublish", "aheadofprint"]),
    publication_model=st.sampled_from([None, "Print", "Print-Electronic", "Electronic"]),
    volume=MAYBE_NUMBER,
    issue=MAYBE_NUMBER,
    pages=PAGES,
    languages=several(st.sampled_from(LANGUAGES), 2),
    publication_types=several(st.sampled_from(TYPES)),
    mesh=several(HEADINGS),
    substances=several(st.builds(Substance, name=NAME, registry_number=CODE)),
    keywords=several(NAME),
    doi=st.none() | st.from_regex(r"10\.[0-9]{4}/[a-z0-9.]{1,9}[a-z]", fullmatch=True),
    pmc=st.none() | st.integers(100, 10**8).map("PMC{}".format),
    other_ids=st.sampled_from([(), ("pii:S1(20)2-X",), ("pii:S1", "mid:NIHMS2", "NCT00000003")]),
    grants=several(st.builds(Grant, number=CODE, agency=NAME, country=WORD), 2),
    corrections=several(CORRECTIONS),
)


@st.composite
def books(draw: st.DrawFn) -> Record:
    """A chapter or a whole book."""
    editors, is_chapter = draw(several(people(), 3)), draw(st.booleans())
    title = draw(NAME)
    date = draw(DATES)
    book = Book(
        title=title,
        editors=editors,
        publisher=draw(MAYBE_WORD),
        place=draw(MAYBE_WORD),
        edition=draw(st.sampled_from([None, "2nd"])),
        collection=draw(MAYBE_WORD),
        date=date,
    )
    article = draw(ARTICLES)
    told = {
        "title": f"{title} begins" if is_chapter else title,
        "authors": article.authors or editors,
        "journal": Journal(title=title) if is_chapter else Journal(),
        "book": book,
        "date": draw(DAYS) if is_chapter else date,
        "electronic_date": None,
        "other_ids": ("isbn:9780000000001",),
    }
    return article.model_copy(update=told)


RECORDS = ARTICLES | books()
