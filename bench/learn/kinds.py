"""Learns of what kind a thing is: python -m bench learn-kinds [--judge]

By the words that it is used with: a logistic model over the vectors of the vocabulary, from the
things of `bench/data/sets/things.tsv`. --judge prints how many are told rightly
that were not learnt from.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bench.data import files
from bench.quality.measures import say
from il2qa.conversation.kinds import direction
from il2qa.text.analyzer import Analyzer, default_analyzer

FILE = files.ROOT / "il2qa" / "conversation" / "data" / "kinds.json"
THINGS = files.ROOT / "bench" / "data" / "sets" / "things.tsv"
INVERSE_PENALTY = 10.0
STEPS = 500
FOLDS = 5


def things(analyzer: Analyzer) -> tuple[np.ndarray, np.ndarray]:
    """The directions of the things that the vocabulary knows, and the kind of each."""
    lines = THINGS.read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    found = [(direction(name, analyzer), kind) for kind, name in pairs]
    known = [(vector, kind) for vector, kind in found if vector.any()]
    return np.array([vector for vector, _ in known]), np.array([kind for _, kind in known])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--judge", action="store_true")
    chosen = options.parse_args()
    vectors, kinds = things(default_analyzer())
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=STEPS)
    if chosen.judge:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
        told = cross_val_predict(model, vectors, kinds, cv=folds)
        for kind in dict.fromkeys(kinds.tolist()):
            say(kind, (told == kinds)[kinds == kind].tolist())
        say("all", (told == kinds).tolist())
        return
    model.fit(vectors, kinds)
    learnt = {
        "kinds": model.classes_.tolist(),
        "weights": model.coef_.round(2).tolist(),
        "bias": model.intercept_.round(2).tolist(),
    }
    chosen.to.write_text(json.dumps(learnt) + "\n", "utf-8")
