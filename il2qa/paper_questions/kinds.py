"""What answers each kind of question: which roles, which cues, which words.

Read from `data/kinds.tsv`. A word's weight is its IDF among the passages of the record: where one
sentence alone speaks of a diagnosis, it is the one that a question on the diagnosis wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from il2qa.bm25 import idf
from il2qa.paper_questions.data import rows
from il2qa.patterns import lazy_pattern
from il2qa.ranking import cues
from il2qa.text.analyzer import Analyzer
from il2qa.text.roles import ROLES

NUMBER = "#"
STEM, NOT = "*", "!"
_CHIEF = 2.0  # what a word that tells most counts for
_WORD = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*|[%$€£]")


@dataclass(frozen=True, slots=True)
class Kind:
    """What answers a kind of question; `roles` and `cues` are shares, a figure each.

    `words` are patterns, and what each counts for.
    """

    roles: np.ndarray
    cues: np.ndarray
    words: tuple[tuple[str, float], ...]

    @property
    def chief(self) -> int | None:
        """The number of the role that fits best, or None where roles do not matter."""
        return int(self.roles.argmax()) if self.roles.any() else None

    def word_scores(self, passages: Sequence[frozenset[str]]) -> np.ndarray:
        """How far each passage, given by its words, has the kind's own words, 1 at most.

        Less than nothing where it rather has words of what the kind is not.
        """
        found = np.zeros(len(passages))
        for pattern, worth in self.words:
            has = np.array(
                [has_word(words, pattern.removeprefix(NOT)) for words in passages], float
            )
            found += worth * has * idf(int(has.sum()), len(passages))
        return np.asarray(found / max(float(np.abs(found).max(initial=0.0)), 1e-9))


def words_of(text: str) -> frozenset[str]:
    """The words of a passage, with a mark for what else it shows: a number, a year, a dose …"""
    words = set(_WORD.findall(text.lower()))
    if any(word[0].isdigit() or _is_number(word) for word in words):
        words.add(NUMBER)
    return frozenset(words.union(mark for mark, shown in _marks() if shown.search(text)))


def _is_number(word: str) -> bool:
    return any(cues.is_number(part) for part in word.split("-"))


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((mark, re.compile(pattern)) for mark, pattern in rows("marks.tsv"))


def has_word(words: frozenset[str], pattern: str) -> bool:
    """Whether a passage, given by its words, has one of a pattern ("trend*")."""
    if pattern.endswith(STEM):
        return any(word.startswith(pattern[:-1]) for word in words)
    return pattern in words


def kinds(analyzer: Analyzer) -> dict[str, Kind]:
    """Every kind that sentences answer, by name."""
    return analyzer.once(_made)


def _made(analyzer: Analyzer) -> dict[str, Kind]:
    names = cues.of(analyzer).names
    return {name: _kind(names, *row) for name, *row in rows("kinds.tsv")}


def _kind(names: Sequence[str], roles: str, speaks: str, chief: str, words: str) -> Kind:
    shares = dict(one.split("=") for one in roles.split())
    wanted = speaks.split()
    return Kind(
        roles=np.array([float(shares.get(role, 0)) for role in ROLES]),
        cues=np.array([(name in wanted) / max(len(wanted), 1) for name in names]),
        words=(*_worth(chief, _CHIEF), *_worth(words, 1.0)),
    )


def _worth(words: str, worth: float) -> Iterator[tuple[str, float]]:
    return ((word, -worth if word.startswith(NOT) else worth) for word in words.split())


NARROW = frozenset(
    (
        *("death", "diagnosis", "treatment", "dose", "after", "age", "harms", "funding", "period"),
        *("cost", "search", "sex"),
    )
)
"""Kinds whose own words tell more than the role: one sentence or none speaks of them."""

USUAL = frozenset(
    ("aim", "hypothesis", "reason", "method", "result", "conclusion", "design", "importance")
)
"""Kinds that nearly every abstract tells of."""

GENERAL = frozenset(
    (
        *("aim", "hypothesis", "reason", "result", "conclusion", "limitations", "importance"),
        *("next", "novelty"),
    )
)
"""Kinds whose questions, where they name no topic, have no word that the answer would have."""

NAMING = frozenset(("content", "mention", "definition"))
"""Kinds whose questions name what they are about."""

OF_TOPIC = frozenset(
    (
        *("effect", "cause", "harms", "frequency", "risk", "treatment", "diagnosis", "death"),
        *("after", "cost", "importance", "numbers", "duration", "dose", "result"),
    )
)
"""Kinds that are asked of a drug or a disease as often as of a paper: "was it safe?"."""

OF_ANYTHING = OF_TOPIC.union(
    ("earlier", "place", "sample", "species", "people", "age", "sex", "method")
)
"""Kinds that may be asked of either, where they are not of what is over: "where is it made?"."""
