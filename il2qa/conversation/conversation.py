"""Holds a conversation: reads each question, asks the corpus, remembers, takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from il2qa.answering import Finding, answer_of
from il2qa.answering.languages import foreign
from il2qa.answering.naming import Named, record_named
from il2qa.answering.reader import WHICH
from il2qa.answering.spelling import small_words_right
from il2qa.askable import AskableCorpus
from il2qa.conversation.acts import Act, act_of
from il2qa.conversation.answered import answer_reading
from il2qa.conversation.choosing import Choice
from il2qa.conversation.conditions import condition
from il2qa.conversation.counting import counted_on
from il2qa.conversation.cues import without_tag
from il2qa.conversation.discussion import Discussion
from il2qa.conversation.follow_ups import follow
from il2qa.conversation.reading import Reading, tells_more, under
from il2qa.conversation.standing import meant_after
from il2qa.conversation.talk import Talk, Understood
from il2qa.conversation.turns import Moment, Turn, is_count, numbered, records_quoted
from il2qa.conversation.typed import asks_for_some, counted_within, is_query, typed_reading
from il2qa.errors import QuestionError, RecordNotFound
from il2qa.filters.where import Where
from il2qa.models import Answer, Citation, Passage
from il2qa.queries.limits import Limited, typed_limits
from il2qa.text.courtesy import without_courtesy

if TYPE_CHECKING:
    from il2qa.answering.explanation import Explanation

_EVERY = 10_000  # passages of one record, at most
_MOST_UNDONE = 200  # steps that are remembered: of all, memory would grow by the square


class Conversation(Discussion):
    """Asks a corpus, question after question, `limit` passages at a time."""

    def __init__(self, corpus: AskableCorpus, limit: int = 3, this_year: int | None = None) -> None:
        super().__init__(corpus, this_year or date.today().year)
        self.limit = limit
        self._before: list[Moment] = []
        self._found: tuple[Turn, Finding] | None = None  # of the last turn answered

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All that `undo` goes back through, at most some 200, the present one last."""
        return (*self._before, self._now)

    def take_up(self, moments: Sequence[Moment]) -> None:
        """Go on from moments that `moments` gave, of this conversation or of another."""
        *self._before, self._now = moments

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The questions answered so far."""
        return self._now.turns

    @property
    def last(self) -> Answer | None:
        """The last answer."""
        return self.turns[-1].answer if self.turns else None

    @property
    def numbered_passages(self) -> tuple[Passage, ...]:
        """What was quoted since the last question that quoted anything, as numbered."""
        return numbered(self.turns)

    def passage(self, reference: str) -> Passage | None:
        """The passage of a number, the last answer's first one without; None after a list."""
        if self._now.talk.listed or not self.turns:
            return None
        if not reference:
            return next(iter(self.turns[-1].answer.passages), None)
        index = int(reference) - 1 if reference.isascii() and reference.isdigit() else -1
        return self.numbered_passages[index] if 0 <= index < len(self.numbered_passages) else None

    def list_records(self, citations: Sequence[Citation]) -> None:
        """Number the records of a list, until the next answer: "the second one" is of it."""
        talk = replace(self._now.talk, listed=tuple(citations))
        self._now = replace(self._now, talk=talk)

    @property
    def choice(self) -> Choice | None:
        """The question that waits for a record to be chosen."""
        return self._now.choice

    @property
    def where(self) -> Limited | None:
        """The filter that stays."""
        return self._now.talk.where

    @property
    def topic(self) -> Reading | None:
        """The last reading that was not about a record itself: what a follow-up is put into."""
        return self._now.talk.topic

    def ask(self, question: str) -> Answer | Choice | Act:
        """Answer a question, in the light of those before it.

        With a record in focus it is put to that record alone. What asks the corpus nothing
        ("thanks", "show me the second one") comes back as the act that it is. Raises QuestionError
        as `Corpus.ask` does, and where it is about a record and none has been named.
        """
        if self.choice and (record := self.choice.chosen(question)):
            understood = self.choice.understood
            return self._about(self.choice.question, understood, record)
        act = act_of(question, [turn.question for turn in self.turns])
        if act:
            return act
        question = without_tag(without_courtesy(question, self.analyzer))
        named = record_named(question, self.corpus.reader)
        counted = None if self._only() else counted_on(question, self._now.talk, self.analyzer)
        if counted:
            return self._answer(question, Understood(counted, again=True))
        within = self.subject and counted_within(question, self.analyzer)
        if self.subject and within and len(self._now.talk.records) <= 1:
            asked = Understood(Reading(within, self.where), about_record=True)
            return self._about(question, asked, self.subject)
        reading = typed_reading(question, named, self._now.talk, self.analyzer)
        if reading and not (self.topic and asks_for_some(question) and condition(question, self)):
            return self._answer(question, Understood(reading, complete=True))
        return self._in_words(question, named)

    def _in_words(self, question: str, named: Named | None) -> Answer | Choice:
        """The answer to a question in words, in the light of those before it."""
        told = foreign(named.rest if named else question, self.analyzer)
        if told and not told.english:  # refused with the name of the language
            return self._answer(question, Understood(Reading(question, self.where), again=True))
        if named and named.record and told and told.english:
            translated = Understood(Reading(told.english, self.where))
            return self._about(question, translated, named.record.record.id)
        english = told.english if told and told.english else small_words_right(question)
        understood = self._followed(english)
        if understood.more and self.last and self.last.survey:
            return self.survey()
        if named:
            return self._answer(question, understood)
        if not (understood.about_record or self.focus):
            return self._of_all(question, understood)
        record = understood.record or self.focus or self.record_of(understood.reading.question)
        if record:
            return self._about(question, understood, record)
        return self._let_choose(question, understood)

    def _of_all(self, question: str, understood: Understood) -> Answer | Choice:
        """The answer to a question put to all records, or what the one before it tells instead."""
        reading, record = understood.reading, self._now.talk.meant
        about = replace(understood, about_record=True)
        finding = self.corpus.find(reading.question, reading.where)
        if finding.refusal == WHICH and self._now.talk.records:
            meant = self.record_of(reading.question)
            return (
                self._about(question, about, meant) if meant else self._let_choose(question, about)
            )
        if record and self._is_of_record(question, reading, finding):
            return self._about(question, about, record)
        return self._answer(question, understood, finding)

    def _is_of_record(self, question: str, reading: Reading, finding: Finding) -> bool:
        """Whether what was put to all records is of the one before it, which passes the filter."""
        if reading == Reading(question, self.where):
            return self.is_of_record(question, finding)
        same = reading.where == self.where
        return same and self.goes_on_about_record(question, reading.question, finding)

    def survey(self, question: str = "") -> Answer:
        """What several records say of a question, read in the light of those before it.

        Without one it is the last question; where that was surveyed, the records that follow. As
        many are quoted as `limit`. Raises QuestionError as `AskableCorpus.survey` does, and where
        nothing was asked or no record follows.
        """
        if question:
            plain = Understood(Reading(question, self.where))
            understood = plain if is_query(question, self.analyzer) else self._followed(question)
        elif self.turns:
            understood = Understood(self.turns[-1].reading, again=True)
        else:
            raise QuestionError("nothing to ask several records: ask a question first")
        where = Where(pmids=(self.focus,)) if question and self.focus else understood.reading.where
        reading = replace(understood.reading, where=where, skip=0, but=())
        skip = 0 if question else records_quoted(self.turns, reading)
        finding = self.corpus.gather(reading.question, where)
        answer = answer_of(finding, self.limit, skip)
        if skip and not answer.passages:
            raise QuestionError("no more records are quoted; ask a narrower question, or list them")
        shown = reading.shown if tells_more(question, reading, self.where) and question else None
        asked = {"question": question or reading.question, "interpreted_as": shown}
        answer = answer.model_copy(update=asked)
        turn = Turn(
            answer.question, reading, answer, len(self.numbered_passages) + 1 if skip else 1
        )
        self._remember(turn, replace(understood, reading=reading, more=bool(skip)))
        self._found = turn, finding
        return answer

    def _followed(self, question: str) -> Understood:
        """The question as it stands by itself; raises QuestionError where nothing could follow."""
        if self.focus and condition(question, self):
            raise QuestionError(
                f"PMID {self.focus} alone is asked, whatever the condition; /focus off asks all"
            )
        understood = follow(question, self._now.talk, self)
        if understood.more and self.turns and is_count(self.turns[-1].answer):
            raise QuestionError("a count has no passages that more could follow")
        plain = Understood(Reading(question, self.where))
        return replace(understood, complete=understood == plain)

    def explain(self) -> Explanation | None:
        """Why the last answer is what it is; None where there is none."""
        from il2qa.answering.explanation import explanation_of

        if not self.turns:
            return None
        turn = self.turns[-1]
        reading = turn.reading
        if self._found and self._found[0] is turn:
            finding = self._found[1]
        else:  # a later turn was taken back
            find = self.corpus.gather if turn.answer.survey else self.corpus.find
            finding = find(reading.question, reading.where)
        most = len(reading.but) + reading.skip + max(len(turn.answer.passages), self.limit)
        if turn.answer.survey:
            most = len(finding.evidence)
        return explanation_of(finding, turn.answer, most)

    def undo(self) -> str | None:
        """Take the last question and its reading back; None where there is none.

        Returns the question. A filter set by itself stays.
        """
        if not self._before:
            return None
        question = self.turns[-1].question if self.turns else ""
        question = self.choice.question if self.choice else question
        where, self._now = self.where, self._before.pop()
        self.filter(where)
        return question

    def start_over(self) -> None:
        """Forget all questions; the filter and what /undo brings back stay."""
        self._step(Moment(Talk(where=self.where)))

    def filter(self, where: Limited | str | None) -> None:
        """Set the filter that stays, also as it is typed, or none; raises QuestionError."""
        if isinstance(where, str):
            where = typed_limits(where)
        talk = self._now.talk
        topic, last = under(talk.topic, where), under(talk.last, where)
        opening = under(talk.opening, where)
        talk = replace(talk, where=where, topic=topic, last=last, opening=opening)
        self._now = replace(self._now, talk=talk)

    def choose(self, identifier: str | None) -> None:
        """Put a record in focus, or none; raises RecordNotFound."""
        record = self.corpus.record(identifier) if identifier is not None else None
        if identifier is not None and record is None:
            raise RecordNotFound(f"{identifier}: no such record in {self.corpus.info.name}")
        chosen = record.id if record else None
        self._now = replace(self._now, talk=replace(self._now.talk, chosen=chosen))

    def look_at(self, identifier: str) -> None:
        """Take a record that was shown for the one under discussion."""
        talk = replace(self._now.talk, meant=identifier, opened=True)
        self._now = replace(self._now, talk=talk)

    def refresh(self) -> bool:
        """Ask from now on what was last committed to the corpus; False where nothing was.

        As cheap as `AskableCorpus.refresh`. Filter, focus and numbers stay.
        """
        if not self.corpus.refresh():
            return False
        self._found = None
        return True

    def reload(self) -> bool:
        """As `refresh`, and where the records were read from files, read these again."""
        before = self.corpus.reader
        self.corpus.reload()
        self._found = None
        return self.corpus.reader is not before

    def unfocus_lost(self) -> str | None:
        """Let go of the record in focus where the corpus has it no more; its identifier then."""
        lost = self.focus
        if lost is None or self.corpus.record(lost) is not None:
            return None
        self.choose(None)
        return lost

    def passage_source(self, reference: str) -> str | None:
        """The identifier that "2" (a passage of the last answer) or a PMID means, if any."""
        named = self._now.talk.numbered_citations
        if reference.isascii() and reference.isdigit() and 0 < int(reference) <= len(named):
            return named[int(reference) - 1].id
        return reference if self.corpus.record(reference) else None

    def _answer(
        self, question: str, understood: Understood, found: Finding | None = None
    ) -> Answer:
        reading = understood.reading
        finding = found or self.corpus.find(reading.question, reading.where)
        answer = answer_reading(finding, reading, self.limit)
        shown = reading.shown if tells_more(question, reading, self.where) else None
        if answer.interpreted_as:  # a word was repaired
            shown = replace(reading, question=answer.interpreted_as).shown
        answer = answer.model_copy(update={"question": question, "interpreted_as": shown})
        turn = Turn(
            question, reading, answer, len(self.numbered_passages) + 1 if understood.more else 1
        )
        self._remember(turn, understood)
        self._found = turn, finding
        return answer

    def _about(self, question: str, understood: Understood, record: str) -> Answer:
        """Answer from one record alone."""
        reading = understood.reading
        reading = replace(reading, where=Where(pmids=(record,)))
        if understood.more and not reading.skip:
            reading = replace(reading, but=self._quoted_of(reading))
        return self._answer(question, replace(understood, reading=reading))

    def _quoted_of(self, reading: Reading) -> tuple[int, ...]:
        """The places, among what answers a reading, of what was quoted since the question."""
        quoted = {(one.id, one.field, one.start) for one in self._cited()}
        passages = answer_of(self.corpus.find(reading.question, reading.where), _EVERY).passages
        places = enumerate((one.citation for one in passages), 1)
        return tuple(n for n, one in places if (one.id, one.field, one.start) in quoted)

    def _cited(self) -> tuple[Citation, ...]:
        return tuple(one.citation for one in self.numbered_passages)

    def _let_choose(self, question: str, understood: Understood) -> Choice:
        records = self.choices()
        if not records:
            raise QuestionError(
                "which record? Name one (PMID …), or ask about a topic first; "
                "questions about “it” are about the record last cited"
            )
        choice = Choice(question, records, understood)
        self._step(replace(self._now, choice=choice))
        return choice

    def _remember(self, turn: Turn, understood: Understood) -> None:
        cited = tuple(passage.citation for passage in turn.answer.passages)
        meant = meant_after(turn.answer, turn.reading, understood, self._now.talk, self.corpus)
        leans = self.is_worded_as_leaning(turn.reading.question)
        talk = self._now.talk.after(
            turn.reading, understood, cited, self._cited(), meant, leans=leans
        )
        self._step(Moment(talk, (*self.turns, turn)))

    def _step(self, moment: Moment) -> None:
        self._before.append(self._now)
        del self._before[:-_MOST_UNDONE]
        self._now = moment
