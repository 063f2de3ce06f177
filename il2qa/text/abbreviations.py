"""Definitions of abbreviations inside one text: "interleukin 2 (IL-2)".

The candidates are those of Schwartz & Hearst (2003, "A simple algorithm for identifying
abbreviation definitions in biomedical text"): what stands in brackets, and the words before it in
the same sentence. Beyond them, brackets may stand in brackets (FEV(1)), the short form may be
followed by other matter (SF; other), stand behind its long form (long form, SF) or before it:
SF (long form). How well the letters fit is weighed by il2qa.text.alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from il2qa.patterns import lazy_pattern
from il2qa.text.alignment import Aligner
from il2qa.text.sentences import SentenceSplitter
from il2qa.text.tables import Tables

_MOST_IN_BRACKETS = 100  # characters
_MOST_OF_SHORT = 12
_MOST_BEFORE = 250

_LETTER = lazy_pattern(r"[^\W\d_]")
_BRACKET = lazy_pattern(r"[()\[\]]")
_WORD = lazy_pattern(r"\S+")
_OTHER_MATTER = lazy_pattern(r"[;,]\s|;| or ")
_CLAUSE = lazy_pattern(r"[;,] ")
_QUOTES = "\"'“”‘’ "
_MEASURE = lazy_pattern(r"[0-9][0-9.,]*\s+\S+|[0-9]+[a-z]{1,3}|[ivx]+")
_NO_PART_OF_SHORT = lazy_pattern(r"[<>=±%]")


class Pair(NamedTuple):
    """A short form and its long form; `text[short_start:short_end] == short`, likewise long."""

    short: str
    long: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


class Span(NamedTuple):
    """A part of a text, without surrounding white space."""

    text: str
    start: int
    end: int

    @property
    def piece(self) -> str:
        """The text of the span."""
        return self.text[self.start : self.end]

    def without(self, characters: str) -> Span:
        """Return the span less `characters` at either end."""
        start, end = self.start, self.end
        while start < end and self.text[start] in characters:
            start += 1
        while start < end and self.text[end - 1] in characters:
            end -= 1
        return Span(self.text, start, end)


class Thresholds(NamedTuple):
    """The least score with which a short form fits its long form."""

    usual: float = 0.43
    lower_case: float = 0.55  # for a short form without capitals
    word: float = 0.8  # for four lower-case letters and more, mostly words: "(mean)", "(cdks)"
    one_letter: float = 0.9  # the word right before it: "phosphorus (P)"

    def of(self, short: str) -> float:
        """The threshold of a short form."""
        if len(short) == 1:
            return self.one_letter
        if not short.islower():
            return self.usual
        return self.word if short.isalpha() and len(short) > 3 else self.lower_case


class AbbreviationFinder:
    """Finds definitions by the tables of a language."""

    def __init__(
        self,
        tables: Tables,
        splitter: SentenceSplitter,
        aligner: Aligner | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        words = tables.by_role("abbreviation_words.tsv")
        self._lead, self._never = words["lead"], words["never"]
        self._sentences = splitter.spans
        self._align = (aligner or Aligner(tables)).align
        self._thresholds = thresholds or Thresholds()

    def pairs(self, text: str) -> list[Pair]:
        """The definitions in `text`, in the order of their brackets; any string will do.

        A pair may occur twice if it is defined twice. Time is linear in the text.
        """
        sentences = (self.in_sentence(text, *span) for span in self._sentences(text))
        return list(chain.from_iterable(sentences))

    def in_sentence(self, text: str, start: int, end: int) -> Iterator[Pair]:
        """The definitions in the sentence at `text[start:end]`."""
        for inside, limit in _brackets(text, start, end):
            if not _LETTER.search(text, inside.start, inside.end):  # "(12.5 %)" defines nothing
                continue
            pair = self.before(inside, limit) or self.inside(inside) or self.behind(inside, limit)
            if pair is not None:
                yield pair

    def before(self, inside: Span, limit: int) -> Pair | None:
        """The long form stands before the brackets: "long form (SF)", "long form (SF; other)"."""
        short = self._leading_short(inside)
        if not self._is_short(short.piece):
            return None
        area = _words_before(inside.text, limit, inside.start - 1, _most_words(short.piece))
        if area.piece[-1:] in ("", ",", ";", ":", "."):
            return None
        return self._pair(short, area)

    def inside(self, inside: Span) -> Pair | None:
        """Both stand inside the brackets: "(long form, SF)"."""
        clauses = list(_clauses(inside))
        if len(clauses) < 2 or not self._is_capital_short(clauses[-1].piece):
            return None
        long, short = clauses[-2:]
        return self._pair(short, long)

    def behind(self, inside: Span, limit: int) -> Pair | None:
        """The short form stands before the brackets: "SF (long form)"."""
        short = _words_before(inside.text, limit, inside.start - 1, 1).without(_QUOTES + "([")
        if not self._is_capital_short(short.piece):
            return None
        pair = self._pair(short, next(_clauses(inside)))
        begins = inside.without(_QUOTES).start
        return pair if pair is not None and pair.long_start == begins else None

    def _pair(self, short: Span, area: Span) -> Pair | None:
        """The pair of `short` and the part of `area` that fits it best, if it fits well enough."""
        alignment = self._align(short.piece, area.piece)
        if alignment is None and re.search("[A-Z]s$", short.piece):
            alignment = self._align(short.piece[:-1], area.piece)  # T cell receptor (TCRs)
        if alignment is None or alignment.score < self._thresholds.of(short.piece):
            return None
        long = Span(area.text, area.start + alignment.start, area.end).without(_QUOTES + "([")
        if not _may_define(long.piece, short.piece):
            return None
        return Pair(short.piece, long.piece, short.start, short.end, long.start, long.end)

    def _leading_short(self, inside: Span) -> Span:
        """What may be a short form at the head of a bracket: "(designated SF; other matter)"."""
        other = _OTHER_MATTER.search(inside.text, inside.start, inside.end)
        head = Span(inside.text, inside.start, other.start() if other else inside.end)
        first = _WORD.search(head.text, head.start, head.end)
        if first and first.group() in self._lead:
            last = head.piece.split()[-1]
            head = Span(head.text, head.start + head.piece.rindex(last), head.end)
        return head.without(_QUOTES)

    def _is_short(self, form: str) -> bool:
        """Whether `form` is written as short forms are."""
        if not 1 <= len(form) <= _MOST_OF_SHORT or len(form.split()) > 2 or not form[0].isalnum():
            return False
        if form in self._never or _MEASURE.fullmatch(form) or _NO_PART_OF_SHORT.search(form):
            return False
        return form.isupper() if len(form) == 1 else any(map(str.isalpha, form))

    def _is_capital_short(self, form: str) -> bool:
        """Whether `form` is surely a short form: at least two capitals."""
        return self._is_short(form) and sum(map(str.isupper, form)) >= 2


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    """The insides of the brackets of a sentence, and how far back their definitions may reach."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket.group() in "([":
            opened.append(bracket.start())
        elif opened:
            first = opened.pop() + 1
            if 0 < bracket.start() - first <= _MOST_IN_BRACKETS:
                yield Span(text, first, bracket.start()), opened[-1] + 1 if opened else start


def _may_define(long: str, short: str) -> bool:
    """Whether `long` is longer, balanced in its brackets and does not itself use `short`."""
    if len(long) <= max(len(short), 3):
        return False
    if long.count("(") != long.count(")") or long.count("[") != long.count("]"):
        return False
    return short.lower() not in re.split(r"[\s()]+", long.lower())


def _clauses(inside: Span) -> Iterator[Span]:
    """The parts of `inside` between its commas and semicolons."""
    start = inside.start
    for comma in chain(_CLAUSE.finditer(inside.text, inside.start, inside.end), (None,)):
        end = comma.start() if comma else inside.end
        yield Span(inside.text, start, end).without(_QUOTES)
        start = comma.end() if comma else end


def _words_before(text: str, limit: int, end: int, most: int) -> Span:
    """The last `most` words of `text[limit:end]`."""
    first = max(limit, end - _MOST_BEFORE)
    words = list(_WORD.finditer(text, first, end))[-most:]
    return Span(text, words[0].start(), words[-1].end()) if words else Span(text, end, end)


def _most_words(short: str) -> int:
    """How many words a long form may have: Schwartz & Hearst's bound, and one that follows."""
    letters = sum(map(str.isalnum, short))
    return min(letters + 5, 2 * letters + 1)
