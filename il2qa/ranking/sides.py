"""What the net is shown of a short list: the question, and the sentences with their features."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.shortlist import Shortlist
from il2qa.ranking.wording import asked, words


class Sides(NamedTuple):
    """Both sides of a match; a vector is the mean of the words' vectors, each by its IDF."""

    asked: list[str]  # the question's words and pairs
    asked_vector: np.ndarray
    said: list[list[str]]  # each sentence's words
    said_vectors: np.ndarray
    features: np.ndarray  # sentences by features


def sides(shortlist: Shortlist, names: tuple[str, ...]) -> Sides:
    """A short list as the net reads it, its features in the order of the names."""
    matches = shortlist.matches
    return Sides(
        asked=asked(matches.query.question),
        asked_vector=matches.asked_mean,
        said=[words(matches.passages[row].text) for row in shortlist.rows],
        said_vectors=_means(matches, shortlist.rows),
        features=shortlist.columns(names),
    )


def _means(matches: Matches, rows: np.ndarray) -> np.ndarray:
    """Of each passage at some rows the mean vector of its terms."""
    weights = matches.analyzer.vocabulary.weights(matches.term_ids) * (matches.term_ids >= 0)
    total = matches.of_terms(np.add, weights[:, None])[rows]
    return np.asarray(matches.centres[rows] / np.maximum(total, 1e-9))
