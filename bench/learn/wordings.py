"""Learns of what kind a reader's question is: python -m bench learn-wordings

From the wordings of `il2qa/paper_questions/data/wordings.tsv`, spelt out; those with many variants
by a part of them. The same table gives the same file.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from il2qa.paper_questions.data import DATA, rows
from il2qa.paper_questions.wording import BUCKETS, TOPIC, WordingModel, features, known, words_of

FILE = DATA / "wordings.npz"
TABLE = "wordings.tsv"
MOST = 250  # variants of a row
INVERSE_PENALTY = 30.0
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


def learn() -> WordingModel:
    """A model of the table's wordings."""
    kinds, texts, weights = zip(*wordings(), strict=True)
    words = [words_of(text) for text in texts]
    vocabulary = frozenset(word for text in words for word in text) - {TOPIC}
    buckets = [sorted(features(known(text, vocabulary))) for text in words]
    ends = np.cumsum([0, *map(len, buckets)])
    columns = np.concatenate([np.array(row) for row in buckets])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), (len(texts), BUCKETS))
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=400)
    model.fit(matrix, kinds, sample_weight=weights)
    return WordingModel(vocabulary, tuple(model.classes_), model.coef_.T, model.intercept_)


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
    path = options.parse_args().to
    model = learn()
    save(path, model)
    told = f"{len(model.kinds)} kinds, {len(model.vocabulary)} words"
    print(f"{told}, {path.stat().st_size:,} bytes")
