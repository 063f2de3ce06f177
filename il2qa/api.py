"""What Python programs use: open a corpus, ask it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from il2qa import answering
from il2qa.corpora.opening import Place, open_reader
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import QuestionError
from il2qa.models import Answer, CorpusInfo, Record
from il2qa.readers import ReadReport
from il2qa.where import Where

if TYPE_CHECKING:
    from il2qa.answering import Engine, Finding
    from il2qa.answering.explanation import Explanation


class Corpus:
    """An opened corpus: a set of records that can be asked; threads may share it.

    `engine` holds the models that answer, by default those that ship with il2qa.
    """

    def __init__(self, reader: CorpusReader, engine: Engine | None = None) -> None:
        self.reader = reader
        self._engine = engine

    def __repr__(self) -> str:
        info = self.info
        return f"<Corpus {info.name!r}: {info.kind}, {info.records} records>"

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
        where: Where | None = None,
        *,
        focus: str | None = None,
    ) -> Answer:
        """Answer a question by at most `limit` verbatim passages, best first.

        `where` says which records may answer; `focus` is the identifier of the record that alone
        is asked, whatever the question is about. Raises QuestionError where the question is empty
        or names nothing that could be looked for, RecordNotFound where the corpus has no such
        record.
        """
        _check(limit)
        return answering.answer_of(self.find(question, where, focus=focus), limit)

    def explain(
        self,
        question: str,
        limit: int = 3,
        where: Where | None = None,
        *,
        focus: str | None = None,
    ) -> Explanation:
        """Why the question is answered as it is. Raises as `ask` does."""
        from il2qa.answering.explanation import explanation_of

        _check(limit)
        finding = self.find(question, where, focus=focus)
        return explanation_of(finding, answering.answer_of(finding, limit), limit)

    def find(
        self, question: str, where: Where | None = None, *, focus: str | None = None
    ) -> Finding:
        """What is found for a question: what answer and explanation are made of.

        Raises as `ask` does.
        """
        request = answering.read(self.reader, question, where, focus, self.engine)
        return answering.find(request)

    def record(self, identifier: str | int) -> Record | None:
        """The record of a PMID (also "PMID 3303316", its page's address) or other identifier."""
        return self.reader.record(str(identifier))


def _check(limit: int) -> None:
    if limit < 1:
        raise QuestionError(f"at most {limit} passages can be none; give a limit from 1")


def open_corpus(
    path_or_url: Place | Sequence[Place] | None = None,
    *,
    engine: Engine | None = None,
    strict: bool = False,
    report: ReadReport | None = None,
) -> Corpus:
    """Open a corpus: files of PubMed records in any form, or the folder of an indexed corpus.

    Without a place it is the one that IL2QA_CORPUS names, else the user's own where one was
    indexed, else the record that ships with il2qa. A bad record is told to `report` and passed
    over; with `strict` the first one is an error. Raises ReadError or CorpusError, naming the
    place and what to do next. `engine` holds other models than those that ship with il2qa.
    """
    single = isinstance(path_or_url, str | os.PathLike)
    places = (path_or_url,) if single else path_or_url
    reader = open_reader(cast("Sequence[Place] | None", places), report=report, strict=strict)
    return Corpus(reader, engine)
