"""What a term of a query means: words of texts, values of fields, dates and ranges.

A term that cannot be understood is a QuestionError that says what is expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from il2qa.errors import QuestionError
from il2qa.fields import Field, day_number
from il2qa.filters.exploding import valued
from il2qa.filters.tree import All, Any, Begins, Between, Condition, Is, Says, Tells
from il2qa.patterns import lazy_pattern
from il2qa.queries.tags import EVERYWHERE
from il2qa.text.analyzer import Analyzer
from il2qa.text.written import written_words

SHORTEST_BEGINNING = 4  # characters before a "*", as PubMed demands
_DATE = lazy_pattern(r"(?P<year>\d{4})(?:[/-](?P<month>\d{1,2})(?:[/-](?P<day>\d{1,2}))?)?")
_INITIALS = lazy_pattern(r"[^\W\d_]{1,3}")
_ABSTRACT = "hasabstract"  # PubMed's word for records that have one
_MOST = 99  # the last month or day


def untagged(words: Sequence[str], analyzer: Analyzer) -> Condition:
    """Records that have all of some words, found as by a question; "immun*" as it is written."""
    if [word.casefold() for word in words] == [_ABSTRACT]:
        return Is("has", "abstract")
    begun = [word for word in words if "*" in word]
    plain = " ".join(word for word in words if "*" not in word)
    found: list[Condition] = [
        Tells(token.terms[0], _parts(token.parts), plain[token.start : token.end])
        for token in analyzer.tokens(plain)
    ]
    found += [_said(EVERYWHERE, word) for word in begun]
    if not found:
        raise QuestionError("a word that says something is expected: aspirin")
    return _all(found)


def phrase(text: str) -> Condition:
    """Records whose text has a phrase, word for word."""
    return _said(EVERYWHERE, text)


def tagged_term(
    fields: Sequence[Field], text: str, analyzer: Analyzer, *, is_quoted: bool
) -> Condition:
    """Records that have a term in one of some fields."""
    if any(field.name == "date" for field in fields):
        return Between("day", _first_day(text), _last_day(text))
    if any(field.name == "pmid" for field in fields) and len(fields) == 1:
        return _any([Is("pmid", one) for one in text.split()])
    worded = tuple(field.name for field in fields if field.worded)
    if len(fields) == 1 and fields[0].values:
        return _valued(fields[0], text, is_quoted=is_quoted)
    if is_quoted:
        return _said(worded, text)
    words = text.split()
    telling = [word for word in words if word.casefold() not in analyzer.stop_words("function")]
    return _all([_said(worded, word) for word in telling or words])


def ranged(field: Field, first: str, last: str) -> Condition:
    """Records whose date or PMID lies between two."""
    if field.name == "date":
        return Between("day", _first_day(first), _last_day(last))
    if field.name == "pmid" and first.isdecimal() and last.isdecimal():
        return Between("pmid", int(first), int(last))
    raise QuestionError("a range is of dates, 2010:2015[dp], or of PMIDs, 100:200[pmid]")


def has_range(field: Field) -> bool:
    """Whether a field is one that ranges are of."""
    return field.name in ("date", "pmid")


def is_date(text: str) -> bool:
    """Whether a text is a date as PubMed writes it: 2010, 2010/05, 2010/05/31."""
    return bool(_DATE.fullmatch(text.strip()))


def _said(fields: tuple[str, ...], text: str) -> Condition:
    """A word or phrase as it is written in some fields; "*" at its end begins the last word."""
    begins = text.endswith("*")
    plain = text.removesuffix("*")
    if "*" in plain:
        raise QuestionError('a "*" stands at the end of a word: immun*')
    words = tuple(written_words(plain))
    if not words:
        raise QuestionError('a word is expected: "interleukin 2"')
    if begins and len("".join(words)) < SHORTEST_BEGINNING:
        raise QuestionError(f'at least {SHORTEST_BEGINNING} letters stand before a "*": immun*')
    return Says(fields, words, begins)


def _valued(field: Field, text: str, *, is_quoted: bool) -> Condition:
    """A value of a field: whole, or begun ("imm*"); initials of an author may go on."""
    value = text.strip()
    if "*" in value.removesuffix("*") or value == "*":
        raise QuestionError('a "*" stands at the end of a value: smith*[au]')
    if value.endswith("*"):
        return Begins(field.name, value.removesuffix("*"))
    if not value:
        raise QuestionError("a value is expected: smith j[au]")
    if "author" in field.name:
        last, comma, fore = value.partition(",")
        name = f"{fore.strip()} {last.strip()}" if comma and len(fore.strip()) > 3 else value
        name = name.replace(",", " ")
        words = name.split()
        if not is_quoted and len(words) > 1 and _INITIALS.fullmatch(words[-1]):
            return Begins(field.name, " ".join(words))
        return Is(field.name, " ".join(words))
    return valued(field.name, value)


def _first_day(text: str) -> int:
    year, month, day = _date(text)
    return day_number(year, month or 0, day or 0)


def _last_day(text: str) -> int:
    year, month, day = _date(text)
    return day_number(year, month or _MOST, day or _MOST)


def _date(text: str) -> tuple[int, int | None, int | None]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise QuestionError("a date is expected: 2010, 2010/05, 2010/05/31 or 2010:2015[dp]")
    month, day = found["month"], found["day"]
    return int(found["year"]), int(month) if month else None, int(day) if day else None


def _parts(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts that together stand for a compound; a single one stands for too little."""
    return parts if len(parts) > 1 else ()


def _all(parts: Iterable[Condition]) -> Condition:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else All(found)


def _any(parts: Iterable[Condition]) -> Condition:
    found = tuple(dict.fromkeys(parts))
    if not found:
        raise QuestionError("a PMID is expected: 3303316[pmid]")
    return found[0] if len(found) == 1 else Any(found)
