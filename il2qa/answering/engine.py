"""What answers are made with: the analysis of questions, the ranker, the judge.

An engine is made once and passed down. Each part is replaced by one argument: a learnt net is
another ranker, a trial's weights another judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from il2qa.ranking.confidence import Judge, shipped
from il2qa.ranking.ranker import FeatureRanker, Ranker
from il2qa.ranking.reranker import reranker
from il2qa.text import queries, terms
from il2qa.text.queries import Query
from il2qa.text.terms import Token


class Analyzer(Protocol):
    """Turns texts into terms and questions into queries."""

    def __hash__(self) -> int:
        """It can be the key of a cache."""

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a text, with repeats."""

    def tokens(self, text: str) -> Sequence[Token]:
        """The words of a text that have terms, each with its place."""

    def parse(self, question: str) -> Query:
        """Analyse a question; raises QuestionError where it names nothing."""

    def names_nothing(self, question: str) -> bool:
        """Whether a question has no word that could be looked for."""


@dataclass(frozen=True, slots=True)
class EnglishAnalyzer:
    """The analysis that corpora are indexed by."""

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a text, with repeats."""
        return terms.terms(text)

    def tokens(self, text: str) -> Sequence[Token]:
        """The words of a text that have terms, each with its place."""
        return terms.tokens(text)

    def parse(self, question: str) -> Query:
        """Analyse a question; raises QuestionError where it names nothing."""
        return queries.parse(question)

    def names_nothing(self, question: str) -> bool:
        """Whether a question has no word that could be looked for."""
        return queries.names_nothing(question)


@dataclass(frozen=True, slots=True)
class Engine:
    """All that answers are made with, beside the corpus."""

    analyzer: Analyzer
    ranker: Ranker
    judge: Judge


@cache
def shipped_engine() -> Engine:
    """The engine with the models that ship with il2qa, read when it is first asked for."""
    return Engine(EnglishAnalyzer(), FeatureRanker(reranker()), shipped())
