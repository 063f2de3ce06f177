"""The styles of medicine: NLM as PubMed's "Cite" writes it, Vancouver, AMA.

NLM follows what PubMed's "Cite" gives (https://pubmed.ncbi.nlm.nih.gov/help/#cite): every author,
a collective one after a semicolon; the original title before the bracketed translation; the
language after the pages; then DOI, "Epub" and identifiers. Citing Medicine (NLM, 2nd edition,
chapter 1 and appendix F) says how PubMed's references depart from the book.
"""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.citing import parts
from il2qa.models import Author, Record
from il2qa.text.data import mapping

_SHORT = 60


def reference(record: Record) -> str:
    """The full reference, as PubMed's "Cite" button writes it in NLM style."""
    told = (
        _names(record.authors, complete=record.authors_complete),
        parts.full_title(record),
        parts.journal(record),
        imprint(record),
        _languages(record),
        f"doi: {record.doi}" if record.doi else "",
        _electronic(record),
        _identifiers(record),
        *parts.retractions(record),
    )
    return parts.joined(told)


def vancouver(record: Record) -> str:
    """Vancouver style as ICMJE's examples give it: six authors, then "et al."."""
    told = (
        _names(record.authors, most=6, complete=record.authors_complete),
        parts.full_title(record),
        parts.journal(record),
        imprint(record),
        _languages(record),
        f"doi: {record.doi}" if record.doi else "",
        *parts.retractions(record),
    )
    return parts.joined(told)


def ama(record: Record) -> str:
    """AMA style, 11th edition: of more than six authors the first three; year only; full pages."""
    most = 3 if len(record.authors) > 6 else 6
    told = (
        _names(record.authors, most=most, complete=record.authors_complete),
        parts.full_title(record),
        parts.journal(record),
        _numbered(parts.year(record), record, parts.pages_in_full(record)),
        *parts.retractions(record),
    )
    return parts.spaced((parts.joined(told), f"doi:{record.doi}" if record.doi else ""))


def short_reference(record: Record) -> str:
    """Who, where, when: "Borradori L, et al. Schweiz Med Wochenschr. 1987".

    Of a record that tells none of it, its title, cut to a line.
    """
    told = (
        _names(record.authors, most=1, complete=record.authors_complete),
        parts.journal(record),
    )
    found = parts.spaced((parts.joined(told), parts.year(record)))
    return found or parts.cut(parts.spaced((parts.full_title(record),)), _SHORT)


def imprint(record: Record) -> str:
    """Date, volume, issue and pages: "1987 Jun 20;117(25):945-51".

    Of an article in an electronic collection the date is that of the article itself.
    """
    date = record.electronic_date if _collected(record) else record.date or record.electronic_date
    return _numbered(parts.date_text(date), record, record.pages or "")


def language_name(code: str) -> str:
    """The English name of a MARC language code; the code itself where it is unknown."""
    return mapping("languages.tsv").get(code, code)


def _numbered(date: str, record: Record, pages: str) -> str:
    volume = (record.volume or "") + (f"({record.issue})" if record.issue else "")
    return date + (f";{volume}" if volume else "") + (f":{pages}" if pages else "")


def _names(authors: Sequence[Author], *, most: int | None = None, complete: bool) -> str:
    """Persons parted by commas, collectives by semicolons; "et al" where some are left out."""
    shown = authors[:most]
    text = ""
    for before, author in zip((None, *shown), shown, strict=False):
        parted = before and (before.collective or author.collective)
        text += ("; " if parted else ", " if before else "") + author.index_name
    left_out = len(shown) < len(authors) or not complete
    return f"{text}, et al" if text and left_out else text


def _languages(record: Record) -> str:
    if all(code == "eng" for code in record.languages):
        return ""
    return ", ".join(language_name(code) for code in record.languages)


def _collected(record: Record) -> bool:
    """Whether it came out by itself and belongs to a year's electronic collection.

    Records do not say so; those with the year alone and a single page do in 127 of 136 of PubMed's
    own exports, those with a range of pages in 11 of 19.
    """
    issue, epub = record.date, record.electronic_date
    if issue is None or epub is None or epub.month is None:
        return False
    return issue.text == str(issue.year) and issue.text <= str(epub.year)


def _electronic(record: Record) -> str:
    """When the electronic version came out, or its collection, where that is another date."""
    issue, epub = record.date, record.electronic_date
    if issue is None or epub is None:
        return ""
    if _collected(record):
        return f"eCollection {issue.text}"
    same = (issue.year, issue.month, issue.day) == (epub.year, epub.month, epub.day)
    return "" if same else f"Epub {parts.date_text(epub)}"


def _identifiers(record: Record) -> str:
    pmid = f"PMID: {record.pmid}" if record.pmid else ""
    return "; ".join(part for part in (pmid, f"PMCID: {record.pmc}" if record.pmc else "") if part)
