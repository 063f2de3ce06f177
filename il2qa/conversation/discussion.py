"""The records under discussion: which of those quoted last is meant, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.answering.metadata import asked_of
from il2qa.askable import AskableCorpus
from il2qa.conversation.anaphora import stands_apart
from il2qa.conversation.cues import plain
from il2qa.conversation.leaning import leaning
from il2qa.conversation.meaning import leader, only_telling, share_told, works
from il2qa.conversation.phrases import Phrase
from il2qa.conversation.turns import Moment
from il2qa.corpora.protocol import Candidate, candidate, quoted_terms
from il2qa.errors import QuestionError
from il2qa.models import Answer, Record
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

_NAMES = 8  # authors or journals that a condition is compared with
_LEANS = 0.8
"""The probability from which a question leans, whatever it names: 42 of 26,408 complete ones do."""

_MIGHT_LEAN, _MUST_TELL = 0.2, 0.3
"""From which it does where all records together do not answer it, and it names few things; up to
the second, where the record tells of much of that. So are 70 of 390 readers' questions that were
not put to their record, and of 25,544 complete ones 20, behind a record like their own."""

_OF_ANY_PAPER = frozenset({"people", "outcome", "treatment"})
_OPENED = 0.1
"""The same where the user named that record, also where the question names more and it tells of
much: 190 of 25,769 complete ones behind a record like their own."""

_FEW, _MUCH = 2, 0.4  # things named; of them, by weight

_UNNAMED_LEANS = 0.3
"""From which it does where readers ask so of any paper: 3 of 25,544 complete ones do."""

_MAY_LEAN = 0.5
"""From which it does where the record tells of all that it names: 217 of them could."""


def _is_of_a_sort(word: str) -> bool:
    """Whether it names a drug, a disease, a cell …: no reader says so of another one."""
    return any(map(str.isupper, word[1:])) or bool(
        Phrase(word, (), 0).kinds_of_word - _OF_ANY_PAPER
    )


class Discussion:
    """What has been said so far of a corpus, and what its records tell."""

    def __init__(self, corpus: AskableCorpus, this_year: int) -> None:
        self.corpus = corpus
        self.this_year = this_year
        self._now = Moment()

    @property
    def analyzer(self) -> Analyzer:
        """What is known of the language: that of the engine that answers."""
        return self.corpus.engine.analyzer

    @property
    def focus(self) -> str | None:
        """The record that every question is put to, until another is chosen or none."""
        return self._now.talk.chosen

    @property
    def subject(self) -> str | None:
        """The record that a question about "it" is about, where there is no doubt."""
        talk = self._now.talk
        alone = talk.records[0].id if len(talk.records) == 1 else None
        return self.focus or talk.meant or alone or self._only()

    def asks_of_record(self, question: str) -> bool:
        """Whether a question asks only for metadata, of the record in focus or of any."""
        analyzer = self.analyzer
        try:
            query = analyzer.parse(question)
        except QuestionError:
            return False
        pointing = bool({"it", "this", "that"} & set(plain(question).split()))
        records = self._meant() if pointing else []
        candidates = (*records, candidate(Record(pmid="0"), analyzer))
        return asked_of(query, candidates, analyzer) is not None

    def is_worded_as_leaning(self, question: str) -> bool:
        """Whether a question is rather one on a record, whatever was said before."""
        return leaning().probability(question, self.analyzer) >= _MAY_LEAN

    def leans(self, question: str) -> bool:
        """Whether a question can only be about a record quoted last, or in focus.

        It names nothing of its own; or little, and the record tells of all of that.
        """
        chance = leaning().probability(question, self.analyzer)
        records = self._meant()
        if not records or len(plain(question).split()) < 2:
            return False
        if chance >= _UNNAMED_LEANS and not wording(question).topic:
            return True
        told = chance >= _MAY_LEAN and self._share_told(question, records) == 1
        return told or chance >= _LEANS

    def leans_after_all(self, question: str) -> bool:
        """Whether a question that the corpus does not answer may be about the record before it.

        It is worded as one that leans and names few things, or much of what the record tells of.
        """
        chance = leaning().probability(question, self.analyzer)
        opened = self._now.talk.opened
        alone = len(plain(question).split()) < 2 or stands_apart(question)
        if chance < (_OPENED if opened else _MIGHT_LEAN) or self._now.talk.meant is None or alone:
            return False
        named = leaning().named(question, self.analyzer)
        sorts = [one.surface for one in named if _is_of_a_sort(one.surface)]
        few = len(named) <= _FEW + (chance >= _MAY_LEAN)
        if not (few or opened) or not all(map(self.tells_of, sorts)):
            return False
        surely = few and chance >= _MUST_TELL
        return surely or self._share_told(question, self._meant()) >= _MUCH

    def _share_told(self, question: str, records: Sequence[Candidate]) -> float:
        """How much of what a question names the record tells that has most of it."""
        named = leaning().named(question, self.analyzer)
        weights = self.analyzer.vocabulary.idf([one.term for one in named]).tolist()
        return max(share_told(named, weights, found) for found in records)

    def record_of(self, question: str) -> str | None:
        """The record that a question means, of those quoted last; None where any may be.

        A field ("who wrote it?") tells nothing by which a wrong guess would show.
        """
        quoted = [one.id for one in self._now.talk.records]
        records = [found for found in map(self.corpus.reader.candidate, quoted) if found]
        if len(works([one.record for one in records])) < 2:
            return self.subject
        if wording(question).kind in kinds_of_fields() or self.asks_of_record(question):
            return None
        found = only_telling(leaning().named(question, self.analyzer), records)
        return found.id if found else self.subject

    def tells_of(self, thing: str) -> bool:
        """Whether a record that "it" may mean has a word for all that a text names."""
        try:
            named = self.analyzer.parse(thing).concepts
        except QuestionError:
            return False
        known = map(quoted_terms, self._meant())
        return any(all(one.stands_in(has) for one in named) for has in known)

    def years(self) -> list[int]:
        """The years of the records quoted last."""
        records = [self.corpus.record(found.id) for found in self._now.talk.records]
        return [one.date.year for one in records if one and one.date and one.date.year]

    def names(self, field: str, begun: str) -> list[str]:
        """Values of a field of the corpus's records that begin so, the most frequent first."""
        return list(self.corpus.reader.names(field, begun, _NAMES))

    def _meant(self) -> list[Candidate]:
        """The records that "it" may mean: the one that it does, or those quoted last."""
        subject = self.subject
        meant = [subject] if subject else [found.id for found in self._now.talk.records]
        return [found for found in map(self.corpus.reader.candidate, meant) if found]

    def _only(self) -> str | None:
        """The record of a corpus that has a single one."""
        if self.corpus.info.records != 1:
            return None
        candidates = self.corpus.reader.candidates(Query("", (), frozenset()), None, 1)
        return candidates[0].record.id if candidates else None

    def meant_by(self, answer: Answer) -> str | None:
        """The record that an answer leaves no doubt about."""
        quoted = dict.fromkeys(one.citation.id for one in answer.passages)
        if len(quoted) == 1:
            return next(iter(quoted))
        records = [found for found in map(self.corpus.record, quoted) if found]
        is_list = answer.counts is not None or answer.survey is not None
        return None if is_list else leader(answer, records, self.corpus.engine.judge.answered)
