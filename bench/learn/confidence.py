"""Learns how far an answer can be trusted: python -m bench learn-confidence

Two logistic models over the figures of il2qa.ranking.confidence: whether the first passage answers
(from questions with and without an answer, each ranked by trees that never saw its record), and
whether the question is on the record's topic at all (against questions on other records and
questions on nothing that an abstract tells of). The thresholds are chosen on the same trials.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.data import files, halving, negatives, questions, subjects
from bench.data.negatives import EXTRA, MANY, MORE, OFF, THIRD, UNSEEN
from bench.data.questions import RecordQuestion
from bench.learn.trials import Trial, Trials
from il2qa.ranking.confidence import TOPIC_IDF, Logistic, as_judge, outlook
from il2qa.ranking.wording import words

FILE = files.ROOT / "il2qa" / "ranking" / "data" / "confidence.json"
SHOWN = 3  # passages
PENALTY = 0.02  # inverse strength of the L2 penalty
BAG, BAG_PENALTY = 1.0, 0.1  # how much a word counts beside a figure; the penalty with words
LEAST = 3  # questions that have a word which counts
REFUSED, PARTIAL, REFUSED_IN_POOL, UNNAMED = 0.003, 0.183, 0.02, 0.006
"""Shares of the answerable: refused as not relevant, alone and in the pool; shown as partial;
refused for a numbered name that is nowhere."""
EVERY = 3  # of our own questions: a third of them tells as much
SHORT = 6.0  # how much a short question on a subject counts in relevance
HALF = "experts, half"
TOLD = {"alone": 2.0, "bundled, alone": 16.0, "pool": 0.5, "experts, pool": 0.5, HALF: 0.5}
"""What confidence is learnt from, and how much each example counts."""
ASKED = ("alone", "pool", "experts, pool", "short, alone", "short, pool")
"""What relevance is learnt from and thresholds are chosen by."""

_OFF = {"off": OFF, "off more": MORE, "off third": THIRD, "off many": MANY, "off extra": EXTRA}
_OFF |= {"unseen": UNSEEN}


@dataclass(frozen=True, slots=True)
class Example:
    """The figures of a trial, what is to be told from them, and its fold's key.

    `right` says of each passage shown whether it answers, `records` of which records they are.
    """

    kind: str
    group: str
    question: str
    figures: dict[str, float]
    answerable: bool
    right: tuple[bool, ...]
    records: tuple[str, ...]
    own: bool  # of people's own words

    @property
    def first(self) -> bool:
        """Whether the first passage answers."""
        return self.right[0]

    @property
    def place(self) -> str:
        """Where it was asked: of a record alone, or of a pool."""
        return "alone" if self.kind.split(", ")[-1] == "alone" else "pool"

    @property
    def off(self) -> bool:
        """Whether nothing of where it was asked is on its topic."""
        return self.kind.startswith(("off", "else"))


def examples(trials: Trials) -> list[Example]:
    """Every trial that confidence is learnt from and measured on.

    "half" is the pool without the gold records of half of the experts' questions.
    """
    alone, pool = sets()
    found = [one for kind, asked in alone.items() for one in _examples(kind, trials.alone(asked))]
    found += [one for kind, asked in pool.items() for one in _examples(kind, trials.in_pool(asked))]
    return found + _examples(HALF, halving.reduced(trials, halving.removed()))


@cache
def sets() -> tuple[dict[str, list[RecordQuestion]], dict[str, list[RecordQuestion]]]:
    """The questions that are put to a record alone, and those put to the pool, by kind."""
    own, natural = list(questions.own_words()), list(questions.natural())
    more = [*questions.own_words_more(), *islice(questions.own_words_ours(), 0, None, EVERY)]
    experts = list(questions.bioasq())
    nothing = {name: negatives.off_topic(own[0].record, file) for name, file in _OFF.items()}
    alone = {
        "alone": [*own, *more, *natural],
        "bundled, alone": list(questions.bundled()),
        "else, alone": negatives.on_other_records(own, natural, more),
        "renamed, alone": negatives.renamed([*own, *natural, *experts]),
        "short, alone": subjects.short(),
    } | {f"{name}, alone": negatives.elsewhere(asked, own) for name, asked in nothing.items()}
    pool = {"pool": [*own, *more], "experts, pool": experts, "short, pool": subjects.short()} | {
        f"{name}, pool": asked for name, asked in nothing.items()
    }
    return alone, pool


def _examples(kind: str, trials: Iterable[Trial]) -> list[Example]:
    return [
        Example(
            kind=kind,
            group=trial.asked.group,
            question=trial.asked.question,
            figures={n: float(v) for n, v in outlook(trial.ranking, trial.records).items()},
            answerable=any(one.gold for one in trial.gold.values()),
            right=tuple(map(bool, trial.right[:SHOWN])),
            records=tuple(one.candidate.id for one in trial.ranking.passages[:SHOWN]),
            own=trial.asked.kind == "own",
        )
        for trial in trials
        if len(trial.ranking.rows)
    ]


def learn(
    rows: list[Example],
    names: Iterable[str],
    target: list[bool],
    weights: list[float],
    known: Sequence[str] = (),
) -> dict[str, Any]:
    """A logistic model as it is stored: a weight for each figure and known word, and the bias."""
    names = [name for name in names if name != TOPIC_IDF]
    size = np.array([[row.figures["corpus"]] for row in rows])
    names = [*names, "corpus"] if "corpus" not in names else names
    figures = np.array([[row.figures[name] for name in names] for row in rows])
    matrix = np.hstack([figures, figures * size])
    scaler = StandardScaler().fit(matrix)
    scaled = sparse.csr_matrix(scaler.transform(matrix))
    model = LogisticRegression(C=BAG_PENALTY if known else PENALTY, max_iter=5000)
    given = sparse.hstack([scaled, _bags(rows, known) * BAG]).tocsr() if known else scaled
    model.fit(given, target, sample_weight=weights)
    figured = model.coef_[0][: matrix.shape[1]]
    slopes = figured / scaler.scale_
    bias = model.intercept_[0] - (slopes * scaler.mean_).sum()
    rounded = [round(float(slope), 6) for slope in slopes]
    said = (round(float(weight), 3) for weight in model.coef_[0][matrix.shape[1] :] * BAG)
    return {
        "weights": dict(zip(names, rounded[: len(names)], strict=True)),
        "growth": dict(zip(names, rounded[len(names) :], strict=True)),
        "bias": round(float(bias), 6),
        "words": dict(zip(known, said, strict=True)),
    }


def _known(rows: list[Example]) -> list[str]:
    """The words that some of the questions have: of three letters, for a letter is of any name."""
    asked = {row.question for row in rows}
    counts = Counter(word for question in asked for word in set(words(question)))
    return sorted(word for word, count in counts.items() if count >= LEAST and len(word) > 2)


def _bags(rows: list[Example], known: Sequence[str]) -> sparse.csr_matrix:
    """Questions by known words: the size of the corpus where the question has the word."""
    place = {word: i for i, word in enumerate(known)}
    found = [sorted({place[word] for word in words(row.question) if word in place}) for row in rows]
    lengths = [len(row) for row in found]
    columns = np.array([column for row in found for column in row], int)
    sizes = np.repeat([row.figures["corpus"] for row in rows], lengths)
    ends = np.cumsum([0, *lengths])
    return sparse.csr_matrix((sizes, columns, ends), (len(rows), len(known)))


def models(rows: list[Example]) -> dict[str, Any]:
    """Both models and their thresholds, as they are stored."""
    told = [row for row in rows if row.kind in TOLD]
    weights = [TOLD[row.kind] for row in told]
    confidence = learn(told, rows[0].figures, [row.first for row in told], weights)
    relevance = learn_relevance(rows)
    model = Logistic(**confidence)
    sure = [_chance(model, row) for row in told if row.answerable and row.kind == "alone"]
    seldom = [_chance(model, row) for row in rows if row.answerable and row.kind in ASKED]
    named = [row.figures["absent_name"] for row in rows if row.kind in ASKED and row.answerable]
    return {
        "confidence": confidence,
        "relevance": relevance,
        "answered": _quantile(sure, REFUSED + PARTIAL),
        "shown": _quantile(seldom, REFUSED / 10),
        "unnamed": _quantile(named, 1 - UNNAMED),
    }


def learn_relevance(rows: list[Example]) -> dict[str, Any]:
    """The model of relevance, moved so that one half is the threshold at every size of corpus.

    The thresholds are the shares of answerable questions that may be refused, alone and in the
    pool; between them they go with the logarithm of the number of records, as the weights do.
    """
    apart = [row for row in rows if row.off or (row.kind in ASKED and row.answerable)]
    common = Counter((row.place, row.off) for row in apart)
    weights = [
        (SHORT if row.kind.startswith("short") else 1) * 1000 / common[row.place, row.off]
        for row in apart
    ]
    found = learn(apart, rows[0].figures, [not row.off for row in apart], weights, _known(apart))
    model = Logistic(**found)
    at: dict[str, float] = {}
    for place, share in (("alone", REFUSED), ("pool", REFUSED_IN_POOL)):
        chances = [_chance(model, row) for row in apart if row.place == place and not row.off]
        chance = float(np.quantile(chances, share)) if chances else 0.5
        at[place] = float(np.log(chance / (1 - chance)))
    size = max(row.figures["corpus"] for row in rows)
    found["bias"] = round(found["bias"] - at["alone"], 6)
    moved = found["weights"]["corpus"] + (at["alone"] - at["pool"]) / max(size, 1.0)
    found["weights"]["corpus"] = round(moved, 6)
    return found


def _chance(model: Logistic, row: Example) -> float:
    return model.probability(row.figures, words(row.question))


def _quantile(values: list[float], share: float) -> float:
    return round(float(np.quantile(values, share)), 4)


@dataclass(frozen=True, slots=True)
class Judged:
    """An example, judged by models that never saw its group."""

    example: Example
    status: str
    confidence: float


def cross_validated(rows: list[Example], folds: int = 8) -> list[Judged]:
    """Every example as it is judged by what the others teach."""
    groups = sorted({row.group for row in rows})
    order = np.random.default_rng(0).permutation(len(groups))
    fold = {groups[i]: place % folds for place, i in enumerate(order)}
    judges = [
        as_judge(models([row for row in rows if fold[row.group] != number]))
        for number in range(folds)
    ]
    found = []
    for row in rows:
        judgement = judges[fold[row.group]].of_figures(row.figures, words(row.question))
        found.append(Judged(row, judgement.status, judgement.confidence))
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    path = options.parse_args().to
    path.write_text(json.dumps(models(examples(Trials())), indent=1) + "\n", encoding="utf-8")
