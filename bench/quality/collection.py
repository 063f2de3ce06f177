"""Many records, analysed and searched as il2qa does, but made anew within a minute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from bench.quality.postings import Postings, best
from il2qa.bm25 import RECORD_B, RECORD_K1, idf
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.corpora.scoring import record_scores
from il2qa.models import CorpusInfo, Record
from il2qa.text import analyzer
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION


@dataclass(frozen=True, slots=True)
class _Weighing:
    """Postings as records are scored by them."""

    postings: Postings

    def weighted_scores(self, weights: Mapping[str, float]) -> np.ndarray:
        return self.postings.scores(weights, RECORD_K1, RECORD_B)

    def worth(self, weights: Mapping[str, float]) -> float:
        known = {term: self.postings.frequency(term) for term in weights}
        total = len(self.postings.lengths)
        return sum(w * (idf(known[t], total) if known[t] else inf) for t, w in weights.items())


class Collection:
    """Records with their passages as they are analysed now; gives candidates as a corpus does."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.found = [candidate(record, analyzer.default_analyzer()) for record in records]
        self.postings = Postings(list(one.analysis.terms) for one in self.found)

    @property
    def records(self) -> list[Record]:
        """The records."""
        return [one.record for one in self.found]

    @property
    def info(self) -> CorpusInfo:
        """How many records and passages there are."""
        passages = sum(one.analysis.passages for one in self.found)
        return CorpusInfo(
            kind="memory",
            name="collection",
            records=len(self.found),
            passages=passages,
            analysis_version=ANALYSIS_VERSION,
        )

    def scores(self, query: Query) -> np.ndarray:
        """The score of each record."""
        return record_scores(_Weighing(self.postings), query)

    def candidates(self, query: Query, where: None = None, limit: int = 50) -> list[Candidate]:
        """The best records, best first."""
        scores = self.scores(query)
        return [replace(self.found[i], score=float(scores[i])) for i in best(scores, limit)]

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """How many records have each term."""
        return {term: self.postings.frequency(term) for term in terms}
