"""What a record says to a reader's question: the passages that fit it, a summary, a field.

What the record does not tell is said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from il2qa.answering.finding import CERTAIN, REFUSED, Finding
from il2qa.answering.metadata import FieldAsked
from il2qa.answering.naming import identity
from il2qa.answering.request import Request
from il2qa.answering.untold import SURELY, has_abstract, how_surely, lacking, said_of
from il2qa.citing.parts import has_translation
from il2qa.corpora.protocol import Candidate
from il2qa.models import Record
from il2qa.paper_questions import fit, kinds, needs
from il2qa.paper_questions.data import fields, rows
from il2qa.paper_questions.needs import Need
from il2qa.paper_questions.together import together
from il2qa.paper_questions.topic import without_study
from il2qa.paper_questions.trust import outlook, trust
from il2qa.paper_questions.wording import Wording
from il2qa.passages.analysis import AnalysedPassage
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranked
from il2qa.text.queries import Query
from il2qa.text.roles import ROLES

_LEAST_AIM = 0.0  # fit of a sentence that a summary gives as the aim
_SUMMARY = {
    "aim": "What was the aim?",
    "result": "What did they find?",
    "conclusion": "What did they conclude?",
}
"""The kinds that a summary answers, and how one asks for them."""
_CERTAIN_AIM = 0.97  # chance of the role from which the wording does not matter
_AIM = "#aim"  # the mark of a passage that is worded as an aim
_LEAST_PARTS = 2  # of a summary, where it needs no title
_STATING = {
    "type": "publication_type",
    "istype": "publication_type",
    "funding": "grants",
    "species": "mesh",
    "registered": "data_banks",
}
"""The field that may tell what sentences do."""
_MET = 0.25  # confidence from which it answers where the kind is sure: of 46 such 37 were right


def summary(request: Request, subject: Candidate, kind: str) -> Finding:
    """Aim, main result and conclusion in the order of the abstract; of "about" the title first.

    So it stands too where the abstract has but one of them.
    """
    record = fit.static_features(subject, request.engine.analyzer)
    parts = sorted(_parts(record), key=lambda one: one.passage.span.start)
    titles = [Ranked(subject, one, 1.0) for one in subject.quoted if _is_title(one, subject.record)]
    if kind == "about" or len(parts) < _LEAST_PARTS:
        parts = [*titles, *(one for one in parts if kind == "summary" or not _tells(one, record))]
    judgement = CERTAIN if parts else REFUSED
    refusal = None if parts else f"{identity(subject.record)} has neither title nor abstract"
    found = Finding(request, "reading", judgement, tuple(parts), subject, kind=kind)
    return replace(found, whole=True, refusal=refusal)


def _parts(record: fit.StaticFeatures) -> Iterator[Ranked]:
    """The sentence that fits each part of a summary best, of those that may be it."""
    chief = np.where(record.titles > 0, -1, record.roles.argmax(1))
    for name, question in _SUMMARY.items():
        asked = Query(question, (), frozenset())
        certain = Wording.certain(name)
        scores = fit.scores(fit.opened(certain, asked, record), certain, record)
        may = (chief == ROLES.index(name)) & ~fit.imprints(record)
        if name == "aim":  # where it is worded as one: many abstracts name none
            worded = np.array([_AIM in words for words in record.words])
            worded |= record.roles[:, ROLES.index(name)] >= _CERTAIN_AIM
            opening = (chief >= 0) & (chief <= ROLES.index("method"))
            may = worded & opening & (scores >= _LEAST_AIM) & ~fit.imprints(record)
        places = np.flatnonzero(may)
        if len(places):
            best = int(places[scores[places].argmax()])
            yield Ranked(record.candidate, record.candidate.quoted[best], float(scores[best]))


def _tells(ranked: Ranked, record: fit.StaticFeatures) -> bool:
    """Whether a passage is of results, which say little of what a paper is about."""
    place = record.candidate.quoted.index(ranked.passage)
    return bool(record.roles[place].argmax() == ROLES.index("result"))


def _is_title(passage: AnalysedPassage, record: Record) -> bool:
    """Whether a passage is the title, not NLM's word that there is no translation of it."""
    is_one = not record.translated or has_translation(record)
    return passage.span.field == "title" and is_one


def field_of(request: Request, subject: Candidate, asked: Wording) -> Finding | None:
    """The statement of the field that answers a kind; else sentences that do, or a refusal."""
    kind = asked.kind
    needed = needs.need(_text(request), asked)
    sentences = kind in _kinds(request) and _may_tell(request, subject, kind, needed)
    if kind == "funding" and sentences:
        return passages(request, subject, asked)
    found = None if needed and needed.name == "interests" else statement(subject, kind)
    if found and not (kind == "istype" and not _specific(subject)):
        told = FieldAsked(found.passage.span.field, found.passage, found.score)
        return Finding(request, "metadata", CERTAIN, (found,), subject, told)
    if kind == "istype":
        return passages(request, subject, Wording.certain("type"))
    return _untold(request, subject, kind, said_of(needed) or fields()[kind][1])


def _may_tell(request: Request, subject: Candidate, kind: str, needed: Need | None) -> bool:
    """Whether any passage has a word of a kind, or shows what is needed."""
    if needed:
        return any(needed.is_met(one) for one in subject.quoted)
    words = [kinds.words_of(one.text) for one in subject.quoted]
    return bool((_kinds(request)[kind].word_scores(words) > 0).any())


