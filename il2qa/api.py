"""What Python programs use: open a corpus, ask it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from il2qa import answering
from il2qa.corpora.opening import Place, open_reader
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Answer, CorpusInfo, Record
from il2qa.readers import ReadReport
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


def open_corpus(
    path_or_url: Place | Sequence[Place] | None = None,
    *,
    strict: bool = False,
    report: ReadReport | None = None,
) -> Corpus:
    """Open a corpus: PubMed files in any form, or by default the record that ships with il2qa.

    A bad record is told to `report` and passed over; with `strict` the first one is an error.
    Raises ReadError or CorpusError, naming the place and what to do next.
    """
    if path_or_url is None:
        places: Sequence[Place] = ()
    elif isinstance(path_or_url, str | os.PathLike):
        places = (path_or_url,)
    else:
        places = path_or_url
    return Corpus(open_reader(places, report=report, strict=strict))
