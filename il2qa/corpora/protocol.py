"""What every kind of corpus offers to ranking and answering."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, runtime_checkable

from il2qa.models import CorpusInfo, Record
from il2qa.passages import Span, field_texts, spans
from il2qa.text import terms
from il2qa.text.abbreviations import Pair, pairs
from il2qa.text.queries import Query
from il2qa.where import Where

QUOTED_FIELDS = ("title", "abstract")
"""The fields whose passages can answer a question of content; all others are metadata."""


@dataclass(frozen=True, slots=True)
class AnalysedPassage:
    """A passage as it is indexed: where it stands, its text, and its terms with repeats."""

    span: Span
    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A record that may answer, with its analysed passages; `score` is the record's own BM25.

    A corpus on disk gives candidates whose record and metadata are decoded when they are first
    used: take `id` and `quoted` where these will do.
    """

    record: Record
    passages: tuple[AnalysedPassage, ...]
    score: float = 0.0

    @property
    def id(self) -> str:
        """The record's identifier."""
        return self.record.id

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""
        return tuple(found for found in self.passages if found.span.field in QUOTED_FIELDS)


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

    def sentence_frequency(self, term: str) -> int:
        """How many sentences have a term; a record that has it in its metadata only counts once."""

    def record(self, identifier: str) -> Record | None:
        """The record of a PMID or other identifier, or None."""


@runtime_checkable
class Listing(Protocol):
    """A corpus that can list the values of a filter, for completion."""

    def names(self, condition: str, begun: str, limit: int) -> list[str]:
        """Values of a condition of Where ("authors", "journals", …), as records write them.

        At most `limit` of those that begin with `begun`, whatever its case, in order.
        """


def analyse(record: Record) -> tuple[AnalysedPassage, ...]:
    """The passages of a record with their terms: the text work that is done once, when indexing."""
    texts = field_texts(record)
    forms = [
        _Forms(pair) for pair in pairs(f"{texts.get('title', '')}\n{texts.get('abstract', '')}")
    ]
    found = []
    for span in spans(record, texts):
        text = texts[span.field][span.start : span.end]
        own = terms.terms(text)
        if forms and span.field in QUOTED_FIELDS:
            own += tuple(term for form in forms for term in form.other(text))
        found.append(AnalysedPassage(span, text, own))
    return tuple(found)


class _Forms:
    """The short and the long form of a name, as one record defines them."""

    def __init__(self, pair: Pair) -> None:
        self._short, self._long = pair.short, pair.long.lower()
        self._terms = terms.terms(pair.short), terms.terms(pair.long)

    def other(self, text: str) -> tuple[str, ...]:
        """The terms of the form that a text does not have, where it has one of them."""
        short, long = _has_word(text, self._short), self._long in text.lower()
        if short == long:
            return ()
        return self._terms[1] if short else self._terms[0]


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word that is no part of a longer one."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            return True
        place = text.find(word, place + 1)
    return False


def sentence_counts(passages: tuple[AnalysedPassage, ...]) -> dict[str, int]:
    """In how many sentences of a record each of its terms stands; 1 where only in metadata."""
    quoted = [set(one.terms) for one in passages if one.span.field in QUOTED_FIELDS]
    others = [one.terms for one in passages if one.span.field not in QUOTED_FIELDS]
    return dict.fromkeys(chain(*others), 1) | Counter(chain(*quoted))
