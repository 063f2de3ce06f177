"""Reads a PubMed page saved as text: the record among the site's banners and menus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.errors import FormatError
from il2qa.models import Author, Journal, PublicationDate, Record, Section
from il2qa.readers.source import Source
from il2qa.text.data import rows

_SPACE = re.compile(r"\s+")
_PMID = re.compile(r"\bPMID:\s*(\d{1,9})\b")
_DOI = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+?)\.?(?=\s|$)", re.IGNORECASE)
_PMC = re.compile(r"\bPMCID:\s*(PMC\d+)")
_IMPRINT = re.compile(
    r"^\.?\s*(?P<date>(?:1[89]|20)\d\d[^;:.]*)"
    r"(?:;(?P<volume>[^(:;.]*)(?:\((?P<issue>[^)]*)\))?(?::(?P<pages>[^.;]+))?)?\."
)
_ARTICLE_IN = re.compile(r"^\[Article in (?P<names>[^\]]+)\]$")
_BYLINE = re.compile(r"^(?P<authors>.*?\S)\s+et al\.\s+(?P<journal>.+?)\.?\s*(?:\d{4}[^.]*)?\.?$")
_MARK = re.compile(r"\s+\d+$")
_PERSON = re.compile(r"^(?P<given>\S.*?)\s+(?P<last>(?:(?:v[ao]n|de[rnl]?|di|da|la|le) )*\S+)$")
_LABELLED = re.compile(r"^(?P<label>[A-Z][A-Za-z /&,-]{2,40}):\s+(?P<text>\S.*)$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        start=1,
    )
}


def recognises(head: str) -> bool:
    """Say whether text that begins so is a saved PubMed page."""
    return "PMID:" in head and any(mark in head for mark in _words("banner"))


def read(source: Source) -> Iterator[Record]:
    """Yield the records of a source."""
    yield from read_text("".join(source.chunks()), source.name)


def read_text(text: str, name: str) -> Iterator[Record]:
    """Yield the record of a saved page.

    Raises FormatError, naming `name`, where the page has no PMID or no title.
    """
    lines = [_SPACE.sub(" ", line).strip() for line in text.splitlines()]
    found = _PMID.search(text.replace("\xa0", " "))
    if found is None:
        raise FormatError(
            f"{name}: this looks like a saved PubMed page but has no 'PMID:' line; "
            "save the page of one record, with its heading"
        )
    head, abstract = _parts(lines)
    imprint = next((match for line in head if (match := _IMPRINT.match(line))), None)
    title = _title(head)
    if not title:
        raise FormatError(f"{name}: PMID {found[1]} has no title; save the whole page")
    everything = " ".join(head)
    doi, pmc = _DOI.search(everything), _PMC.search(everything)
    authors, complete, journal = _byline(head, title)
    yield Record(
        pmid=found[1],
        title=title,
        abstract=abstract,
        authors=authors,
        authors_complete=complete,
        journal=Journal(abbreviation=journal),
        date=_date(imprint["date"]) if imprint else None,
        volume=(imprint["volume"] or None) if imprint else None,
        issue=imprint["issue"] if imprint else None,
        pages=imprint["pages"] if imprint else None,
        languages=_languages(head),
        publication_types=_types(head),
        keywords=_keywords(lines),
        doi=doi[1] if doi else None,
        pmc=pmc[1] if pmc else None,
    )


def _words(kind: str) -> tuple[str, ...]:
    """The site's own words of one kind, from the data file."""
    return tuple(word for found, word in rows("pubmed_page.tsv") if found == kind)


def _parts(lines: list[str]) -> tuple[list[str], tuple[Section, ...]]:
    """Split a page into the lines of its heading and the sections of its abstract."""
    starts, ends = _words("abstract"), _words("end")
    stop = next((i for i, line in enumerate(lines) if line.startswith(ends)), len(lines))
    first = next((i for i, line in enumerate(lines[:stop]) if line in starts), stop)
    head = [line for line in lines[:first] if line and not line.startswith(_words("boilerplate"))]
    return head, tuple(_sections(line for line in lines[first + 1 : stop] if line))


