"""A question as it is put to a corpus: how it is read, and which records may answer it.

A question in PubMed's syntax selects the records that may answer (see `il2qa.queries`). Where it is
about one record (it names its PMID, the caller names it, or a filter lets only that one through),
this record alone may answer. Everything is worked out once, when it is first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from il2qa.answering.engine import Engine
from il2qa.answering.languages import Foreign, foreign
from il2qa.answering.metadata import record_words
from il2qa.answering.naming import may_cite, record_named
from il2qa.answering.spelling import corrected, respelt, small_words_right
from il2qa.corpora.protocol import Candidate, CorpusReader
from il2qa.errors import RecordNotFound
from il2qa.queries.hints import may_select
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranking, rank
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

if TYPE_CHECKING:
    from il2qa.filters.tree import Filter
    from il2qa.queries.reading import StructuredQuery

CANDIDATES = 50  # records whose passages are ranked; more finds no more gold sentences


@dataclass(frozen=True, eq=False)
class Request:
    """A question put to a corpus.

    `text` is the question without the PMID or DOI that it names, of a query what is asked of its
    records. `selection` is the query, where the question is one and `where` holds it. `focus` is
    the record that it is about alone; `unknown` what it names ("PMID 3303316") where the corpus
    has no such record.
    """

    question: str
    text: str
    corpus: CorpusReader
    engine: Engine
    where: Filter | None = None
    focus: Candidate | None = None
    unknown: str | None = None
    selection: StructuredQuery | None = None

    @cached_property
    def names_nothing(self) -> bool:
        """Whether there is no word in it that could be looked for."""
        return self.engine.analyzer.names_nothing(small_words_right(self.text))

    @property
    def only_names(self) -> bool:
        """Whether it asks nothing of the record that it names: "which study is PMID 3303316?"."""
        if self.names_nothing:
            return True
        words = self.engine.analyzer.once(record_words)
        names = all(words.issuperset(one.own) for one in self.query.concepts)
        return names and "which" in self.query.asks

    @cached_property
    def query(self) -> Query:
        """The question analysed, in English, slips of the keyboard corrected.

        Raises QuestionError where there is nothing to look for.
        """
        asked = self.foreign.english if self.foreign else None
        return corrected(asked or self.text, self.corpus, self.engine.analyzer)

    @cached_property
    def foreign(self) -> Foreign | None:
        """What it is in another language; None for English."""
        return foreign(self.text, self.engine.analyzer)

    @cached_property
    def said_of_focus(self) -> str:
        """The question without the words that only name the record in focus."""
        if self.focus is None:
            return self.text
        from il2qa.paper_questions.topic import without_topic

        return without_topic(self.text, self.focus, self.engine.analyzer)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The records that may answer, best first: the one in focus alone, where there is one."""
        if self.focus is not None:
            return () if self.shut_out else (self.focus,)
        return tuple(self.corpus.candidates(self.query, self.where, CANDIDATES))

    @cached_property
    def shut_out(self) -> bool:
        """Whether the filter does not let the record in focus through."""
        if self.focus is None or self.where is None:
            return False
        from il2qa.filters.tree import All, Is

        return not self.corpus.count(All((Is("pmid", self.focus.id), self.where.tree)))

    @cached_property
    def ranking(self) -> Ranking:
        """The candidates' passages, best first."""
        return rank(self.query, self.candidates, self.engine.ranker, self.engine.analyzer)

    @cached_property
    def judgement(self) -> Judgement:
        """How far the first passage of the ranking can be trusted."""
        from il2qa.answering.judging import judged  # where passages are ranked

        return judged(self)


def read(
    corpus: CorpusReader,
    question: str,
    where: Filter | None,
    focus: str | None,
    engine: Engine,
) -> Request:
    """Read a question. A PMID or DOI in it counts before `focus`.

    Raises RecordNotFound where the corpus has no record that `focus` names.
    """
    asked = _selection(question, corpus, engine.analyzer)
    named = record_named(asked.question if asked else question, corpus)
    asked = asked or (None if named else _several_cited(question, corpus))
    text = asked.question if asked else question
    where = _both(where, asked.tree) if asked else where
    if named:
        unknown = None if named.record else named.name
        return Request(question, named.rest, corpus, engine, where, named.record, unknown, asked)
    record = _alone(corpus, focus)
    if focus and record is None:
        raise RecordNotFound(f"{focus}: no such record in {corpus.info.name}; name another")
    only = _only_pmid(where) if where else None
    if asked and asked.is_beside and not only:
        only = _single(corpus, where)
    unknown = None
    if record is None and only:
        record = _alone(corpus, only)
        unknown = None if record else f"PMID {only}"
    return Request(question, text, corpus, engine, where, record, unknown, asked)


def _selection(question: str, corpus: CorpusReader, analyzer: Analyzer) -> StructuredQuery | None:
    """The query of a question; of a request in plain words with slips of the keyboard corrected."""
    asked, right = selection(question, analyzer), small_words_right(question)
    if asked is None and right != question:
        asked = selection(right, analyzer)
    if asked is None or asked.wanted is None or analyzer.names_nothing(asked.question):
        return asked
    respelt_question = respelt(right, asked.question, corpus, analyzer)
    return asked if respelt_question == question else selection(respelt_question, analyzer)


def _several_cited(question: str, corpus: CorpusReader) -> StructuredQuery | None:
    """The papers of an author that a question cites; asked only where it names a topic."""
    if not may_cite(question):
        return None
    from il2qa.answering.cited import cited  # where it is used

    found = cited(question, corpus)
    if found is None:
        return None
    from il2qa.paper_questions.wording import wording
    from il2qa.queries.reading import StructuredQuery

    return StructuredQuery(found.tree, found.rest if wording(found.rest).topic else "")


def _single(corpus: CorpusReader, where: Filter | None) -> str | None:
    """The only record that a filter lets through: what is asked beside a query is asked of it."""
    found = list(corpus.select(where, limit=2))
    return found[0].id if len(found) == 1 else None


def selection(text: str, analyzer: Analyzer) -> StructuredQuery | None:
    """The query that a text is, or its request for records; None for a question.

    Raises QuerySyntaxError where it is a query that is wrong.
    """
    if not may_select(text):
        return None
    from il2qa.queries.reading import read  # as filters, loaded where they are used

    return read(text, analyzer)


def _both(where: Filter | None, further: Filter) -> Filter | None:
    from il2qa.filters.tree import both

    return both(where, further)


def _only_pmid(where: Filter) -> str | None:
    """The PMID of the only record that a filter lets through, where it demands one."""
    from il2qa.filters.tree import only_value

    return only_value(where.tree, "pmid")


def _alone(corpus: CorpusReader, identifier: str | None) -> Candidate | None:
    """The record of an identifier as the only candidate, or None."""
    return corpus.candidate(identifier) if identifier else None
