"""How far the first passage can be trusted to answer: a calibrated probability.

Logistic regression over figures of the question, the record and the passage, learnt by
`bench/learn/confidence.py` from questions with and without an answer. The score that ranks is
never the criterion by itself: it compares passages of one question only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import numpy as np
from pydantic_core import from_json

from il2qa.bm25 import RECORD_B, RECORD_K1
from il2qa.models import Status
from il2qa.ranking import cues
from il2qa.ranking.data import DATA
from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.rank import Ranking
from il2qa.ranking.within_record import Features, rounded
from il2qa.ranking.wording import words
from il2qa.text.products import product

_CLEARLY = 0.5  # likeness of two words
_NAMED = 0.799  # the share of a concept that all the words of another name have
RELEVANT = 0.5  # least relevance of what is shown: the model is moved so, see its training
DIRECTION = "direction_"  # begins the names of the figures of a question's mean word vector
TOPIC_IDF = "topic_idf"  # the IDF among abstracts of the question's rarest word; not learnt from
TOPIC = 3.6
"""The IDF from which a word names a topic: "How long were the patients followed?" has none.

Asked of one record, such a question is about it. So 94 % of natural questions on an abstract are
shown instead of 85 %, and no more of those on other topics.
"""
_LEAST_LOGIT = -700.0  # a sentence of ten thousand words has figures beyond what exp takes
_TERMS = 150  # of a usual record


def outlook(ranking: Ranking, records: int) -> dict[str, float]:
    """What tells whether the first passage answers; one figure each.

    `records` is how many the corpus holds. Of a ranking without passages there is nothing to tell.
    """
    matches = ranking.matches
    own = matches.owner == matches.owner[ranking.rows[0]]
    found = (
        _standing(ranking.scores)
        | _coverage(matches, own)
        | _question(matches)
        | _together(matches, own)
        | _fit(matches, ranking.figures)
    )
    found |= _direction(matches)
    found |= {"corpus": np.log10(records), TOPIC_IDF: matches.topic_idf.max()}
    values = rounded(np.array(list(found.values()), float)).tolist()
    return dict(zip(found, values, strict=True))


def _standing(scores: np.ndarray) -> Features:
    """How far the first passage stands before the others."""
    chances = np.exp(scores - scores[0])
    return {
        "margin": scores[0] - scores[1] if len(scores) > 1 else np.float64(0.0),
        "chance": 1 / chances.sum(),
        "score": scores[0],
    }


def _coverage(matches: Matches, own: np.ndarray) -> Features:
    """How much of the question the first passage's record mentions, in its or like words."""
    has, near = matches.has[own].max(0), matches.near[own].max(0)
    idf = matches.topic_idf
    total = max(idf.sum(), 1e-9)
    title = matches.has[own & matches.titles]
    said, alike = beside_title(matches, own)
    absent = has < _NAMED
    numbered = np.array([concept.has_number for concept in matches.query.concepts])
    return {
        "record_covered": (has * idf).sum() / total,
        "record_alike": (near * idf).sum() / total,
        "off_title_covered": said,
        "off_title_alike": alike,
        "absent": (absent * idf).max() / max(idf.max(), 1e-9),
        "absent_idf": (absent * idf).max(),
        "absent_unlike": (absent * idf * (near < _CLEARLY)).max(),
        "unlike_share": (absent * idf * (near < _CLEARLY)).sum() / total,
        "rarest_alike": near[idf.argmax()],
        "absent_concepts": absent.sum().astype(float),
        "absent_numbered": (absent & numbered).any().astype(float),
        "absent_name": ((matches.has.max(0) < _NAMED) * idf * numbered).max() / total,
        "concepts": np.float64(len(idf)),
        "title_covered": (title.max(0) * idf).sum() / total if len(title) else np.float64(0.0),
    }


def beside_title(matches: Matches, own: np.ndarray) -> tuple[np.float64, np.float64]:
    """How much of what a question names beside a record's title the record has, and has alike.

    By weight, 0 to 1; nothing where the title says all. `own` are the record's passages.
    """
    title = matches.has[own & matches.titles]
    weights = matches.topic_idf * (1 - (title.max(0) if len(title) else 0))
    total = max(weights.sum(), 1e-9)
    said, alike = (has[own].max(0) @ weights / total for has in (matches.has, matches.near))
    return said, alike


def _question(matches: Matches) -> Features:
    """How far the question's words belong together, and to the records found."""
    idf, vectors = matches.topic_idf, matches.asked_vectors
    total = max(idf.sum(), 1e-9)
    size = len(idf)
    likeness = product(vectors, vectors.T)
    others = likeness.sum() - np.trace(likeness)
    covered = matches.within(np.maximum, matches.has)[matches.starts] @ idf / total
    titles = matches.within(np.maximum, matches.has * matches.titles[:, None])[matches.starts]
    return {
        "coherence": others / max(size * (size - 1), 1),
        "unknown_words": (np.abs(vectors).sum(1) == 0).mean(),
        "mean_idf": idf.mean(),
        "records_covered": covered.mean(),
        "titles_covered": (titles @ idf / total).mean(),
    }


def _together(matches: Matches, own: np.ndarray) -> Features:
    """How much of the question, and how telling a part, stands together in the first's record.

    Common words of a question are found in any record; rare ones together, in one passage or
    often, only where the record is about them.
    """
    idf = matches.topic_idf
    total = max(idf.sum(), 1e-9)
    covered = matches.has[own].max(0) >= _NAMED
    counts = matches.counts[own].sum(0)
    length = matches.lengths[own].sum() / _TERMS
    norm = RECORD_K1 * (1 - RECORD_B + RECORD_B * length)
    bm25 = (idf * counts * (RECORD_K1 + 1) / (counts + norm)).sum()
    return {
        "passage_covered": (matches.has[own] @ idf).max() / total,
        "covered_idf": (covered * idf).sum(),
        "covered_concepts": covered.sum().astype(float),
        "record_bm25": bm25,
        "record_bm25_share": bm25 / (total * (RECORD_K1 + 1)),
        "topic": _topic(matches, own),
    }


