"""The routes to an answer, in the order in which they are tried; the first that finds counts.

A route takes a Request and gives a Finding, or None where the question is not for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from il2qa.answering import definitions, metadata
from il2qa.answering.finding import CERTAIN, REFUSED, Finding
from il2qa.answering.languages import untranslated
from il2qa.answering.metadata import FieldAsked
from il2qa.answering.naming import identity, several_named
from il2qa.answering.reader import WHICH, asks_of_record, of_paper, of_reader
from il2qa.answering.request import CANDIDATES, Request
from il2qa.corpora.protocol import Candidate, quoted_terms
from il2qa.errors import QuestionError
from il2qa.models import Counts, Record
from il2qa.ranking.rank import Ranked, spread

if TYPE_CHECKING:
    from il2qa.queries.requests import Wanted

_COUNTED = {False: None, True: 20}  # values told of what has many; years are all told

Route = Callable[[Request], Finding | None]


def refused(request: Request) -> Finding | None:
    """What may not answer: no such record, several, one that is shut out, another language."""
    if request.foreign and not request.foreign.english:
        return Finding(request, "record", REFUSED, refusal=untranslated(request.foreign))
    several = () if request.selection else several_named(request.question, request.corpus)
    if several:
        names = " and ".join(f"PMID {one}" for one in several)
        reason = f"{names} are named, and one record at a time can be asked"
        return Finding(request, "record", REFUSED, refusal=reason)
    if request.unknown:
        reason = f"there is no record {request.unknown} in {request.corpus.info.name}"
        return Finding(request, "record", REFUSED, refusal=reason)
    if request.names_nothing and request.where and not request.corpus.count(request.where):
        return _none_selected(request)
    if request.focus and request.shut_out:
        from il2qa.queries.telling import query_text  # as all of queries, where one is asked

        name, shown = identity(request.focus.record), query_text(request.where)
        reason = f"{name} does not pass the filter {shown}"
        return Finding(request, "record", REFUSED, subject=request.focus, refusal=reason)
    return None


def of_record(request: Request) -> Finding | None:
    """The title of a record that the question names and asks nothing of."""
    if not request.focus or request.text == request.question:
        return None
    return _title(request, request.focus) if request.only_names else None


def of_selection(request: Request) -> Finding | None:
    """What the records of a query say of its words; their titles where nothing else is wanted."""
    if request.selection is None or request.selection.is_beside:
        return None
    wanted = request.selection.wanted
    if wanted:
        return _listed(request, wanted)
    if not request.names_nothing and not request.focus:
        found = of_content(request)
        if found.judgement.status != "no_evidence":
            return found
    shown = titles_of(request, request.corpus.select(request.where, "newest", CANDIDATES))
    return Finding(request, "record", CERTAIN, shown) if shown else _none_selected(request)


def _listed(request: Request, wanted: Wanted) -> Finding:
    """The titles of the records that are wanted, with how many there are; or only numbers."""
    from il2qa.selecting import Selection

    found = Selection(request.corpus, request.where, wanted.words)
    if not found.number:
        return _none_selected(request)
    if wanted.is_counted:
        values = found.counts(wanted.by, _COUNTED[wanted.by != "year"]) if wanted.by else {}
        if wanted.by and not values:
            reason = f"of {found.number:,} such records none tells its {wanted.by}"
            return Finding(request, "record", REFUSED, refusal=reason)
        counts = Counts(records=found.number, by=wanted.by, values=tuple(values.items()))
        return Finding(request, "record", CERTAIN, counts=counts)
    sort = wanted.sort or ("relevance" if wanted.words else "newest")
    shown = titles_of(request, found.records(sort, CANDIDATES))
    return Finding(request, "record", CERTAIN, shown, counts=Counts(records=found.number))


def titles_of(request: Request, records: Iterable[Record]) -> tuple[Ranked, ...]:
    """The titles of some records, as passages."""
    subjects = (request.corpus.candidate(record.id) for record in records)
    return tuple(title for subject in subjects if subject for title in _titles(subject))


def _none_selected(request: Request) -> Finding:
    from il2qa.selecting import none_selected

    reason = none_selected(request.corpus, request.where)
    return Finding(request, "record", REFUSED, refusal=reason)


def of_metadata(request: Request) -> Finding | None:
    """The statement of the field that is asked for; a question that is an identifier: the title."""
    subject = request.focus or next(iter(request.candidates), None)
    if subject is None or (not request.focus and _asks_of_corpus(request)):
        return None
    asked = metadata.asked_of(request.query, [subject], request.engine.analyzer)
    sure = bool(request.focus) or len(request.candidates) == 1
    if asked is None or not (sure or asked.passage):
        return None
    is_clear = asked.passage or asked.field in metadata.IDENTIFIERS
    if request.focus and not is_clear and not asks_of_record(request):
        return None
    if asked.names_only:
        return _title(request, subject)
    refusal = _untold(request, subject, asked, sure=sure)
    if refusal or asked.passage is None:
        return Finding(request, "metadata", REFUSED, (), subject, asked, refusal=refusal)
    shown = (Ranked(subject, asked.passage, asked.score),)
    return Finding(request, "metadata", CERTAIN, shown, subject, asked)


def _asks_of_corpus(request: Request) -> bool:
    """Whether it opens as a request for records: "papers that …" are no single record's field."""
    if request.corpus.info.records == 1:
        return False
    from il2qa.queries.wanted import opens_request  # as all of queries, where one may be asked

    return opens_request(request.text)


