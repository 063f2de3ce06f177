"""What has been said in a conversation, and a question as it is understood in the light of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from il2qa.answering.naming import without_names
from il2qa.conversation import cues
from il2qa.conversation.reading import Reading
from il2qa.fields import QUOTED
from il2qa.models import Citation
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.queries.limits import Limited

_ASKING = frozenset(("how", "who", "whom", "whose", "what", "which", "when", "where", "why"))
_FRAGMENT = 5  # words of what is no sentence


@dataclass(frozen=True, slots=True)
class Talk:
    """What has been said so far, as far as the next question may lean on it."""

    where: Limited | None = None  # the filter that stays
    last: Reading | None = None
    topic: Reading | None = None  # the last reading that was not about a record itself
    opening: Reading | None = None  # the last that names a topic and was put to all records
    fresh: Fresh | None = None
    cited: tuple[Citation, ...] = ()  # quoted since the last question, as numbered
    listed: tuple[Citation, ...] = ()  # records that are numbered instead, until the next answer
    shown: int = 0  # passages of the last answer
    chosen: str | None = None  # the record put in focus by hand
    several: tuple[Citation, ...] = ()  # the last that were quoted of several records
    opened: bool = False  # whether the record that is meant was named by the user
    meant: str | None = None  # the record under discussion, where it is clear which one is

    @property
    def numbered_citations(self) -> tuple[Citation, ...]:
        """What numbers name: of a list the records, else what was quoted."""
        return self.listed or self.cited

    @property
    def ordered_citations(self) -> tuple[Citation, ...]:
        """What "the second one" is of: with one record before the reader, of several before it."""
        alone = not self.listed and self.several and len(self.records) == 1
        return self.several if alone else self.numbered_citations

    @property
    def records(self) -> tuple[Citation, ...]:
        """The last answer's records, each once."""
        found: dict[str, Citation] = {}
        for citation in self.cited:
            found.setdefault(citation.id, citation)
        return tuple(found.values())

    @property
    def is_of_one(self) -> bool:
        """Whether there is no doubt which record is talked about."""
        return self.chosen is not None or self.meant is not None

    @property
    def circumstances(self) -> tuple[str, ...]:
        """The circumstance that the last follow-up put in, if it did: "in HIV"."""
        return (self.fresh.text,) if self.fresh and self.fresh.related else ()

    @property
    def is_on_record(self) -> bool:
        """Whether the last question was put to a single record."""
        return self.last is not None and self.last.focus is not None

    @property
    def is_of_reader(self) -> bool:
        """Whether the last question names no topic: it may be asked of any paper.

        Or the one before it, where the last only asked whether its record mentions something.
        """
        asked = (self.last, self.topic if self.is_on_record else None)
        return any(one is not None and not _names_topic(one) for one in asked)

    def after(
        self,
        reading: Reading,
        understood: Understood,
        cited: tuple[Citation, ...],
        before: tuple[Citation, ...],
        meant: str | None,
        *,
        leans: bool = False,
    ) -> Talk:
        """What has been said once a reading is answered; `before` are the last citations.

        `meant` is the record that there is no doubt about now; `leans` tells whether the question
        is worded as one on a record, to whichever it was put.
        """
        # A question about a record's content ("what does it say of HIV?") can be followed up.
        quoted = any(citation.field in QUOTED for citation in cited)
        field = wording(reading.question)  # "who funded it?" has no place for "in cats"
        told = not field.topic and field.kind in kinds_of_fields()
        about = understood.again or (understood.about_record and (told or not quoted))
        put_in = understood.fresh is not None or not reading.question.rstrip().endswith("?")
        several = understood.about_record or " " in reading.question.strip()
        if self.topic and several and not put_in and _is_fragment(reading.question):
            about = True  # nothing has a place in "the hip?"
        return Talk(
            where=self.where,
            last=reading,
            topic=self.topic if about else replace(reading, skip=0),
            opening=self.opening if understood.about_record or leans else self._opened_by(reading),
            fresh=self.fresh if about else understood.fresh,
            cited=(*before, *cited) if understood.more else cited or self.cited,
            shown=len(cited),
            chosen=self.chosen,
            meant=meant,
            several=cited if len({one.id for one in cited}) > 1 else self.listed or self.several,
            opened=meant is not None and self._is_opened(reading, understood, meant),
        )

    def _is_opened(self, reading: Reading, understood: Understood, meant: str) -> bool:
        """Whether a user named the record that is meant: by its identifier, "the second one"."""
        alone = not without_names(reading.question).strip(" ?.!")
        return alone or understood.record == meant or (self.opened and meant == self.meant)

    def _opened_by(self, reading: Reading) -> Reading | None:
        """The last question that names a topic and was put to all records, after a reading."""
        whole = reading.focus is None and without_names(reading.question) == reading.question
        return replace(reading, skip=0) if whole and _names_topic(reading) else self.opening


def _is_fragment(text: str) -> bool:
    """Whether it is no sentence that another thing could be put into: "the hip?"."""
    words = cues.lower_words(text)
    words[:1] = [word.partition("'")[0] for word in words[:1]]  # "who's"
    if len(words) > _FRAGMENT or not _ASKING.isdisjoint(words[:1]) or wording(text).is_of_any_paper:
        return False
    return cues.of("auxiliary").isdisjoint(words) and cues.of("verb").isdisjoint(words)


def _names_topic(reading: Reading) -> bool:
    text = without_names(reading.question)
    return wording(text).topic or _is_fragment(text)


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the last follow-up put in, which a next one takes out again."""

    text: str
    related: bool  # a circumstance: "in HIV"
    instead: str = ""  # what it took the place of

    @property
    def both(self) -> str:
        """What was put in and what it took the place of, which may be compared; "" of no thing."""
        return f"{self.instead} and {self.text}" if self.instead and not self.related else ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood. `about_record`: it is about a record, `record` or that in focus.

    `again`: it only looks once more at what was asked, so that the topic stays what it was.
    `more`: its passages are numbered on from those before; of a record, those not yet quoted.
    `complete`: it takes nothing from those before it.
    """

    reading: Reading
    about_record: bool = False
    record: str | None = None
    fresh: Fresh | None = None
    again: bool = False
    more: bool = False
    complete: bool = False
