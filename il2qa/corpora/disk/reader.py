"""Reads a corpus on disk: an immutable snapshot of what was last committed when it was opened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import tantivy

from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.payload import (
    PARTS,
    Stored,
    StoredCandidate,
    counts_of,
    filter_term,
    part_term,
)
from il2qa.corpora.disk import schema
from il2qa.corpora.disk.folder import open_folder
from il2qa.corpora.protocol import Candidate
from il2qa.corpora.scoring import Statistics, scores_of_some
from il2qa.identifiers import normal_id
from il2qa.models import CorpusInfo, Record
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION
from il2qa.where import Where, fold_value

SURPLUS = 3
"""Records asked of tantivy for each one given.

Its BM25 has fixed parameters (k1 1.2, b .75) and lengths in steps, so its best are scored again
exactly. Of 698 questions over 31,384 records, three times as many held all of the exact 50 best for
.989, four times as many for .999, at a quarter more time.
"""


class DiskCorpus:
    """An opened corpus; threads may share it. Raises CorpusError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._schema, self._searcher = schema.open_snapshot(open_folder(path))
        with schema.asking(path):
            self.totals = _totals(self._searcher, self._schema)
            self._compression = learnt_compression(self._searcher, self._schema)
        self._statistics = Statistics(self.totals.records, self.totals.terms)

    @cached_property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""
        return CorpusInfo(
            kind="disk",
            name=self.path.name or str(self.path),
            records=self.totals.records,
            passages=self.totals.passages,
            analysis_version=ANALYSIS_VERSION,
            sources=tuple(note.name for note in self.source_notes()),
            updated=self.totals.updated,
        )

    def candidates(self, query: Query, where: Where | None, limit: int) -> list[Candidate]:
        """The best records: tantivy's best scored again exactly; all where they are few."""
        found = self._search(schema.matching(self._schema, query, where), SURPLUS * limit)
        if len(found) <= limit:
            every = self._search(schema.admitted(self._schema, where), limit + 1)
            found = every if len(every) <= limit else found
        scores = self._scores(query, found)
        best = sorted(zip(scores, found, strict=True), key=lambda pair: (-pair[0], _id(pair[1])))
        return [StoredCandidate(stored, score) for score, stored in best[:limit]]

    def document_frequency(self, term: str) -> int:
        """How many records have a term."""
        # Replaced records are counted until tantivy merges their segment: never more than all.
        return min(self._searcher.doc_freq("terms", term), self.totals.records)

    def admits(self, where: Where) -> bool:
        """Whether the filter lets any record through."""
        return bool(self._search(schema.admitted(self._schema, where), 1))

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self._search(schema.having(self._schema, "id", normal_id(identifier)), 1)
        return found[0].record if found else None

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition that begin so, as they are compared: in lower case."""
        lead = filter_term(condition, "")
        prefix = filter_term(condition, fold_value(condition, begun))
        found = self._searcher.terms_with_prefix("filters", prefix, limit=limit)
        return sorted(term.removeprefix(lead) for term, _ in found)

    def each_payload(self) -> Iterator[bytes]:
        """Every stored record, in no order that means anything."""
        with schema.asking(self.path):
            for part in range(PARTS):
                term = part_term(part)
                if count := self._searcher.doc_freq("filters", term):
                    query = schema.having(self._schema, "filters", term)
                    yield from payloads(self._searcher, query, count)

    def stored(self, payload: bytes) -> Stored:
        """A payload, to be decoded; raises CorpusError where it is damaged."""
        return Stored(payload, self._compression)

    def source_notes(self) -> list[ledger.SourceNote]:
        """What was indexed, in order."""
        with schema.asking(self.path):
            return source_notes(self._searcher, self._schema)

    def _search(self, query: tantivy.Query, limit: int) -> list[Stored]:
        with schema.asking(self.path):
            return [self.stored(payload) for payload in payloads(self._searcher, query, limit)]

    def _scores(self, query: Query, found: list[Stored]) -> list[float]:
        terms = query.terms
        frequencies = {term: self.document_frequency(term) for term in terms}
        counts = counts_of(found, terms)
        lengths = [stored.header.length for stored in found]
        return scores_of_some(query, counts, lengths, frequencies, self._statistics)


def payloads(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> Iterator[bytes]:
    """The payloads of the entries that match best."""
    # count=False: to count all matches tantivy would have to score each of them.
    for _, address in searcher.search(query, limit=limit, count=False).hits:
        yield searcher.doc(address).get_first("payload") or b""


def source_notes(searcher: tantivy.Searcher, made: tantivy.Schema) -> list[ledger.SourceNote]:
    """The notes on the sources, in the order in which they count."""
    count = searcher.doc_freq("ledger", ledger.SOURCE)
    if not count:
        return []
    found = payloads(searcher, schema.having(made, "ledger", ledger.SOURCE), count)
    notes = [ledger.SourceNote.model_validate_json(content) for content in found]
    return sorted(notes, key=lambda note: (note.order, note.name))


def learnt_compression(searcher: tantivy.Searcher, made: tantivy.Schema) -> Compression | None:
    """What the corpus learnt to pack its payloads with, if it did."""
    found = list(payloads(searcher, schema.having(made, "ledger", ledger.DICTIONARY), 1))
    return Compression(found[0]) if found else None


def _totals(searcher: tantivy.Searcher, made: tantivy.Schema) -> ledger.Totals:
    found = list(payloads(searcher, schema.having(made, "ledger", ledger.TOTALS), 1))
    return ledger.Totals.model_validate_json(found[0]) if found else ledger.Totals()


def _id(stored: Stored) -> str:
    return stored.header.id
