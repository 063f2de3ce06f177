"""Explains a Finding: how the question was read, which route answered, why passages rank so."""

from __future__ import annotations

import numpy as np

from il2qa.answering.doubt import asked_for
from il2qa.answering.finding import Finding, RouteName
from il2qa.answering.mentions import Mention, mentions
from il2qa.bm25 import idf
from il2qa.models import Answer, Citation, Status, Value
from il2qa.paper_questions.parts import roles
from il2qa.ranking.rank import Ranked
from il2qa.ranking.shortlist import RECORD_WEIGHT, SHORTLIST, first_scores
from il2qa.ranking.within_record import Features
from il2qa.text.roles import ROLES

_TOP = 8  # contributions named a passage
_LIKELIER = 0.5


class ConceptExplained(Value):
    """A concept of the question: the term it is looked for by, in how many records it stands."""

    surface: str
    term: str
    records: int
    corpus_idf: float
    background_idf: float  # among abstracts at large
    other_names: tuple[str, ...]  # that it is looked for by too


class MatchExplained(Value):
    """A concept in a passage: how often, its IDF in the record, its share of the passage's BM25."""

    term: str
    count: float
    record_idf: float
    share: float  # of BM25 by the record's IDF, 0 to 1


class RankExplained(Value):
    """What brought a passage to its place."""

    score: float  # the ranker's
    first_score: float  # rank-bm25 with half of the record's score
    record_score: float
    record_share: float  # of the first score, 0 to 1
    covered: float  # share of the question in the passage, weighted by IDF among abstracts
    record_covered: float  # the same of the passage's record
    beside_first: float  # how likely it answers, by how likely the first one does
    matches: tuple[MatchExplained, ...]
    contributions: dict[str, float]  # what moved the score most, and by how much


class PassageExplained(Value):
    """A passage that the answer rests on; `rank` is None where it was not ranked.

    `role` is what the sentence is for in its abstract: "aim", "result"; None of a title, or where
    it cannot be told. `says` are the words of the question that it has, `lacks` the others.
    """

    id: str
    field: str
    sentence: int | None
    text: str
    rank: RankExplained | None = None
    role: str | None = None
    says: tuple[Mention, ...] = ()
    lacks: tuple[str, ...] = ()

    def is_at(self, place: Citation) -> bool:
        """Whether it is the passage that a citation names."""
        own = (self.id, self.field, self.sentence)
        return own == (place.id, place.field, place.sentence)


class Thresholds(Value):
    """From where the judge lets an answer through."""

    answered: float  # least confidence of "answered"
    shown: float  # least confidence of anything but "no_evidence"
    relevant: float  # least relevance of anything but "no_evidence"


class Explanation(Value):
    """Why an answer is what it is.

    `because` says in a sentence what answered, or why nothing did. `thresholds` are None where
    what a record says of itself was not judged, `concepts` empty where it was not ranked.
    """

    question: str
    understood: str
    route: RouteName
    because: str
    status: Status
    confidence: float
    relevance: float
    thresholds: Thresholds | None
    concepts: tuple[ConceptExplained, ...]
    passages: tuple[PassageExplained, ...]


def explanation_of(finding: Finding, answer: Answer, limit: int = 3) -> Explanation:
    """Explain an answer by the finding that it was made of; nothing is asked again."""
    return Explanation(
        question=answer.question,
        understood=answer.interpreted_as or answer.question,
        route=finding.route,
        because=answer.reason or _because(finding),
        status=answer.status,
        confidence=answer.confidence,
        relevance=round(finding.judgement.relevance, 3),
        thresholds=_thresholds(finding) if finding.route in ("content", "survey") else None,
        concepts=_concepts(finding) if finding.ranked else (),
        passages=_passages(finding, limit),
    )


def _because(finding: Finding) -> str:
    if finding.field:
        return f"the question asks for a record's {finding.field.name}"
    if finding.definition:
        return f"the question asks what {finding.definition.short} stands for"
    if finding.kind:
        what = asked_for(finding.kind)
        read = f", and read as asking {what}" if what else ""
        return f"the question is put to one record{read}"
    if finding.gathered:
        return "several records are asked: of each what ranks best, reviews and trials first"
    if finding.counts:
        return "the question asks for records or their number"
    if finding.route == "record" and finding.request.selection:
        return "the query selects records and asks nothing of them"
    if finding.route == "record":
        return "the question names a record and asks nothing of it"
    return "the passages are ranked by what they have of the question"


