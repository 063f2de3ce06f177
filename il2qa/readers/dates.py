"""Publication dates in every form that PubMed gives them."""

from __future__ import annotations

from functools import lru_cache

from il2qa.models import PublicationDate
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import SHARED, build

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}
"""The month that a season sorts with: PubMed sorts by the season's first full month."""

_YEAR = lazy_pattern(r"(?<!\d)(1[5-9]|20|21)\d\d(?!\d)")
_WORD = lazy_pattern(r"[A-Za-z]{3,}")
_AFTER_MONTH = lazy_pattern(r"[A-Za-z]*\.?,? ?(\d{1,2})(?![\d/])")
_NUMERIC = lazy_pattern(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?=$|[/ T])/?")
_COMPACT = lazy_pattern(r"(\d{4})(\d\d)(\d\d)")


def parse_date(text: str) -> PublicationDate | None:
    """Return the date that `text` gives ("1998 Dec-1999 Jan"), or None where it says nothing.

    The text stays as given. Year, month and day are those of its first day, as far as it tells;
    a season counts as its first full month, a quarter likewise.
    """
    text = text.strip()
    if not text:
        return None
    numeric = _NUMERIC.match(text) or _COMPACT.fullmatch(text)
    if numeric:
        year, month, day = (int(part) if part else None for part in numeric.groups())
        return build(PublicationDate, text=text, **_possible(year, month, day))
    found = _YEAR.search(text)
    month, day = _month_and_day(text)
    year = int(found[0]) if found else None
    return build(PublicationDate, text=text, **_possible(year, month, day))


@lru_cache(maxsize=SHARED)
def date_of(year: str, month: str = "", day: str = "", season: str = "") -> PublicationDate | None:
    """Return the date of a record's parts, written as PubMed writes it ("2022 Jul 9")."""
    if month.isascii() and month.isdigit() and 1 <= int(month) <= 12:
        month = MONTHS[int(month) - 1]
    if day.isascii() and day.isdigit():
        day = str(int(day))
    return parse_date(" ".join(part for part in (year, season or month, day) if part))


def revised_date(first: PublicationDate, revised: PublicationDate | None) -> PublicationDate:
    """Return the date of a chapter that was revised later: "2006 Apr 18 [updated 2025 Aug 14]"."""
    if revised is None or revised.text == first.text:
        return first
    return first.model_copy(update={"text": f"{first.text} [updated {revised.text}]"})


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    for word in _WORD.finditer(text):
        name = word[0].lower()
        if name in SEASONS:
            return SEASONS[name], None
        if name[:3].title() in MONTHS:
            after = _AFTER_MONTH.match(text, word.start())
            return MONTHS.index(name[:3].title()) + 1, int(after[1]) if after else None
    return None, None


def _possible(year: int | None, month: int | None, day: int | None) -> dict[str, int | None]:
    month = month if month and 1 <= month <= 12 else None
    day = day if month and day and 1 <= day <= 31 else None
    return {"year": year or None, "month": month, "day": day}
