"""Answers a question: the passages that tell, how far to trust them, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from il2qa import citing
from il2qa.bm25 import idf
from il2qa.corpora.protocol import AnalysedPassage, Candidate, CorpusReader, analyse
from il2qa.metadata import FieldAsked, field_asked
from il2qa.models import Answer, Citation, Passage, Record
from il2qa.ranking.passages import Ranked, rank
from il2qa.text import terms
from il2qa.text.queries import Concept, Query, names_nothing, parse
from il2qa.where import Where

CANDIDATES = 50  # records whose passages are ranked; more finds no more gold sentences
ANSWERED, PARTIAL = 0.6, 0.15  # of the question's weight that is covered

_PMID = re.compile(r"\b(?:PMID|pmid)[:\s]*(\d{1,9})\b")


def answer(
    corpus: CorpusReader,
    question: str,
    limit: int = 3,
    where: Where | None = None,
    focus: str | None = None,
) -> Answer:
    """Answer a question from a corpus, at most `limit` passages, best first.

    `where` says which records may answer; `focus` is the identifier of the record that a question
    about "it" means. Raises QuestionError where nothing can be looked for.
    """
    named = _PMID.search(question)
    if named and corpus.record(named[1]):
        focus = named[1]
        question_rest = _PMID.sub(" ", question)
        if names_nothing(question_rest):
            return _title_of(question, corpus, focus)
    query = parse(_PMID.sub(" ", question) if named else question)
    candidates = corpus.candidates(query, where, CANDIDATES)
    subject = _subject(corpus, candidates, focus)
    asked = field_asked(query, subject) if subject else None
    if subject and asked:
        return _of_metadata(question, query, subject, asked)
    return _of_content(question, query, rank(query, candidates), limit)


def _title_of(question: str, corpus: CorpusReader, identifier: str) -> Answer:
    """What a question that names a record and nothing else gets: the record's title."""
    record = corpus.record(identifier)
    passages = analyse(record) if record else ()
    found = tuple(
        _shown(record, passage, 1.0, Query(question, (), frozenset()))
        for passage in passages
        if record and passage.span.field == "title"
    )
    return Answer(question=question, status="answered", confidence=0.9, passages=found)


def _subject(
    corpus: CorpusReader, candidates: Sequence[Candidate], focus: str | None
) -> Candidate | None:
    """The record that a question about "the article" means: in focus, the only, or the best."""
    if focus and (record := corpus.record(focus)):
        return Candidate(record, analyse(record))
    return candidates[0] if candidates else None


def _of_metadata(question: str, query: Query, subject: Candidate, asked: FieldAsked) -> Answer:
    record = subject.record
    if asked.passage is None:
        name = asked.field.replace("_", " ")
        reason = f"the record of {_identity(record)} gives no {name}"
        return Answer(question=question, status="no_evidence", confidence=0.0, reason=reason)
    shown = _shown(record, asked.passage, asked.score, query)
    return Answer(question=question, status="answered", confidence=0.9, passages=(shown,))


def _of_content(question: str, query: Query, ranked: Sequence[Ranked], limit: int) -> Answer:
    if not ranked:
        return _refused(question, 0.0, tuple(part.surface for part in query.concepts))
    best = ranked[0].candidate
    missing = _missing(query, ranked[:limit])
    covered = _coverage(query, best)
    if covered < PARTIAL or any(
        part.numbered and part.surface in missing for part in query.concepts
    ):
        return _refused(question, covered, missing)
    return Answer(
        question=question,
        status="answered" if covered >= ANSWERED else "partial",
        confidence=round(covered, 3),
        passages=tuple(
            _shown(found.candidate.record, found.passage, found.score, query)
            for found in ranked[:limit]
        ),
        missing=missing,
    )


def _refused(question: str, confidence: float, missing: tuple[str, ...]) -> Answer:
    words = ", ".join(missing)
    return Answer(
        question=question,
        status="no_evidence",
        confidence=round(confidence, 3),
        reason=f"no record tells of {words}" if words else "no record tells enough of it",
        missing=missing,
    )


def _missing(query: Query, shown: Sequence[Ranked]) -> tuple[str, ...]:
    """The words of the question that no shown record mentions."""
    mentioned = {
        term for found in shown for passage in found.candidate.passages for term in passage.terms
    }
    absent = (part for part in query.concepts if mentioned.isdisjoint(part.alternatives))
    return tuple(dict.fromkeys(part.surface for part in absent))


def _coverage(query: Query, candidate: Candidate) -> float:
    """The share of the question's weight that a record mentions, by IDF over its sentences."""
    quoted = [set(found.terms) for found in candidate.passages if found.span.sentence]

    def weight(part: Concept) -> tuple[float, bool]:
        count = sum(not found.isdisjoint(part.alternatives) for found in quoted)
        return idf(count, len(quoted)), count > 0

    weights = [weight(part) for part in query.concepts]
    total = sum(value for value, _ in weights)
    return sum(value for value, met in weights if met) / total if total else 0.0


def _shown(record: Record, passage: AnalysedPassage, score: float, query: Query) -> Passage:
    span = passage.span
    return Passage(
        text=passage.text,
        citation=Citation(
            id=record.id,
            pmid=record.pmid,
            field=span.field,
            label=span.label,
            sentence=span.sentence,
            start=span.start,
            end=span.end,
            reference=citing.reference(record),
            short_reference=citing.short_reference(record),
            url=record.url,
        ),
        score=round(score, 4),
        highlights=_highlights(passage.text, query),
        notices=record.notices,
    )


def _highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Where in a text the words stand that the query is found by."""
    wanted = set(query.terms)
    return tuple(
        (token.start, token.end)
        for token in terms.tokens(text)
        if not wanted.isdisjoint(token.terms)
    )


def _identity(record: Record) -> str:
    return f"PMID {record.pmid}" if record.pmid else record.id
