"""What Python programs use: open a corpus, ask it."""

from __future__ import annotations

import os

from il2qa import answering
from il2qa.corpora.opening import open_reader
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Answer, CorpusInfo, Record
from il2qa.where import Where


class Corpus:
    """An opened corpus: a set of records that can be asked."""

    def __init__(self, reader: CorpusReader) -> None:
        self.reader = reader

    @property
    def info(self) -> CorpusInfo:
        """What the corpus is and holds."""
        return self.reader.info

    def ask(
        self,
        question: str,
        limit: int = 3,
        where: Where | None = None,
        *,
        focus: str | None = None,
    ) -> Answer:
        """Answer a question by at most `limit` verbatim passages, best first.

        `where` says which records may answer; `focus` is the identifier of the record that "it"
        or "the article" means. Raises QuestionError where the question is empty or names nothing
        that could be looked for.
        """
        return answering.answer(self.reader, question, limit, where, focus)

    def record(self, identifier: str) -> Record | None:
        """The record of a PMID or other identifier, or None."""
        return self.reader.record(identifier)


def open_corpus(path_or_url: str | os.PathLike[str] | None = None) -> Corpus:
    """Open a corpus: a PubMed file, or by default the record that ships with il2qa.

    Raises ReadError or CorpusError, naming the place and what to do next.
    """
    return Corpus(open_reader(path_or_url))
