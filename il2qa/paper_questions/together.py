"""Brings together how passages fit a reader's question and how the ranker orders them.

A question on an open paper may name next to nothing ("how many took part?"): the net of readers'
questions has learnt these. Or it is as complete as one put to a whole library ("Does aspirin
prevent a second stroke in women?"): those the ranker has learnt. The more a question names, the
more the ranker counts. Both nets score against none of the passages, at nothing, so that the mean
of their scores still tells whether any answers.
"""

from __future__ import annotations

import numpy as np

from il2qa.paper_questions.fit import StaticFeatures
from il2qa.ranking.match_matrix import match
from il2qa.ranking.reranker import reranker
from il2qa.ranking.shortlist import Shortlist, described
from il2qa.text.queries import Query

_MOST = 0.5  # what the ranker counts beside a reader's question, at most
_FEW, _STEP = 3, 0.25  # things that a question names until it counts; by each further one
"""Complete questions never learnt from, put to their own record (360): right first .69 by what fits
a reader's question alone, .72 by the ranker alone, .73 together."""


def together(
    fitting: np.ndarray, shortlist: Shortlist, query: Query, record: StaticFeatures
) -> np.ndarray:
    """The scores of a record's passages by both nets.

    `shortlist` are the passages as `fitting` was worked out, `query` is the question as it was put.
    """
    share = rankers_share(len(query.concepts))
    if not share:
        return fitting
    if shortlist.matches.query is not query:
        matches = match(query, [record.candidate], record.analyzer)
        shortlist = described(matches, np.arange(len(fitting)))
    return np.asarray((fitting + share * reranker().scores(shortlist)) / (1 + share))


def rankers_share(things: int) -> float:
    """How much the ranker counts where a question names so many things, beside one of the other."""
    return min(_MOST, max(0.0, _STEP * (things - _FEW)))
