"""Records like a record, and records that cite it.

Likeness is that of PubMed's "Similar articles": Lin & Wilbur, "PubMed related articles: a
probabilistic topic-based model for content similarity", BMC Bioinformatics 2007;8:423. A term
counts by how surely its frequency in a record tells that the record is about it. The candidates
are found by BM25 over the record's weightiest terms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from il2qa.api import Corpus
from il2qa.bm25 import idf
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.errors import RecordNotFound
from il2qa.models import Record
from il2qa.passages import statements
from il2qa.text import terms
from il2qa.text.queries import Concept, Query
from il2qa.where import Where

ABOUT, MENTIONED = 0.022, 0.013  # λ and μ: rates of a term per word in its topic and elsewhere
SEARCHED = 25  # terms that candidates are found by
CANDIDATES = 200
MOST_CITING = 10_000

_FIELDS = ("mesh", "keywords", "substances")  # beside title and abstract


@dataclass(frozen=True, slots=True)
class Similar:
    """A record and how like it is; 1 is the record that was asked for."""

    record: Record
    score: float


def similar(corpus: Corpus, identifier: str, limit: int = 5) -> list[Similar]:
    """The records most like one, best first; ties by identifier.

    Raises RecordNotFound.
    """
    record = _record(corpus, identifier)
    rarity = _Rarity(corpus)
    own = _weights(candidate(record), rarity)
    found = corpus.reader.candidates(_query(own), None, CANDIDATES)
    whole = _product(own, own)
    scored = [
        Similar(other.record, round(_product(own, _weights(other, rarity)) / whole, 4))
        for other in found
        if other.record.id != record.id
    ]
    likely = [other for other in scored if other.score > 0]
    return sorted(likely, key=lambda other: (-other.score, other.record.id))[:limit]


def cited_by(corpus: Corpus, identifier: str) -> list[Record]:
    """The records of a corpus whose reference lists name a record, newest first."""
    pmid = _record(corpus, identifier).pmid
    if pmid is None:
        return []
    found = corpus.reader.candidates(_query({}), Where(cites=(pmid,)), MOST_CITING)
    records = (candidate.record for candidate in found)
    return sorted(records, key=lambda record: (-_year(record), record.id))


def _record(corpus: Corpus, identifier: str) -> Record:
    record = corpus.record(identifier)
    if record is None:
        raise RecordNotFound(f"{identifier}: no such record in {corpus.info.name}")
    return record


class _Rarity(dict[str, float]):
    """The square root of a term's IDF, asked of the corpus once a term."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._corpus = corpus

    def __missing__(self, term: str) -> float:
        count = self._corpus.reader.document_frequency(term)
        self[term] = math.sqrt(idf(count, self._corpus.info.records))
        return self[term]


def _weights(one: Candidate, rarity: Mapping[str, float]) -> dict[str, float]:
    """How surely a record is about each of its terms, by the square root of the term's IDF."""
    said = statements(one.record)
    told = [term for passage in one.quoted for term in passage.terms]
    told += [term for field in _FIELDS if field in said for term in terms.terms(said[field])]
    decay = math.exp(-(ABOUT - MENTIONED) * len(told))
    return {
        term: rarity[term] / (1 + (MENTIONED / ABOUT) ** (count - 1) / decay)
        for term, count in sorted(Counter(told).items())
    }


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _query(weights: Mapping[str, float]) -> Query:
    best = sorted(weights, key=lambda term: (-weights[term], term))[:SEARCHED]
    concepts = tuple(Concept(term, {term: 1.0}) for term in best)
    return Query("", concepts, frozenset())


def _year(record: Record) -> int:
    return record.date.year or 0 if record.date else 0
