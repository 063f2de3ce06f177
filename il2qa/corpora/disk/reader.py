"""Reads a corpus on disk: an immutable snapshot of what was last committed when it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import tantivy

from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.counting import postings_among
from il2qa.corpora.codec.payload import (
    EVERY,
    PARTS,
    Stored,
    StoredCandidate,
    part_term,
)
from il2qa.corpora.disk import schema
from il2qa.corpora.disk.compiling import Compiler
from il2qa.corpora.disk.folder import open_folder
from il2qa.corpora.disk.selecting import count, in_order
from il2qa.corpora.listing import listed_prefix, names_of
from il2qa.corpora.ordering import Order
from il2qa.corpora.protocol import Candidate
from il2qa.corpora.scoring import Statistics, Whole, scores_of_some
from il2qa.errors import CorpusError
from il2qa.filters.tree import All, Filter, Says, is_said
from il2qa.identifiers import normal_id
from il2qa.models import CorpusInfo, Record
from il2qa.text.analyzer import Analyzer, default_analyzer
from il2qa.text.queries import Query
from il2qa.text.terms import ANALYSIS_VERSION

SURPLUS = 3
"""Records asked of tantivy for each one given.

Its BM25 has fixed parameters (k1 1.2, b .75) and lengths in steps, so its best are scored again
exactly. Of 698 questions over 31,384 records, three times as many held all of the exact 50 best for
.989, four times as many for .999, at a quarter more time.
"""


EXACT = 300_000
"""Records up to which a term's records are counted where some count no longer.

