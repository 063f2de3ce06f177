"""A corpus held in memory: the bundled record, and files given directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from il2qa.bm25 import RECORD_B, RECORD_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate, analyse, sentence_counts
from il2qa.corpora.scoring import record_scores
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
        self._candidates = {
            record.id: Candidate(record, analyse(record)) for record in merged(events)
        }
        self._listed: dict[str, list[str]] = {}
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
        scores = record_scores(self._bm25, query)
        scored = [
            (score, found)
            for found, score in zip(self._candidates.values(), scores, strict=False)
            if where is None or where.matches(found.record)
        ]
        if len(scored) > limit:
            scored = [(score, found) for score, found in scored if score > 0]
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:limit]
        return [replace(found, score=score) for score, found in best]

    def document_frequency(self, term: str) -> int:
        """How many records have a term."""
        return self._frequencies[term]

    def sentence_frequency(self, term: str) -> int:
        """How many sentences have a term; a record that has it in its metadata only counts once."""
        return self._sentence_frequencies[term]

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
        if condition not in self._listed:
            records = (found.record for found in self._candidates.values())
            names = {name for record in records for name in listed_values(record, condition)}
            self._listed[condition] = sorted(names)
        return self._listed[condition]

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

    @cached_property
    def _sentence_frequencies(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for found in self._candidates.values():
            total.update(sentence_counts(found.passages))
        return total
