"""Cross-validated trials: every question ranked by weights that have never seen its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from bench.data import files, questions
from bench.data.questions import RecordQuestion
from bench.learn import learning
from bench.learn.reranker import lessons
from bench.quality.collection import Collection
from il2qa.answering import CANDIDATES
from il2qa.answering.definitions import defined
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.errors import QuestionError
from il2qa.models import Record
from il2qa.ranking.rank import Ranked, Ranking, rank
from il2qa.text import analyzer

FOLDS = 5


@dataclass(frozen=True)
class Trial:
    """A question and how the passages were ranked, alone in its record or in the whole pool."""

    asked: RecordQuestion
    gold: dict[str, RecordQuestion]  # by record
    ranking: Ranking
    records: int  # of the corpus

    @cached_property
    def right(self) -> np.ndarray:
        """Whether each passage answers, best first."""
        return np.array([self._answers(*pair) for pair in self._found], bool)

    @property
    def shown(self) -> np.ndarray:
        """The same as il2qa shows them: a definition that is asked for stands first."""
        return np.asarray(self.right[self._order])

    @property
    def found_as_shown(self) -> list[Ranked]:
        """The passages in the order in which il2qa shows them."""
        found = self.ranking.passages
        return [found[i] for i in self._order]

    @property
    def _order(self) -> np.ndarray:
        found = self.ranking.passages
        definition = defined(
            self.ranking.matches.query,
            [one.candidate for one in found],
            analyzer.default_analyzer(),
        )
        later = [not definition or one.passage is not definition.passage for one in found]
        return np.argsort(later, kind="stable")

    @property
    def _found(self) -> list[tuple[str, str]]:
        return [(found.candidate.id, found.passage.text) for found in self.ranking.passages]

    def _answers(self, identifier: str, text: str) -> bool:
        asked = self.gold.get(identifier)
        return asked is not None and asked.answered_by(text)


class Trials:
    """The question sets, the folds, and the re-ranker of each fold."""

    def __init__(self) -> None:
        self.corpus = MemoryCorpus(files.pool().values(), "pool")
        self.names, self.groups = lessons(self.collection)
        self.fold = learning.folds(self.groups, FOLDS)
        self.rankers = learning.by_fold(self.groups, self.names, self.fold)

    @cached_property
    def collection(self) -> Collection:
        """The pool again, searched faster."""
        return Collection(files.pool().values())

    def alone(self, asked: Iterable[RecordQuestion]) -> Iterator[Trial]:
        """Each question put to a record alone."""
        for one in asked:
            yield from self._trial(one, {one.record.id: one}, self.of_record(one.record), 1)

    def of_record(self, record: Record) -> list[Candidate]:
        """A record by itself, analysed."""
        return [candidate(record, analyzer.default_analyzer())]

    def in_pool(
        self, asked: Iterable[RecordQuestion], corpus: MemoryCorpus | None = None
    ) -> Iterator[Trial]:
        """Each question put to the whole pool, or another corpus; one asked of several, once."""
        searched = corpus or self.collection
        for ones in questions.together(asked):
            candidates = searched.candidates(
                analyzer.default_analyzer().parse(ones[0].question), None, CANDIDATES
            )
            gold = {one.record.id: one for one in ones}
            size = (corpus or self.corpus).info.records
            yield from self._trial(ones[0], gold, candidates, size)

    def _trial(
        self,
        one: RecordQuestion,
        gold: dict[str, RecordQuestion],
        candidates: Sequence[Candidate],
        records: int,
    ) -> list[Trial]:
        try:
            query = analyzer.default_analyzer().parse(one.question)
        except QuestionError:
            return []
        ranker = self.rankers[self.fold.get(one.group, 0)]
        return [
            Trial(one, gold, rank(query, candidates, ranker, analyzer.default_analyzer()), records)
        ]


@cache
def trials() -> Trials:
    """The trials that the tables of one run share: learning them takes minutes."""
    return Trials()
