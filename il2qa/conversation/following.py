"""Reads a question that leans on those before it as one that stands by itself.

Nothing is guessed: a question inherits only where one of the cues of the data file says so, and a
question that is complete never does. Each rule returns the reading, or None where it does not
apply; the first that applies counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from il2qa.conversation import anaphora, cues
from il2qa.conversation.conditions import condition
from il2qa.conversation.phrases import Phrase, joined, phrases
from il2qa.conversation.readings import Reading
from il2qa.filters import narrowed
from il2qa.models import Citation
from il2qa.text.words import stop_words
from il2qa.where import Where


@dataclass(frozen=True, slots=True)
class Talk:
    """What has been said so far, as far as the next question may lean on it."""

    where: Where | None = None  # the filter that stays
    last: Reading | None = None
    topic: Reading | None = None  # the last reading that was not about a record itself
    fresh: Fresh | None = None
    cited: tuple[Citation, ...] = ()  # of the last answer that quoted anything, as numbered
    shown: int = 0  # passages of the last answer
    chosen: str | None = None  # the record put in focus by hand

    @property
    def records(self) -> tuple[Citation, ...]:
        """The last answer's records, each once."""
        found: dict[str, Citation] = {}
        for citation in self.cited:
            found.setdefault(citation.id, citation)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the last follow-up put in, which a next one of the same make takes out again."""

    phrases: tuple[str, ...]
    related: bool  # a circumstance: "in HIV"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood. `about_record`: it is about a record, `record` or that in focus.

    `again`: it only looks once more at what was asked, so that the topic stays what it was.
    """

    reading: Reading
    about_record: bool = False
    record: str | None = None
    fresh: Fresh | None = None
    again: bool = False


AsksOfRecord = Callable[[str], bool]
"""Whether a question asks only for metadata: authors, journal, date …"""


def follow(question: str, talk: Talk, asks_of_record: AsksOfRecord) -> Understood:
    """The question as it stands by itself, by the cues in it."""
    for rule in _RULES:
        found = rule(question, talk)
        if found is not None:
            return found
    return _pointing(question, talk, asks_of_record) or Understood(Reading(question, talk.where))


def _bare(question: str, talk: Talk) -> Understood | None:
    """Read: "when?" asks when the record was published, "why?" the last question once more."""
    plain = cues.plain(question)
    if plain in cues.valued("bare"):
        return Understood(Reading(cues.valued("bare")[plain], talk.where), about_record=True)
    if talk.topic and plain in cues.valued("ask"):
        told = (part.text for part in phrases(talk.topic.question))
        text = joined((cues.valued("ask")[plain], *told))
        return Understood(Reading(text, talk.topic.where), fresh=talk.fresh)
    return None


def _more(question: str, talk: Talk) -> Understood | None:
    """Read: "more" goes on, "more from that one" stays with the record that was cited."""
    rest = cues.opening(question, "more")
    if rest is None or talk.last is None:
        return None
    if not cues.plain(rest):
        last = talk.last
        reading = Reading(last.question, last.where, last.skip + talk.shown)
        return Understood(reading, fresh=talk.fresh, again=True)
    if cues.plain(rest) in cues.of("from_record") and talk.topic:
        reading = Reading(talk.topic.question, talk.where, skip=-1)
        return Understood(reading, about_record=True, again=True)
    return None


def _ordinal(question: str, talk: Talk) -> Understood | None:
    """Read "the second one": the last question, asked of the record of the second passage."""
    told = cues.words(question)
    for place, word in enumerate(told):
        number = cues.valued("ordinal").get(word[0].lower())
        noun = told[place + 1] if place + 1 < len(told) else None
        definite = place == 0 or told[place - 1][0].lower() == "the"
        other = noun and noun[0].lower() not in cues.of("record") - {"author"}
        if number is None or not definite or other:
            continue
        index = int(number) - 1 if int(number) > 0 else -1
        if not -len(talk.cited) <= index < len(talk.cited):
            return None
        start = told[place - 1].start() if place and definite else word.start()
        rest = question[:start] + "it" + question[(noun or word).end() :]
        return _of_passage(rest, talk, talk.cited[index].id)
    return None


def _of_passage(question: str, talk: Talk, record: str) -> Understood:
    if phrases(question) or not talk.topic:
        return Understood(Reading(question), about_record=True, record=record)
    return Understood(Reading(talk.topic.question), about_record=True, record=record, again=True)


