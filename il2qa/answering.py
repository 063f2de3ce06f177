"""Answers a question: the passages that tell, how far to trust them, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from il2qa.corpora.analysis import AnalysedPassage
from il2qa.corpora.protocol import Candidate, CorpusReader, candidate
from il2qa.definitions import Definition, defined
from il2qa.filters import filter_text
from il2qa.metadata import FieldAsked, field_asked
from il2qa.models import Answer, Passage, Record, Status
from il2qa.quoting import quotation
from il2qa.ranking.confidence import Judgement, judge
from il2qa.ranking.passages import Ranked, Ranking, rank
from il2qa.repairing import repaired
from il2qa.text import terms
from il2qa.text.queries import Concept, Query, names_nothing, parse
from il2qa.where import Where

CANDIDATES = 50  # records whose passages are ranked; more finds no more gold sentences
_TOO_LITTLE = "no record tells enough of it"
CERTAIN = 0.9  # the confidence of what a record says of itself

_PMID = re.compile(r"\b(?:PMID|pmid)[:\s]*(\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, before it is put into words."""

    query: Query
    candidates: tuple[Candidate, ...]
    ranking: Ranking
    judgement: Judgement


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
    named = _named(corpus, question)
    if named and names_nothing(_PMID.sub(" ", question)):
        return _title_of(question, named)
    query, candidates = _looked_up(corpus, question, named, where)
    subject = named or _in_focus(corpus, focus) or (candidates[0] if candidates else None)
    asked = field_asked(query, subject) if subject else None
    known = bool(named or focus or len(candidates) == 1)
    if subject and asked and asked.names_only:
        return _title_of(question, subject)
    if subject and asked and (known or asked.passage):
        return _of_metadata(question, query, subject, asked, sure=known)
    found = _found(query, candidates, 1 if named else corpus.info.records)
    definition = defined(query, [one.candidate for one in found.ranking.passages])
    if definition:
        return _of_definition(question, found, definition, limit)
    shown = _of_content(question, found, limit)
    if shown.status == "no_evidence":
        reason = _lacks(shown.missing) if named else _reason(corpus, found.query, where)
        shown = shown.model_copy(update={"reason": reason})
    return shown


def find(corpus: CorpusReader, question: str, where: Where | None = None) -> Found:
    """What ranking finds for a question on content: what `answer` quotes from."""
    named = _named(corpus, question)
    query, candidates = _looked_up(corpus, question, named, where)
    return _found(query, candidates, 1 if named else corpus.info.records)


def _found(query: Query, candidates: tuple[Candidate, ...], records: int) -> Found:
    """Rank and judge candidates of so many records."""
    ranking = rank(query, candidates)
    return Found(query, candidates, ranking, judge(ranking, records))


def _named(corpus: CorpusReader, question: str) -> Candidate | None:
    """The record that a question names by PMID."""
    match = _PMID.search(question)
    return _in_focus(corpus, match[1]) if match else None


def _in_focus(corpus: CorpusReader, identifier: str | None) -> Candidate | None:
    record = corpus.record(identifier) if identifier else None
    return candidate(record) if record else None


def _looked_up(
    corpus: CorpusReader, question: str, named: Candidate | None, where: Where | None
) -> tuple[Query, tuple[Candidate, ...]]:
    """The query as it was understood, and the records that may answer: a named one alone."""
    query = repaired(parse(_PMID.sub(" ", question) if named else question), corpus)
    if named:
        return query, (named,)
    return query, tuple(corpus.candidates(query, where, CANDIDATES))


def _title_of(question: str, named: Candidate) -> Answer:
    """What a question that names a record and nothing else gets: the record's title."""
    titles = (passage for passage in named.quoted if passage.span.field == "title")
    passages = tuple(quotation(named.record, passage, 1.0) for passage in titles)
    return Answer(question=question, status="answered", confidence=CERTAIN, passages=passages)


