"""Surveys a question: how many records speak of it, and what reviews, trials and others say.

Nothing is inferred: numbers come from the index, sentences from the records. Reviews and trials
are ranked apart from other records, so that many others cannot crowd them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from il2qa.answering.finding import CERTAIN, REFUSED, Finding, Gathered
from il2qa.answering.request import CANDIDATES, Request
from il2qa.answering.routes import find, refused, titles_of
from il2qa.answering.topics import named_things, together
from il2qa.errors import QuestionError
from il2qa.fields import named
from il2qa.filters.tree import All, Any, Condition, Is, Not
from il2qa.models import Record
from il2qa.paper_questions.wording import wording
from il2qa.queries.telling import query_text
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranked
from il2qa.selecting import none_selected
from il2qa.text.data import mapping

_RECORDS = 10  # of each part, the best: the newest of all would often tell but little of it
_QUOTED = 2  # sentences of one record
_NEARLY = 1.0  # how far the second may score behind the first: by odds it is a third as likely
_CLEARLY = 0.95  # chance from which a question that names no topic is one that any paper is asked
_WEIGHTY = ("review", "trial")
_RETRACTED = Is("publication_type", "Retracted Publication")

_Groups = list[tuple[Ranked, ...]]


def survey(request: Request) -> Finding:
    """What several records say of a question, with how many speak of it.

    Those are the records that a query selects, else those that have every thing that the question
    names. Raises QuestionError where it asks for something of one record.
    """
    shut = refused(request)
    if shut:
        return shut
    things = _things(request)
    tree = _all(request, things)
    number = request.corpus.count(tree)
    if not number:
        gathered = Gathered(tree, 0, 0, {}, {}, ())
        return Finding(
            request, "survey", REFUSED, refusal=_lack(request, things), gathered=gathered
        )
    first, rest = (replace(request, where=part) for part in _parted(tree))
    judgement = _judged(request, (first, rest))
    shown = judgement.status != "no_evidence"
    groups = [*_groups(first), *_groups(rest)] if shown else []
    groups.sort(key=lambda group: "RETRACTED" in group[0].candidate.record.notices)
    gathered = _counted(request, tree, number, groups)
    evidence = tuple(passage for group in groups for passage in group)
    return Finding(replace(request, where=tree), "survey", judgement, evidence, gathered=gathered)


def study_types(record: Record) -> tuple[str, ...]:
    """What kinds of study a record is of, the telling ones first; else its first type.

    That it is a trial is left out where another type says which ("Randomized Controlled Trial").
    """
    own = [kind for kind in _study_types() if kind in record.publication_types]
    for plain in (_of_role(role)[-1] for role in _WEIGHTY):
        if plain in own and len({*own} & {*_of_role(_study_types()[plain])}) > 1:
            own.remove(plain)
    return tuple(own) or record.publication_types[:1]


def _things(request: Request) -> tuple[Condition, ...]:
    """What the records that count have to name; nothing where a query says which they are."""
    if request.selection and not request.selection.is_beside:
        return ()
    asked = wording(request.text)
    is_of_any = not asked.topic and max(asked.chances.values()) >= _CLEARLY
    if is_of_any or find(request).route == "metadata":
        raise QuestionError(
            f"{request.question!r} asks for something of one record; ask several about what they "
            "tell of: a disease, a drug, a cell …"
        )
    return named_things(request.query, request.engine.analyzer)


def _all(request: Request, things: Sequence[Condition]) -> Condition:
    """The records that count: of the filter, in focus, that name all of some things."""
    where = request.where.tree if request.where else All()
    filtered = where.parts if isinstance(where, All) else (where,)
    focus = [Is("pmid", request.focus.id)] if request.focus else []
    return together((*filtered, *focus, *things))


def _parted(tree: Condition) -> tuple[Condition, Condition]:
    """Of some records the reviews and trials, and the others."""
    types = (kind for role in _WEIGHTY for kind in _of_role(role))
    weighty = Any(tuple(Is("publication_type", kind) for kind in types))
    return All((tree, weighty)), All((tree, Not(weighty)))


def _judged(request: Request, parts: Iterable[Request]) -> Judgement:
    """How far the best of the passages can be trusted; records of a query need none."""
    if request.selection and not request.selection.is_beside:
        return CERTAIN
    return max(
        (part.judgement for part in parts),
        key=lambda one: (one.status != "no_evidence", one.confidence),
    )


def _groups(request: Request) -> _Groups:
    """The best passages of the best records, the newest record first."""
    by_record: dict[str, list[Ranked]] = {}
    for passage in () if request.names_nothing else request.ranking.passages:
        own = by_record.setdefault(passage.candidate.id, [])
        if not own or (len(own) < _QUOTED and passage.score >= own[0].score - _NEARLY):
            own.append(passage)
    if not by_record:
        newest = request.corpus.select(request.where, "newest", CANDIDATES)
        return [(title,) for title in titles_of(request, newest)]
    return sorted(map(tuple, islice(by_record.values(), _RECORDS)), key=_newest_first)


def _newest_first(group: Sequence[Ranked]) -> tuple[int, str]:
    record = group[0].candidate.record
    key = named("day").key
    return -((key(record) if key else None) or 0), record.id


def _counted(request: Request, tree: Condition, number: int, groups: _Groups) -> Gathered:
    """The groups with the numbers of all records that count."""
    corpus = request.corpus
    types = corpus.names("publication_type", filter=tree)
    return Gathered(
        tree,
        number,
        corpus.count(All((tree, _RETRACTED))),
        dict(sorted(corpus.names("date", filter=tree).items())),
        {kind: count for kind, count in types.items() if kind in _study_types()},
        tuple(groups),
    )


def _lack(request: Request, things: Sequence[Condition]) -> str:
    """Why no record counts: which it would have to be, and how many have each thing by itself."""
    if request.where and not request.corpus.count(request.where):
        return none_selected(request.corpus, request.where)
    reason = f"no record has {query_text(_all(request, things))}"
    if not things[1:]:
        return reason
    each = [f"{query_text(one)}: {request.corpus.count(one):,}" for one in things]
    return f"{reason}; records that have each: {', '.join(each)}"


def _study_types() -> dict[str, str]:
    return mapping("study_types.tsv")


def _of_role(role: str) -> list[str]:
    """The types of reviews, of trials or of other studies, the telling ones first."""
    return [kind for kind, own in _study_types().items() if own == role]
