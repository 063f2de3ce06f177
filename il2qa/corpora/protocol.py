"""What every kind of corpus offers to ranking and answering."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

from il2qa.corpora.analysis import AnalysedPassage, Analysis, Numbered, analyse, analyse_statements
from il2qa.models import CorpusInfo, Record
from il2qa.text.queries import Query
from il2qa.where import Where


class Candidate(Protocol):
    """A record that may answer; its passages are those that can answer on content.

    A corpus on disk decodes what is asked for when it is first asked for: take `id` and
    `numbered` where these will do.
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
    def numbered(self) -> Numbered:
        """The terms of the quoted passages as numbers."""

    @property
    def has_title(self) -> bool:
        """Whether the first quoted passage is a title."""

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""

    @property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, in order."""


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
    def numbered(self) -> Numbered:
        """The terms of the quoted passages as numbers."""
        return self.analysis.numbered

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
        return analyse_statements(self.record)


def candidate(record: Record) -> AnalysedCandidate:
    """A record by itself, to be asked about."""
    return AnalysedCandidate(record, analyse(record))


class CorpusReader(Protocol):
    """An opened corpus: an immutable snapshot of records, searched by terms."""

    @property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""

    def candidates(self, query: Query, where: Where | None, limit: int) -> list[Candidate]:
        """The records that match best, of those that `where` lets through, best first.

        Where no more than `limit` are let through, all of them, matching or not. Scores are of
        the whole corpus's statistics, whatever is let through; ties go by identifier.
        """

    def document_frequency(self, term: str) -> int:
        """How many records have a term."""

    def admits(self, where: Where) -> bool:
        """Whether the filter lets any record through."""

    def record(self, identifier: str) -> Record | None:
        """The record of a PMID or other identifier, or None."""


@runtime_checkable
class Listing(Protocol):
    """A corpus that can list the values of a filter, for completion."""

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition of Where ("authors", "journals", …), as records write them.

        At most `limit` of those that begin with `begun`, whatever its case, in order.
        """
