"""What each sentence of an abstract is for: background, aim, method, result or conclusion.

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001, ICML) over the sentences
of an abstract: hashed words and pairs of words, those of the neighbours, and the place. Learnt from
structured abstracts, whose labels are the gold, by `bench/train_roles.py`; used with numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import IO, NamedTuple
from zlib import crc32

import numpy as np

from il2qa.patterns import lazy_pattern
from il2qa.text.data import FOLDER

ROLES = ("background", "aim", "method", "result", "conclusion")
BUCKETS = 1 << 16
_OPENING = 4  # words at the beginning of a sentence, which count as such
_TENTHS = 10
_ENDS = 3  # the first and last sentences are told apart
_NUMBER = "0"  # any number is as good as another
_WORD = lazy_pattern(r"[a-z]+|\d[\d.,]*|[%=<>±?]")


class RoleModel(NamedTuple):
    """What each hashed feature is worth to each role, and each role behind another.

    `weights` has a row a bucket, `steps[a, b]` is of role b right behind a, `first` of a role at
    the beginning and `last` at the end.
    """

    weights: np.ndarray
    steps: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def probabilities(
        self, sentences: Sequence[str], allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """How likely each role is of each sentence of one abstract; each row adds up to 1.

        `allowed`, a row of truths a sentence, shuts out what an explicit label denies.
        """
        if not sentences:
            return np.zeros((0, len(ROLES)))
        scores = np.array([self.weights[found].sum(0) for found in features(sentences)])
        if allowed is not None:
            scores = np.where(allowed, scores, -np.inf)
        return self._marginals(scores.astype(np.float64))

    def _marginals(self, scores: np.ndarray) -> np.ndarray:
        """Forward and backward sums over all ways to go through the roles."""
        scores[0] += self.first
        scores[-1] += self.last
        before, after = scores.copy(), np.zeros_like(scores)
        for i in range(1, len(scores)):
            before[i] += _log_sum(before[i - 1][:, None] + self.steps)
        for i in range(len(scores) - 2, -1, -1):
            after[i] = _log_sum((self.steps + scores[i + 1] + after[i + 1]).T)
        both = before + after
        found = np.exp(both - both.max(1, keepdims=True))
        return np.asarray(found / found.sum(1, keepdims=True))


def features(sentences: Sequence[str]) -> list[list[int]]:
    """The buckets of each sentence's features, in an abstract of these sentences."""
    words = [_words(text) for text in sentences]
    return [
        [crc32(name.encode()) % BUCKETS for name in _named(words, i)] for i in range(len(words))
    ]


def _named(words: Sequence[list[str]], i: int) -> Iterator[str]:
    """Every feature of one sentence by its name, each once."""
    own = words[i]
    yield from set(own)
    yield from {f"{one} {other}" for one, other in pairwise(["^", *own, "$"])}
    yield from (f"^{' '.join(own[:n])}" for n in range(2, _OPENING + 1))
    for mark, place in (("<", i - 1), (">", i + 1)):
        if 0 <= place < len(words):
            yield from {f"{mark}{word}" for word in words[place]}
    yield from _placed(i, len(words))


def _placed(i: int, number: int) -> Iterator[str]:
    yield f"@{_TENTHS * i // number}"
    if i < _ENDS:
        yield f"@+{i}"
    if number - i <= _ENDS:
        yield f"@-{number - i}"
    yield f"@{min(number, 20)}/{min(i, 20)}"


def _words(text: str) -> list[str]:
    found = _WORD.findall(text.lower())
    return [_NUMBER if word[0].isdigit() else word for word in found]


def _log_sum(values: np.ndarray) -> np.ndarray:
    """The logarithm of the sum of exponentials down the columns."""
    most = values.max(0)
    most = np.where(np.isfinite(most), most, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(most + np.log(np.exp(values - most).sum(0)))


def read(file: IO[bytes]) -> RoleModel:
    """Read a model from an open file."""
    with np.load(file, allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * float(stored["scale"])
        return RoleModel(weights, stored["steps"], stored["first"], stored["last"])


@cache
def role_model() -> RoleModel:
    """The model that ships with il2qa."""
    with (FOLDER / "roles.npz").open("rb") as file:
        return read(file)
