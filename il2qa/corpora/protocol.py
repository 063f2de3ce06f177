"""What every kind of corpus offers to ranking and answering."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

from il2qa.corpora.analysis import AnalysedPassage, Analysis, Numbered, analyse, analyse_statements
from il2qa.models import CorpusInfo, Record
from il2qa.text.queries import Query
from il2qa.where import Where


@dataclass(frozen=True)
class Candidate:
    """A record that may answer, with its analysis; `score` is the record's own BM25.

    A corpus on disk gives candidates whose record and passages are decoded when they are first
    used: take `id` and `numbered` where these will do.
    """

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
        """The passages of title and abstract, in order: those that can answer on content."""
        return self.analysis.quoted

    @cached_property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, analysed when they are first used."""
        return analyse_statements(self.record)

    @property
    def passages(self) -> tuple[AnalysedPassage, ...]:
        """All passages, in order."""
        return self.quoted + self.statements


def candidate(record: Record) -> Candidate:
    """A record by itself, to be asked about."""
    return Candidate(record, analyse(record))


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

    def record(self, identifier: str) -> Record | None:
        """The record of a PMID or other identifier, or None."""


@runtime_checkable
class Listing(Protocol):
    """A corpus that can list the values of a filter, for completion."""

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition of Where ("authors", "journals", …), as records write them.

        At most `limit` of those that begin with `begun`, whatever its case, in order.
        """
