"""How far the first passage that ranking finds is trusted, by the judge and by what is named.

The judge knows figures alone. Here stands what needs the question's names: of a few names that one
record tells of it is on the topic; what no record has, nobody can be sure of; and a plain word that
is nowhere does not refuse a clear question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from il2qa.answering.metadata import things
from il2qa.answering.unknown_words import absent, is_about_unknown, unknown, without
from il2qa.corpora.protocol import Candidate, quoted_terms
from il2qa.patterns import lazy_pattern
from il2qa.ranking.confidence import Judgement, beside_title
from il2qa.ranking.rank import Ranked, rank
from il2qa.text.queries import Concept

if TYPE_CHECKING:
    from il2qa.answering.request import Request
    from il2qa.filters.tree import Filter

_FEW = 3  # things that a question names
_ALIKE = 0.55  # of what is asked beside the title, by weight
_HOW_MANY = lazy_pattern(r"\bhow many\b", re.IGNORECASE)
_WORD = lazy_pattern(r"[\w-]+")
_CODE = lazy_pattern(r"(?=.*[^\W\d_])(?=.*\d)\D.*")
_ONE_OR_TWO = 2
"""Things that a question names; of more, a first sentence that says none was mostly right."""


def judged(request: Request) -> Judgement:
    """How far the first passage of a request's ranking can be trusted."""
    judge = request.engine.judge
    found = judge.judge(request.ranking, _records(request))
    if found.status != "no_evidence":
        return _with_unknown(request, _doubted(request, found))
    if found.relevance < judge.relevant and (_is_titled(request) or _is_names(request)):
        return Judgement("partial", judge.shown, judge.relevant)
    return _without_plain(request) or found


def _doubted(request: Request, found: Judgement) -> Judgement:
    """A judgement, less sure where the first passage cannot be the answer, whatever its score."""
    doubts = (_lacks_count, _has_topic_alone, _lacks_code)
    if found.status != "answered" or not any(doubted(request) for doubted in doubts):
        return found
    sure = min(found.confidence, request.engine.judge.answered)
    return found._replace(status="partial", confidence=sure)


def _lacks_count(request: Request) -> bool:
    """Whether it asks how many and the first passage has no number: 4 in 12 such were right."""
    if not _HOW_MANY.search(request.query.question):
        return False
    from il2qa.paper_questions.needs import is_shown  # where it is used

    return not is_shown("how_many", request.ranking.passages[0].passage)


def _has_topic_alone(request: Request) -> bool:
    """Whether the first record has nothing of the few things asked but what its title says.

    "What is the half-life of IL-2?", of a paper that tells of no half-life, nor of anything alike.
    Of 7,776 questions in people's own words called answered it takes 26, of which 19 were right.
    """
    ranking, concepts = request.ranking, request.query.concepts
    if not 1 < len(concepts) <= _FEW:
        return False
    matches = ranking.matches
    own = matches.owner == matches.owner[ranking.rows[0]]
    said = matches.has[own].max(0).astype(bool)
    entitled = matches.has[own & matches.titles].any(0)
    alike = beside_title(matches, own)[1]
    return bool((said == entitled).all() and 0 < entitled.sum() < len(said) and alike < _ALIKE)


def _lacks_code(request: Request) -> bool:
    """Whether the first record nowhere has a name with a number that is asked: IL-8.

    A number that differs makes another thing. Of 889 questions with such a name called answered it
    takes 16, of which 10 were right, most by names that no table knows.
    """
    first, analyzer = request.ranking.passages[0].candidate, request.engine.analyzer
    terms = quoted_terms(first)
    codes = (one for one in request.query.concepts if _CODE.fullmatch(one.surface))
    lacking = [one for one in codes if not one.stands_in(terms)]
    if not lacking:
        return False
    from il2qa.answering.plain_names import untold  # where no word of them is said

    return bool(untold(lacking, request.query, terms, analyzer))


def _records(request: Request) -> int:
    """How many records it is asked of: what stands beside a query, of those that it selects."""
    if request.focus:
        return 1
    if request.where and _is_on_topic(request.where):
        return max(1, request.corpus.count(request.where))
    return request.corpus.info.records