def _of_metadata(
    question: str, query: Query, subject: Candidate, asked: FieldAsked, *, sure: bool
) -> Answer:
    """The statement of the field that is asked for, of the record that the question is about."""
    record = subject.record
    reason = None
    if asked.passage is None:
        reason = f"the record of {_identity(record)} gives no {asked.field.replace('_', ' ')}"
    elif not sure and not _names(query, subject, asked.passage):
        reason = "which article is meant? name it by its PMID or by words of its title"
    if reason or asked.passage is None:
        return Answer(question=question, status="no_evidence", confidence=0.0, reason=reason)
    shown = quotation(record, asked.passage, asked.score, query)
    return Answer(question=question, status="answered", confidence=CERTAIN, passages=(shown,))


def _names(query: Query, subject: Candidate, statement: AnalysedPassage) -> bool:
    """Whether a question says which record it means: by its title, or by what the field holds."""
    known = set(terms.terms(statement.text.partition(": ")[2]))
    for passage in subject.quoted:
        if passage.span.field == "title":
            known |= set(passage.terms)
    return any(concept.stands_in(known) for concept in query.concepts)


def _of_definition(question: str, found: Found, definition: Definition, limit: int) -> Answer:
    first = quotation(definition.candidate.record, definition.passage, 1.0, found.query)
    others = [shown for shown in _quoted(found, limit) if shown.citation != first.citation]
    return Answer(
        question=question,
        status="answered",
        confidence=CERTAIN,
        passages=(first, *others[: limit - 1]),
        interpreted_as=_interpreted(question, found.query),
    )


def _of_content(question: str, found: Found, limit: int) -> Answer:
    """What the ranking found, with the words that nothing shown covers."""
    judgement = found.judgement
    shown = found.ranking.passages[:limit]
    missing = _missing(found.query, shown)
    status: Status = judgement.status
    refused = status == "no_evidence"
    return Answer(
        question=question,
        status=status,
        confidence=round(judgement.confidence, 3),
        passages=() if refused else tuple(_quoted(found, limit)),
        missing=missing,
        interpreted_as=_interpreted(question, found.query),
    )


def _quoted(found: Found, limit: int) -> list[Passage]:
    return [
        quotation(one.candidate.record, one.passage, one.score, found.query)
        for one in found.ranking.passages[:limit]
    ]


def _lacks(missing: Sequence[str]) -> str:
    """Why the record that a question names does not answer it."""
    return f"the record does not tell of {', '.join(missing)}" if missing else _TOO_LITTLE


def _reason(corpus: CorpusReader, query: Query, where: Where | None) -> str:
    """Why nothing is shown: no records, the filter, words that no record has, or too little."""
    if not corpus.info.records:
        return "the corpus is empty; il2qa index SOURCE... fills it"
    if where is not None and not corpus.admits(where):
        return f"no record passes the filter {filter_text(where)}"
    count = corpus.document_frequency
    unknown = [one.surface for one in query.concepts if not any(map(count, one.own))]
    if unknown:
        return f"no record tells of {', '.join(dict.fromkeys(unknown))}"
    words = list(dict.fromkeys(one.surface for one in query.concepts))
    return f"no record tells enough of {', '.join(words)} together" if words[1:] else _TOO_LITTLE


def _missing(query: Query, shown: Sequence[Ranked]) -> tuple[str, ...]:
    """The words of the question that no shown record mentions, in its text or its metadata."""
    records = {found.candidate.id: found.candidate for found in shown}.values()
    absent = _unmentioned(query.concepts, (found.quoted for found in records))
    if absent:  # to analyse metadata is work, and seldom needed
        absent = _unmentioned(absent, (found.statements for found in records))
    return tuple(dict.fromkeys(part.surface for part in absent))


def _unmentioned(
    concepts: Sequence[Concept], records: Iterable[Sequence[AnalysedPassage]]
) -> tuple[Concept, ...]:
    """The concepts that none of some records names."""
    mentioned = [{term for passage in passages for term in passage.terms} for passages in records]
    return tuple(one for one in concepts if not any(one.stands_in(terms) for terms in mentioned))


def _interpreted(question: str, query: Query) -> str | None:
    """The question as it was understood, where a word of it was repaired."""
    same = query.question in (question, _PMID.sub(" ", question))
    return None if same else query.question


def _identity(record: Record) -> str:
    return f"PMID {record.pmid}" if record.pmid else record.id
