"""What every kind of corpus offers: to whoever asks it, and to whoever fills it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

from il2qa.corpora.scoring import Statistics, Whole
from il2qa.models import CorpusInfo, Record
from il2qa.passages.analysis import AnalysedPassage, Analysis, TermIds, analyse, analyse_statements
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

if TYPE_CHECKING:
    from il2qa.corpora.codec.compression import Compression
    from il2qa.corpora.codec.ledger import SourceNote, Totals
    from il2qa.corpora.codec.payload import Entry
    from il2qa.corpora.ordering import Order
    from il2qa.filters.tree import Filter


class Candidate(Protocol):
    """A record that may answer; its passages are those that can answer on content.

    A corpus on disk decodes what is asked for when it is first asked for: take `id` and
    `term_ids` where these will do.
    """

    @property
    def id(self) -> str:
        """The record's identifier."""

    @property
    def score(self) -> float:
        """The record's own BM25."""

    @property
    def record(self) -> Record:
        """The record."""

    @property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""

    @property
    def has_title(self) -> bool:
        """Whether the first quoted passage is a title."""

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""

    @property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, in order."""


def quoted_terms(candidate: Candidate) -> frozenset[str]:
    """All terms of a record's title and abstract."""
    return frozenset([term for passage in candidate.quoted for term in passage.terms])


@dataclass(frozen=True)
class AnalysedCandidate:
    """A candidate in memory: a record with its analysis."""

    record: Record
    analysis: Analysis
    score: float = 0.0

    @property
    def id(self) -> str:
        """The record's identifier."""
        return self.record.id

    @property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""
        return self.analysis.term_ids

    @property
    def has_title(self) -> bool:
        """Whether the first quoted passage is a title."""
        return bool(self.record.title)

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""
        return self.analysis.quoted

    @cached_property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, analysed when they are first used."""
        return analyse_statements(self.record, self.analysis.analyzer)


def candidate(record: Record, analyzer: Analyzer) -> AnalysedCandidate:
    """A record by itself, to be asked about."""
    return AnalysedCandidate(record, analyse(record, analyzer))


class CorpusReader(Protocol):
    """An opened corpus: an immutable snapshot of records, which threads may share.

    Identifiers are taken as people write them (see `identifiers`). What cannot be read raises
    CorpusError, never gives fewer records than there are.
    """

    @property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds; cheap, however large it is."""

    @property
    def analyzer(self) -> Analyzer:
        """What its records were analysed by, as questions to it are to be."""

    def sources(self) -> Sequence[SourceNote]:
        """What the corpus was made of, in the order in which it counts."""

    @property
    def statistics(self) -> Statistics:
        """What scoring needs to know of it."""

    def identifiers(self) -> Iterator[str]:
        """The identifier of every record, in no order that means anything."""

    def candidates(
        self, query: Query, filter: Filter | None, limit: int, whole: Whole | None = None
    ) -> list[Candidate]:
        """The records that match best, of those that the filter lets through, best first.

        Where no more than `limit` are let through, all of them, matching or not. Scores are of
        the whole corpus's statistics, whatever is let through, or of `whole`, which it is a part
        of; ties go by identifier.
        """

    def candidate(self, identifier: str) -> Candidate | None:
        """The record of that identifier as a candidate (its score is 0), or None."""

    def record(self, identifier: str) -> Record | None:
        """The record of that identifier, or None."""

    def select(
        self, filter: Filter | None = None, order: Order = "identifier", limit: int | None = None
    ) -> Iterator[Record]:
        """The records that the filter lets through, in order, however many: they come one by one.

        By identifier: PMIDs as numbers, then other identifiers. By year: those of equal years by
        identifier, those without a year last.
        """

    def count(self, filter: Filter | None = None) -> int:
        """How many records the filter lets through."""

    def names(
        self, field: str, begun: str = "", limit: int | None = None, filter: Filter | None = None
    ) -> dict[str, int]:
        """Values of a field (see `fields.LISTED`) as readers write them, and of how many records.

        Those that begin with `begun`, whatever its case, of records that the filter lets through;
        those of most records first, at most `limit`.
        """

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """In how many records each of some terms stands, asked for at once.

        Never more than all. In a very large corpus with replaced records it is an estimate.
        """

    def refresh(self) -> CorpusReader:
        """What was committed last: a newer snapshot, or this one where nothing has changed."""

    def close(self) -> None:
        """Let go of files and connections; what is asked afterwards may raise CorpusError."""


class CorpusWriter(Protocol):
    """The one writer of a corpus, for use in a `with` statement.

    Raises CorpusError where the place is no corpus, another process writes, or nothing more can
    be taken. What is committed holds whole or not at all; what is not committed is dropped.
    """

    @property
    def place(self) -> str:
        """What messages call the corpus."""

    @property
    def totals(self) -> Totals:
        """What the corpus holds after the last commit, derived from what is really there."""

    @property
    def sources(self) -> Mapping[str, SourceNote]:
        """The sources that it was made of, by digest."""

    @property
    def compression(self) -> Compression | None:
        """What payloads are packed with, if the corpus has learnt it."""

    def learn(self, compression: Compression) -> None:
        """Keep what payloads may be packed with from now on.

        Raises ValueError where the corpus has learnt before: what is packed already needs that.
        """

    def expect(self, identifiers: Iterable[str]) -> None:
        """Hear which records will be added or removed: what is far is looked up for all at once."""

    def add(self, entry: Entry) -> bool:
        """Add a record, replacing that of its identifier where its precedence is not lower.

        False where the corpus has, or had withdrawn, what is newer.
        """

    def remove(self, identifier: str, order: int | None = None) -> bool:
        """Remove a record; with an order, only where its source is not later than that.

        Returns whether there was one to remove.
        """

    def take_back(self, note: SourceNote) -> frozenset[str]:
        """Remove the records that came from a source, and forget it and what it withdrew.

        Returns the identifiers of both: another source may have them too.
        """

    def drop_note(self, digest: str) -> None:
        """Forget a source (not its records), at the next commit."""

    def commit(self, notes: Iterable[SourceNote] = ()) -> None:
        """Make all of it durable at once, with the notes on the sources that it came from."""

    def close(self) -> None:
        """Let others write; what was not committed is dropped."""

    def __enter__(self) -> Self:
        """The writer itself."""

    def __exit__(self, *_: object) -> None:
        """Close it."""
