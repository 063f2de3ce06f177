"""A corpus held in memory: the bundled record, and files given directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from il2qa.bm25 import RECORD_B, RECORD_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.corpora.scoring import Statistics, Whole, record_scores, scores_of_some
from il2qa.identifiers import normal_id
from il2qa.models import CorpusInfo, Record
from il2qa.text.analyzer import Analyzer, default_analyzer
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION

if TYPE_CHECKING:
    from il2qa.corpora.codec.ledger import SourceNote
    from il2qa.corpora.ordering import Order
    from il2qa.filters.tree import Filter
    from il2qa.readers import Deletion


def merged(events: Iterable[Record | Deletion]) -> list[Record]:
    """The records that count, in the order in which their identifiers first came.

    Of several with the same identifier it is the one of the highest version, then one with an
    abstract before one without (a CSV export has none), then the last. A deletion takes away what
    came before it.
    """
    found: dict[str, Record] = {}
    for event in events:
        if not isinstance(event, Record):
            found.pop(event.pmid, None)
            continue
        before = found.get(event.id)
        if before is None or _precedence(event) >= _precedence(before):
            found[event.id] = event
    return list(found.values())


def _precedence(record: Record) -> tuple[int, bool]:
    return record.version, bool(record.abstract)


class MemoryCorpus:
    """Records in memory, each identifier once: see `merged`."""

    def __init__(
        self,
        events: Iterable[Record | Deletion],
        name: str,
        sources: tuple[str, ...] = (),
        analyzer: Analyzer | None = None,
    ) -> None:
        self.analyzer = analyzer or default_analyzer()
        made = (candidate(record, self.analyzer) for record in merged(events))
        self._candidates = {one.id: one for one in made}
        self._every = list(self._candidates.values())
        self._sources = sources
        self.info = CorpusInfo(
            kind="memory",
            name=name,
            records=len(self._candidates),
            passages=sum(found.analysis.passages for found in self._every),
            analysis_version=ANALYSIS_VERSION,
        )

    def sources(self) -> list[SourceNote]:
        """The files that the records were read from."""
        from il2qa.corpora.codec.ledger import SourceNote

        return [
            SourceNote(name=name, digest="", order=order, complete=True)
            for order, name in enumerate(self._sources, 1)
        ]

    @cached_property
    def statistics(self) -> Statistics:
        """Its records and their terms."""
        return Statistics(len(self._every), sum(map(len, self._texts)))

    def identifiers(self) -> Iterator[str]:
        """The identifier of every record."""
        return iter(self._candidates)

    def candidates(
        self, query: Query, filter: Filter | None, limit: int, whole: Whole | None = None
    ) -> list[Candidate]:
        """The best records by rank-bm25 over whole records; all where they are few."""
        scores = self._scores(query, whole)
        places = np.array([i for i, _ in self._admitted(filter)], int)
        if len(places) > limit:
            places = places[scores[places] > 0]
        if len(places) > limit:
            least = np.partition(scores[places], -limit)[-limit]
            places = places[scores[places] >= least]
        found: list[Candidate] = [replace(self._every[i], score=float(scores[i])) for i in places]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))[:limit]

    def candidate(self, identifier: str) -> Candidate | None:
        """The record of that identifier with its analysis, or None."""
        return self._candidates.get(normal_id(identifier))

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self.candidate(identifier)
        return found.record if found else None

    def select(
        self, filter: Filter | None = None, order: Order = "identifier", limit: int | None = None
    ) -> Iterator[Record]:
        """The records that the filter lets through, in order."""
        from il2qa.corpora.ordering import sort_key_of  # loaded where it is used

        found = (record for _, record in self._admitted(filter))
        yield from sorted(found, key=lambda record: sort_key_of(order, record))[:limit]

    def count(self, filter: Filter | None = None) -> int:
        """How many records the filter lets through."""
        return sum(1 for _ in self._admitted(filter))

    def names(
        self, field: str, begun: str = "", limit: int | None = None, filter: Filter | None = None
    ) -> dict[str, int]:
        """Values of a field that begin so, and of how many records."""
        from il2qa.corpora.listing import listed_prefix, names_of  # loaded where it is used

        prefix = listed_prefix(field, begun)
        terms = (self._listed[i] for i, _ in self._admitted(filter))
        counts = Counter(term for own in terms for term in own if term.startswith(prefix))
        return names_of(counts.items(), limit)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many records each term stands."""
        return {term: self._frequencies[term] for term in terms}

    def refresh(self) -> MemoryCorpus:
        """Itself: what was read stays as it was read."""
        return self

    def close(self) -> None:
        """Nothing is held that must be let go of."""

    def _admitted(self, filter: Filter | None) -> Iterator[tuple[int, Record]]:
        """The records that a filter lets through, and their places."""
        if filter is None:
            yield from ((i, one.record) for i, one in enumerate(self._every))
            return
        from il2qa.filters.tree import matches  # loaded where there is a filter

        for i, one in enumerate(self._every):
            if matches(filter.tree, one.record, self._sets[i]):
                yield i, one.record

    @cached_property
    def _listed(self) -> list[tuple[str, ...]]:
        from il2qa.corpora.listing import listed_terms

        return [tuple(listed_terms(found.record)) for found in self._every]

    @cached_property
    def _texts(self) -> list[tuple[str, ...]]:
        return [found.analysis.terms for found in self._every]

    def _scores(self, query: Query, whole: Whole | None) -> np.ndarray:
        """The score of each record, by its own statistics or the whole's."""
        if whole is None:
            return record_scores(self._bm25, query)
        lengths = [len(text) for text in self._texts]
        postings = self._bm25.postings
        return np.array(
            scores_of_some(query, postings, lengths, whole.frequencies, whole.statistics), float
        )

    @cached_property
    def _sets(self) -> list[frozenset[str]]:
        return [frozenset(text) for text in self._texts]

    @cached_property
    def _bm25(self) -> PositiveBM25:
        return PositiveBM25(self._texts, k1=RECORD_K1, b=RECORD_B)

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(term for text in self._texts for term in set(text))
