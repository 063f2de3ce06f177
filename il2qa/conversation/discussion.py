"""The records under discussion: which of those quoted last is meant, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.answering import Finding
from il2qa.answering.metadata import asked_of
from il2qa.askable import AskableCorpus
from il2qa.conversation.anaphora import stands_apart
from il2qa.conversation.cues import plain
from il2qa.conversation.leaning import leaning
from il2qa.conversation.meaning import leader, only_telling, share_told, works
from il2qa.conversation.phrases import Phrase
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Understood
from il2qa.conversation.turns import Moment
from il2qa.corpora.protocol import Candidate, candidate, quoted_terms
from il2qa.errors import QuestionError
from il2qa.filters.tree import matches
from il2qa.filters.where import Where
from il2qa.models import Answer, Citation, Record
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.queries.limits import Limited
from il2qa.ranking.confidence import Judgement
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

_NAMES = 8  # authors or journals that a condition is compared with
_LEANS = 0.8
"""The probability from which a question leans, whatever it names: 42 of 26,408 complete ones do."""

_MIGHT_LEAN, _SURELY = 0.05, 0.3
"""From which it does where all records together do not answer it, and it names few things; up to
the second, where the record tells of much of that, or no record is quoted."""

_EACH = 0.1
"""For each of the things named, from which it does where the record tells of all and answers it
better: 20 of 25,897 complete ones behind the record that is next like their own."""

_CLEARLY = 0.2  # of what is asked, by weight: what one record tells more than another

_PEOPLE = frozenset({"people"})
_OPENED = 0.1
"""The same where the user named that record, also where the question names more and it tells of
much: 190 of 25,769 complete ones behind a record like their own."""

_FEW, _MUCH = 3, 0.4  # things named; of them, by weight

_UNNAMED_LEANS = 0.3
"""From which it does where readers ask so of any paper: 3 of 25,544 complete ones do."""

_OF_SENTENCES = frozenset({"people", "place", "sample"})
"""Kinds that have words for fields, and ask for none: "how many people?", "which hospital?"."""

_MAY_LEAN = 0.5
"""From which it does where the record tells of all that it names: 217 of them could."""


def _is_of_a_sort(word: str) -> bool:
    """Whether it names a drug, a disease, a cell …: no reader says so of another one."""
    return any(map(str.isupper, word[1:])) or bool(Phrase(word, (), 0).kinds_of_word - _PEOPLE)


def _defines(question: str) -> bool:
    """Whether it asks what something is: "what is CXCR4?"."""
    return wording(question).kind == "definition"


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
        return self.focus or self._now.talk.meant or self._only()

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

    def _may_go_on(self, question: str) -> bool:
        """Whether a whole question may still be on the record under discussion.

        It names few things, and is worded so or the record tells of much of them.
        """
        chance = leaning().probability(question, self.analyzer)
        if not self._names_few(question, chance):
            return False
        return chance >= _MIGHT_LEAN or self._share_told(question, self._meant()) >= _MUCH

    def _names_few(self, question: str, chance: float) -> bool:
        return len(leaning().named(question, self.analyzer)) <= _FEW + (chance >= _SURELY)

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

    def is_of_record(self, question: str, found: Finding) -> bool:
        """Whether a question that is whole, and was put to all records, is of the one before it.

        What a name means is asked of the paper before the reader first. Another question is of it
        where it is worded so and all records together do not answer it, or not as well as it does.
        """
        record = self._now.talk.meant
        first = found.evidence[0].candidate.record.id if found.evidence else None
        answered = found.judgement.status == "answered"
        if record is None or (answered and first == record):
            return False
        if not answered and self.leans_after_all(
            question, refused=found.judgement.status == "no_evidence"
        ):
            return True
        if not self._may_tell(question):
            return False
        own = self._asked_of(record, question)
        better = own.confidence >= found.judgement.confidence or _defines(question)
        return own.status == "answered" and better

    def _asked_of(self, record: str, question: str) -> Judgement:
        """How far a record answers a question."""
        return self.corpus.find(question, Where(pmids=(record,))).judgement

    def _may_tell(self, question: str) -> bool:
        """Whether the record under discussion has words for all of the little that is asked."""
        named = leaning().named(question, self.analyzer)
        chance = leaning().probability(question, self.analyzer)
        worded = chance >= _EACH * len(named) or _defines(question)
        return worded and 0 < len(named) < _FEW and self._share_told(question, self._meant()) == 1

    def leans_after_all(self, question: str, *, refused: bool = False) -> bool:
        """Whether a question that the corpus does not answer may be about the record before it.

        It is worded as one that leans and names few things, or much of what the record tells of.
        `refused` says that nothing was quoted for it at all.
        """
        chance = leaning().probability(question, self.analyzer)
        opened = self._now.talk.opened and chance >= _OPENED
        alone = len(plain(question).split()) < 2 or stands_apart(question)
        if chance < _MIGHT_LEAN or self._now.talk.meant is None or alone:
            return False
        named = leaning().named(question, self.analyzer)
        sorts = [one.surface for one in named if _is_of_a_sort(one.surface)]
        few = self._names_few(question, chance)
        if not (few or opened) or not all(map(self.tells_of, sorts)):
            return False
        surely = chance >= _SURELY or refused or not wording(question).topic
        return (few and surely) or self._share_told(question, self._meant()) >= _MUCH

    def _share_told(self, question: str, records: Sequence[Candidate]) -> float:
        """How much of what a question names the record tells that has most of it."""
        named = leaning().named(question, self.analyzer)
        weights = self.analyzer.vocabulary.idf([one.term for one in named]).tolist()
        return max((share_told(named, weights, found) for found in records), default=0.0)

    def record_of(self, question: str) -> str | None:
        """The record that a question means, of those quoted last; None where any may be.

        A field ("who wrote it?") tells nothing by which a wrong guess would show.
        """
        quoted = [one.id for one in self.choices()]
        records = [found for found in map(self.corpus.reader.candidate, quoted) if found]
        if len(works([one.record for one in records])) < 2:
            return self.subject
        if self._asks_field(question):
            return None
        if self.subject and self._share_told(question, self._meant()) == 1:
            return self.subject
        found = only_telling(leaning().named(question, self.analyzer), records)
        return found.id if found and self._is_sure(found, question, records) else self.subject

    def _is_sure(self, only: Candidate, question: str, records: Sequence[Candidate]) -> bool:
        """Whether the only record that tells of what is asked is the one that is meant.

        A word of any paper ("hospital") it must answer with; and it tells of every drug, disease …
        of the talk that another tells of.
        """
        if not (wording(question).topic or self._answers(only.id, question)):
            return False
        opening = self._now.talk.opening
        named = leaning().named(opening.question, self.analyzer) if opening else ()
        sorts = [one for one in named if _is_of_a_sort(one.surface)]
        own, *others = (
            {one.term for one in sorts if one.stands_in(quoted_terms(found))}
            for found in (only, *records)
        )
        return all(own >= told for told in others)

    def _answers(self, record: str, question: str) -> bool:
        return self._asked_of(record, question).status == "answered"

    def _asks_field(self, question: str) -> bool:
        """Whether it asks for a field; "how many people?" asks for no authors."""
        kind = wording(question).kind
        of_record = kind not in _OF_SENTENCES and self.asks_of_record(question)
        return kind in kinds_of_fields() or of_record

    def choices(self) -> tuple[Citation, ...]:
        """The records of which one is meant: that under discussion, and those quoted last."""
        talk = self._now.talk
        meant = [
            passage.citation
            for turn in self._now.turns
            for passage in turn.answer.passages
            if passage.citation.id == talk.meant
        ]
        found = {one.id: one for one in talk.records}
        return (*(one for one in meant[:1] if one.id not in found), *found.values())

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

    def meant_after(self, answer: Answer, reading: Reading, understood: Understood) -> str | None:
        """The record under discussion once a question is answered.

        Behind a follow-up it is the one before it, unless another clearly answers.
        """
        before = self._now.talk.meant
        if reading.focus:
            return reading.focus
        found = self.meant_by(answer, reading.question)
        if understood.more:  # what follows is of others too
            return found if found == before else None
        new = understood.complete and not self._may_go_on(reading.question)
        passes = not answer.passages or self._passes(before, reading.where)
        if new or before is None or not passes:
            return found
        takes = found and answer.status == "answered" and self._tells_more(found, before, reading)
        return found if takes else before

    def _tells_more(self, found: str, before: str, reading: Reading) -> bool:
        """Whether a record tells no less than another of what is asked, and of the talk."""
        one, other = map(self.corpus.reader.candidate, (found, before))
        if one is None or other is None:
            return other is None
        lead = self._share_told(reading.question, [one]) - self._share_told(
            reading.question, [other]
        )
        opening = self._now.talk.opening
        if abs(lead) >= _CLEARLY or opening is None:
            return lead >= 0
        talk = opening.question
        return self._share_told(talk, [one]) >= self._share_told(talk, [other])

    def _passes(self, identifier: str | None, where: Limited | None) -> bool:
        found = self.corpus.reader.candidate(identifier) if identifier else None
        if where is None or found is None:
            return found is not None
        return matches(where.tree, found.record, quoted_terms(found))

    def meant_by(self, answer: Answer, question: str) -> str | None:
        """The record that an answer to a question leaves no doubt about."""
        quoted = dict.fromkeys(one.citation.id for one in answer.passages)
        if len(quoted) < 2:
            return next(iter(quoted), None)
        if answer.counts is not None or answer.survey is not None:
            return None
        records = [found for found in map(self.corpus.reader.candidate, quoted) if found]
        told = {one.record.id: self._share_told(question, [one]) for one in records}
        return leader(
            answer, [one.record for one in records], told, self.corpus.engine.judge.answered
        )
