"""A corpus held in memory: the bundled record, and files given directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from il2qa.bm25 import RECORD_B, RECORD_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate, analyse
from il2qa.models import CorpusInfo, Record
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION
from il2qa.where import Where, listed_values


class MemoryCorpus:
    """Records in memory; the last of several with the same identifier counts."""

    def __init__(self, records: Iterable[Record], name: str, sources: tuple[str, ...] = ()) -> None:
        by_id = {record.id: record for record in records}
        self._candidates = {
            identifier: Candidate(record, analyse(record)) for identifier, record in by_id.items()
        }
        self.info = CorpusInfo(
            kind="memory",
            name=name,
            records=len(self._candidates),
            passages=sum(len(found.passages) for found in self._candidates.values()),
            analysis_version=ANALYSIS_VERSION,
            sources=sources,
        )

    def candidates(self, query: Query, where: Where | None, limit: int) -> list[Candidate]:
        """The best records by rank-bm25 over whole records; all where they are few."""
        every = list(self._candidates.values())
        let = [where is None or where.matches(found.record) for found in every]
        if sum(let) <= limit:
            return [found for found, good in zip(every, let, strict=True) if good]
        scores = self._bm25.get_scores(query.terms)
        scored = [
            Candidate(found.record, found.passages, float(score))
            for found, score, good in zip(every, scores, let, strict=True)
            if good and score > 0
        ]
        return sorted(scored, key=lambda found: (-found.score, found.record.id))[:limit]

    def document_frequency(self, term: str) -> int:
        """How many records have the term."""
        return self._frequencies[term]

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self._candidates.get(identifier)
        return found.record if found else None

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition that begin so, in order."""
        folded = begun.casefold()
        return [name for name in self._names(condition) if name.casefold().startswith(folded)][
            :limit
        ]

    def _names(self, condition: str) -> list[str]:
        records = (found.record for found in self._candidates.values())
        return sorted({name for record in records for name in listed_values(record, condition)})

    @cached_property
    def _texts(self) -> list[list[str]]:
        return [
            [term for passage in found.passages for term in passage.terms]
            for found in self._candidates.values()
        ]

    @cached_property
    def _bm25(self) -> PositiveBM25:
        return PositiveBM25(self._texts, k1=RECORD_K1, b=RECORD_B)

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(term for text in self._texts for term in set(text))
