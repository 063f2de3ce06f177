"""The Answer of a Finding: what is quoted, how far to trust it, what is missing, or why nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from il2qa.answering.engine import Engine, shipped_engine
from il2qa.answering.finding import Finding, Gathered
from il2qa.answering.metadata import topical
from il2qa.answering.quoting import quotation
from il2qa.answering.request import Request, read
from il2qa.answering.routes import find
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Answer, Group, Status, Survey
from il2qa.paper_questions.wording import is_topic
from il2qa.passages.analysis import AnalysedPassage
from il2qa.ranking.rank import Ranked
from il2qa.text.queries import Concept

if TYPE_CHECKING:
    from il2qa.filters.tree import Filter

_TOO_LITTLE = "no record says enough on what is asked to be quoted"


def answer(
    corpus: CorpusReader,
    question: str,
    limit: int = 3,
    where: Filter | None = None,
    focus: str | None = None,
    engine: Engine | None = None,
) -> Answer:
    """Answer a question from a corpus, at most `limit` passages, best first.

    `where` says which records may answer; `focus` is the identifier of the record that alone is
    asked. Raises QuestionError where nothing can be looked for, RecordNotFound where there is no
    such record.
    """
    request = read(corpus, question, where, focus, engine or shipped_engine())
    return answer_of(find(request), limit)


def answer_of(finding: Finding, limit: int = 3, skip: int = 0) -> Answer:
    """What a finding says: at most `limit` quotations, or the reason why there are none.

    A summary is shown whole. Of several records that were asked: what `limit` of them say, after
    the first `skip`.
    """
    request, status = finding.request, _status(finding)
    refused = status == "no_evidence"
    groups = finding.gathered.groups[skip : skip + limit] if finding.gathered else ()
    first = finding.evidence if finding.whole else finding.evidence[:limit]
    shown = first if finding.gathered is None else sum(groups, ())
    missing = _untold(finding, shown)
    unnamed = finding.route == "record" or request.names_nothing
    query = None if unnamed else request.query
    quoted = () if refused else shown
    return Answer(
        question=request.question,
        status=status,
        confidence=round(finding.judgement.confidence, 3),
        passages=tuple(quotation(one, query, request.engine.analyzer) for one in quoted),
        reason=_reason(finding, missing) if refused else _doubt(finding, status, shown, missing),
        missing=missing,
        interpreted_as=_interpreted(finding),
        counts=finding.counts,
        survey=_survey(finding.gathered, groups) if finding.gathered else None,
    )


def _survey(gathered: Gathered, groups: Sequence[Sequence[Ranked]]) -> Survey:
    """The numbers of what was gathered, and what of some records is quoted."""
    from il2qa.answering.survey import study_types
    from il2qa.queries.telling import query_text

    shown, done = [], 0
    for group in groups:
        record = group[0].candidate.record
        places = tuple(range(done, done + len(group)))
        year = record.date.year if record.date else None
        shown.append(Group(year=year, types=study_types(record), passages=places))
        done += len(group)
    return Survey(
        query=query_text(gathered.tree),
        records=gathered.number,
        retracted=gathered.retracted,
        years=tuple(gathered.years.items()),
        types=tuple(gathered.types.items()),
        groups=tuple(shown),
    )


def _status(finding: Finding) -> Status:
    """How the finding is called: what is told of another letter or number is no answer."""
    status = finding.judgement.status
    told = finding.route in ("content", "reading") and not finding.request.names_nothing
    if status == "answered" and told:
        numbered = {one.surface for one in finding.request.query.concepts if one.has_number}
        if numbered and not numbered.isdisjoint(_missing(finding.request, finding.evidence[:1])):
            return "partial"
    return status


def _doubt(
    finding: Finding, status: Status, shown: Sequence[Ranked], missing: Sequence[str]
) -> str | None:
    """Why what is shown may not answer, unless that is for the missing words to tell."""
    if finding.gathered:  # each record quoted has all that is named; it stands by its date
        return None
    doubtful = status == "partial" and shown and not missing
    if not doubtful:
        return None
    from il2qa.answering.doubt import doubt

    return doubt(finding, shown[0])


def _reason(finding: Finding, missing: Sequence[str]) -> str:
    """Why nothing is shown."""
    if finding.refusal:
        return finding.refusal
    if finding.request.focus:
        named = f"the record does not tell of {', '.join(missing)}"
        return named if missing else _TOO_LITTLE
    return _lack(finding.request)


def _lack(request: Request) -> str:
    """What a corpus lacks: records, those that the filter lets through, words, or enough."""
    corpus, where = request.corpus, request.where
    concepts = topical(request.query, request.engine.analyzer)
    if not corpus.info.records:
        return "the corpus is empty; il2qa index SOURCE... fills it"
    if where is not None and not corpus.count(where):
        from il2qa.selecting import none_selected

        return none_selected(corpus, where)
    counts = corpus.document_frequencies(request.query.terms)
    unknown = [one.surface for one in concepts if not any(counts[own] for own in one.own)]
    if unknown:
        return f"no record tells of {', '.join(dict.fromkeys(unknown))}"
    words = list(dict.fromkeys(one.surface for one in concepts))
    if not words:
        return _TOO_LITTLE
    together = f"{', '.join(words[:-1])} and {words[-1]} together" if words[1:] else words[0]
    return f"no record says enough on {together} to be quoted"


def _untold(finding: Finding, shown: Sequence[Ranked]) -> tuple[str, ...]:
    """The words of a question on content that nothing shown mentions.

    Of what readers ask of any paper ("what was the aim?") only those that name a topic.
    """
    request = finding.request
    if finding.route not in ("content", "reading") or request.names_nothing:
        return ()
    if finding.route == "reading" and finding.refusal:  # which says what the record lacks
        return ()
    missing = _missing(request, shown)
    return tuple(word for word in missing if finding.route == "content" or is_topic(word))


def _missing(request: Request, shown: Sequence[Ranked]) -> tuple[str, ...]:
    """The words of the question that no shown record mentions, in its text or its metadata."""
    records = {found.candidate.id: found.candidate for found in shown}.values()
    asked = topical(request.query, request.engine.analyzer)
    absent = _unmentioned(asked, (found.quoted for found in records))
    if absent:  # to analyse metadata is work, and seldom needed
        absent = _unmentioned(absent, (found.statements for found in records))
    if absent:
        from il2qa.answering.plain_names import untold  # where it is used

        terms = frozenset(term for one in shown for term in one.passage.terms)
        absent = untold(absent, request.query, terms, request.engine.analyzer)
    return tuple(dict.fromkeys(part.surface for part in absent))


def _unmentioned(
    concepts: Sequence[Concept], records: Iterable[Sequence[AnalysedPassage]]
) -> tuple[Concept, ...]:
    """The concepts that none of some records names."""
    mentioned = [{term for passage in passages for term in passage.terms} for passages in records]
    return tuple(one for one in concepts if not any(one.stands_in(terms) for terms in mentioned))


def _interpreted(finding: Finding) -> str | None:
    """The question as it was understood: a query, or one of which a word was corrected."""
    request, corrected = finding.request, None
    if finding.route != "record" and not request.names_nothing:
        understood = request.query.question
        corrected = None if understood.casefold() == request.text.casefold() else understood
    if request.selection is None:
        return corrected
    from il2qa.queries.telling import query_text

    beside = corrected or request.text
    query = query_text(request.selection.tree)
    return f"{query} : {beside}" if request.selection.is_beside else query