def _narrowed(question: str, talk: Talk) -> Understood | None:
    """Read "only since 1990": the last question with a further condition."""
    found = condition(question) if talk.topic else None
    if found is None or talk.topic is None:
        return None
    reading = Reading(talk.topic.question, narrowed(talk.topic.where, found))
    return Understood(reading, fresh=talk.fresh)


def _opened(question: str, talk: Talk) -> Understood | None:
    """Read "what about macrophages?": the last question with a part replaced or added."""
    rest = cues.opening(question, "opener")
    if rest is None or talk.topic is None or _is_complete(rest):
        return None
    new = phrases(rest)
    asked = _asked(rest)
    if not new and not asked:
        return None
    first = next((word[0].lower() for word in cues.words(rest) if word[0].lower() not in asked), "")
    related = first in cues.of("relation")
    fresh = Fresh(tuple(part.text for part in new), related)
    topic = talk.topic.question
    kept = _kept(talk, new, related=related) if new else [part.text for part in phrases(topic)]
    opener = asked or _asked(topic)
    text = joined((opener, *fresh.phrases, *kept))
    return Understood(Reading(text, talk.topic.where), fresh=fresh)


def _is_complete(text: str) -> bool:
    """Whether it is a question of its own: "does IL-4 act on macrophages?"."""
    told = [word[0].lower() for word in cues.words(text)]
    if not told or not phrases(text):
        return False
    if told[0] in cues.of("auxiliary"):
        return True
    second = told[1] if len(told) > 1 else ""
    return told[0] in stop_words("question") and second not in cues.of("relation")


def _asked(question: str) -> str:
    """The question words that change what counts as an answer: "why", "how many"."""
    told: list[str] = []
    for word in cues.words(question):
        if word[0].lower() not in stop_words("question"):
            break
        told.append(word[0].lower())
    return (
        "" if not told or told[0] in ("what", "which", "who", "whom", "whose") else " ".join(told)
    )


def _kept(talk: Talk, new: list[Phrase], *, related: bool) -> list[str]:
    """What stays of the last question: all but what the new phrases take the place of."""
    topic = talk.topic.question if talk.topic else ""
    old = phrases(topic)
    fresh = talk.fresh
    if fresh and fresh.related == related:
        return [part.text for part in old if part.text not in fresh.phrases]
    kinds = frozenset[str]().union(*(part.kinds for part in new))
    alike = [place for place, part in enumerate(old) if part.without(kinds) != part.text]
    if alike:
        # One thing is replaced: the first named, or the circumstance, which stands last.
        place = alike[-1] if related else alike[0]
        return [old[i].without(kinds) if i == place else old[i].text for i in range(len(old))]
    if related:
        return [part.text for part in old]
    edge = anaphora.slot(topic)
    return [part.text for part in old if part.start >= edge]


def _pointing(question: str, talk: Talk, asks_of_record: AsksOfRecord) -> Understood | None:
    """Read: "who wrote it?" is about a record, "does it kill?" about what was named."""
    rest = cues.opening(question, "opener")
    text = rest if rest and _is_complete(rest) else question
    found = anaphora.pronouns(text)
    # "Does it work?" is about what was named; "work" as a noun would be the authors' place.
    acts = bool(found) and all(part.verb for part in phrases(text))
    of_record = (
        (asks_of_record(text) and not acts)
        or anaphora.names_a_record(text)
        or (bool(found) and anaphora.is_of_record(text))
    )
    if of_record:
        return Understood(Reading(text, talk.where), about_record=True)
    plural = anaphora.asks_plural(found)
    topic = talk.topic.question if talk.topic else ""
    meant = anaphora.antecedent(topic, plural, _circumstances(talk))
    if found and talk.topic and meant:
        text = anaphora.replaced(text, found, meant)
        return Understood(Reading(text, talk.topic.where))
    return Understood(Reading(text, talk.where)) if text != question else None


def _circumstances(talk: Talk) -> tuple[str, ...]:
    return talk.fresh.phrases if talk.fresh and talk.fresh.related else ()


_RULES: tuple[Callable[[str, Talk], Understood | None], ...] = (
    _bare,
    _more,
    _ordinal,
    _narrowed,
    _opened,
)
