"""The styles of medicine: NLM as PubMed's "Cite" writes it, and Vancouver.

NLM follows what PubMed's "Cite" gives (https://pubmed.ncbi.nlm.nih.gov/help/#cite): every author,
a collective one after a semicolon; the original title before the bracketed translation; the
language after the pages; then DOI, "Epub" and identifiers. Citing Medicine (NLM, 2nd edition,
chapters 1 and 22, appendix F) says how PubMed's references depart from the book.
"""

from __future__ import annotations

from il2qa.citing import dates, parts
from il2qa.models import Record

_SHORT = 60


def reference(record: Record) -> str:
    """The full reference, as PubMed's "Cite" button writes it in NLM style."""
    return parts.joined(
        (_medline(record, most=None), _identifiers(record), *parts.retractions(record))
    )


def vancouver(record: Record) -> str:
    """Vancouver style as ICMJE's examples give it: six authors, then "et al."."""
    return parts.joined((_medline(record, most=6), *parts.retractions(record)))


def short_reference(record: Record) -> str:
    """Who, where, when: "Borradori L, et al. Schweiz Med Wochenschr. 1987".

    Of a record that tells none of it, its title, cut to a line.
    """
    texts = (
        parts.index_names(record.authors, most=1, complete=record.authors_complete),
        parts.journal(record),
    )
    found = parts.spaced((parts.joined(texts), dates.year(record)))
    return found or parts.cut(parts.spaced((parts.full_title(record),)), _SHORT)


def source(record: Record) -> str:
    """Where a record stands, as PubMed's SO line writes it.

    "J Foo. 2021 Jun 8;13(6):e15525. doi: 10.1000/xyz. eCollection 2021 Jun."
    """
    if record.book:
        from il2qa.citing import books  # where it is used: few records are books

        return parts.joined((*books.source(record, record.book), _doi(record)))
    epub = "" if dates.is_ahead_of_print(record) else dates.dates(record).other
    return parts.joined((_journal(record), imprint(record), _doi(record), epub))


def imprint(record: Record) -> str:
    """Date, volume, issue and pages: "1987 Jun 20;117(25):945-51"."""
    date = dates.text(dates.dates(record).date)
    return with_locator(date, record, record.pages or "")


def with_locator(date: str, record: Record, pages: str) -> str:
    """A date with volume, issue and pages behind it."""
    volume = (record.volume or "") + (f"({record.issue})" if record.issue else "")
    return date + (f";{volume}" if volume else "") + (f":{pages}" if pages else "")


def _medline(record: Record, most: int | None) -> str:
    """A reference in NLM's manner, as far as the DOI."""
    names = parts.index_names(record.authors, most=most, complete=record.authors_complete)
    if record.book:
        from il2qa.citing import books

        return parts.joined(
            (
                books.credited(record, record.book, names),
                parts.full_title(record) if parts.is_chapter(record) else "",
                *books.source(record, record.book),
                _languages(record),
                _doi(record),
            )
        )
    texts = (
        names,
        parts.full_title(record),
        _journal(record),
        _dated_imprint(record),
        _languages(record),
        _doi(record),
        dates.dates(record).other,
    )
    return parts.joined(texts)


def _dated_imprint(record: Record) -> str:
    """The imprint; of an article in a journal that has no date, that it is unknown."""
    found = imprint(record)
    undated = not dates.text(dates.dates(record).date)
    return dates.UNKNOWN + found if undated and (found or parts.journal(record)) else found


def _journal(record: Record) -> str:
    name = parts.journal(record)
    return f"{name} [Preprint]" if name and "Preprint" in record.publication_types else name


def _doi(record: Record) -> str:
    return f"doi: {record.doi}" if record.doi else ""


def _languages(record: Record) -> str:
    if all(code == "eng" for code in record.languages):
        return ""
    return ", ".join(map(parts.language_name, record.languages))


def _identifiers(record: Record) -> str:
    pmid = f"PMID: {record.pmid}" if record.pmid else ""
    return parts.listed((pmid, f"PMCID: {record.pmc}" if record.pmc else ""), "; ")
