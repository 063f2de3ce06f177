"""A reading: a question that needs nothing from those before it, with its filter in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from il2qa.errors import QuestionError
from il2qa.patterns import lazy_pattern
from il2qa.queries.limits import Limited, limits_text, read_limits

_PARTED = " · "
_FROM = lazy_pattern(r"from no\. ([1-9]\d{0,5})")
_BUT = lazy_pattern(r"without no\. ([1-9]\d{0,5}(?:, [1-9]\d{0,5})*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is asked: the question, which records may answer, how many passages to pass over.

    `but` are places, from 1, of passages that are left out before any is passed over.

    `shown` can be typed as a question and is read back to an equal reading, so that what the chat
    says it understood is the whole of it.
    """

    question: str
    where: Limited | None = None
    skip: int = 0
    but: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """The reading in words: "macrophages + interleukin-2 · year>=1990 · from no. 4"."""
        but = f"without no. {', '.join(map(str, self.but))}" if self.but else ""
        skip = f"from no. {self.skip + 1}" if self.skip else ""
        parts = (self.question, limits_text(self.where), but, skip)
        return _PARTED.join(part for part in parts if part)

    @property
    def focus(self) -> str | None:
        """The record that it is about, where its filter names a single one."""
        pmids = self.where.pmids if self.where else ()
        return pmids[0] if len(pmids) == 1 else None


def under(reading: Reading | None, where: Limited | None) -> Reading | None:
    """A reading under another filter; one about a record stays about it."""
    return reading if reading is None or reading.focus else replace(reading, where=where)


def tells_more(question: str, reading: Reading, where: Limited | None) -> bool:
    """Whether a reading is not just the question under the filter that stays."""
    return reading != Reading(question, where)


def read_back(text: str) -> Reading:
    """The reading that a text shows; a text without conditions is the question itself."""
    question, *conditions = text.strip().split(_PARTED)
    skip, where = 0, None
    but: tuple[int, ...] = ()
    if conditions and (match := _FROM.fullmatch(conditions[-1])):
        skip = int(match[1]) - 1
        conditions.pop()
    if conditions and (match := _BUT.fullmatch(conditions[-1])):
        but = tuple(map(int, match[1].split(", ")))
        conditions.pop()
    if conditions:
        try:
            where = read_limits(conditions[-1])
            conditions.pop()
        except QuestionError:
            return Reading(text.strip())
    return Reading(_PARTED.join([question, *conditions]), where, skip, but)
