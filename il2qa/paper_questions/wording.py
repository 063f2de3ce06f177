"""Of what kind a question is that a reader asks with a paper before him: aim, numbers, funding …

A logistic regression over hashed words and runs of words, learnt by `bench/learn/wordings.py` from
the wordings of `data/wordings.tsv`. A word that stands in none of them is one of the topic: which
one does not matter for the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np

from il2qa.paper_questions.data import DATA
from il2qa.paper_questions.data import rows as read_fields
from il2qa.patterns import lazy_pattern
from il2qa.text import figures
from il2qa.text.data import rows

BUCKETS = 1 << 13
TOPIC = "_"
CLEAR = 0.5  # chance of a kind from which it counts as clear
OF_ANY = 0.8  # from which a wording is one that readers use of any paper
_WORD = lazy_pattern(r"[a-z]+|\d+|_")
_MOST_COUNTED = 8  # words


class Wording(NamedTuple):
    """How likely each kind is of a question; `topic` says whether it names any of the topic.

    `decided` says whether its words leave no doubt.
    """

    chances: dict[str, float]
    topic: bool
    decided: bool = False

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return max(self.chances, key=self.chances.__getitem__)

    @property
    def is_of_any_paper(self) -> bool:
        """Whether readers ask so of any paper: "main result?"."""
        return not self.topic and self.chances[self.kind] >= OF_ANY

    @classmethod
    def certain(cls, kind: str) -> Wording:
        """A question that is of one kind, and names nothing."""
        return cls({name: float(name == kind) for name in _model().kinds}, topic=False)

    def without(self, kind: str) -> Wording:
        """The same where it cannot be of one kind."""
        rest = 1 - self.chances[kind]
        chances = {name: chance / rest for name, chance in self.chances.items()}
        return self._replace(chances=chances | {kind: 0.0})

    def chance(self, *kinds: str) -> float:
        """How likely it is one of some kinds."""
        return sum(self.chances[kind] for kind in kinds)


class WordingModel(NamedTuple):
    """The words of known wordings, the kinds, and what each hashed feature is worth to each."""

    vocabulary: frozenset[str]
    kinds: tuple[str, ...]
    weights: np.ndarray  # buckets by kinds, in steps of `scale`
    bias: np.ndarray
    scale: float = 1.0

    def read(self, question: str) -> Wording:
        """Of what kind a question is."""
        words = known(words_of(question), self.vocabulary)
        weights = self.weights[sorted(features(words))] * np.float32(self.scale)
        scores = self.bias + weights.sum(0)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        return Wording(dict(zip(self.kinds, chances.tolist(), strict=True)), TOPIC in words)


def words_of(question: str) -> list[str]:
    """The words of a question, spelt out ("what's" is "what is"), without what is only polite."""
    text = question.lower().replace("’", "'")
    for short, long in _shortened():
        text = short.sub(long, text)
    words = _WORD.findall(text)
    kept = [word for word in words if word not in _polite("anywhere")]
    while len(kept) > 1 and kept[0] in _polite("first"):
        kept = kept[1:]
    return kept or words


def known(words: list[str], vocabulary: frozenset[str]) -> list[str]:
    """The words, each run of unknown ones as one topic."""
    told = [word if word in vocabulary else TOPIC for word in words]
    return [word for before, word in pairwise(["", *told]) if not before == word == TOPIC]


def features(words: list[str]) -> set[int]:
    """The buckets of the features of a question of these words."""
    return {crc32(name.encode()) % BUCKETS for name in _named(words)}


def _named(words: list[str]) -> Iterator[str]:
    framed = ["^", *words, "$"]
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(framed))
    for one, middle, other in zip(framed, framed[1:], framed[2:], strict=False):
        yield f"{one} {middle} {other}"
        yield f"{one} * {other}"
    yield f"^ {' '.join(words[:3])}"
    yield f"{min(len(words), _MOST_COUNTED)} words"


@cache
def _shortened() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(short), long) for short, long in rows("contractions.tsv"))


@cache
def _polite(place: str) -> frozenset[str]:
    """Words that ask for nothing: anywhere, or first."""
    return frozenset(word for word, where in rows("polite_words.tsv") if where == place)


def read(path: Path) -> WordingModel:
    """A model from its file."""
    stored = figures.arrays(path)
    return WordingModel(
        vocabulary=frozenset(figures.words(stored["words"])),
        kinds=tuple(figures.words(stored["kinds"])),
        weights=stored["weights"],
        bias=stored["bias"],
        scale=float(stored["scale"]),
    )


@cache
def _model() -> WordingModel:
    return read(DATA / "wordings.npz")


def is_topic(word: str) -> bool:
    """Whether no known wording has a word: then it names something of a topic."""
    return not set(words_of(word)) <= _model().vocabulary


@cache
def kinds_of_fields() -> frozenset[str]:
    """The kinds of question that a field of the record answers: "authors", "funding"."""
    return frozenset(kind for kind, *_ in read_fields("fields.tsv"))


@lru_cache(maxsize=256)
def wording(question: str) -> Wording:
    """Of what kind a question is, by the model that ships with il2qa."""
    return _model().read(question)


def decided(question: str, asked: Wording) -> Wording:
    """The wording as it was read, or of the kind that the words of the question decide.

    `data/decided.tsv` names what there is no doubt of, whatever was learnt.
    """
    words = " ".join(words_of(question))
    told = (
        kind
        for kind, parts, pattern in _decisions()
        if any(part in words for part in parts) and pattern.search(words)
    )
    kind = next(told, None)
    return Wording(Wording.certain(kind).chances, asked.topic, decided=True) if kind else asked


@cache
def _decisions() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Kinds, each with parts of words and a pattern, which finds nothing without one of them."""
    return tuple(
        (kind, tuple(parts.split()), lazy_pattern(pattern))
        for kind, parts, pattern in read_fields("decided.tsv")
    )
