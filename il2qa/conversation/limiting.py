"""Reads what limits the last question: "only since 1990", "do others agree?", "women only"."""

from __future__ import annotations

from dataclasses import replace

from il2qa.conversation import cues
from il2qa.conversation.conditions import Known, condition, put_under
from il2qa.conversation.context import Context
from il2qa.conversation.phrases import CIRCUMSTANCES, phrases
from il2qa.conversation.putting import is_complete, put_into
from il2qa.conversation.reading import Reading
from il2qa.conversation.returning import LONGEST
from il2qa.conversation.talk import Talk, Understood
from il2qa.errors import QuestionError
from il2qa.filters.where import Where


def narrowed(question: str, talk: Talk, known: Known) -> Understood | None:
    """Read "only since 1990": the last question with a further condition."""
    if talk.topic is None:
        return None
    if cues.plain(question) in cues.of("unlimited"):  # "without filters"
        record = talk.topic.focus
        reading = Reading(talk.topic.question, talk.where)
        return Understood(reading, bool(record), record, fresh=talk.fresh)
    further = _others(question, talk) or condition(question, known)
    if further is None:
        return None
    if talk.opening and talk.topic.focus and not talk.chosen:  # a single record has one year
        talk = replace(talk, topic=talk.opening, fresh=None)
    topic = talk.topic or Reading(question)
    where = topic.where
    if where and further.since and further.until:  # "2018 to 2019" is not within an earlier year
        where = where.model_copy(update={"since": None, "until": None})
    reading = Reading(topic.question, put_under(where, further))
    return Understood(reading, fresh=talk.fresh)


def _others(question: str, talk: Talk) -> Where | None:
    """Read "do others agree?": other records than those quoted, or than the one that is meant."""
    asks = cues.plain(question) in cues.of("others")
    quoted = (talk.meant,) if talk.meant else tuple(one.id for one in talk.records)
    if not (asks and quoted and talk.opening) or talk.chosen:
        return None
    return Where(without=Where(pmids=quoted))


def limited(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read "only in zebrafish", "women only" as a circumstance; "just wine?" asks of wine.

    Raises QuestionError for what limits and is not understood: asked as a topic, it would be
    answered as if it had been.
    """
    analyzer = context.analyzer
    rest = cues.opening(question, "limit") or _before_only(question)
    words = cues.lower_words(rest or "")
    if rest is None or not words or talk.topic is None:
        return None
    if len(words) > LONGEST or is_complete(rest, analyzer):
        return None
    if words[0] in cues.of("relation"):
        return put_into(rest, talk, analyzer, joins=True)
    named = phrases(rest, analyzer)
    if len(named) == 1 and named[0].kinds_of_word & CIRCUMSTANCES:  # "women only"
        return put_into(f"in {rest}", talk, analyzer, joins=True)
    if question.rstrip().endswith("?"):
        return _only_asked(question, cues.END.sub("", rest), talk, context)
    raise QuestionError(
        f"{rest!r} is not understood as a condition; say “only since 1990”, “only reviews”, "
        "“only in German”, “only in humans” or “only papers by …”, or ask it as a question"
    )


def _before_only(question: str) -> str | None:
    """What stands before the "only" that a line ends with: "women only"."""
    words = cues.words(cues.closing(question, "closer") or question)
    limits = len(words) > 1 and words[-1][0].lower() == "only"
    return question[: words[-1].start()].rstrip(" ,") if limits else None


def _only_asked(question: str, thing: str, talk: Talk, context: Context) -> Understood | None:
    """Read "just wine?" as the last question, asked of wine.

    Where it has no place there ("just like wine?") it is asked of the record that tells of wine.
    """
    analyzer = context.analyzer
    compared = thing.removeprefix("like ")
    told = talk.is_of_one and context.tells_of(compared)
    named = phrases(compared, analyzer)
    whole = compared == thing and len(named) == 1 and not named[0].verb and named[0].start == 0
    put_in = put_into(thing, talk, analyzer, sure=told) if whole else None
    if put_in or not (named and told):
        return put_in
    return Understood(Reading(question.strip(), talk.where), about_record=True)
