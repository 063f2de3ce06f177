"""Whether a question leans on what lies before the reader, or names a topic of its own.

"How many took part?" can only be about the record under discussion; "How common is asthma in
Mexico?" is complete. A logistic model over the question's small words and how much its other words
tell, learnt by `python -m bench learn-leaning` from questions that were put to an open record and
from questions that stand by themselves; figures only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from il2qa.errors import QuestionError
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept

_WORD = lazy_pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_TELLING = 3  # words that tell most, each by itself

TELLING = tuple(f"telling {place + 1}" for place in range(_TELLING))
FIGURES = ("telling", *TELLING, "named", "words", "capitals", "digits")
"""The features beside the words."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A logistic model over words and FIGURES; a word that it does not know names something."""

    words: Mapping[str, float]
    figures: Mapping[str, float]
    bias: float

    def probability(self, question: str, analyzer: Analyzer) -> float:
        """How likely a question names no topic of its own, 0 to 1."""
        score = self.bias + sum(self.words.get(word, 0.0) for word in words_of(question))
        found = figures(question, self.words, analyzer)
        score += sum(self.figures[name] * value for name, value in found)
        return 1 / (1 + math.exp(-max(min(score, 50.0), -50.0)))

    def named(self, question: str, analyzer: Analyzer) -> tuple[Concept, ...]:
        """What the question names, all but words that speak for a question on a record."""
        concepts = _concepts(question, analyzer)
        return tuple(one for one in concepts if self.words.get(one.surface.lower(), -1.0) < 0)


def words_of(question: str) -> frozenset[str]:
    """The words of a question, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(question))


def figures(
    question: str, known: Mapping[str, object], analyzer: Analyzer
) -> Iterator[tuple[str, float]]:
    """The features beside the words, by name, each about 1 in a question that is complete.

    `known` are the words that are features themselves: they name nothing.
    """
    concepts = _concepts(question, analyzer)
    names = [one.term for one in concepts if one.surface.lower() not in known]
    telling = sorted(map(float, analyzer.vocabulary.idf(names)), reverse=True)
    yield "telling", sum(telling) / 10
    for place, name in enumerate(TELLING):
        yield name, telling[place] / 5 if place < len(telling) else 0.0
    yield "named", len(telling) / 3
    yield "words", len(_WORD.findall(question)) / 8
    yield "capitals", float(any(char.isupper() for char in question[1:]))
    yield "digits", float(any(char.isdigit() for char in question))


@cache
def leaning() -> Leaning:
    """The model that ships with il2qa."""
    text = resources.files("il2qa.conversation").joinpath("data/leaning.json").read_text("utf-8")
    return Leaning(**json.loads(text))


def _concepts(question: str, analyzer: Analyzer) -> tuple[Concept, ...]:
    try:
        return analyzer.parse(question).concepts
    except QuestionError:
        return ()
