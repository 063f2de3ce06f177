"""Records like a record, and records that cite it.

Likeness is that of PubMed's "Similar articles": Lin & Wilbur, "PubMed related articles: a
probabilistic topic-based model for content similarity", BMC Bioinformatics 2007;8:423. A term
counts by how surely its frequency in a record tells that the record is about it. The candidates
are found by BM25 over the record's weightiest terms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from il2qa.api import Corpus
from il2qa.bm25 import idf
from il2qa.corpora.protocol import Candidate
from il2qa.errors import RecordNotFound
from il2qa.filter_tree import Is
from il2qa.models import Record
from il2qa.passages import statements
from il2qa.text import terms
from il2qa.text.queries import Concept, Query

ABOUT, MENTIONED = 0.022, 0.013  # λ and μ: rates of a term per word in its topic and elsewhere
SEARCHED = 25  # terms that candidates are found by
CANDIDATES = 200

_FIELDS = ("mesh", "keywords", "substances")  # beside title and abstract


@dataclass(frozen=True, slots=True)
class Similar:
    """A record and how like it is; 1 is the record that was asked for."""

    record: Record
    score: float


def similar(corpus: Corpus, identifier: str, limit: int = 5) -> list[Similar]:
    """The records most like one, best first; ties by identifier.

    Only the record's own terms are weighed, so the corpus is asked of these alone. Raises
    RecordNotFound.
    """
    subject = _candidate(corpus, identifier)
    rarity = _rarity(corpus, _counts(subject))
    own = _weights(subject, rarity)
    found = corpus.reader.candidates(_query(own), None, CANDIDATES)
    whole = _product(own, own)
    scored = [
        Similar(other.record, round(_product(own, _weights(other, rarity)) / whole, 4))
        for other in found
        if other.id != subject.id
    ]
    likely = [other for other in scored if other.score > 0]
    return sorted(likely, key=lambda other: (-other.score, other.record.id))[:limit]


def cited_by(corpus: Corpus, identifier: str) -> Iterator[Record]:
    """The records of a corpus whose reference lists name a record, newest first, however many.

    Raises RecordNotFound at once.
    """
    pmid = _candidate(corpus, identifier).record.pmid
    return corpus.reader.select(Is("cites", pmid), "newest") if pmid else iter(())


def _candidate(corpus: Corpus, identifier: str) -> Candidate:
    found = corpus.reader.candidate(identifier)
    if found is None:
        raise RecordNotFound(f"{identifier}: no such record in {corpus.info.name}")
    return found


def _rarity(corpus: Corpus, some: Iterable[str]) -> dict[str, float]:
    """The square root of each term's IDF."""
    records, counts = corpus.info.records, corpus.reader.document_frequencies(some)
    return {term: math.sqrt(idf(count, records)) for term, count in counts.items()}


def _counts(one: Candidate) -> Counter[str]:
    """How often a record says each of its terms."""
    said = statements(one.record)
    told = [term for passage in one.quoted for term in passage.terms]
    told += [term for field in _FIELDS if field in said for term in terms.terms(said[field])]
    return Counter(told)


def _weights(one: Candidate, rarity: Mapping[str, float]) -> dict[str, float]:
    """How surely a record is about each of some terms, by the square root of the term's IDF."""
    counts = _counts(one)
    decay = math.exp(-(ABOUT - MENTIONED) * counts.total())
    return {
        term: rarity[term] / (1 + (MENTIONED / ABOUT) ** (count - 1) / decay)
        for term, count in sorted(counts.items())
        if term in rarity
    }


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _query(weights: Mapping[str, float]) -> Query:
    best = sorted(weights, key=lambda term: (-weights[term], term))[:SEARCHED]
    concepts = tuple(Concept(term, {term: 1.0}) for term in best)
    return Query("", concepts, frozenset())
