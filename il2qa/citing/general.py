"""The general styles: APA and MLA."""

from __future__ import annotations

from il2qa.citing import parts
from il2qa.models import Author, Record

_APA_MOST = 20  # APA 7, 9.8: of more, the first nineteen and the last


def apa(record: Record) -> str:
    """APA style, 7th edition, with the titles' capitals as the record has them."""
    names = _apa_names(record)
    title = parts.sentence(parts.full_title(record))
    date = f"({parts.year(record) or 'n.d.'})."
    opening = [parts.sentence(names), date, title] if names else [title, date]
    doi = f"https://doi.org/{record.doi}" if record.doi else ""
    return parts.spaced((*opening, _apa_source(record), doi, *_closing(record)))


def mla(record: Record) -> str:
    """MLA style, as PubMed's "Cite" writes it: "vol. 117,25 (1987): 945-51"."""
    numbers = ",".join(part for part in (record.volume, record.issue) if part)
    source = " ".join(
        part
        for part in (
            parts.journal(record, full=True),
            f"vol. {numbers}" if numbers else "",
            f"({parts.year(record)})" if parts.year(record) else "",
        )
        if part
    )
    source += f": {record.pages}" if record.pages else ""
    title = f"“{parts.sentence(parts.full_title(record))}”"
    doi = f"doi:{record.doi}" if record.doi else ""
    told = (
        parts.sentence(_mla_names(record)),
        title,
        parts.sentence(source),
        doi,
        *_closing(record),
    )
    return parts.spaced(told)


def _closing(record: Record) -> tuple[str, ...]:
    return tuple(parts.sentence(told) for told in parts.retractions(record))


def _apa_names(record: Record) -> str:
    names = [_apa_name(author) for author in record.authors]
    if not names:
        return ""
    if not record.authors_complete:
        return ", ".join([*names, "et al."])
    if len(names) > _APA_MOST:
        return ", ".join(names[: _APA_MOST - 1]) + f", … {names[-1]}"
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + f", & {names[-1]}"


def _apa_name(author: Author) -> str:
    if author.collective is not None:
        return author.collective
    letters = " ".join(f"{letter}." for letter in parts.initials(author) if letter.isalpha())
    return ", ".join(part for part in (author.last_name, letters, author.suffix) if part)


def _apa_source(record: Record) -> str:
    issue = f"({record.issue})" if record.issue else ""
    told = (
        parts.journal(record, full=True),
        f"{record.volume or ''}{issue}",
        parts.pages_in_full(record, "\u2013"),
    )
    return parts.sentence(", ".join(part for part in told if part))


def _mla_names(record: Record) -> str:
    authors = record.authors
    if not authors:
        return ""
    first = _mla_first(authors[0])
    if len(authors) > 2 or not record.authors_complete:
        return f"{first} et al."
    if len(authors) == 2:
        return f"{first}, and {authors[1].full_name}"
    return first


def _mla_first(author: Author) -> str:
    if author.collective is not None:
        return author.collective
    given = author.fore_name or author.initials
    return ", ".join(part for part in (author.last_name, given, author.suffix) if part)
