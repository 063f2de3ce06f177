"""A corpus held in memory: the bundled record, and files given directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np

from il2qa.bm25 import RECORD_B, RECORD_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.corpora.scoring import record_scores
from il2qa.identifiers import normal_id
from il2qa.models import CorpusInfo, Record
from il2qa.readers import Deletion
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION
from il2qa.where import Where, listed_values


def merged(events: Iterable[Record | Deletion]) -> list[Record]:
    """The records that count, in the order in which their identifiers first came.

    Of several with the same identifier it is the one of the highest version, then one with an
    abstract before one without (a CSV export has none), then the last. A deletion takes away what
    came before it.
    """
    found: dict[str, Record] = {}
    for event in events:
        if isinstance(event, Deletion):
            found.pop(event.pmid, None)
            continue
        before = found.get(event.id)
        if before is None or _rank(event) >= _rank(before):
            found[event.id] = event
    return list(found.values())


def _rank(record: Record) -> tuple[int, bool]:
    return record.version, bool(record.abstract)


class MemoryCorpus:
    """Records in memory, each identifier once: see `merged`."""

    def __init__(
        self, events: Iterable[Record | Deletion], name: str, sources: tuple[str, ...] = ()
    ) -> None:
        self._candidates = {record.id: candidate(record) for record in merged(events)}
        self._every = list(self._candidates.values())
        self._listed: dict[str, list[str]] = {}
        self.info = CorpusInfo(
            kind="memory",
            name=name,
            records=len(self._candidates),
            passages=sum(found.analysis.passages for found in self._every),
            analysis_version=ANALYSIS_VERSION,
            sources=sources,
        )

    def candidates(self, query: Query, where: Where | None, limit: int) -> list[Candidate]:
        """The best records by rank-bm25 over whole records; all where they are few."""
        scores = record_scores(self._bm25, query)
        places = self._admitted(where)
        if len(places) > limit:
            places = places[scores[places] > 0]
        if len(places) > limit:
            least = np.partition(scores[places], -limit)[-limit]
            places = places[scores[places] >= least]
        found: list[Candidate] = [replace(self._every[i], score=float(scores[i])) for i in places]
        return sorted(found, key=lambda one: (-one.score, one.id))[:limit]

    def document_frequency(self, term: str) -> int:
        """How many records have a term."""
        return self._frequencies[term]

    def admits(self, where: Where) -> bool:
        """Whether the filter lets any record through."""
        return any(where.matches(one.record) for one in self._every)

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self._candidates.get(normal_id(identifier))
        return found.record if found else None

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition that begin so, in order."""
        folded = begun.casefold()
        return [name for name in self._names(condition) if name.casefold().startswith(folded)][
            :limit
        ]

    def _admitted(self, where: Where | None) -> np.ndarray:
        """The places of the records that a filter lets through."""
        if where is None:
            return np.arange(len(self._every))
        return np.array([i for i, one in enumerate(self._every) if where.matches(one.record)], int)

    def _names(self, condition: str) -> list[str]:
        if condition not in self._listed:
            records = (found.record for found in self._every)
            names = {name for record in records for name in listed_values(record, condition)}
            self._listed[condition] = sorted(names)
        return self._listed[condition]

    @cached_property
    def _texts(self) -> list[tuple[str, ...]]:
        return [found.analysis.terms for found in self._every]

    @cached_property
    def _bm25(self) -> PositiveBM25:
        return PositiveBM25(self._texts, k1=RECORD_K1, b=RECORD_B)

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(term for text in self._texts for term in set(text))