Six nanoseconds for each that has it: a millisecond a question for 100,000, too long for millions.
"""


class DiskCorpus:
    """An opened corpus; threads may share it. Raises CorpusError where it cannot be read."""

    def __init__(self, path: Path, analyzer: Analyzer | None = None) -> None:
        self.path = path
        self.analyzer = analyzer or default_analyzer()
        folder = open_folder(path)
        self._state = folder.state()  # before it is opened: what changes meanwhile is newer
        self._opened: tantivy.Searcher | None
        self._schema, self._opened = schema.open_snapshot(folder)
        with schema.engine_errors(path):
            self.totals = noted_totals(self._searcher, self._schema)
            self._check_size()
            self._compression = learnt_compression(self._searcher, self._schema)
        self._statistics = Statistics(self.totals.records, self.totals.terms)

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.path)

    def size(self) -> int:
        """What it takes on disk, in bytes."""
        return sum(path.stat().st_size for path in self.path.rglob("*") if path.is_file())

    @cached_property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""
        return CorpusInfo(
            kind="disk",
            name=self.path.name or str(self.path),
            records=self.totals.records,
            passages=self.totals.passages,
            analysis_version=ANALYSIS_VERSION,
            updated=self.totals.updated,
        )

    def sources(self) -> list[ledger.SourceNote]:
        """What was indexed, in order."""
        with schema.engine_errors(self.path):
            return source_notes(self._searcher, self._schema)

    @property
    def statistics(self) -> Statistics:
        """Its records and their terms, as of its last commit."""
        return self._statistics

    def identifiers(self) -> Iterator[str]:
        """The identifier of every record."""
        every = self._admitted(None)
        with schema.engine_errors(self.path):
            found = self._searcher.terms_with_prefix("id", "", every, None)
        return (term for term, number in found if number)

    def candidates(
        self, query: Query, filter: Filter | None, limit: int, whole: Whole | None = None
    ) -> list[Candidate]:
        """The best records: tantivy's best scored again exactly; all where they are few."""
        every_one = filter is None or filter.tree == All()
        allowed = self._admitted(filter)
        matching = schema.matching(self._schema, query, None if every_one else allowed)
        found = self._search(matching, SURPLUS * limit)
        if len(found) <= limit:
            every = self._search(allowed, limit + 1)
            found = every if len(every) <= limit else found
        scores = self._scores(query, found, whole)
        best = sorted(zip(scores, found, strict=True), key=lambda pair: (-pair[0], _id(pair[1])))
        return [StoredCandidate(stored, score) for score, stored in best[:limit]]

    def candidate(self, identifier: str) -> Candidate | None:
        """The record of that identifier, with the passages that were analysed for it, or None."""
        found = self._search(schema.having(self._schema, "id", normal_id(identifier)), 1)
        return StoredCandidate(found[0], 0.0) if found else None

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""
        found = self.candidate(identifier)
        return found.record if found else None

    def select(
        self, filter: Filter | None = None, order: Order = "identifier", limit: int | None = None
    ) -> Iterator[Record]:
        """The records that the filter lets through, in order, read as they are taken."""
        with schema.engine_errors(self.path):
            found = in_order(self._searcher, self._schema, self._admitted(filter), order)
            for payload in islice(found, limit):
                yield self.stored(payload).record

    def count(self, filter: Filter | None = None) -> int:
        """How many records the filter lets through."""
        with schema.engine_errors(self.path):
            return count(self._searcher, self._admitted(filter))

    def names(
        self, field: str, begun: str = "", limit: int | None = None, filter: Filter | None = None
    ) -> dict[str, int]:
        """Values of a field that begin so, and of how many records."""
        prefix, every = listed_prefix(field, begun), self._admitted(filter)
        with schema.engine_errors(self.path):
            # Without a filter tantivy would count replaced records too.
            found = self._searcher.terms_with_prefix("listed", prefix, every, limit)
        return names_of(((term, number) for term, number in found if number), limit)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many records each term stands."""
        with schema.engine_errors(self.path):
            return {term: self._frequency(term) for term in terms}

    def _frequency(self, term: str) -> int:
        """In how many records a term stands, exactly in a corpus of up to EXACT records.

        tantivy's own number counts replaced records too, until it merges their segment.
        """
        found: int = self._searcher.doc_freq("terms", term)
        if not found or not self._replaced:
            return found
        records = self.totals.records
        if records <= EXACT:
            return count(self._searcher, schema.having(self._schema, "terms", term))
        return max(1, found * records // (records + self._replaced))

    @cached_property
    def _replaced(self) -> int:
        """How many records in the index count no longer: they were replaced or removed."""
        found: int = self._searcher.doc_freq("filters", EVERY) - self.totals.records
        return found

    def refresh(self) -> DiskCorpus:
        """What was committed last: another snapshot, or this one where nothing has changed."""
        return self if self._state == open_folder(self.path).state() else self._reopened()

    def _check_size(self) -> None:
        """Raise ValueError where the index cannot hold what it says: scores rest on it."""
        said = self.totals.records
        every = schema.having(self._schema, "filters", EVERY)
        if said > self._searcher.num_docs or (not said and count(self._searcher, every)):
            raise ValueError(f"it does not hold {said:,} records")

    def _reopened(self) -> DiskCorpus:
        return DiskCorpus(self.path, self.analyzer)

    def close(self) -> None:
        """Let go of the files."""
        self._opened = None

    @property
    def _searcher(self) -> tantivy.Searcher:
        if self._opened is None:
            raise CorpusError(f"{self.path}: the corpus was closed; open it again")
        return self._opened

    def records_of(self, identifiers: Sequence[str]) -> dict[str, Record]:
        """Those of some records that are found, by identifier."""
        found = ((name, self.record(name)) for name in identifiers)
        return {name: record for name, record in found if record is not None}

    def each_payload(self) -> Iterator[bytes]:
        """Every stored record, in no order that means anything."""
        with schema.engine_errors(self.path):
            for part in range(PARTS):
                term = part_term(part)
                if count := self._searcher.doc_freq("filters", term):
                    query = schema.having(self._schema, "filters", term)
                    yield from payloads(self._searcher, query, count)

    def stored(self, payload: bytes) -> Stored:
        """A payload, to be decoded; raises CorpusError where it is damaged."""
        return Stored(payload, self.analyzer, self._compression)

    def _search(self, query: tantivy.Query, limit: int) -> list[Stored]:
        with schema.engine_errors(self.path):
            return [self.stored(payload) for payload in payloads(self._searcher, query, limit)]

    def _admitted(self, filter: Filter | None) -> tantivy.Query:
        with schema.engine_errors(self.path):
            compiler = Compiler(self._schema, self._saying)
            return compiler.admitted(filter.tree if filter else None)

    def _saying(self, said: Says, query: tantivy.Query) -> Iterator[str]:
        """The identifiers of those of a query's records whose text says something."""
        number = count(self._searcher, query)
        for payload in payloads(self._searcher, query, number) if number else ():
            record = self.stored(payload).record
            if is_said(said, record):
                yield record.id

    def _scores(self, query: Query, rows: list[Stored], whole: Whole | None) -> list[float]:
        terms = query.terms
        whole = whole or Whole(self._statistics, self.document_frequencies(terms))
        postings = postings_among(rows, terms, self.analyzer.vocabulary)
        lengths = [stored.header.length for stored in rows]
        return scores_of_some(query, postings, lengths, whole.frequencies, whole.statistics)


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


def noted_totals(searcher: tantivy.Searcher, made: tantivy.Schema) -> ledger.Totals:
    """What the corpus said at the last commit that it holds."""
    found = list(payloads(searcher, schema.having(made, "ledger", ledger.TOTALS), 1))
    return ledger.Totals.model_validate_json(found[0]) if found else ledger.Totals()


def _id(stored: Stored) -> str:
    return stored.header.id