def statement(subject: Candidate, kind: str) -> Ranked | None:
    """The first of a kind's fields that the record has."""
    told = {one.span.field: one for one in subject.statements}
    names = [name for name in fields()[kind][0] if name in told]
    return Ranked(subject, told[names[0]], 1.0) if names else None


def _specific(subject: Candidate) -> bool:
    """Whether the record's publication types say what kind of study or text it is."""
    general = {name for (name,) in rows("general_types.tsv")}
    return not general.issuperset(subject.record.publication_types)


def passages(request: Request, subject: Candidate, asked: Wording) -> Finding:
    """The passages that fit best, and how far to trust the first; statements that help.

    Those that show what the question needs stand before others that fit as well; where none of the
    best does, it is called no answer.
    """
    kind, needed = asked.kind, needs.need(_text(request), asked)
    helping = _helping(subject, kind, needed)
    tells = bool(helping) and (kind == "registered" or (kind == "type" and _specific(subject)))
    untold = lacking(request, subject, asked, needed)
    if untold and not tells:
        return _by_heading(request, subject, kind) or _untold(request, subject, kind, untold)
    ranked, judgement = _ranked(request, subject, asked, needed)
    first = tells or (kind == "type" and judgement.status == "partial")
    place = 0 if first else 1
    ranked[place:place] = helping
    judgement = CERTAIN if tells else judgement
    name = needed.name if needed else None
    return Finding(request, "reading", judgement, tuple(ranked), subject, kind=kind, need=name)


def _ranked(
    request: Request, subject: Candidate, asked: Wording, needed: Need | None
) -> tuple[list[Ranked], Judgement]:
    """The passages, best first, and how far the first can be trusted."""
    record = fit.static_features(subject, request.engine.analyzer)
    shortlist = fit.opened(asked, _query(request, subject), record)
    fitting = fit.scores(shortlist, asked, record)
    if not request.names_nothing:
        fitting = together(fitting, shortlist, request.query, record)
    met = np.array([needed is None or needed.is_met(one) for one in subject.quoted])
    scores = fitting - ~met * (needed.worth if needed else 0.0)
    order = np.argsort(-scores, kind="stable").tolist()
    judgement = trust().judge(outlook(asked, shortlist, scores))
    if needed and needed.heads(subject.quoted[order[0]]):
        judgement = CERTAIN
    elif needed or not has_abstract(subject):
        shown = needed is not None and bool(met[fitting.argmax()])
        judgement = _by_need(judgement, asked, needed, shown)
    found = [Ranked(subject, subject.quoted[place], float(scores[place])) for place in order]
    return found, judgement


def _text(request: Request) -> str:
    """The question in English, without what only names the record."""
    return (request.foreign and request.foreign.english) or request.said_of_focus


def _by_need(judgement: Judgement, asked: Wording, needed: Need | None, shown: bool) -> Judgement:
    """A judgement by whether the passage that fits best shows what is needed.

    One that stands before it for that alone is called no answer: about half of them are none.
    """
    if not shown:
        return judgement._replace(status="partial")
    sure = needed and needed.tells and how_surely(asked, needed) >= SURELY and not asked.topic
    answers = sure and judgement.confidence >= _MET
    return judgement._replace(status="answered") if answers else judgement


def _helping(subject: Candidate, kind: str, needed: Need | None) -> list[Ranked]:
    """The statement that tells the same as the sentences of a kind: types, species, registers."""
    told = {one.span.field: one for one in subject.statements}
    name = _STATING.get(kind)
    if name not in told or (name == "mesh" and not _has_heading(subject, kind)):
        return []
    shows = kind != "registered" or (needed and needed.is_met(told[name]))
    return [Ranked(subject, told[name], 0.0)] if shows else []


def _has_heading(subject: Candidate, kind: str) -> bool:
    """Whether a record has a MeSH heading that answers a kind of question: Female, Adolescent."""
    telling = {name: set(headings.split("|")) for name, headings in rows("headings.tsv")}
    has = {heading.descriptor for heading in subject.record.mesh}
    return not has.isdisjoint(telling.get(kind, set()))


def _by_heading(request: Request, subject: Candidate, kind: str) -> Finding | None:
    """The MeSH headings of a record whose sentences do not tell what they tell."""
    told = {one.span.field: one for one in subject.statements}
    if "mesh" not in told or not _has_heading(subject, kind):
        return None
    shown = (Ranked(subject, told["mesh"], 0.0),)
    return Finding(request, "reading", CERTAIN, shown, subject, kind=kind)


def _query(request: Request, subject: Candidate) -> Query:
    """What the question names, without the words that only name the record in focus."""
    text = without_study(request.said_of_focus)
    if request.focus is subject and text == request.text and not request.names_nothing:
        return request.query  # slips of the keyboard corrected
    return fit.query_of(text, request.engine.analyzer)


def _untold(request: Request, subject: Candidate, kind: str, what: str) -> Finding:
    reason = f"{identity(subject.record)} {what}"
    return Finding(request, "reading", REFUSED, (), subject, kind=kind, refusal=reason)


def answers(request: Request, kind: str) -> bool:
    """Whether sentences answer a kind of question."""
    return kind in _kinds(request) and kind != "definition"


def _kinds(request: Request) -> dict[str, kinds.Kind]:
    """What answers each kind of question, by the language of the engine."""
    return kinds.kinds(request.engine.analyzer)
