"""What Python programs use: open a corpus, ask it, look through it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from il2qa.answering.request import selection
from il2qa.askable import AskableCorpus, check_limit, check_text, identifier_of
from il2qa.corpora.opening import Place, lasting_places, open_reader
from il2qa.errors import QuestionError
from il2qa.models import Answer, Hit, Passage, Record

if TYPE_CHECKING:
    from il2qa.answering import Engine
    from il2qa.conversation import Conversation
    from il2qa.corpora.ordering import Order
    from il2qa.corpora.protocol import Candidate, CorpusReader
    from il2qa.filters.tree import Filter
    from il2qa.readers import ReadReport
    from il2qa.selecting import Selection


class Corpus(AskableCorpus):
    """An opened corpus: records that can be asked, searched, and looked through.

    Threads may share it: its reader is a snapshot that does not change until `refresh`. It iterates
    over its records by identifier, and counts them by `len`. In a `with` statement it is closed at
    the end. What was opened by its place can be pickled, by that place: whoever unpickles it opens
    the corpus anew.
    """

    def __init__(
        self,
        reader: CorpusReader,
        engine: Engine | None = None,
        *,
        places: Sequence[Place] | None = None,
    ) -> None:
        super().__init__(reader, engine)
        self._places = None if places is None else tuple(places)

    @property
    def places(self) -> tuple[Place, ...] | None:
        """What opens it again, in any process; None where its records are in memory alone."""
        return self._places

    def __len__(self) -> int:
        return self.info.records

    def __bool__(self) -> bool:
        return True  # an opened corpus, be it empty

    def __contains__(self, identifier: object) -> bool:
        return isinstance(identifier, str | int) and self.record(identifier) is not None

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[..., Corpus], tuple[Any, ...]]:
        if self._places is None:
            raise TypeError(
                "a corpus of records in memory has no place to be opened from again; "
                "pickle its records, or open it from a file"
            )
        return _reopened, (type(self), self._places, self._engine)

    async def aask(
        self,
        question: str,
        limit: int = 3,
        where: Filter | str | None = None,
        *,
        focus: str | int | None = None,
    ) -> Answer:
        """Answer a question in another thread, as `ask` does, so that an event loop goes on."""
        import asyncio  # a tenth of a second that only few programs need

        return await asyncio.to_thread(self.ask, question, limit, where, focus=focus)

    def ask_many(
        self,
        questions: Iterable[str],
        limit: int = 3,
        where: Filter | str | None = None,
        *,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Iterator[Answer]:
        """Answer questions one by one, as they are taken, each as `ask` does.

        What cannot be asked gets an answer of status "no_evidence" whose reason says why, so that
        one bad question does not end the others. `progress` is told how many are done.
        """
        if isinstance(questions, str):
            raise TypeError("ask_many takes several questions (a list); ask takes one")
        check_limit(limit)
        return self._each(questions, limit, self.filter_of(where), progress)

    def _each(
        self,
        questions: Iterable[str],
        limit: int,
        where: Filter | None,
        progress: Callable[[int], None],
    ) -> Iterator[Answer]:
        for done, question in enumerate(questions, 1):
            try:
                answer = self.ask(question, limit, where)
            except QuestionError as error:
                answer = Answer(
                    question=question, status="no_evidence", confidence=0.0, reason=str(error)
                )
            progress(done)
            yield answer

    def search(self, query: str, limit: int = 10, where: Filter | str | None = None) -> list[Hit]:
        """The records that match words best, by BM25 over the whole record, best first.

        Of a query in PubMed's syntax those that it selects, its own words counting. Raises
        QuestionError where nothing can be looked for.
        """
        check_text(query)
        check_limit(limit)
        where, analyzer = self.filter_of(where), self.engine.analyzer
        asked = selection(query, analyzer)
        if asked is None:
            found = self.reader.candidates(analyzer.parse(query), where, limit)
            return [_hit(one) for one in found if one.score > 0]
        from il2qa.filters.tree import both

        where = both(where, asked.tree)
        if analyzer.names_nothing(asked.question):
            newest = self.reader.select(where, "newest", limit)
            return [Hit(record=record, score=0.0) for record in newest]
        return [
            _hit(one)
            for one in self.reader.candidates(analyzer.parse(asked.question), where, limit)
        ]

    def select(self, query: str = "", where: Filter | str | None = None) -> Selection:
        """The records that a query in PubMed's syntax means: in order, how many, counts by a field.

        Raises QuerySyntaxError, which points at the place.
        """
        check_text(query)
        from il2qa.selecting import selected

        return selected(self.reader, query, self.filter_of(where))

    def records(
        self,
        where: Filter | str | None = None,
        order: Order = "identifier",
        limit: int | None = None,
    ) -> Iterator[Record]:
        """The records that a filter lets through, read as they are taken.

        In order of their identifiers, or the "newest" or "oldest" first.
        """
        if limit is not None:
            check_limit(limit)
        return self.reader.select(self.filter_of(where), order, limit)

    def count(self, where: Filter | str | None = None) -> int:
        """How many records a filter lets through."""
        return self.reader.count(self.filter_of(where))

    def similar(self, identifier: str | int, limit: int = 5) -> list[Hit]:
        """The records most like one, best first. Raises RecordNotFound."""
        from il2qa.similar import similar

        check_limit(limit)
        return similar(self, identifier_of(identifier), limit)

    def cited_by(self, identifier: str | int) -> Iterator[Record]:
        """The records whose reference lists name a record, newest first. Raises RecordNotFound."""
        from il2qa.similar import cited_by

        return cited_by(self, identifier_of(identifier))

    def cite(self, identifier: str | int, style: str = "nlm") -> str:
        """The reference of a record in a style ("nlm", "ama", "apa", "bibtex", …).

        Raises RecordNotFound, or QuestionError for a style that there is not.
        """
        from il2qa.citing import STYLES, cite

        if style not in STYLES:
            raise QuestionError(f"no style {style!r}; the styles are {', '.join(STYLES)}")
        return cite(self.named(identifier), style)

    def text_of(self, passage: Passage) -> str:
        """The text that a passage's offsets point into: its field of its record.

        Raises RecordNotFound where the corpus has the record no more.
        """
        from il2qa.passages.spans import field_texts

        return field_texts(self.named(passage.citation.id))[passage.citation.field]

    def conversation(self, limit: int = 3) -> Conversation:
        """Questions one after another, each in the light of those before it, as in the chat."""
        from il2qa.conversation import Conversation

        check_limit(limit)
        return Conversation(self, limit)

    def reload(self) -> None:
        """As `refresh`, and records that were read from files are read again."""
        if self.info.kind == "memory" and self._places is not None:
            self.reader = open_reader(self._places, analyzer=self.reader.analyzer)
        else:
            self.refresh()

    def close(self) -> None:
        """Let go of files; what is asked afterwards may raise CorpusError."""
        self.reader.close()


def _hit(candidate: Candidate) -> Hit:
    return Hit(record=candidate.record, score=round(candidate.score, 4))


def open_corpus(
    path_or_url: Place | Sequence[Place] | None = None,
    *,
    engine: Engine | None = None,
    strict: bool = False,
    report: ReadReport | None = None,
) -> Corpus:
    """Open a corpus: files of PubMed records, or the folder or address of an indexed corpus.

    Without a place it is the one that IL2QA_CORPUS names, else the user's own where one was
    indexed, else the record that ships with il2qa. A bad record is told to `report` and passed
    over; with `strict` the first one is an error. Raises ReadError or CorpusError, naming the
    place and what to do next. `engine` holds other models than those that ship with il2qa.
    """
    places = (path_or_url,) if isinstance(path_or_url, str | os.PathLike) else path_or_url
    analyzer = engine.analyzer if engine else None
    reader = open_reader(places, report=report, strict=strict, analyzer=analyzer)
    return Corpus(reader, engine, places=lasting_places(places))


def _reopened(kind: type[Corpus], places: Sequence[str], engine: Engine | None) -> Corpus:
    analyzer = engine.analyzer if engine else None
    return kind(open_reader(places, analyzer=analyzer), engine, places=places)
