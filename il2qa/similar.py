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

from il2qa.askable import AskableCorpus
from il2qa.bm25 import idf
from il2qa.corpora.protocol import Candidate
from il2qa.errors import RecordNotFound
from il2qa.filters.tree import Is
from il2qa.models import Hit, Record
from il2qa.passages.spans import statements
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query

ABOUT, MENTIONED = 0.022, 0.013  # λ and μ: rates of a term per word in its topic and elsewhere
SEARCHED = 25  # terms that candidates are found by
CANDIDATES = 200

_FIELDS = ("mesh", "keywords", "substances")  # beside title and abstract


def similar(corpus: AskableCorpus, identifier: str, limit: int = 5) -> list[Hit]:
    """The records most like one, best first; ties by identifier. A score of 1 is the record itself.

    Only the record's own terms are weighed, so the corpus is asked of these alone. Raises
    RecordNotFound.
    """
    subject = _candidate(corpus, identifier)
    analyzer = corpus.reader.analyzer
    said = _counts(subject, analyzer)
    rarity = _rarity(corpus, said)
    own = _weights(said, rarity)
    found = corpus.reader.candidates(_query(own), None, CANDIDATES)
    whole = _product(own, own)
    weighed = ((other, _weights(_counts(other, analyzer), rarity)) for other in found)
    scored = [
        Hit(record=other.record, score=round(_product(own, weights) / whole, 4))
        for other, weights in weighed
        if other.id != subject.id
    ]
    likely = [other for other in scored if other.score > 0]
    return sorted(likely, key=lambda other: (-other.score, other.record.id))[:limit]


def cited_by(corpus: AskableCorpus, identifier: str) -> Iterator[Record]:
    """The records of a corpus whose reference lists name a record, newest first, however many.

    Raises RecordNotFound at once.
    """
    pmid = _candidate(corpus, identifier).record.pmid
    return corpus.reader.select(Is("cites", pmid), "newest") if pmid else iter(())


def _candidate(corpus: AskableCorpus, identifier: str) -> Candidate:
    found = corpus.reader.candidate(identifier)
    if found is None:
        raise RecordNotFound(f"{identifier}: no such record in {corpus.info.name}")
    return found


def _rarity(corpus: AskableCorpus, some: Iterable[str]) -> dict[str, float]:
    """The square root of each term's IDF."""
    records, counts = corpus.info.records, corpus.reader.document_frequencies(some)
    return {term: math.sqrt(idf(count, records)) for term, count in counts.items()}


def _counts(candidate: Candidate, analyzer: Analyzer) -> Counter[str]:
    """How often a record says each of its terms."""
    said = statements(candidate.record)
    terms = [term for passage in candidate.quoted for term in passage.terms]
    terms += [term for field in _FIELDS if field in said for term in analyzer.terms(said[field])]
    return Counter(terms)


def _weights(counts: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """How surely a record is about each of some terms, by the square root of the term's IDF."""
    decay = math.exp(-(ABOUT - MENTIONED) * counts.total())
    return {
        term: rarity[term] / (1 + (MENTIONED / ABOUT) ** (count - 1) / decay)
        for term, count in sorted(counts.items())
        if term in rarity
    }


def _product(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return sum(weight * right[term] for term, weight in left.items() if term in right)


def _query(weights: Mapping[str, float]) -> Query:
    best = sorted(weights, key=lambda term: (-weights[term], term))[:SEARCHED]
    concepts = tuple(Concept(term, {term: 1.0}) for term in best)
    return Query("", concepts, frozenset())
