"""Of what kind a thing is: a treatment, a disease, an outcome, people, a place.

Its ending tells (-itis, -prazole, "children"); where none does, the company its words keep in
abstracts, by a logistic model over their vectors that `python -m bench learn-kinds` learns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources

import numpy as np

from il2qa.conversation.phrases import phrases
from il2qa.text.analyzer import Analyzer
from il2qa.text.products import product

_HEAD = 2.0  # what the last word weighs beside one before it: "skull bone defects" are defects
_HALF = 0.5
_SURE = 0.9  # share of the kind that an ending tells
_ENDINGS = {
    "cell": "cell",
    "disease": "disease",
    "drug": "treatment",
    "outcome": "outcome",
    "treatment": "treatment",
    "people": "people",
    "species": "animal",
}
"""The kinds that endings tell, of the table `kinds.tsv`, and those of the model."""

_NEAR = (
    ("disease", "outcome", 0.5),
    ("treatment", "molecule", 0.3),
    ("treatment", "method", 0.5),
    ("people", "animal", 0.7),
    ("cell", "animal", 0.4),
    ("cell", "people", 0.3),
    ("cell", "molecule", 0.3),
    ("cell", "organ", 0.3),
    ("factor", "treatment", 0.3),
    ("factor", "outcome", 0.3),
    ("outcome", "molecule", 0.3),
    ("outcome", "organ", 0.3),
)
"""How far one kind stands for another: what is done about a disease is measured by an outcome."""


def direction(text: str, analyzer: Analyzer) -> np.ndarray:
    """The direction in which the words of a text lie, its last one before all; nothing of none."""
    terms = [term for part in phrases(text, analyzer) for term in part.terms]
    known = analyzer.vocabulary
    weights = known.idf(terms)
    weights[-1:] *= _HEAD
    found = product(weights, known.vectors_of(terms)) if terms else np.zeros(1)
    return np.asarray(found / max(float(np.sqrt(found @ found)), 1e-9))


def likeness(left: str, right: str, analyzer: Analyzer) -> float:
    """How likely two things are of one kind, 0 to 1."""
    first, second = shares(left, analyzer), shares(right, analyzer)
    return float(first @ _model()[3] @ second)


def is_state(text: str, analyzer: Analyzer) -> bool:
    """Whether a thing is rather a disease or a measure than anything else."""
    return shares_of(text, ("disease", "outcome"), analyzer) >= _HALF


def shares_of(text: str, kinds: Iterable[str], analyzer: Analyzer) -> float:
    """How likely a thing is of one of some kinds, 0 to 1."""
    found = shares(text, analyzer)
    return sum(float(found[_model()[0].index(kind)]) for kind in kinds)


def shares(text: str, analyzer: Analyzer) -> np.ndarray:
    """How likely a thing is of each kind; of an unknown one all alike."""
    kinds, weights, bias, _ = _model()
    last = phrases(text, analyzer)[-1:]
    told = {_ENDINGS[kind] for part in last for kind in part.kinds_of_word if kind in _ENDINGS}
    vector = direction(text, analyzer)
    if vector.any():
        scores = product(weights, vector) + bias
        found = np.exp(scores - scores.max())
    else:
        found = np.ones(len(kinds))
    found = found / found.sum()
    if told:
        sure = np.array([kind in told for kind in kinds], np.float64)
        found = _SURE * sure / sure.sum() + (1 - _SURE) * found
    return np.asarray(found)


@cache
def _model() -> tuple[tuple[str, ...], np.ndarray, np.ndarray, np.ndarray]:
    """The kinds, the weights and the bias of the model, and how near each kind is to another."""
    text = resources.files("il2qa.conversation").joinpath("data/kinds.json").read_text("utf-8")
    learnt = json.loads(text)
    kinds = tuple(learnt["kinds"])
    near = np.eye(len(kinds))
    for one, other, share in _NEAR:
        if one in kinds and other in kinds:
            near[kinds.index(one), kinds.index(other)] = share
            near[kinds.index(other), kinds.index(one)] = share
    return kinds, np.array(learnt["weights"]), np.array(learnt["bias"]), near