def _topic(matches: Matches, own: np.ndarray) -> np.float64:
    """The likeness of the question's mean word vector and the record's."""
    record = matches.centres[own].sum(0)
    asked = matches.topic_idf @ matches.asked_vectors
    length = np.linalg.norm(record) * np.linalg.norm(asked)
    return np.float64(record @ asked / max(length, 1e-9))


def _direction(matches: Matches) -> Features:
    """Which way the question's words point, by its mean word vector: to medicine or elsewhere."""
    asked = matches.topic_idf @ matches.asked_vectors
    unit = asked / max(np.linalg.norm(asked), 1e-9)
    return {f"{DIRECTION}{i}": value for i, value in enumerate(unit)}


def _fit(matches: Matches, features: Features) -> Features:
    """How far the first passage has what the question asks."""
    names = (
        *("covered_background", "covered_record", "bm25_record_share", "alike_background"),
        *("clearly_alike_share", "window", "all_words", "asked_share", "is_title", "passages"),
        *("off_title", "off_title_alike", "focus_share", "centre_share", "in_order", "new_terms"),
        *("whole_share", "with_title", "with_title_alike", "title_alike", "title_whole"),
        *("record_alike", "least_alike", "record_centre", "record_whole", "record_of_best"),
    )
    known = cues.of(matches.analyzer)
    wanted = known.wanted(matches.query.question)
    number = known.names.index(cues.NUMBER)
    lacks = wanted[number] > 0 and features[f"cue_{cues.NUMBER}"][0] == 0
    return {f"first_{name}": features[name][0] for name in names} | {
        "number_lacking": np.float64(lacks),
        "number_wanted": np.float64(wanted[number] > 0),
    }


class Logistic(NamedTuple):
    """A logistic model over named figures, whose weights grow with the corpus.

    In one record a word in common is a sign, among thousands it may be chance: each weight is a
    constant and a growth with the decimal logarithm of the number of records. Words of the question
    may have such growths too: among thousands of records "recipe" tells what a question is on.
    """

    weights: dict[str, float]
    growth: dict[str, float]
    bias: float
    words: Mapping[str, float] = MappingProxyType({})

    def probability(self, figures: Mapping[str, float], asked: Iterable[str] = ()) -> float:
        """The probability, by the figures of the model's names and the question's words."""
        size = figures["corpus"]
        total = self.bias + size * sum(self.words.get(word, 0.0) for word in sorted(set(asked)))
        for name, weight in self.weights.items():
            total += (weight + self.growth[name] * size) * figures[name]
        return 1 / (1 + math.exp(-max(total, _LEAST_LOGIT)))


class Judgement(NamedTuple):
    """How far the first passage can be trusted, and what is to be said of it.

    `relevance` is the probability that the question is on the record's topic at all.
    """

    status: Status
    confidence: float
    relevance: float


class Judge(Protocol):
    """Says how far the first passage of a ranking can be trusted, and by which thresholds."""

    @property
    def answered(self) -> float:
        """The least confidence of what is called an answer."""

    @property
    def shown(self) -> float:
        """The least confidence of what is shown at all."""

    @property
    def relevant(self) -> float:
        """The least relevance of what is shown at all."""

    def judge(self, ranking: Ranking, records: int) -> Judgement:
        """Judge a ranking over a corpus of so many records."""


class LogisticJudge(NamedTuple):
    """Two models and the thresholds that were chosen with them.

    `unnamed` is the most of a question that a numbered name (IL-4) may be which no record found
    has, by IDF: nothing else may stand for it.
    """

    confidence: Logistic
    relevance: Logistic
    answered: float  # least confidence of what is called an answer
    shown: float  # least confidence of what is shown at all
    unnamed: float
    relevant: float = RELEVANT

    def judge(self, ranking: Ranking, records: int) -> Judgement:
        """Judge a ranking over a corpus of so many records."""
        if not len(ranking.rows):
            return Judgement("no_evidence", 0.0, 0.0)
        asked = words(ranking.matches.query.question)
        return self.of_figures(outlook(ranking, records), asked)

    def of_figures(self, figures: Mapping[str, float], asked: Collection[str] = ()) -> Judgement:
        """Judge by the figures of `outlook` and the question's words."""
        is_of_the_record = figures["corpus"] == 0 and figures[TOPIC_IDF] < TOPIC
        relevance = 1.0 if is_of_the_record else self.relevance.probability(figures, asked)
        confidence = self.confidence.probability(figures, asked)
        unnamed = figures["absent_name"] > self.unnamed
        if unnamed or confidence < self.shown or relevance < self.relevant:
            return Judgement("no_evidence", min(confidence * relevance, self.shown), relevance)
        status: Status = "answered" if confidence >= self.answered else "partial"
        return Judgement(status, confidence, relevance)


@cache
def shipped() -> LogisticJudge:
    """The models that ship with il2qa."""
    return as_judge(from_json((DATA / "confidence.json").read_bytes()))


def as_judge(stored: dict[str, Any]) -> LogisticJudge:
    """The models of a weights file."""
    return LogisticJudge(
        confidence=Logistic(**stored["confidence"]),
        relevance=Logistic(**stored["relevance"]),
        answered=stored["answered"],
        shown=stored["shown"],
        unnamed=stored["unnamed"],
    )
