"""Whether a question is of the record under discussion or of all: by its wording and what is told.

Every threshold says how many complete questions, which are of all records, it would take.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from il2qa.conversation.anaphora import stands_apart
from il2qa.conversation.cues import plain
from il2qa.conversation.leaning import leaning
from il2qa.conversation.meaning import share_told
from il2qa.conversation.phrases import Phrase
from il2qa.corpora.protocol import Candidate, quoted_terms
from il2qa.paper_questions.wording import wording
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept

_LEANS = 0.8
"""The probability from which a question leans, whatever it names: 42 of 26,408 complete ones do."""

_MIGHT_LEAN, _SURELY = 0.05, 0.3
"""From which it does where all records together do not answer it, and it names few things; up to
the second, where the record tells of much of that, or no record is quoted. So do 209 of 25,897
complete ones behind the record that is most like their own, if it tells of their drugs, diseases …
"""

_OPENED = 0.1
"""The same where the user named that record, also where the question names more and it tells of
much: 190 of 25,769 complete ones behind a record like their own."""

_FEW, _MUCH = 3, 0.4  # things named; of them, by weight

_EACH = 0.1
"""For each of the things named, from which it does where the record tells of all and answers it
better: 11 of 25,897 complete ones behind the record that is most like their own."""

_UNNAMED_LEANS = 0.3
"""From which it does where readers ask so of any paper: 3 of 25,544 complete ones do."""

_MAY_LEAN = 0.5
"""From which it does where the record tells of all that it names: 217 of them could."""

_OF_ANY_PAPER = frozenset({"people", "outcome", "treatment"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how likely it names no topic of its own, 0 to 1, and what it names."""

    question: str
    chance: float
    named: tuple[Concept, ...]
    weights: tuple[float, ...]  # of what is named: its IDF

    def told_by(self, records: Iterable[Candidate]) -> float:
        """How much of what it names the record tells that has most of it, by weight, 0 to 1."""
        return max((share_told(self.named, self.weights, one) for one in records), default=0.0)

    def sorts_told_by(self, record: Candidate) -> Set[str]:
        """Which of the drugs, diseases … that it names a record tells of."""
        has = quoted_terms(record)
        return {one.term for one in self.sorts if one.stands_in(has)}

    @property
    def sorts(self) -> tuple[Concept, ...]:
        """What it names that is a drug, a disease, a cell …: no reader says so of another one."""
        return tuple(one for one in self.named if _is_of_a_sort(one.surface))

    @property
    def defines(self) -> bool:
        """Whether it asks what something is: "what is CXCR4?"."""
        return wording(self.question).kind == "definition"

    @property
    def is_worded_as_leaning(self) -> bool:
        """Whether it is rather one on a record, whatever was said before."""
        return self.chance >= _MAY_LEAN

    def leans(self, told: float) -> bool:
        """Whether it can only be of the record, which tells of so much of it."""
        if len(plain(self.question).split()) < 2:
            return False
        if self.chance >= _UNNAMED_LEANS and not wording(self.question).topic:
            return True
        return (self.is_worded_as_leaning and told == 1) or self.chance >= _LEANS

    def leans_after_all(self, told: float, *, refused: bool = False, opened: bool = False) -> bool:
        """Whether it may be of the record, where all records together do not answer it.

        `refused` says that nothing was quoted at all, `opened` that the user named the record.
        """
        alone = len(plain(self.question).split()) < 2 or stands_apart(self.question)
        may = self._names_few or (opened and self.chance >= _OPENED)
        if alone or self.chance < _MIGHT_LEAN or not may:
            return False
        surely = self.chance >= _SURELY or refused or not wording(self.question).topic
        return (self._names_few and surely) or told >= _MUCH

    def may_be_told(self, told: float) -> bool:
        """Whether it may be of the record though all answer it: all the little it names is told."""
        worded = self.chance >= _EACH * len(self.named) or self.defines
        return worded and 0 < len(self.named) < _FEW and told == 1

    def may_go_on(self, told: float) -> bool:
        """Whether the talk may still be of the record behind it, whatever answered it."""
        return self._names_few and (self.chance >= _MIGHT_LEAN or told >= _MUCH)

    @property
    def _names_few(self) -> bool:
        return len(self.named) <= _FEW + (self.chance >= _SURELY)


def asked(question: str, analyzer: Analyzer) -> Asked:
    """A question, as one that may be of a record."""
    model = leaning()
    named = model.named(question, analyzer)
    weights = analyzer.vocabulary.idf([one.term for one in named]).tolist()
    return Asked(question, model.probability(question, analyzer), named, tuple(weights))


def _is_of_a_sort(word: str) -> bool:
    sorts = Phrase(word, (), 0).kinds_of_word - _OF_ANY_PAPER
    return any(map(str.isupper, word[1:])) or bool(sorts)
