"""What a reader asks of the paper before him: its aim, its numbers, its conclusion, a summary.

Two routes: `of_reader` takes questions of a clear kind ("was it randomised?", "sum it up"),
`of_paper` any other question on the record in focus. What the record does not tell is said so.
"""

from __future__ import annotations

from il2qa.answering.finding import REFUSED, Finding
from il2qa.answering.metadata import has_cue
from il2qa.answering.request import Request
from il2qa.corpora.protocol import Candidate
from il2qa.paper_questions.data import fields
from il2qa.paper_questions.wording import CLEAR, Wording, decided, is_topic, wording
from il2qa.text.queries import Concept, Query

WHICH = "which article is meant? name it by its PMID or by words of its title"
SURE = 0.8  # also where words stand beside it that no wording has
_SURE_FIELD = 0.75  # of a field of the record, without a focus
_SURELY = 0.95  # of a field, where words of a topic stand beside it: they only name the record
_MAYBE = 0.3
_TELLING = frozenset(("mention", "mentioned", "say", "said", "tell", "told", "paper", "article"))
"""Words that only ask whether a record mentions something."""
_NAMING = ("content", "mention", "definition")  # kinds whose questions name what they are about
_LIKE = 0.6  # likeness of a word of the record to one of the question


def of_reader(request: Request) -> Finding | None:
    """What a question of a clear kind asks of the record in focus, or of the only one."""
    asked = _read(request)
    kind = asked.kind
    subject = _subject(request, asked)
    if subject is None:
        return _which(request, asked)
    least = CLEAR if request.focus else _least(kind)
    if asked.chances[kind] < least or kind in ("content", "mention"):
        return of_paper(request) if request.names_nothing else None
    from il2qa.answering import paper  # its models are loaded where a record is asked

    if kind in ("about", "summary") and (not asked.topic or asked.chances[kind] >= SURE):
        return paper.summary(request, subject, kind)
    if kind in fields():
        may = not (request.focus or asked.decided)  # by words for a field `of_metadata` has it
        told = may and paper.statement(subject, kind)
        topical = asked.topic and not (request.focus and asked.chances[kind] >= _SURELY)
        return None if topical or told else paper.field_of(request, subject, asked)
    return paper.passages(request, subject, asked) if paper.answers(request, kind) else None


def _which(request: Request, asked: Wording) -> Finding | None:
    """That a record must be named, where one is clearly asked and there are several.

    "How many took part?", "who wrote it?": some record will have the words, and be another.
    """
    is_field = asked.kind in fields()
    least = _SURE_FIELD if is_field else _SURELY
    if asked.topic or asked.chances[asked.kind] < least or request.corpus.info.records < 2:
        return None
    if not is_field and (asked.kind in _NAMING or request.names_nothing):  # "why?"
        return None
    return Finding(request, "metadata", REFUSED, kind=asked.kind, refusal=WHICH)


def _least(kind: str) -> float:
    """The chance from which a kind counts as clear without a focus: "of the?" is no question."""
    return _SURE_FIELD if kind in fields() else SURE


def of_paper(request: Request) -> Finding | None:
    """The passages of the record in focus that fit a question best, whatever it is.

    Where it has nothing of what it is asked to mention, nor anything like it, that is refused.
    """
    asked = _read(request)
    if request.focus is None or not request.focus.quoted or _is_foreign(request, asked):
        return None
    from il2qa.answering.paper import passages

    return passages(request, request.focus, asked)


def asks_of_record(request: Request) -> bool:
    """Whether a question may be one that a field of the record answers."""
    return _read(request).chance(*fields(), "identifiers") >= _MAYBE


def _read(request: Request) -> Wording:
    """Of what kind the question is, whatever of it only names the record; "die" is no death.

    It asks for a field only clearly, or by a word for it: "is it safe in boys?" is like "is it in
    German?", but names no language.
    """
    english = request.foreign and request.foreign.english
    text = english or request.said_of_focus
    asked = decided(english or request.text, wording(text))
    if asked.kind not in fields() or asked.chances[asked.kind] >= SURE:
        return asked
    named = has_cue(text, fields()[asked.kind][0], request.engine.analyzer)
    return asked if named else asked.without(asked.kind)


def _is_foreign(request: Request, asked: Wording) -> bool:
    """Whether all that it is asked to mention is absent from the record, and the judge refuses.

    Of what any paper may tell of ("men", "children") what is like it is another thing: "women".
    """
    if request.names_nothing or asked.kind != "mention":
        return False
    matches = request.ranking.matches
    topics, others = _named(request)
    named = topics or others
    if not named or matches.has.max(0)[named].any():
        return False
    if topics and matches.near.max(0)[named].max() > _LIKE:
        return False
    return request.judgement.status == "no_evidence"


def _named(request: Request) -> tuple[list[int], list[int]]:
    """The places of the concepts that no known wording has, and of others that are no verbs."""
    topics: list[int] = []
    others: list[int] = []
    for place, one in enumerate(request.ranking.matches.query.concepts):
        if is_topic(one.surface):
            topics.append(place)
        elif one.surface.lower() not in _TELLING and not _is_stated(request, one):
            others.append(place)
    return topics, others


def _is_stated(request: Request, concept: Concept) -> bool:
    """Whether a field of the record has a concept: "Children" among its headings."""
    statements = request.focus.statements if request.focus else ()
    return any(concept.stands_in(set(one.terms)) for one in statements)


def _subject(request: Request, asked: Wording) -> Candidate | None:
    """The record in focus; without one the only record, where the question names no topic."""
    if request.focus or asked.topic or request.corpus.info.records != 1:
        return request.focus
    nothing = Query("", (), frozenset())
    return next(iter(request.corpus.candidates(nothing, request.where, 1)), None)
