"""A corpus that can be asked: a reader, and the models that answer from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from il2qa import answering
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import QuestionError, RecordNotFound
from il2qa.models import Answer, CorpusInfo, Record
from il2qa.text.courtesy import without_courtesy

if TYPE_CHECKING:
    from il2qa.answering import Engine, Finding, Request
    from il2qa.answering.explanation import Explanation
    from il2qa.filters.tree import Filter

SURVEYED = 5  # records that a survey quotes by default
MOST_PASSAGES = 50  # as many as are ranked: ranking.shortlist.SHORTLIST, which would load numpy


class AskableCorpus:
    """A set of records that can be asked; threads may share it.

    `engine` holds the models that answer, by default those that ship with il2qa.
    """

    def __init__(self, reader: CorpusReader, engine: Engine | None = None) -> None:
        self.reader = reader
        self._engine = engine

    def __repr__(self) -> str:
        info = self.info
        return f"<{type(self).__name__} {info.name!r}: {info.kind}, {info.records} records>"

    @property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""
        return self.reader.info

    @property
    def engine(self) -> Engine:
        """The models that answer; those that ship with il2qa are read when they are first used."""
        return self._engine or answering.shipped_engine()

    def ask(
        self,
        question: str,
        limit: int = 3,
        where: Filter | str | None = None,
        *,
        focus: str | int | None = None,
    ) -> Answer:
        """Answer a question by at most `limit` verbatim passages, best first; 30 are ranked.

        A query in PubMed's syntax selects the records that answer ("aspirin AND stroke[ti]"); a
        question behind it and " : " is asked of these alone.

        `where` says which records may answer, as a filter or its text ("year>=1990 type:review",
        "statins[ti] OR gout"); `focus` is the identifier of the record that alone
        is asked, whatever the question is about. Raises QuestionError where the question is empty
        or names nothing that could be looked for, RecordNotFound where the corpus has no such
        record.
        """
        check_limit(limit, MOST_PASSAGES)
        told = answering.answer_of(self.find(question, where, focus=focus), limit)
        return as_typed(told, question)

    def survey(
        self,
        question: str,
        limit: int = SURVEYED,
        where: Filter | str | None = None,
        *,
        focus: str | int | None = None,
    ) -> Answer:
        """What several records say of a question, and how many speak of it: `Answer.survey`.

        At most `limit` records are quoted, those that match best: reviews and trials first, each
        newest first. The confidence is that the best of the passages answers. Raises as `ask`
        does, and QuestionError where something of one record is asked for.
        """
        check_limit(limit, MOST_PASSAGES)
        told = answering.answer_of(self.gather(question, where, focus=focus), limit)
        return as_typed(told, question)

    def explain(
        self,
        question: str,
        limit: int = 3,
        where: Filter | str | None = None,
        *,
        focus: str | int | None = None,
    ) -> Explanation:
        """Why the question is answered as it is. Raises as `ask` does."""
        from il2qa.answering.explanation import explanation_of

        check_limit(limit, MOST_PASSAGES)
        finding = self.find(question, where, focus=focus)
        return explanation_of(finding, answering.answer_of(finding, limit), limit)

    def refresh(self) -> bool:
        """See what was committed to the corpus since it was opened; False where nothing was.

        Where nothing was it costs a look at a file, or a request to a cluster, so that what serves
        for long can call it before each question. Answers under way, in other threads too, end on
        what they began with. Raises CorpusError where the corpus can be read no more; what was
        opened is asked on then.
        """
        before = self.reader
        self.reader = before.refresh()
        return self.reader is not before

    def reload(self) -> None:
        """See what was committed to the corpus since it was opened."""
        self.refresh()

    def find(
        self, question: str, where: Filter | str | None = None, *, focus: str | int | None = None
    ) -> Finding:
        """What is found for a question: what answer and explanation are made of.

        Raises as `ask` does.
        """
        return answering.find(self._read(question, where, focus))

    def gather(
        self, question: str, where: Filter | str | None = None, *, focus: str | int | None = None
    ) -> Finding:
        """What several records say of a question: what a survey is made of.

        Raises as `survey` does.
        """
        from il2qa.answering.survey import survey

        return survey(self._read(question, where, focus))

    def _read(self, question: str, where: Filter | str | None, focus: str | int | None) -> Request:
        check_text(question)
        where = self.filter_of(where)
        about = None if focus is None else identifier_of(focus)
        asked = without_courtesy(question, self.engine.analyzer)
        return answering.read(self.reader, asked, where, about, self.engine)

    def filter_of(self, where: Filter | str | None) -> Filter | None:
        """A filter, or what its text says: conditions by name, or a query in PubMed's syntax.

        Raises TypeError or QuestionError where it is none.
        """
        check_filter(where)
        if where is None:
            return None
        from il2qa.queries.limits import filter_of  # as all of queries, where one is asked

        return filter_of(where, self.engine.analyzer)

    def record(self, identifier: str | int) -> Record | None:
        """The record of a PMID (also "PMID 3303316", its page's address) or other identifier."""
        return self.reader.record(identifier_of(identifier))

    def named(self, identifier: str | int) -> Record:
        """The record of an identifier; raises RecordNotFound where there is none."""
        found = self.record(identifier)
        if found is None:
            info = self.info
            raise RecordNotFound(
                f"no record {identifier} in {info.name} ({info.records:,} in all); name another"
            )
        return found


def as_typed(answer: Answer, question: str) -> Answer:
    """An answer with the question as it was typed, courtesy and all."""
    same = answer.question == question
    return answer if same else answer.model_copy(update={"question": question})


def identifier_of(given: object) -> str:
    """An identifier as text; raises TypeError where it is neither text nor a whole number."""
    if isinstance(given, str):
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    raise TypeError(f'an identifier is text or a number ("3303316"), not {_kind(given)}')


def check_text(question: object) -> None:
    """Raise TypeError where a question is no text."""
    if not isinstance(question, str):
        raise TypeError(
            f"a question is text, not {_kind(question)}; ask_many takes several questions"
        )


def check_filter(where: object) -> None:
    """Raise TypeError where a filter is none."""
    if where is not None and not isinstance(where, str) and not hasattr(where, "tree"):
        raise TypeError(
            "a filter is il2qa.Where(since=1990, authors=['Doe J']) or its text, "
            f"not {_kind(where)}"
        )


def check_limit(limit: object, most: int | None = None) -> None:
    """Raise TypeError or QuestionError where a limit is no whole number from 1 to the most."""
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise TypeError(f"a limit is a whole number, not {_kind(limit)}")
    if limit < 1:
        raise QuestionError(f"at most {limit} passages can be none; give a limit from 1")
    if most is not None and limit > most:
        raise QuestionError(
            f"{limit:,} passages: {most} are ranked for a question; give a limit up to {most}, "
            "or take records by search or records"
        )


def _kind(given: object) -> str:
    return "None" if given is None else f"a {type(given).__name__}"