def _is_on_topic(where: Filter) -> bool:
    """Whether a filter chooses records by what they say, not only by date, type or author."""
    from il2qa.filters.tree import Says, Tells, leaves  # filters, where they are used

    return any(isinstance(leaf, Tells | Says) for leaf in leaves(where.tree))


def _absent(request: Request) -> list[Concept]:
    """The rarer things in a question that the first passage's record does not mention."""
    first = next(iter(request.ranking.passages), None)
    if request.focus or first is None:
        return []
    return absent(request.query, first.candidate, request.engine.analyzer)


def _with_unknown(request: Request, found: Judgement) -> Judgement:
    """A judgement, less sure where no record at all has something that is asked."""
    lacking = _absent(request)
    never = unknown(lacking, request.corpus) if lacking else []
    if not never:
        return found
    judge = request.engine.judge
    if is_about_unknown(request.query, never, request.engine.analyzer):
        return Judgement("no_evidence", judge.shown, found.relevance)
    return found._replace(status="partial", confidence=min(found.confidence, judge.answered))


def _without_plain(request: Request) -> Judgement | None:
    """The judgement without plain words that it is not about; None where refused too."""
    engine = request.engine
    query = without(request.query, _absent(request), engine.analyzer)
    if query is None:
        return None
    ranking = rank(query, request.candidates, engine.ranker, engine.analyzer)
    found = engine.judge.judge(ranking, _records(request))
    sure = min(found.confidence, engine.judge.answered)
    shown = found._replace(status="partial", confidence=sure)
    return None if found.status == "no_evidence" else shown


def _is_titled(request: Request) -> bool:
    """Whether it is a word or two, which the first record's title says: that is its topic."""
    concepts, passages = request.query.concepts, request.ranking.passages
    if len(concepts) >= _FEW or not passages or not passages[0].candidate.has_title:
        return False
    title = passages[0].candidate.quoted[0].terms
    return all(one.topical and not set(one.own).isdisjoint(title) for one in concepts)


def _is_names(request: Request) -> bool:
    """Whether it is a few names and nothing else, which the first record has: "H2O2 and apoptosis".

    Of 3,181 questions on nothing that abstracts tell of five are; relevance, learnt from whole
    questions, tells little of so few words.
    """
    query, passages = request.query, request.ranking.passages
    if query.asks or not 1 < len(query.concepts) <= _FEW or not passages:
        return False
    named = {word for one in query.concepts for word in _words(one.surface)}
    joining = request.engine.analyzer.stop_words("function")
    if not _words(query.question) - named <= joining:
        return False
    terms = quoted_terms(passages[0].candidate)
    return all(one.topical and one.stands_in(terms) for one in query.concepts)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def naming_first(passages: Sequence[Ranked], request: Request) -> Sequence[Ranked]:
    """Ranked passages, the best that says something of what is asked before those that do not.

    They stay as they are where the question names more things, where no passage says any, and where
    the title of the first one's record says one of two: there the record is about them.
    """
    analyzer = request.engine.analyzer
    named = things(request.query, analyzer)
    if not passages or not 0 < len(named) <= _ONE_OR_TWO:
        return passages
    if len(named) > 1 and _says_some(named, _title(passages[0].candidate), request):
        return passages
    saying = (_says_some(named, frozenset(one.passage.terms), request) for one in passages)
    place = next((place for place, says in enumerate(saying) if says), 0)
    return [passages[place], *passages[:place], *passages[place + 1 :]] if place else passages


def _title(record: Candidate) -> frozenset[str]:
    titles = (one.terms for one in record.quoted if one.span.field == "title")
    return frozenset(term for terms in titles for term in terms)


def _says_some(named: Sequence[Concept], terms: frozenset[str], request: Request) -> bool:
    """Whether some terms say any of some things, by any name."""
    if any(one.stands_in(terms) for one in named):
        return True
    from il2qa.answering.plain_names import untold  # where no word of them is said

    return len(untold(named, request.query, terms, request.engine.analyzer)) < len(named)
