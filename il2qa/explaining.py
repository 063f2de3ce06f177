"""Explains an answer on content: how the question was read, why each passage ranks as it does."""

from __future__ import annotations

import numpy as np

from il2qa.answering import Found, find
from il2qa.bm25 import idf
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Value
from il2qa.ranking.confidence import RELEVANT, shipped
from il2qa.ranking.passages import RECORD_WEIGHT, first_scores
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
    other_names: tuple[str, ...]  # that it is looked for by too


class MatchTold(Value):
    """A concept in a passage: how often, its IDF in the record, its share of the passage's BM25."""

    term: str
    count: float
    record_idf: float
    share: float  # of BM25 by the record's IDF, 0 to 1


class PassageTold(Value):
    """A passage, its scores, and what moved them."""

    id: str
    field: str
    sentence: int | None
    text: str
    score: float  # the re-ranker's
    first_score: float  # rank-bm25 with half of the record's score
    record_score: float
    record_share: float  # of the first score, 0 to 1
    covered: float  # share of the question in the passage, weighted by IDF among abstracts
    record_covered: float  # the same of the passage's record
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
    least_shown: float  # confidence of anything but "no_evidence"
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
        least_shown=judge.shown,
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
                other_names=concept.other_names,
            )
        )
    return tuple(told)


def _passages(found: Found, limit: int) -> tuple[PassageTold, ...]:
    ranking = found.ranking
    if not len(ranking.rows):
        return ()
    firsts = np.maximum(first_scores(ranking.matches)[ranking.rows], 1e-9)
    moved = _moved(found, limit)
    return tuple(
        PassageTold(
            id=one.candidate.id,
            field=one.passage.span.field,
            sentence=one.passage.span.sentence,
            text=one.passage.text,
            score=round(one.score, 4),
            first_score=round(float(firsts[i]), 4),
            record_score=round(one.candidate.score, 4),
            record_share=round(RECORD_WEIGHT * one.candidate.score / float(firsts[i]), 3),
            covered=round(float(ranking.figures["covered_background"][i]), 3),
            record_covered=round(float(ranking.figures["record_covered"][i]), 3),
            matches=_matches(found, int(ranking.rows[i])),
            features=moved[i],
        )
        for i, one in enumerate(ranking.passages[:limit])
    )


def _moved(found: Found, limit: int) -> list[dict[str, float]]:
    """Of each passage the features that moved its score most, and by how much."""
    names = reranker().features
    figures = np.column_stack([found.ranking.figures[name] for name in names])[:limit]
    return [
        {names[j]: round(float(row[j]), 4) for j in np.argsort(-np.abs(row), kind="stable")[:_TOP]}
        for row in reranker().contributions(figures)
    ]


def _matches(found: Found, row: int) -> tuple[MatchTold, ...]:
    matches = found.ranking.matches
    idf, concepts = matches.record_idf, found.query.concepts
    scores = [matches.bm25(idf * only)[row] for only in np.eye(len(concepts))]
    total = max(float(sum(scores)), 1e-9)
    return tuple(
        MatchTold(
            term=concept.term,
            count=float(matches.counts[row, i]),
            record_idf=round(float(idf[row, i]), 3),
            share=round(float(scores[i]) / total, 3),
        )
        for i, concept in enumerate(concepts)
        if matches.counts[row, i] > 0
    )
