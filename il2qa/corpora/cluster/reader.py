"""Reads a corpus on a cluster: an immutable snapshot of what was last committed."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from il2qa.bm25 import idf
from il2qa.corpora.cluster import notes
from il2qa.corpora.cluster.access import Access, access
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.cluster.compiling import EVERY_RECORD, NOTHING, Compiler
from il2qa.corpora.cluster.frequencies import frequencies
from il2qa.corpora.cluster.listing import listed_counts
from il2qa.corpora.cluster.mapping import LONGEST_WORD, Body, column, noted, within
from il2qa.corpora.cluster.snapshot import Snapshots, understanding
from il2qa.corpora.cluster.transport import Transport
from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.counting import postings_among
from il2qa.corpora.codec.payload import PARTS, Stored, StoredCandidate, part_term
from il2qa.corpora.listing import names_of
from il2qa.corpora.ordering import LEVELS, Order
from il2qa.corpora.protocol import Candidate
from il2qa.corpora.scoring import Statistics, Whole, scores_of_some
from il2qa.errors import ClusterError
from il2qa.filters.tree import Filter
from il2qa.identifiers import normal_id
from il2qa.models import CorpusInfo, Record
from il2qa.text.analyzer import Analyzer, default_analyzer
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION

SURPLUS = 1.5
"""Records asked of the cluster for each one given.

