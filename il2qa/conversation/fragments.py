"""Reads what is no sentence: "and hospitalization?", "in men?", "the ones who declined?"."""

from __future__ import annotations

from dataclasses import replace

from il2qa.conversation import anaphora, cues, ellipsis
from il2qa.conversation.bare import bare
from il2qa.conversation.ellipsis import asked_again
from il2qa.conversation.naming_first import named_first
from il2qa.conversation.of_paper import next_of_reader
from il2qa.conversation.phrases import phrases
from il2qa.conversation.putting import asking_words, is_complete, mention, put_into
from il2qa.conversation.reading import Reading
from il2qa.conversation.returning import LONGEST
from il2qa.conversation.standing_in import is_standing, with_people
from il2qa.conversation.talk import Talk, Understood
from il2qa.conversation.targets import is_unknown
from il2qa.paper_questions.kinds import GENERAL
from il2qa.paper_questions.wording import wording
from il2qa.text.analyzer import Analyzer

_FITS = 1.0  # score of what is put in behind "too"; else it is asked by itself


def opened(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "what about macrophages?": the last question with a part replaced or added."""
    rest = cues.opening(question, "opener")
    moved = named_first(rest, analyzer) if rest and talk.topic else None
    if moved and talk.topic:
        return _compared_or(moved, talk.topic, analyzer)
    asked = asking_words(rest or "", analyzer)
    if rest and asked and talk.is_of_reader and (read := bare(rest, talk, analyzer)):
        return read  # "and when?"
    if rest is None or talk.topic is None or is_complete(rest, analyzer):
        return None
    if asked and not phrases(rest, analyzer):  # "and how many?"
        text = asked_again(talk.topic.question, asked, analyzer)
        return Understood(Reading(text, talk.topic.where))
    sure = talk.is_of_reader  # "why does it matter?" has no place for "other species"
    topic = talk.topic
    reads = wording(rest)
    if reads.kind in GENERAL and reads.is_of_any_paper:
        return Understood(Reading(rest.strip(), talk.where), about_record=True)
    more = None if sure else ellipsis.with_more(rest, topic.question, analyzer)
    if more:
        return Understood(Reading(more, topic.where))
    if sure and question.split()[0].lower() in cues.of("auxiliary"):  # "is that true for men?"
        return mention(rest, talk, analyzer)
    if is_standing(rest):
        return _standing(rest, talk, analyzer)
    clause = not cues.of("circumstantial").isdisjoint(cues.lower_words(rest)[:1])
    if sure and clause:  # "and if she asks for it?"
        return Understood(Reading(rest.strip(), talk.where), about_record=True)
    return (
        next_of_reader(rest, talk)
        or put_into(rest, talk, analyzer, sure=sure, parts=not sure)
        or mention(rest, talk, analyzer)
        or (put_into(rest, _before(talk), analyzer) if sure and talk.opening else None)
    )


def _compared_or(text: str, topic: Reading, analyzer: Analyzer) -> Understood:
    """A question on what was named before it, with what it compares where it does not say that."""
    compared = ellipsis.compared(text, topic.question, analyzer)
    return Understood(Reading(compared or text, topic.where))


def _before(talk: Talk) -> Talk:
    """What had been said when the last question was put to all records that names a topic."""
    return replace(talk, topic=talk.opening, last=talk.opening, fresh=None)


def _standing(text: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "and the ones on beta-blockers?": people of the last question, or of its record."""
    topic = talk.topic
    last = talk.fresh.text if talk.fresh else ""
    found = with_people(text, topic.question, analyzer, last) if topic else None
    if found and topic:
        return Understood(Reading(found, topic.where), talk.is_on_record)
    return Understood(Reading(text.strip(), talk.where), about_record=True) if talk.cited else None


def fragment(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "in men?", "heart failure as well?", "NL63?": no sentence, so it needs the last one."""
    words = cues.lower_words(question)
    if not words or talk.topic is None or len(words) > LONGEST or is_complete(question, analyzer):
        return None
    text = cues.closing(question, "closer")
    if is_standing(text or question) and question.rstrip().endswith("?"):
        return _standing(text or question, talk, analyzer)
    if cues.opening(question, "relation") is not None:
        asked = _asked_behind(question, talk.topic)
        return asked or put_into(text or question, talk, analyzer, joins=True)
    if text is None and not question.rstrip().endswith("?"):
        return None
    begun = cues.opening(question, "opener") is not None or (text and not talk.is_of_reader)
    if not begun and (asked := next_of_reader(question, talk)):
        return asked
    parts = phrases(text or question, analyzer)
    named = len(parts) == 1 and not parts[0].verb and parts[0].start == 0
    own = Understood(Reading(question.strip(), talk.where), about_record=True)
    if text is None:
        found = put_into(question, talk, analyzer, sure=True) if named else None
        compares = words[0] in cues.of("quantity") or words[0] in cues.of("comparative")
        stands = compares and not anaphora.pronouns(question, analyzer)  # "more with more of it?"
        return found or (own if stands and talk.is_of_one else None)
    least = 0.0 if parts and is_unknown(parts[0], analyzer) else _FITS
    found = put_into(text, talk, analyzer, least=least) if named else None
    if found is None and named and talk.is_on_record and talk.opening:
        found = put_into(text, _before(talk), analyzer, least=_FITS)
    return found or (own if talk.is_of_one else None)


def _asked_behind(question: str, topic: Reading) -> Understood | None:
    """Read "through which receptor?" behind "Does histamine stimulate IL-6 release?"."""
    words = cues.lower_words(question)
    first, _, rest = topic.question.strip().partition(" ")
    asks = len(words) > 1 and words[1] in anaphora.ASKING
    if not asks or first.lower() not in cues.of("auxiliary"):
        return None
    text = f"{question.rstrip(' ?.!').capitalize()} {first.lower()} {rest}"
    return Understood(Reading(text, topic.where))