def _sections(paragraphs: Iterator[str]) -> Iterator[Section]:
    """A paragraph that opens with a label is a section; others belong together."""
    plain: list[str] = []
    for paragraph in paragraphs:
        labelled = _LABELLED.match(paragraph)
        if labelled is None:
            plain.append(paragraph)
            continue
        if plain:
            yield Section(text=" ".join(plain))
            plain.clear()
        yield Section(label=labelled["label"].upper(), text=labelled["text"])
    if plain:
        yield Section(text=" ".join(plain))


def _keywords(lines: list[str]) -> tuple[str, ...]:
    """The keywords that stand below an abstract, after "Keywords:"."""
    line = next((line for line in lines if line.startswith("Keywords:")), "Keywords:")
    words = (word.strip(" .") for word in line.partition(":")[2].split(";"))
    return tuple(word for word in words if word)


def _title(head: list[str]) -> str:
    """The title is the first full line below the imprint ("1987 Jun 20;117(25):945-51.")."""
    after = next((i for i, line in enumerate(head) if _IMPRINT.match(line)), -1)
    passed = ("doi:", "Epub", "eCollection", "Online ahead of print", "•", "PMID:")
    for line in head[after + 1 :]:
        if line not in _type_names() and not line.startswith(passed):
            return line
    return ""


def _byline(head: list[str], title: str) -> tuple[tuple[Author, ...], bool, str | None]:
    """The authors, whether all are named, and the journal."""
    above = [line for line in head if line != title]
    short = next((match for line in above if (match := _BYLINE.match(line))), None)
    full = _line_after(head, title)
    if full and "et al." not in full and "," in full:
        names, complete = full, True
    elif short:
        names, complete = short["authors"], False
    else:
        names, complete = "", True
    authors = tuple(_author(name) for name in re.split(r",\s*|;\s*", names) if name)
    return authors, complete, short["journal"].rstrip(" .") if short else _journal_line(head)


def _line_after(head: list[str], title: str) -> str:
    """The line below the title, where a page lists all its authors."""
    if title not in head:
        return ""
    rest = head[head.index(title) + 1 :]
    skipped = ("[Article", "•", "PMID:")
    return next((line for line in rest if not line.startswith(skipped)), "")


def _journal_line(head: list[str]) -> str | None:
    """The journal where it stands alone above the imprint."""
    at = next((i for i, line in enumerate(head) if _IMPRINT.match(line)), 0)
    above = head[at - 1] if at else ""
    return above if above and above not in _type_names() else None


def _author(name: str) -> Author:
    """Read "L Borradori 1" as a person; a name of one word is kept as a collective."""
    name = _MARK.sub("", name.strip())
    person = _PERSON.match(name)
    if person is None:
        return Author(collective=name)
    given = person["given"]
    initials = "".join(part[0] for part in re.split(r"[ -]", given) if part)
    spelt = len(given.replace(" ", "")) > len(initials)
    return Author(last_name=person["last"], fore_name=given if spelt else None, initials=initials)


def _date(text: str) -> PublicationDate:
    """Read "1987 Jun 20" with its year, month and day."""
    text = text.strip()
    parts = re.match(r"(\d{4})(?: ([A-Z][a-z]{2})(?: (\d{1,2})\b)?)?", text)
    if parts is None:
        return PublicationDate(text=text)
    return PublicationDate(
        text=text,
        year=int(parts[1]),
        month=_MONTHS.get(parts[2] or ""),
        day=int(parts[3]) if parts[3] else None,
    )


def _languages(head: list[str]) -> tuple[str, ...]:
    """The languages of "[Article in German]"; English where the page names none."""
    names = next((match["names"] for line in head if (match := _ARTICLE_IN.match(line))), "")
    codes = {name: code for code, name in rows("languages.tsv")}
    asked = [name for name in re.split(r",\s*|\s+and\s+", names) if name]
    return tuple(codes.get(name, name) for name in asked) or ("eng",)


def _type_names() -> frozenset[str]:
    return frozenset(name for (name,) in rows("publication_types.tsv"))


def _types(head: list[str]) -> tuple[str, ...]:
    """The publication types that stand alone on a line of the heading."""
    return tuple(dict.fromkeys(line for line in head if line in _type_names()))
