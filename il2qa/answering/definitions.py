"""Answers what an abbreviation stands for, from the definitions that records give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from il2qa.corpora.protocol import Candidate
from il2qa.passages.analysis import AnalysedPassage
from il2qa.patterns import lazy_pattern
from il2qa.ranking.rank import Ranked
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows
from il2qa.text.queries import Query

_WORD = lazy_pattern(r"[^\W_](?:[\w/+-]*\w)?")


class Definition(NamedTuple):
    """The passage that says what a short form stands for."""

    candidate: Candidate
    passage: AnalysedPassage
    short: str

    def is_at(self, other: Ranked) -> bool:
        """Whether it is the same passage as a ranked one."""
        return other.candidate.id == self.candidate.id and other.passage.span == self.passage.span


def defined(query: Query, candidates: Sequence[Candidate], analyzer: Analyzer) -> Definition | None:
    """The passage that defines the abbreviation that a question asks the meaning of, if any.

    Of several records the first counts.
    """
    short_forms = _asked(query)
    if not short_forms:
        return None
    for candidate in _each_once(candidates):
        for passage in candidate.quoted:
            if any(form in passage.text for form in short_forms):
                for pair in analyzer.abbreviations.pairs(passage.text):
                    if pair.short.casefold() in {form.casefold() for form in short_forms}:
                        return Definition(candidate, passage, pair.short)
    return None


def _each_once(candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    """The records of some passages, in their order."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.id, candidate)
    return found.values()


def _asked(query: Query) -> set[str]:
    """The short forms that a question asks about; none where it asks something else."""
    question = query.question.strip()
    found: set[str] = set()
    if not any(sum(map(str.isupper, word)) > 1 for word in question.split()):
        return found
    for (phrase,) in rows("definition_phrases.tsv"):
        match = _pattern(phrase).search(question)
        if match and sum(char.isupper() for char in match[1]) > 1:
            found |= {match[1], match[1].removesuffix("s")}
    return found


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    before, after = (re.escape(part.strip()) for part in phrase.split("…"))
    end = r"\s*\??$" if after == re.escape("?") else rf"\s*{after}" if after else r"\b"
    start = rf"\b{before}\s+(?:an?\s+|the\s+)?" if before else ""
    return re.compile(f"{start}({_WORD.pattern}){end}", re.IGNORECASE)
