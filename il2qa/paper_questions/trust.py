"""How far the passage that fits best can be trusted to answer a reader's question.

A logistic model of what the passage has of the kind that is asked for, how far it stands before
the others, and what of the question the record never mentions; learnt by `bench/learn/fit.py`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from il2qa.models import Status
from il2qa.paper_questions import kinds
from il2qa.paper_questions.data import DATA
from il2qa.paper_questions.wording import Wording
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.shortlist import Shortlist

_DIGITS = 9  # what differs by the order of adding alone is equal
_OF_THE_BEST = (
    *("role", "cue", "word", "title", "length", "covered_background", "alike_background"),
    *("rarest_background", "whole_of_best"),
)


def outlook(asked: Wording, shortlist: Shortlist, scores: np.ndarray) -> dict[str, float]:
    """What tells whether the passage with the best score answers; one figure each."""
    best = int(scores.argmax())
    others = np.delete(scores, best)
    found = {name: float(shortlist.figures[name][best]) for name in _OF_THE_BEST}
    found |= {
        "margin": float(scores[best] - others.max()) if len(others) else 0.0,
        "chance": float(1 / np.exp(scores - scores[best]).sum()),
        "score": float(scores[best]),
        "kind_chance": max(asked.chances.values()),
        "general": 1.0 - asked.chance("content", "mention"),
        "narrow": asked.chance(*kinds.NARROW),
        "usual": asked.chance(*kinds.USUAL),
        "counting": asked.chance("people", "frequency", "numbers"),
        "topic": float(asked.topic),
    }
    found |= _unmentioned(shortlist.matches)
    return {name: round(value, _DIGITS) for name, value in found.items()}


def _unmentioned(matches: Matches) -> dict[str, float]:
    """How much of the question, by IDF, the record never mentions, and has nothing like."""
    idf = matches.background_idf
    absent = idf * (matches.has.max(0) < 1)
    return {
        "concepts": float(len(idf)),
        "absent": float(absent.max(initial=0.0)),
        "absent_unlike": float((absent * (1 - matches.near.max(0))).max(initial=0.0)),
    }


@dataclass(frozen=True, slots=True)
class Trust:
    """A logistic model, and the least confidence of what is called an answer."""

    weights: dict[str, float]
    bias: float
    answered: float

    def judge(self, figures: dict[str, float]) -> Judgement:
        """Judge by the figures of `outlook`; what is shown is never refused by doubt alone."""
        total = self.bias + sum(weight * figures[name] for name, weight in self.weights.items())
        confidence = 1 / (1 + math.exp(-total))
        status: Status = "answered" if confidence >= self.answered else "partial"
        return Judgement(status, confidence, 1.0)


@cache
def trust() -> Trust:
    """The model that ships with il2qa."""
    return Trust(**json.loads((DATA / "trust.json").read_text(encoding="utf-8")))
