"""The records under discussion: which of those quoted last is meant, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.answering import Finding
from il2qa.answering.metadata import asked_of
from il2qa.askable import AskableCorpus
from il2qa.conversation.belonging import asked
from il2qa.conversation.cues import plain
from il2qa.conversation.meaning import only_telling, works
from il2qa.conversation.turns import Moment
from il2qa.corpora.protocol import Candidate, candidate, quoted_terms
from il2qa.errors import QuestionError
from il2qa.filters.where import Where
from il2qa.models import Citation, Record
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.ranking.confidence import Judgement
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

_NAMES = 8  # authors or journals that a condition is compared with
_OF_SENTENCES = frozenset({"people", "place", "sample"})
"""Kinds that have words for fields, and ask for none: "how many people?", "which hospital?"."""


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
        return asked(question, self.analyzer).is_worded_as_leaning

    def leans(self, question: str) -> bool:
        """Whether a question can only be about a record quoted last, or in focus.

        It names nothing of its own; or little, and the record tells of all of that.
        """
        this, records = asked(question, self.analyzer), self._meant()
        return bool(records) and this.leans(this.told_by(records))

    def leans_after_all(self, question: str, *, refused: bool = False) -> bool:
        """Whether a question that the corpus does not answer may be about the record before it.

        It is worded as one that leans and names few things, or much of what the record tells of.
        `refused` says that nothing was quoted for it at all.
        """
        this, talk = asked(question, self.analyzer), self._now.talk
        if talk.meant is None or not all(self.tells_of(one.surface) for one in this.sorts):
            return False
        told = this.told_by(self._meant())
        return this.leans_after_all(told, refused=refused, opened=talk.opened)

    def is_of_record(self, question: str, found: Finding) -> bool:
        """Whether a question that is whole, and was put to all records, is of the one before it.

        What a name means is asked of the paper before the reader first. Another question is of it
        where it is worded so and all records together do not answer it, or not as well as it does.
        """
        record, status = self._now.talk.meant, found.judgement.status
        first = found.evidence[0].candidate.id if found.evidence else None
        if record is None or (status == "answered" and first == record):
            return False
        refused = status == "no_evidence"
        if status != "answered" and self.leans_after_all(question, refused=refused):
            return True
        this = asked(question, self.analyzer)
        if not this.may_be_told(this.told_by(self._meant())):
            return False
        own = self._asked_of(record, question)
        better = own.confidence >= found.judgement.confidence or this.defines
        return own.status == "answered" and better

    def goes_on_about_record(self, question: str, read: str, found: Finding) -> bool:
        """Whether a follow-up, read and put to all records, is of the one before it.

        None answers it, and it is worded as one of a record; where others are quoted with doubt,
        that one answers.
        """
        record, status = self._now.talk.meant, found.judgement.status
        first = found.evidence[0].candidate.id if found.evidence else None
        if record is None or status == "answered" or first == record:
            return False
        refused = status == "no_evidence"
        if not self.leans_after_all(question, refused=refused):
            return False
        return refused or self._asked_of(record, read).status == "answered"

    def _asked_of(self, record: str, question: str) -> Judgement:
        """How far a record answers a question."""
        return self.corpus.find(question, Where(pmids=(record,))).judgement

    def record_of(self, question: str) -> str | None:
        """The record that a question means, of those quoted last or shown; None where any may be.

        A field ("who wrote it?") tells nothing by which a wrong guess would show.
        """
        quoted = [one.id for one in self.choices()]
        records = [found for found in map(self.corpus.reader.candidate, quoted) if found]
        if self._now.talk.opened or len(works([one.record for one in records])) < 2:
            return self.subject
        if self._asks_field(question):
            return None
        this = asked(question, self.analyzer)
        if self.subject and this.told_by(self._meant()) == 1:
            return self.subject
        found = only_telling(this.named, records)
        return found.id if found and self._is_sure(found, question, records) else self.subject

    def _is_sure(self, only: Candidate, question: str, records: Sequence[Candidate]) -> bool:
        """Whether the only record that tells of what is asked is the one that is meant.

        A word of any paper ("hospital") it must answer with; and it tells of every drug, disease …
        of the talk that another tells of.
        """
        unnamed = not wording(question).topic
        if unnamed and self._asked_of(only.id, question).status != "answered":
            return False
        opening = self._now.talk.opening
        if opening is None:
            return True
        talk = asked(opening.question, self.analyzer)
        own = talk.sorts_told_by(only)
        return all(own >= talk.sorts_told_by(one) for one in records)

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
