"""The peers: rank-bm25 as shipped and bm25s with its own stop words and stemmer.

Both rank the same sentences (or whole records) as il2qa.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from rank_bm25 import BM25Okapi

Ranker = Callable[[str, int], list[int]]


def rank_bm25(texts: Sequence[str]) -> Ranker:
    """BM25Okapi as shipped over lower-case words; of equal scores the first text comes first.

    The scores are rank-bm25's own (a test on a sample holds that), but of each word only the texts
    that have it are looked at: over 300,000 sentences a question would take seconds.
    """
    words = [text.lower().split() for text in texts]
    model = BM25Okapi(words)
    places: dict[str, list[tuple[int, int]]] = {}
    for i, counts in enumerate(model.doc_freqs):
        for word, count in counts.items():
            places.setdefault(word, []).append((i, count))
    postings = {word: np.array(found).T for word, found in places.items()}
    lengths = np.array(model.doc_len)

    def rank(question: str, limit: int) -> list[int]:
        scores = np.zeros(len(texts))
        for word in question.lower().split():
            if word in postings:
                where, count = postings[word]
                norm = model.k1 * (1 - model.b + model.b * lengths[where] / model.avgdl)
                scores[where] += model.idf[word] * (count * (model.k1 + 1) / (count + norm))
        return best(scores, limit)

    return rank


def bm25s(texts: Sequence[str]) -> Ranker:
    """bm25s with its English stop words and Porter2."""
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    options = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    model = library.BM25()
    model.index(library.tokenize(list(texts), **options), show_progress=False)

    def rank(question: str, limit: int) -> list[int]:
        tokens = library.tokenize([question], return_ids=False, **options)
        return best(model.get_scores(tokens[0]), limit)

    return rank


def best(scores: np.ndarray, limit: int) -> list[int]:
    """The places of the highest scores, of equal ones the first; none that score nothing."""
    order = np.argsort(-scores, kind="stable")[:limit]
    return [int(i) for i in order if scores[i] != 0]
