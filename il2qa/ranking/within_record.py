"""Compares the passages of each record by a score: shares, distances from the best, ranks."""

from __future__ import annotations

import numpy as np

from il2qa.ranking.match_matrix import Matches

Features = dict[str, np.ndarray]

_GRID = float(2**30)
_LEAST_SHARE = -1.0  # of the best: where all are unlike the question, none is far worse than all


def rounded(values: np.ndarray) -> np.ndarray:
    """Values on a grid of 2⁻³⁰: what differs by the order of adding alone is equal.

    No fraction of small numbers lies half-way between two points of a grid of a power of two, so
    that the last bit of a sum, which differs by processor, never decides.
    """
    return np.asarray(np.rint(values * _GRID) / _GRID)


def compared(matches: Matches, name: str, value: np.ndarray, most: np.ndarray | float) -> Features:
    """A score as a share of the most possible, and as it stands among its record's.

    It is rounded first: of two that are equal but for the order of adding, none is behind.
    """
    value = rounded(value)
    best = matches.within(np.maximum, value)
    most = np.maximum(most, 1e-9)
    return {
        f"{name}_share": value / most,
        f"{name}_of_best": np.maximum(value / np.maximum(best, 1e-9), _LEAST_SHARE),
        f"{name}_behind": (best - value) / most,
        f"{name}_rank": _ranks(matches, value),
    }


def _ranks(matches: Matches, value: np.ndarray) -> np.ndarray:
    """The rank of each passage in its record, from 0; of equal ones the first comes first."""
    order = np.lexsort((np.arange(len(value)), -value, matches.owner))
    ranks = np.empty(len(value))
    ranks[order] = np.arange(len(value)) - matches.starts[matches.owner[order]]
    return ranks
