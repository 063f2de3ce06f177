"""Page ranges as references write them, and article numbers, which stand in their place.

A record gives its pages as NLM does: "945-51", "S12-8", "1203-1215.e3", "101-10, 115", "iii-viii",
or an article number, "e27850". Styles want the last page in full, "945-951".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from il2qa.models import Record
from il2qa.patterns import lazy_pattern

_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_PAGE = lazy_pattern(r"(?P<lead>[A-Za-z]*)(?P<digits>\d+)(?P<tail>\.?[A-Za-z]*\d*)")
_ROMAN = lazy_pattern(r"[ivxlcdm]+", re.IGNORECASE)
_RANGE = lazy_pattern(rf"([\w.]+) ?[{_DASHES}] ?([\w.]+)", re.ASCII)
_PARTED = lazy_pattern(r"([,;] ?)")
_NUMBERED = lazy_pattern(r"[eE]\d+|[A-Za-z]\d{5,}|[A-Za-z]{2,}[\w.]*\d[\w.]*|\d{6,}", re.ASCII)


class Pages(NamedTuple):
    """The first and last page of a range; the last is "" where one page, or a number, is all."""

    first: str
    last: str = ""

    def joined(self, dash: str) -> str:
        """The range written with a dash."""
        return dash.join(page for page in self if page)


def in_full(given: str, dash: str = "-") -> str:
    """All pages with the last of each range in full: "101-10, 115" is "101-110, 115"."""
    parts = _PARTED.split(given.strip())
    return "".join(
        part if index % 2 else _range(part).joined(dash) for index, part in enumerate(parts)
    )


def ends(given: str) -> Pages:
    """The first and the last page of a plain range; of several, all of them as the first."""
    whole = in_full(given)
    return Pages(whole) if _PARTED.search(whole) else _range(whole)


def is_article_number(record: Record) -> bool:
    """Whether its number stands where others have pages: "e27850", "104583", "dev188912".

    A plain number is a page unless no volume has so many, or unless the article appeared by itself.
    """
    given = (record.pages or "").strip()
    if _NUMBERED.fullmatch(given):
        return True
    return given.isascii() and given.isdigit() and appeared_by_itself(record)


def appeared_by_itself(record: Record) -> bool:
    """Whether the article itself was published electronically, not its issue."""
    model = record.publication_model or ""
    if model.startswith(("Print", "Electronic")):  # a field that is free text in some programs
        return model.startswith("Electronic")
    return record.publication_status == "epublish"


def _range(given: str) -> Pages:
    found = _RANGE.fullmatch(given.strip())
    if found is None:
        return Pages(given.strip())
    first, last = _PAGE.fullmatch(found[1]), _PAGE.fullmatch(found[2])
    if first and last:
        return Pages(found[1], _completed(first, last))
    both = all(_ROMAN.fullmatch(page) for page in found.groups())
    return Pages(found[1], found[2]) if both else Pages(given.strip())


def _completed(first: re.Match[str], last: re.Match[str]) -> str:
    """The last page with what it shares with the first: 945 and 51 are 951, S12 and 8 S18."""
    lead, digits = last["lead"] or first["lead"], last["digits"]
    if last["lead"] not in ("", first["lead"]):
        return last[0]
    missing = len(first["digits"]) - len(digits)
    digits = first["digits"][:missing] + digits if missing > 0 else digits
    return lead + digits + last["tail"]
