"""Learns of what kind a reader's question is: python -m bench learn-wordings [--judge]

From the wordings of `il2qa/paper_questions/data/wordings.tsv`, spelt out, those with many variants
by a part of them; and from what readers asked, by the kind that its writer gave. The same give the
same file. --judge prints how many kinds are right of questions on records not learnt from.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bench.learn import learning
from bench.quality import focus
from bench.quality.measures import say
from il2qa.paper_questions.data import DATA, rows
from il2qa.paper_questions.wording import (
    BUCKETS,
    CLEAR,
    TOPIC,
    WordingModel,
    features,
    known,
    words_of,
)

FILE = DATA / "wordings.npz"
TABLE = "wordings.tsv"
MOST = 250  # variants of a row
ASKED = 0.055  # what a question that a reader asked weighs, beside a row with a single variant
INVERSE_PENALTY = 30.0
STEPS, NEAR = 150, 1e-3
FOLDS = 5
_CHOICE = re.compile(r"\{([^{}]*)\}")
_MACRO = "="


def wordings() -> Iterator[tuple[str, str, float]]:
    """Each kind and a wording of it; rows of many variants count for little more than others."""
    table = rows(TABLE)
    other = {name[1:]: words.split("|") for name, words in table if name.startswith(_MACRO)}
    draw = random.Random(1)
    for kind, pattern in table:
        if kind.startswith(_MACRO):
            continue
        found = {_spelt(pattern, other, draw) for _ in range(_tries(pattern))}
        for text in sorted(found):
            yield kind, text, len(found) ** -0.5


def _tries(pattern: str) -> int:
    variants = 1
    for choice in _CHOICE.findall(pattern):
        variants *= choice.count("|") + 1
    return min(MOST, 20 + 3 * variants)


def _spelt(pattern: str, other: dict[str, list[str]], draw: random.Random) -> str:
    """One variant of a row."""
    while choice := _CHOICE.search(pattern):
        pattern = pattern.replace(choice[0], draw.choice(choice[1].split("|")), 1)
    names = re.compile(rf"\b(?:{'|'.join(sorted(other, key=len, reverse=True))})\b")
    return " ".join(names.sub(lambda found: draw.choice(other[found[0]]), pattern).split())


def readers() -> list[focus.Question]:
    """What readers asked, of the sets whose writers said for what."""
    asked = (one for name in focus.LEARNT_FROM for one in focus.of_set(name)[1])
    return [one for one in asked if one.asks_for]


def learn(asked: Iterable[focus.Question]) -> WordingModel:
    """A model of the table's wordings and of what readers asked.

    What the table has is of the kind that it says. Only words of the table are known: those that
    readers use may be of a topic.
    """
    table = list(wordings())
    vocabulary = frozenset(word for _, text, _ in table for word in words_of(text)) - {TOPIC}
    decided = {tuple(words_of(text)) for _, text, _ in table}
    others = (one for one in asked if tuple(words_of(one.text)) not in decided)
    told = [*table, *((one.asks_for, one.text, ASKED) for one in others)]
    kinds, texts, weights = zip(*told, strict=True)
    buckets = [sorted(features(known(words_of(text), vocabulary))) for text in texts]
    ends = np.cumsum([0, *map(len, buckets)])
    columns = np.concatenate([np.array(row) for row in buckets])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), (len(texts), BUCKETS))
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=STEPS, tol=NEAR)
    model.fit(matrix, kinds, sample_weight=weights)
    return WordingModel(vocabulary, tuple(model.classes_), model.coef_.T, model.intercept_)


def by_fold(fold: Mapping[str, int]) -> dict[int, WordingModel]:
    """For each fold of records the model that has not seen what is asked of them."""
    asked = readers()
    return {
        number: learn(one for one in asked if fold[one.pmid] != number)
        for number in sorted(set(fold.values()))
    }


def judge() -> None:
    """Print how many kinds are right of questions on records not learnt from."""
    asked = readers()
    fold = learning.folds_of({one.pmid for one in asked}, FOLDS)
    models = by_fold(fold)
    told = [(one.asks_for, models[fold[one.pmid]].read(one.text)) for one in asked]
    say("kind right", [kind == found.kind for kind, found in told])
    clear = [(kind, found) for kind, found in told if found.chances[found.kind] >= CLEAR]
    say("clear", [found.chances[found.kind] >= CLEAR for _, found in told])
    say("kind right where it is clear", [kind == found.kind for kind, found in clear])


def save(path: Path, model: WordingModel) -> None:
    """Write a model, its weights as whole numbers of one byte."""
    scale = float(np.abs(model.weights).max()) / 127
    packed = np.rint(model.weights / scale).astype(np.int8)
    words = np.frombuffer("\n".join(sorted(model.vocabulary)).encode(), np.uint8)
    kinds = np.frombuffer("\n".join(model.kinds).encode(), np.uint8)
    bias = model.bias.astype(np.float32)
    np.savez(path, words=words, kinds=kinds, weights=packed, scale=scale, bias=bias)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--judge", action="store_true")
    chosen = options.parse_args()
    if chosen.judge:
        judge()
        return
    model = learn(readers())
    save(chosen.to, model)
    told = f"{len(model.kinds)} kinds, {len(model.vocabulary)} words"
    print(f"{told}, {chosen.to.stat().st_size:,} bytes")
