"""BibTeX: an @article whose title keeps its capitals and whose text survives TeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from il2qa.citing import parts
from il2qa.models import Author, Record
from il2qa.text.safety import one_line

_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
_VERBATIM = frozenset({"doi", "url", "pmid", "pmcid", "issn"})  # read by programs, not set by TeX


def bibtex(record: Record) -> str:
    """One entry; its key is the first author, the year and the identifier."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record))
    return f"@article{{{_key(record)},\n{fields}}}"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    names = [_name(author) for author in record.authors]
    names += [] if record.authors_complete or not names else ["others"]
    date = record.date or record.electronic_date
    values = {
        "author": " and ".join(names),
        "title": f"{{{_tex(parts.full_title(record))}}}",
        "journal": _tex(parts.journal(record, full=True)),
        "year": parts.year(record),
        "month": parts.MONTHS[date.month - 1].lower() if date and date.month else "",
        "volume": _tex(record.volume or ""),
        "number": _tex(record.issue or ""),
        "pages": _tex(parts.pages_in_full(record, "--")),
        "issn": ", ".join(record.journal.issn),
        "language": ", ".join(record.languages),
        "keywords": _tex(", ".join(record.keywords)),
        "abstract": _tex(record.abstract_text),
        "note": _tex(parts.joined(parts.retractions(record))),
        "doi": record.doi or "",
        "pmid": record.pmid or "",
        "pmcid": record.pmc or "",
        "url": record.url or "",
    }
    for name, value in values.items():
        if value and value != "{}":
            # A brace in an identifier would end the field; no real one has any.
            safe = re.sub(r"[{}]", "", value) if name in _VERBATIM else value
            yield name, one_line(safe)


def _name(author: Author) -> str:
    """Write "Doe, Jr, Jane Q"; a collective in braces, so that it is not taken apart."""
    if author.collective is not None:
        return f"{{{_tex(author.collective)}}}"
    last = author.last_name or ""
    guarded = f"{{{_tex(last)}}}" if " and " in f" {last} " or "," in last else _tex(last)
    told = (guarded, author.suffix, author.fore_name or author.initials)
    return ", ".join(_tex(part) if part is not guarded else part for part in told if part)


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX[match[0]], text)


def _key(record: Record) -> str:
    """ASCII only: "Borradori1987_3303316"."""
    first = record.authors[0] if record.authors else None
    name = (first.last_name or first.collective or "") if first else ""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^A-Za-z]", "", plain) or "Anonymous"
    return f"{letters}{parts.year(record)}_{re.sub(r'[^A-Za-z0-9.-]', '-', record.id)}"
