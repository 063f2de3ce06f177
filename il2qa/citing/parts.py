"""What every style is made of: titles, names, sentences, journals, books, retractions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from il2qa.models import Author, Book, Record
from il2qa.patterns import lazy_pattern
from il2qa.text.data import mapping, rows
from il2qa.text.safety import one_line

_STOPS = (".", "?", "!", "\u2026")
_QUOTATION_MARKS = ('"', "'", "\u2019", "\u201d", "\u00bb")
_NO_TITLE = frozenset({"not available", "in process citation"})  # NLM's words where none is given
_HYPHEN = lazy_pattern(r"[-\u2010\u2011]")
_ORDINAL = {"2nd": "II", "3rd": "III", "4th": "IV", "5th": "V"}
_RETRACTIONS = {"RetractionIn": "Retraction in", "PartialRetractionIn": "Partial retraction in"}


class ReferenceKind(NamedTuple):
    """What a record is, in the words of each form for reference managers."""

    name: str
    ris: str
    bibtex: str
    csl: str


def sentence(text: str) -> str:
    """Text closed by a stop, once: not behind one, nor behind one that a quotation mark follows."""
    last = text.removesuffix("\n")
    quoted = last.endswith(_QUOTATION_MARKS) and last[:-1].endswith(_STOPS)
    return text if not text or quoted or last.endswith(_STOPS) else text + "."


def joined(texts: Sequence[str]) -> str:
    """Sentences on one line, each closed by a stop, those that are empty left out."""
    return spaced(sentence(part) for part in texts if part)


def spaced(texts: Iterable[str]) -> str:
    """The parts that are not empty on one line, free of control characters."""
    return one_line(" ".join(part for part in texts if part))


def listed(texts: Iterable[str | None], mark: str = ", ") -> str:
    """The parts that are not empty, parted by a mark."""
    return mark.join(part for part in texts if part)


def cut(text: str, most: int) -> str:
    """The text, or its words as far as they fit and "…"."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def without_stop(title: str) -> str:
    """A title without its last stop; an ellipsis is kept whole."""
    title = title.rstrip()
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def bare_title(record: Record) -> str:
    """The title without its last stop and, where it is a translation, without brackets."""
    title = without_stop(record.title)
    return title[1:-1] if record.translated else title


def full_title(record: Record) -> str:
    """The title without its last stop; a translated one in brackets, after the original.

    So does PubMed's "Cite": "Praxis der Immuntherapie [Practice of immunotherapy]". Where the
    translation is "[Not Available]", the original stands alone.
    """
    title = bare_title(record)
    original = without_stop((record.vernacular_title or "").strip())
    if not record.translated:
        return title or original
    if original and not has_translation(record):
        return original
    return f"{original} [{title}]".lstrip()


def has_translation(record: Record) -> bool:
    """Whether the title is a translation, not NLM's word that there is none."""
    return record.translated and without_stop(bare_title(record)).lower() not in _NO_TITLE


def index_names(
    authors: Sequence[Author], *, most: int | None = None, complete: bool = True
) -> str:
    """Persons parted by commas, collectives by semicolons; "et al" where some are left out."""
    shown = authors[:most]
    text = ""
    for before, author in zip((None, *shown), shown, strict=False):
        parted = before and (before.collective or author.collective)
        text += ("; " if parted else ", " if before else "") + author.index_name
    left_out = len(shown) < len(authors) or not complete
    return f"{text}, et al" if text and left_out else text


def initials(author: Author) -> str:
    """The initials of a person, "JQ"; of the fore name where none are given."""
    if author.initials:
        return author.initials
    return "".join(part[0] for part in re.split(r"[\s.-]+", author.fore_name or "") if part)


def dotted_initials(author: Author) -> str:
    """The initials of a person with stops, hyphens kept: "J.-P. Q."."""
    letters = [letter for letter in initials(author) if letter.isalpha()]
    words = [
        [part for part in _HYPHEN.split(word) if part.strip(".")]
        for word in (author.fore_name or "").replace(".", ". ").replace(". -", ".-").split()
    ]
    if sum(map(len, words)) != len(letters):  # the fore name does not tell where hyphens stand
        return " ".join(f"{letter}." for letter in letters)
    left = iter(letters)
    return " ".join("-".join(f"{next(left)}." for _ in word) for word in words if word)


def suffix(author: Author) -> str:
    """The suffix as styles beyond NLM's own write it: "Jr", "III" (NLM: "3rd")."""
    given = (author.suffix or "").rstrip(".")
    return _ORDINAL.get(given.lower(), given)


def journal(record: Record, *, full: bool = False) -> str:
    """The journal's NLM abbreviation, or its title in full; whichever is given where one is."""
    names = (record.journal.abbreviation, record.journal.title)
    return next((name for name in (reversed(names) if full else names) if name), "")


def is_chapter(record: Record) -> bool:
    """Whether it is part of a book."""
    return record.book is not None and without_stop(record.title) != without_stop(record.book.title)


def authors_are_editors(record: Record) -> bool:
    """Whether it is a book that only has editors."""
    book = record.book
    return book is not None and not is_chapter(record) and record.authors == book.editors != ()


def edition(book: Book) -> str:
    """The edition, "2nd ed"."""
    given = (book.edition or "").rstrip(".")
    return f"{given} ed" if given and not re.search(r"\bed", given, re.IGNORECASE) else given


def isbns(record: Record) -> list[str]:
    """The ISBNs among the other identifiers."""
    return [value.partition(":")[2] for value in record.other_ids if value.startswith("isbn:")]


def language_name(code: str) -> str:
    """The English name of a MARC language code; the code itself where it is unknown."""
    return mapping("languages.tsv").get(code, code)


def retractions(record: Record) -> tuple[str, ...]:
    """What a reference must not leave out: where the record was retracted."""
    links = [link for link in record.corrections if link.kind in _RETRACTIONS]
    if not links:
        return ("Retracted publication",) if "RETRACTED" in record.notices else ()
    return tuple(
        joined(
            (
                f"{_RETRACTIONS[link.kind]}: {link.citation or ''}".rstrip(": "),
                f"PMID: {link.pmid}" if link.pmid else "",
            )
        )
        for link in links
    )


def kind(record: Record) -> ReferenceKind:
    """What it is, as the forms of reference managers call it."""
    if record.book:
        name = "chapter" if is_chapter(record) else "book"
    else:
        name = "preprint" if "Preprint" in record.publication_types else "article"
    return next(ReferenceKind(*row) for row in rows("reference_kinds.tsv") if row[0] == name)