Its BM25 has our parameters and, asked so, the statistics of all shards; only its lengths are in
steps. Of 800 questions over 31,384 records all had the exact 50 best among 75, as among 60; by each
shard's own statistics 772 had them among 75.
"""

_MOST_TERMS = 1_000  # of a question; the cluster takes 1,024 conditions
_WINDOW = 10_000  # documents of one answer
_SMALL = 50_000  # records that are walked through at once


class ClusterCorpus:
    """An opened corpus; threads may share it. Raises CorpusError where it cannot be read."""

    ranked = True  # by the statistics of all shards: one shard's own leave good ones out
    surplus = SURPLUS

    def __init__(
        self, address: Address, right: Access | None = None, analyzer: Analyzer | None = None
    ) -> None:
        self.address = address
        self.analyzer = analyzer or default_analyzer()
        self._access = right or access()
        self.transport = Transport(address, self._access)
        self._snapshots = Snapshots(self.transport)
        self._end = weakref.finalize(self, self._snapshots.close)

    @property
    def place(self) -> str:
        """The address."""
        return str(self.address)

    @property
    def totals(self) -> ledger.Totals:
        """What it holds, as of its last commit."""
        return self._snapshots.now.totals

    @property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""
        totals = self.totals
        return CorpusInfo(
            kind="cluster",
            name=self.address.name,
            records=totals.records,
            passages=totals.passages,
            analysis_version=ANALYSIS_VERSION,
            updated=totals.updated,
        )

    def sources(self) -> list[ledger.SourceNote]:
        """What was indexed, in order."""
        return notes.source_notes(self._snapshots.pages(noted([ledger.SOURCE]), ["id"]))

    @property
    def statistics(self) -> Statistics:
        """Its records and their terms, as of its last commit."""
        totals = self.totals
        return Statistics(totals.records, totals.terms)

    def identifiers(self) -> Iterator[str]:
        """The identifier of every record."""
        return (self.stored(payload).header.id for payload in self.each_payload())

    def candidates(
        self, query: Query, filter: Filter | None, limit: int, whole: Whole | None = None
    ) -> list[Candidate]:
        """The best records: the cluster's best scored again exactly; all where they are few."""
        known = whole.frequencies if whole else self.document_frequencies(query.terms)
        allowed = self._admitted(filter)
        matching = self._matching(query, known, allowed if filter else None)
        stored = self._best(matching, math.ceil(self.surplus * limit))
        if len(stored) <= limit and (filter is not None or self.totals.records <= limit):
            every = self._best(allowed, limit + 1)
            stored = every if len(every) <= limit else stored
        scores = self._scores(query, stored, whole or Whole(self.statistics, known))
        best = sorted(zip(scores, stored, strict=True), key=lambda pair: (-pair[0], _id(pair[1])))
        return [StoredCandidate(stored, score) for score, stored in best[:limit]]

    def candidate(self, identifier: str) -> Candidate | None:
        """The record of that identifier, with the passages that were analysed for it, or None."""
        stored = self._having_ids([normal_id(identifier)])
        return StoredCandidate(stored[0], 0.0) if stored else None

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        candidate = self.candidate(identifier)
        return candidate.record if candidate else None

    def select(
        self, filter: Filter | None = None, order: Order = "identifier", limit: int | None = None
    ) -> Iterator[Record]:
        """The records that the filter lets through, in order, read as they are taken."""
        sort: list[Body | str] = [
            {column(level.field): {"order": _way(level.is_descending), "missing": "_last"}}
            for level in LEVELS[order]
        ]
        hits = self._snapshots.pages(self._admitted(filter), [*sort, "id"], limit)
        return (self.stored(payload).record for payload in notes.payloads_of(hits))

    def count(self, filter: Filter | None = None) -> int:
        """How many records the filter lets through."""
        body = {"size": 0, "track_total_hits": True, "query": self._admitted(filter)}
        number: int = self._snapshots.search(body)["hits"]["total"]["value"]
        return number

    def names(
        self, field: str, begun: str = "", limit: int | None = None, filter: Filter | None = None
    ) -> dict[str, int]:
        """Values of a field that begin so, and of how many records."""
        query = self._admitted(filter)
        return names_of(listed_counts(self._snapshots, query, field, begun, limit), limit)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many records each term stands; one request for all that are not known yet."""
        return frequencies(self.transport, self._snapshots, terms)

    def refresh(self) -> ClusterCorpus:
        """What was committed last: another snapshot, or this one where nothing has changed."""
        snapshot = self._snapshots.now
        path = f"/{self.address.name}/_search?allow_partial_search_results=false"
        body = {"query": noted([notes.SEAL]), "size": snapshot.index.shards + 1}
        answer = self.transport.ask("POST", path, {**body, "stored_fields": ["payload"]})
        with understanding(self.transport):
            seals = notes.read(answer["hits"]["hits"])
        is_halfway = seals.index == snapshot.index.name and seals.commit is None
        is_same = (seals.index, seals.commit) == snapshot.state
        return self if is_same or is_halfway else self._reopened()

    def _reopened(self) -> ClusterCorpus:
        return ClusterCorpus(self.address, self._access, self.analyzer)

    def close(self) -> None:
        """Let go of the point in time and of connections."""
        self._end()
        self.transport.close()

    def size(self) -> int:
        """What it takes on the cluster's disks, copies of shards included, in bytes."""
        index = self._snapshots.now.index.name
        path = f"/{index}/_stats/store?filter_path=_all.total.store.size_in_bytes"
        with understanding(self.transport):
            return int(self.transport.ask("GET", path)["_all"]["total"]["store"]["size_in_bytes"])

    def each_payload(self) -> Iterator[bytes]:
        """Every stored record, in no order that means anything."""
        # Each page sorts what is left: of a large corpus a part at a time is walked through.
        parts = [{"term": {"filters": part_term(part)}} for part in range(PARTS)]
        for query in [EVERY_RECORD] if self.totals.records <= _SMALL else parts:
            yield from notes.payloads_of(self._snapshots.pages(query, ["id"]))

    def records_of(self, identifiers: Sequence[str]) -> dict[str, Record]:
        """Those of some records that are there, by identifier: one request for all."""
        records = self._having_ids(identifiers)
        return {stored.header.id: stored.record for stored in records}

    def stored(self, payload: bytes) -> Stored:
        """A payload, to be decoded; raises CorpusError where it is damaged."""
        return Stored(payload, self.analyzer, self._snapshots.now.compression)

    def _having_ids(self, identifiers: Sequence[str]) -> list[Stored]:
        query = {"bool": {"filter": [EVERY_RECORD, {"terms": {"id": [*identifiers]}}]}}
        return self._found({"query": query, "size": len(identifiers)})

    def _found(self, body: Body, *, ranked: bool = False) -> list[Stored]:
        hits = self._snapshots.documents(body, ranked=ranked)
        return [self.stored(payload) for payload in notes.payloads_of(hits)]

    def _best(self, query: Body, wanted: int) -> list[Stored]:
        if wanted <= _WINDOW:
            return self._found({"query": query, "size": wanted}, ranked=self.ranked)
        hits = self._snapshots.pages(query, ["_score", "id"], wanted, ranked=self.ranked)
        return [self.stored(payload) for payload in notes.payloads_of(hits)]

    def _matching(self, query: Query, known: Mapping[str, int], allowed: Body | None) -> Body:
        """The records that have a term of the query, of those that are allowed (None for all).

        Of more terms than a cluster takes those that weigh most; terms of no record are left out.
        """
        records = self.totals.records
        worth = {t: w * idf(known[t], records) for t, w in query.weights.items() if known.get(t)}
        chosen = sorted(worth, key=lambda term: (-worth[term], term))[:_MOST_TERMS]
        if not chosen:
            return NOTHING
        should = [_weighted(term, query.weights[term]) for term in sorted(chosen)]
        if allowed is None:
            return {"bool": {"should": should}}
        return {"bool": {"should": should, "minimum_should_match": 1, "filter": [allowed]}}

    def _admitted(self, filter: Filter | None) -> Body:
        return Compiler(self._verified).admitted(filter.tree if filter else None)

    def _verified(self, is_so: Callable[[Record], bool] | None, query: Body) -> Iterator[str]:
        """The identifiers of those of a query's records that are so, read one by one."""
        for payload in notes.payloads_of(self._snapshots.pages(query, ["id"])):
            stored = self.stored(payload)
            if is_so is None or is_so(stored.record):
                yield stored.header.id

    def _scores(self, query: Query, several: list[Stored], whole: Whole) -> list[float]:
        postings = postings_among(several, query.terms, self.analyzer.vocabulary)
        lengths = [stored.header.length for stored in several]
        return scores_of_some(query, postings, lengths, whole.frequencies, whole.statistics)


def known_sources(address: Address) -> tuple[dict[str, ledger.SourceNote], int]:
    """The sources that a corpus remembers, by digest, and the order of the last; none of none."""
    try:
        corpus = ClusterCorpus(address)
    except ClusterError as error:
        if error.kind != "index_not_found_exception":
            raise
        return {}, 0
    try:
        return {note.digest: note for note in corpus.sources()}, corpus.totals.order
    finally:
        corpus.close()


def _weighted(term: str, weight: float) -> Body:
    """A term of the query by the share that it stands for."""
    boost = {} if weight == 1 else {"boost": weight}
    return {"term": {"terms": {"value": within(term, LONGEST_WORD), **boost}}}


def _way(is_descending: bool) -> str:
    return "desc" if is_descending else "asc"


def _id(stored: Stored) -> str:
    return stored.header.id
