"""Turns a question into a Query: its concepts, and the words by which it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from il2qa.errors import QuestionError
from il2qa.text import terms

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the question names: how it was spelt, and the terms that it is found by.

    `alternatives` maps a term to its weight, 1 for the concept's own.
    """

    surface: str
    alternatives: dict[str, float]

    @property
    def numbered(self) -> bool:
        """Whether it is a name with a number (IL-4), which nothing else may stand for."""
        return any(any(char.isdigit() for char in term) for term in self.alternatives)


@dataclass(frozen=True, slots=True)
class Query:
    """A question after analysis."""

    question: str
    concepts: tuple[Concept, ...]
    asks: frozenset[str]  # question words: "who", "when", "how", …

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of every concept, once, in order."""
        return tuple(dict.fromkeys(term for part in self.concepts for term in part.alternatives))


def parse(question: str) -> Query:
    """Analyse a question.

    Raises QuestionError where it is empty or names nothing that could be looked for.
    """
    if not question.strip():
        raise QuestionError("the question is empty; ask something like: Which cells need IL-2?")
    concepts = _concepts(question)
    if not concepts:
        raise QuestionError(
            f"nothing to look for in {question.strip()!r}: it has only function words; "
            "name a substance, a cell, a disease, an author …"
        )
    words = {word.lower() for word in _WORD.findall(question)}
    asks = frozenset(words & terms.stop_words("question"))
    return Query(question, concepts, asks)


def names_nothing(question: str) -> bool:
    """Whether a question has no word that could be looked for."""
    return not _concepts(question)


def _concepts(question: str) -> tuple[Concept, ...]:
    silent = terms.stop_words("question") | terms.stop_words("request")
    found: dict[str, Concept] = {}
    for token in terms.tokens(question):
        for term in token.terms if token.word not in silent else ():
            found.setdefault(term, Concept(question[token.start : token.end], {term: 1.0}))
    return tuple(found.values())
