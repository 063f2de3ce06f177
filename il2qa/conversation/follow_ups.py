"""Reads a question that leans on those before it as one that stands by itself.

Nothing is guessed: a question inherits only where one of the cues of the data file says so, and a
question that is complete never does. Each rule returns the reading, or None where it does not
apply; the first that applies counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from il2qa.answering.naming import without_names
from il2qa.conversation import anaphora, belonging, cues, ellipsis
from il2qa.conversation.again import again
from il2qa.conversation.antecedents import resolved
from il2qa.conversation.bare import bare
from il2qa.conversation.context import Context
from il2qa.conversation.fragments import fragment, opened
from il2qa.conversation.leaning import leaning
from il2qa.conversation.limiting import limited, narrowed
from il2qa.conversation.of_paper import next_of_reader, of_paper, of_study, terse
from il2qa.conversation.pairs import with_pair
from il2qa.conversation.phrases import phrases
from il2qa.conversation.putting import is_complete, mention, put_into
from il2qa.conversation.reading import Reading
from il2qa.conversation.returning import returning, untold
from il2qa.conversation.talk import Talk, Understood
from il2qa.errors import QuestionError
from il2qa.text.analyzer import Analyzer

_ENOUGH = 5
"""Things named from which a question stands alone, and its pronouns mean what it names itself: of
5,700 complete questions 24 had one replaced, of follow-ups none names more than 4."""

_LEAST_LEANING = 0.02  # probability below which "ones" are what a question names itself


def follow(question: str, talk: Talk, context: Context) -> Understood:
    """The question as it stands by itself, by the cues in it."""
    shown = again(question, talk, context.limit)
    if shown is not None:
        return shown
    analyzer = context.analyzer
    alone = len(leaning().named(question, analyzer)) >= _ENOUGH
    for rule in _RULES:
        understood = None if alone and rule is _ordinal else rule(question, talk, analyzer)
        if understood is not None:
            return understood
    return (
        narrowed(question, talk, context)
        or _corrected(question, talk, context)
        or _elliptic(question, talk, context)
        or of_paper(question, talk, analyzer)
        or _anything(question, talk, analyzer)
        or returning(question, talk, context)
        or untold(question, talk, context)
        or limited(question, talk, context)
        or _substituting(question, talk, analyzer)
        or terse(question, talk, analyzer)
        or (None if alone else _pointing(question, talk, context))
        or Understood(Reading(question, talk.where))
    )


def _substituting(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read what puts something into the last question."""
    return opened(question, talk, analyzer) or fragment(question, talk, analyzer)


