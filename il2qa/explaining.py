"""Explains an answer on content: how the question was read, why each passage ranks as it does."""

from __future__ import annotations

import numpy as np

from il2qa.answering import Found, find
from il2qa.bm25 import idf
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Value
from il2qa.ranking.confidence import RELEVANT, shipped
from il2qa.ranking.passages import first_scores
from il2qa.ranking.reranker import reranker
from il2qa.where import Where

_TOP = 8  # features named a passage


class ConceptTold(Value):
    """A concept of the question: the term it is looked for by, in how many records it stands."""

    surface: str
    term: str
    records: int
    corpus_idf: float
    background_idf: float  # among abstracts at large


class MatchTold(Value):
    """A concept in a passage: how often, its IDF in the record, its share of the record's BM25."""

    term: str
    count: float
    record_idf: float
    share: float


class PassageTold(Value):
    """A passage, its scores, and what moved them."""

    id: str
    field: str
    sentence: int | None
    text: str
    score: float  # the re-ranker's
    first_score: float  # rank-bm25 with half of the record's score
    record_score: float
    matches: tuple[MatchTold, ...]
    features: dict[str, float]  # the features that moved the score most, and by how much


class Explanation(Value):
    """Why an answer is what it is."""

    question: str
    understood: str
    status: str
    confidence: float
    relevance: float
    least_confidence: float  # of "answered"
    least_relevance: float  # of anything but "no_evidence"
    concepts: tuple[ConceptTold, ...]
    passages: tuple[PassageTold, ...]


def explain(
    corpus: CorpusReader, question: str, limit: int = 3, where: Where | None = None
) -> Explanation:
    """Explain what a question on content finds. Raises QuestionError as asking it does."""
    found = find(corpus, question, where)
    judge = shipped()
    return Explanation(
        question=question,
        understood=found.query.question,
        status=found.judgement.status,
        confidence=round(found.judgement.confidence, 3),
        relevance=round(found.judgement.relevance, 3),
        least_confidence=judge.answered,
        least_relevance=RELEVANT,
        concepts=_concepts(corpus, found),
        passages=_passages(found, limit),
    )


def _concepts(corpus: CorpusReader, found: Found) -> tuple[ConceptTold, ...]:
    told = []
    background = found.ranking.matches.background_idf
    for concept, common in zip(found.query.concepts, background, strict=True):
        records = corpus.document_frequency(concept.term)
        told.append(
            ConceptTold(
                surface=concept.surface,
                term=concept.term,
                records=records,
                corpus_idf=round(idf(records, corpus.info.records), 3),
                background_idf=round(float(common), 3),
            )
        )
    return tuple(told)


def _passages(found: Found, limit: int) -> tuple[PassageTold, ...]:
    ranking = found.ranking
    if not len(ranking.rows):
        return ()
    firsts = first_scores(ranking.matches)[ranking.rows]
    names = reranker().features
    figures = np.column_stack([ranking.figures[name] for name in names])[:limit]
    moved = reranker().contributions(figures)
    told = []
    for i, one in enumerate(ranking.passages[:limit]):
        order = np.argsort(-np.abs(moved[i]), kind="stable")[:_TOP]
        told.append(
            PassageTold(
                id=one.candidate.id,
                field=one.passage.span.field,
                sentence=one.passage.span.sentence,
                text=one.passage.text,
                score=round(one.score, 4),
                first_score=round(float(firsts[i]), 4),
                record_score=round(one.candidate.score, 4),
                matches=_matches(found, int(ranking.rows[i])),
                features={names[j]: round(float(moved[i, j]), 4) for j in order},
            )
        )
    return tuple(told)


def _matches(found: Found, row: int) -> tuple[MatchTold, ...]:
    matches = found.ranking.matches
    weights = matches.record_idf[row] * matches.has[row]
    total = max(float(weights.sum()), 1e-9)
    return tuple(
        MatchTold(
            term=concept.term,
            count=float(matches.counts[row, i]),
            record_idf=round(float(matches.record_idf[row, i]), 3),
            share=round(float(weights[i]) / total, 3),
        )
        for i, concept in enumerate(found.query.concepts)
        if matches.counts[row, i] > 0
    )
