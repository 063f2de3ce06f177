"""What a reader asks of the paper before him: its aim, its numbers, its conclusion, a summary.

Two routes: `of_reader` takes questions of a clear kind ("was it randomised?", "sum it up"),
`of_paper` any other question on the record in focus. What the record does not tell is said so.
"""

from __future__ import annotations

from il2qa.answering.finding import CERTAIN, REFUSED, Finding
from il2qa.answering.metadata import has_cue
from il2qa.answering.request import Request
from il2qa.corpora.protocol import Candidate
from il2qa.paper_questions.data import fields, rows
from il2qa.paper_questions.wording import CLEAR, Wording, decided, is_topic, wording
from il2qa.passages.analysis import AnalysedPassage
from il2qa.ranking.rank import Ranked
from il2qa.text.queries import Query

WHICH = "which article is meant? name it by its PMID or by words of its title"
SURE = 0.8  # also where words stand beside it that no wording has
_SURE_FIELD = 0.75  # of a field of the record, without a focus
_SURELY = 0.95  # of a field, where words of a topic stand beside it: they only name the record
_MAYBE = 0.3
_NAMING = ("content", "mention", "definition")  # kinds whose questions name what they are about
_LIKE = 0.6  # likeness of a word of the record to one of the question


def of_reader(request: Request) -> Finding | None:
    """What a question of a clear kind asks of the record in focus, or of the only one."""
    asked = _read(request)
    kind = asked.kind
    subject = _subject(request, asked)
    if subject is None:
        return _which(request, asked)
    from il2qa.answering.untold import told_by_none  # as paper, where a record is asked

    never = told_by_none(request, subject, asked)
    if never:
        return never
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
    if request.focus is None or not request.focus.quoted:
        return None
    if _mentions_nothing(request, asked):
        told = _statement_of(request)
        if told:
            shown = (Ranked(request.focus, told, 1.0),)
            return Finding(request, "reading", CERTAIN, shown, request.focus, kind="mention")
        if _is_foreign(request):
            return Finding(request, "content", REFUSED, (), request.focus)
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


def _mentions_nothing(request: Request, asked: Wording) -> bool:
    """Whether no passage has anything of what a record is asked to mention."""
    if request.names_nothing or asked.kind != "mention":
        return False
    named = _named(request)
    return bool(named) and not request.ranking.matches.has.max(0)[named].any()


def _is_foreign(request: Request) -> bool:
    """Whether what a record does not mention has nothing like it there, and the judge refuses.

    Of what any paper may tell of ("men", "children") what is like it is another thing: "women".
    """
    matches = request.ranking.matches
    named = _named(request)
    topics = [place for place in named if is_topic(matches.query.concepts[place].surface)]
    if not topics:
        return True
    unlike = matches.near.max(0)[topics].max() <= _LIKE
    return bool(unlike) and request.judgement.status == "no_evidence"


def _named(request: Request) -> list[int]:
    """The places of what is asked to be mentioned: what no known wording has, else what is left."""
    concepts = request.ranking.matches.query.concepts
    topics = [place for place, one in enumerate(concepts) if is_topic(one.surface)]
    telling = {word for (word,) in rows("telling.tsv")}
    others = (place for place, one in enumerate(concepts) if one.surface.lower() not in telling)
    return topics or [*others]


def _statement_of(request: Request) -> AnalysedPassage | None:
    """The field of the record in focus that has all of what is asked: "Female" of women."""
    from il2qa.answering.plain_names import untold  # where it is used

    concepts = request.ranking.matches.query.concepts
    asked = [concepts[place] for place in _named(request)]
    analyzer = request.engine.analyzer
    for one in request.focus.statements if request.focus else ():
        terms = frozenset(one.terms)
        absent = [concept for concept in asked if not concept.stands_in(terms)]
        if not untold(absent, request.query, terms, analyzer):
            return one
    return None


def _subject(request: Request, asked: Wording) -> Candidate | None:
    """The record in focus; without one the only record, where the question names no topic."""
    if request.focus or asked.topic or request.corpus.info.records != 1:
        return request.focus
    nothing = Query("", (), frozenset())
    return next(iter(request.corpus.candidates(nothing, request.where, 1)), None)