def _more(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read: "more" goes on, "more from that one" stays with the record that was cited."""
    rest = cues.opening(question, "more")
    if rest is None or (talk.last is None and cues.plain(rest)):
        return None
    if talk.last is None:
        raise QuestionError("nothing to go on with: ask a question first")
    if not cues.plain(rest):
        last = talk.last
        if not without_names(last.question).strip(" ?.!"):  # the title of a PMID was shown
            return Understood(Reading("summarise", talk.where), about_record=True)
        reading = replace(last, skip=last.skip + talk.shown)
        return Understood(reading, fresh=talk.fresh, again=True, more=True)
    if cues.plain(rest) in cues.of("from_record") and talk.topic:
        reading = Reading(talk.topic.question, talk.where)
        return Understood(reading, about_record=True, again=True, more=True)
    return None


def _ordinal(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "the second one": the last question, asked of the record of the second passage."""
    words = cues.words(question)
    for place, word in enumerate(words):
        number = cues.valued("ordinal").get(word[0].lower())
        noun = words[place + 1] if place + 1 < len(words) else None
        definite = place == 0 or words[place - 1][0].lower() == "the"
        other = noun and noun[0].lower() not in cues.of("record") - {"author"}
        if number is None or not definite or other:
            continue
        if noun and noun is words[-1] and not talk.ordered_citations:
            raise QuestionError(f"nothing is numbered that {question!r} may mean: ask first")
        index = int(number) - 1 if int(number) > 0 else -1
        if not -len(talk.ordered_citations) <= index < len(talk.ordered_citations):
            return None
        start = words[place - 1].start() if place and definite else word.start()
        rest = question[:start] + "it" + question[(noun or word).end() :]
        return _of_passage(rest, talk, talk.ordered_citations[index].id, analyzer)
    return None


def _of_passage(question: str, talk: Talk, record: str, analyzer: Analyzer) -> Understood:
    if phrases(question, analyzer) or not talk.topic:
        return Understood(Reading(question), about_record=True, record=record)
    return Understood(Reading(talk.topic.question), about_record=True, record=record, again=True)


def _elliptic(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read what leaves out what the last question said: "how do they do it?", "which ones die?"."""
    if talk.topic is None or talk.is_of_reader:
        return None
    topic, analyzer = talk.topic.question, context.analyzer
    text = ellipsis.whole(question, topic, analyzer)
    if text is None:
        own = _names_its_own(question, context)
        text = with_pair(question, topic, talk.fresh, analyzer)
        text = text or (None if own else ellipsis.with_noun(question, topic, analyzer))
        on_record = text is not None and talk.is_of_one and context.leans(question)
        text = text or ellipsis.compared(question, topic, analyzer)
        pronouns = anaphora.pronouns(text, analyzer) if text else []
        text = resolved(text, pronouns, topic, analyzer) if text and pronouns else text
        if on_record and text:
            return Understood(Reading(text, talk.where), about_record=True)
    return Understood(Reading(text, talk.topic.where), fresh=talk.fresh) if text else None


def _names_its_own(question: str, context: Context) -> bool:
    """Whether "ones" are what the question itself names, or what no record talked of tells of.

    So is "which one is stronger, A or B?", and "which ones are the ESKAPE organisms?".
    """
    this = belonging.asked(question, context.analyzer)
    told = (context.tells_of(one.surface) for one in this.sorts)
    return this.chance < _LEAST_LEANING or not all(told)


def _corrected(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read "no, I meant type 1": the last question with what it just put in put right.

    So it is with a condition ("no wait, since 2010"). What has no place there, or is a question of
    its own, is asked without "I meant".
    """
    rest = cues.opening(question, "correction") or _denied(question)
    if not rest:
        return None
    limited_anew = narrowed(rest, talk, context)
    if limited_anew:
        return limited_anew
    analyzer, sure = context.analyzer, talk.is_of_reader
    if not is_complete(rest, analyzer) and (
        corrected := put_into(rest, talk, analyzer, sure=sure, parts=True)
    ):
        return corrected
    opener = question[: len(question) - len(rest)]
    apart = len(cues.words(opener)) > 1 or opener.rstrip().endswith(",")  # not "rather large …"
    return follow(rest, talk, context) if apart else None


def _denied(question: str) -> str | None:
    """What stands behind the "no" of "no, in women"."""
    words = cues.words(question)
    denies = len(words) > 1 and words[0][0].lower() in ("no", "not")
    related = denies and words[1][0].lower() in cues.of("relation")
    return question[words[1].start() :] if related else None


def _anything(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "anything on children?": whether the record tells of them."""
    rest = cues.opening(question, "mentioning")
    if rest is None or not talk.is_of_one:
        return None
    return next_of_reader(rest, talk) or mention(rest, talk, analyzer)


def _pointing(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read: "who wrote it?" is about a record, "does it kill?" about what was named.

    What names nothing of its own even then ("how many took part?") is about the record too.
    """
    analyzer = context.analyzer
    rest = cues.opening(question, "opener")
    text = rest if rest and is_complete(rest, analyzer) else question
    pronouns = anaphora.pronouns(text, analyzer)
    # "Does it work?" is about what was named; "work" as a noun would be the authors' place.
    acts = bool(pronouns) and all(part.verb for part in phrases(text, analyzer))
    clear = anaphora.is_of_what_was_told(text) or (
        bool(pronouns) and (of_study(text, talk, analyzer) or anaphora.is_of_finding(text))
    )
    of_record = (
        clear
        or (context.asks_of_record(text) and not acts)
        or anaphora.names_a_record(text)
        or anaphora.asks_its_kind(text)
        or (bool(pronouns) and anaphora.is_of_record(text))
    )
    if of_record:
        return Understood(Reading(text, talk.where), about_record=True)
    if pronouns and talk.topic:
        topic = talk.topic.question
        passed, on_record = talk.circumstances, talk.is_on_record
        both = talk.fresh.both if talk.fresh else ""
        text = resolved(text, pronouns, topic, analyzer, passed, on_record=on_record, both=both)
    if context.leans(text):
        return Understood(Reading(text, talk.where), about_record=True)
    if pronouns and talk.topic:
        return Understood(Reading(text, talk.topic.where))
    return Understood(Reading(text, talk.where)) if text != question else None


_RULES: tuple[Callable[[str, Talk, Analyzer], Understood | None], ...] = (
    bare,
    _more,
    _ordinal,
)