def _thresholds(finding: Finding) -> Thresholds:
    judge = finding.request.engine.judge
    return Thresholds(answered=judge.answered, shown=judge.shown, relevant=judge.relevant)


def _concepts(finding: Finding) -> tuple[ConceptExplained, ...]:
    request = finding.request
    corpus = request.corpus
    background = request.ranking.matches.background_idf
    counts = corpus.document_frequencies(concept.term for concept in request.query.concepts)
    return tuple(
        ConceptExplained(
            surface=concept.surface,
            term=concept.term,
            records=counts[concept.term],
            corpus_idf=round(idf(counts[concept.term], corpus.info.records), 3),
            background_idf=round(float(common), 3),
            other_names=concept.other_names,
        )
        for concept, common in zip(request.query.concepts, background, strict=True)
    )


def _passages(finding: Finding, limit: int) -> tuple[PassageExplained, ...]:
    ranks = _ranks(finding, SHORTLIST) if finding.ranked else {}
    return tuple(_passage(finding, one, ranks.get(_key(one))) for one in finding.evidence[:limit])


def _passage(finding: Finding, one: Ranked, rank: RankExplained | None) -> PassageExplained:
    request = finding.request
    asked = request.query if rank else None
    says = mentions(asked, one.passage, request.engine.analyzer) if asked else ()
    said = {mention.surface for mention in says}
    words = [concept.surface for concept in asked.concepts] if asked else []
    return PassageExplained(
        id=one.candidate.id,
        field=one.passage.span.field,
        sentence=one.passage.span.sentence,
        text=one.passage.text,
        rank=rank,
        role=_role(one) if rank else None,
        says=says,
        lacks=tuple(dict.fromkeys(word for word in words if word not in said)),
    )


def _role(ranked: Ranked) -> str | None:
    """What a sentence is for in its abstract, where one role is likelier than all others."""
    quoted = ranked.candidate.quoted
    index = next((i for i, one in enumerate(quoted) if one.span == ranked.passage.span), None)
    if index is None:
        return None
    likely = roles(ranked.candidate.record, quoted)[index]
    return ROLES[int(likely.argmax())] if likely.max() > _LIKELIER else None


def _key(ranked: Ranked) -> tuple[str, object]:
    return ranked.candidate.id, ranked.passage.span


def _ranks(finding: Finding, limit: int) -> dict[tuple[str, object], RankExplained]:
    """By passage, what brought the first ones of the ranking to their places."""
    ranking = finding.request.ranking
    if not len(ranking.rows):
        return {}
    firsts = np.maximum(first_scores(ranking.matches)[ranking.rows], 1e-9)
    moved = ranking.contributions(limit)
    return {
        _key(one): RankExplained(
            score=round(one.score, 4),
            first_score=round(float(firsts[i]), 4),
            record_score=round(one.candidate.score, 4),
            record_share=round(RECORD_WEIGHT * one.candidate.score / float(firsts[i]), 3),
            covered=round(float(ranking.figures["covered_background"][i]), 3),
            record_covered=round(float(ranking.figures["record_covered"][i]), 3),
            beside_first=round(float(np.exp(ranking.scores[i] - ranking.scores[0])), 3),
            matches=_matches(finding, int(ranking.rows[i])),
            contributions=_most(moved, i),
        )
        for i, one in enumerate(ranking.passages[:limit])
    }


def _most(moved: Features, place: int) -> dict[str, float]:
    """What moved a passage's score most, the strongest first."""
    found = [(name, float(values[place])) for name, values in moved.items()]
    found.sort(key=lambda pair: -abs(pair[1]))
    return {name: round(value, 4) for name, value in found[:_TOP]}


def _matches(finding: Finding, row: int) -> tuple[MatchExplained, ...]:
    matches, concepts = finding.request.ranking.matches, finding.request.query.concepts
    inside = matches.record_idf
    scores = [matches.bm25(inside * only)[row] for only in np.eye(len(concepts))]
    total = max(float(sum(scores)), 1e-9)
    return tuple(
        MatchExplained(
            term=concept.term,
            count=float(matches.counts[row, i]),
            record_idf=round(float(inside[row, i]), 3),
            share=round(float(scores[i]) / total, 3),
        )
        for i, concept in enumerate(concepts)
        if matches.counts[row, i] > 0
    )