def _untold(request: Request, subject: Candidate, asked: FieldAsked, *, sure: bool) -> str | None:
    """Why a field of a record is not told: it has none, or another record may be meant."""
    if asked.passage is None:
        return f"the record of {identity(subject.record)} gives no {asked.name}"
    analyzer = request.engine.analyzer
    if sure or metadata.names_record(request.query, subject, asked.passage, analyzer):
        return None
    return WHICH


def of_definition(request: Request) -> Finding | None:
    """The passage that defines the abbreviation that is asked for, then what ranking finds."""
    ranked = request.ranking.passages
    found = definitions.defined(
        request.query, [one.candidate for one in ranked], request.engine.analyzer
    )
    if found is None:
        return None
    first = Ranked(found.candidate, found.passage, 1.0)
    others = (one for one in ranked if not found.is_at(one))
    return Finding(
        request, "definition", CERTAIN, (first, *others), found.candidate, definition=found
    )


def of_content(request: Request) -> Finding:
    """What ranking finds, as far as it is judged to be an answer."""
    from il2qa.answering.judging import naming_first  # where passages are ranked

    found = naming_first(spread(request.ranking.passages), request)
    records = {one.candidate.id: one.candidate for one in found}
    telling = {name for name, record in records.items() if _says_some(record, request)}
    others = (one for one in found[1:] if one.candidate.id in telling)
    shown, judgement = (*found[:1], *others), request.judgement
    best = request.ranking.passages[:1]
    if judgement.status == "answered" and best != [*found[:1]]:
        judgement = judgement._replace(status="partial")  # it was judged of another
    return Finding(request, "content", judgement, shown, request.focus)


def _says_some(record: Candidate, request: Request) -> bool:
    """Whether a record says any of what is asked: some are found by a part of a compound alone."""
    terms = quoted_terms(record)
    return any(concept.stands_in(terms) for concept in request.query.concepts)


ROUTES: tuple[Route, ...] = (
    *(refused, of_record, of_selection, of_reader, of_metadata, of_definition, of_paper),
    of_content,
)


def find(request: Request, routes: Iterable[Route] = ROUTES) -> Finding:
    """What the first route finds that the question is for.

    Raises QuestionError where nothing can be looked for.
    """
    for route in routes:
        found = route(request)
        if found is not None:
            return found
    raise QuestionError(f"nothing answers {request.question!r}; ask otherwise")


def _title(request: Request, subject: Candidate) -> Finding:
    return Finding(request, "record", CERTAIN, _titles(subject), subject)


def _titles(subject: Candidate) -> tuple[Ranked, ...]:
    titles = (passage for passage in subject.quoted if passage.span.field == "title")
    return tuple(Ranked(subject, passage, 1.0) for passage in titles)
