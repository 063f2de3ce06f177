"""Several corpora asked as one: one ranking by the statistics of all, a record in two shown once.

Of a record that several have, that of the corpus named first counts; the others' is hidden.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.listing import listed_prefix
from il2qa.corpora.ordering import Order, sort_key_of
from il2qa.corpora.protocol import Candidate, CorpusReader
from il2qa.corpora.scoring import Statistics, Whole
from il2qa.fields import fold_value
from il2qa.filters.tree import Among, Filter, Not, both
from il2qa.models import CorpusInfo, Record
from il2qa.passages.analysis import AnalysedPassage, TermIds
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query


class PlacedCandidate(NamedTuple):
    """A candidate, and the name of the corpus that it comes from."""

    candidate: Candidate
    corpus: str

    @property
    def id(self) -> str:
        """The record's identifier."""
        return self.candidate.id

    @property
    def score(self) -> float:
        """The record's own BM25."""
        return self.candidate.score

    @property
    def record(self) -> Record:
        """The record."""
        return self.candidate.record

    @property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""
        return self.candidate.term_ids

    @property
    def has_title(self) -> bool:
        """Whether the first quoted passage is a title."""
        return self.candidate.has_title

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""
        return self.candidate.quoted

    @property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, in order."""
        return self.candidate.statements


class UnionCorpus:
    """Several opened corpora as one; identifiers of all are held in memory (0.1 KB a record)."""

    def __init__(self, readers: Sequence[CorpusReader]) -> None:
        self._readers = tuple(readers)
        self._hidden = _hidden(self._readers)
        self._names = _names([reader.info.name for reader in readers])
        self.info = _info(self._readers, self._names, sum(map(len, self._hidden)))

    @property
    def parts(self) -> dict[str, CorpusReader]:
        """The corpora by their names, in the order in which they count."""
        return dict(zip(self._names, self._readers, strict=True))

    @property
    def analyzer(self) -> Analyzer:
        """What questions are analysed by: that of the first corpus."""
        return self._readers[0].analyzer

    @property
    def statistics(self) -> Statistics:
        """What scoring needs to know of all of them."""
        return _together([reader.statistics for reader in self._readers])

    def identifiers(self) -> Iterator[str]:
        """The identifier of every record, in no order that means anything."""
        for reader, hidden in zip(self._readers, self._hidden, strict=True):
            yield from (name for name in reader.identifiers() if name not in hidden)

    def sources(self) -> list[SourceNote]:
        """What the corpora were made of, one after the other."""
        return [note for reader in self._readers for note in reader.sources()]

    def candidates(
        self, query: Query, filter: Filter | None, limit: int, whole: Whole | None = None
    ) -> list[Candidate]:
        """The best records of all corpora; all that are let through where they are few."""
        whole = whole or Whole(self.statistics, self.document_frequencies(query.terms))
        found = [
            PlacedCandidate(one, name)
            for name, (reader, own) in zip(self._names, self._each(filter), strict=True)
            for one in reader.candidates(query, own, limit, whole)
        ]
        if len(found) > limit:
            found = [one for one in found if one.score > 0] or found
        return [*sorted(found, key=lambda candidate: (-candidate.score, candidate.id))[:limit]]

    def candidate(self, identifier: str) -> Candidate | None:
        """The record of that identifier as a candidate, or None."""
        for reader, name in zip(self._readers, self._names, strict=True):
            found = reader.candidate(identifier)
            if found is not None:
                return PlacedCandidate(found, name)
        return None

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self.candidate(identifier)
        return found.record if found else None

    def select(
        self, filter: Filter | None = None, order: Order = "identifier", limit: int | None = None
    ) -> Iterator[Record]:
        """The records that the filter lets through, in order, of all corpora."""
        found = (reader.select(own, order, limit) for reader, own in self._each(filter))
        merged = heapq.merge(*found, key=lambda record: sort_key_of(order, record))
        return islice(merged, limit)

    def count(self, filter: Filter | None = None) -> int:
        """How many records the filter lets through."""
        return sum(reader.count(own) for reader, own in self._each(filter))

    def names(
        self, field: str, begun: str = "", limit: int | None = None, filter: Filter | None = None
    ) -> dict[str, int]:
        """Values of a field that begin so, and of how many records of all corpora."""
        counts: Counter[str] = Counter()
        for reader, own in self._each(filter):
            counts.update(reader.names(field, begun, None, own))
        ordered = sorted(
            counts.items(), key=lambda pair: (-pair[1], listed_prefix(field, pair[0]), pair[0])
        )
        return dict(ordered[:limit])

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many records each term stands; one that two corpora have counts twice."""
        wanted = list(terms)
        counts: Counter[str] = Counter(dict.fromkeys(wanted, 0))
        for reader in self._readers:
            counts.update(reader.document_frequencies(wanted))
        return {term: min(count, self.info.records) for term, count in counts.items()}

    def refresh(self) -> UnionCorpus:
        """What was committed last in each, or this snapshot where nothing has changed."""
        newer = [reader.refresh() for reader in self._readers]
        pairs = zip(newer, self._readers, strict=True)
        return self if all(new is old for new, old in pairs) else UnionCorpus(newer)

    def close(self) -> None:
        """Let go of files and connections of all."""
        for reader in self._readers:
            reader.close()

    def _each(self, filter: Filter | None) -> Iterator[tuple[CorpusReader, Filter | None]]:
        """Each corpus with the filter that lets through what of it counts."""
        for reader, hidden in zip(self._readers, self._hidden, strict=True):
            folded = frozenset(fold_value("pmid", identifier) for identifier in hidden)
            yield reader, both(filter, Not(Among("pmid", folded)) if folded else None)


def corpus_of(reader: CorpusReader, identifier: str) -> str | None:
    """The corpus whose record of an identifier counts, where several are asked as one."""
    if not isinstance(reader, UnionCorpus):
        return None
    candidate = reader.candidate(identifier)
    return candidate.corpus if isinstance(candidate, PlacedCandidate) else None


def _hidden(readers: Sequence[CorpusReader]) -> list[frozenset[str]]:
    """For each corpus, the identifiers of its records that one named before it has."""
    seen: set[str] = set()
    found = []
    for reader in readers:
        own = set(reader.identifiers())
        found.append(frozenset(own & seen))
        seen |= own
    return found


def _names(names: Sequence[str]) -> list[str]:
    """A name for each corpus, numbered where several have the same."""
    return [
        name if names.count(name) == 1 else f"{name} ({names[: i + 1].count(name)})"
        for i, name in enumerate(names)
    ]


def _info(readers: Sequence[CorpusReader], names: Sequence[str], twice: int) -> CorpusInfo:
    infos = [reader.info for reader in readers]
    return CorpusInfo(
        kind="several",
        name=" + ".join(names),
        records=sum(info.records for info in infos) - twice,
        passages=sum(info.passages for info in infos),
        analysis_version=infos[0].analysis_version,
        updated=max((info.updated for info in infos if info.updated), default=None),
    )


def _together(several: Sequence[Statistics]) -> Statistics:
    return Statistics(sum(one.records for one in several), sum(one.terms for one in several))
