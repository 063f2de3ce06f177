"""Follow-ups behind questions on a record, that name what it may not tell of.

"What about wrist fractures?" behind "how many took part?": what the record does not tell of is put
into the question before, which was put to all records; or that it is not told is said.
"""

from __future__ import annotations

from dataclasses import replace

from il2qa.conversation import cues
from il2qa.conversation.context import Context
from il2qa.conversation.of_paper import next_of_reader, terse
from il2qa.conversation.phrases import phrases
from il2qa.conversation.putting import asking_words, is_complete, mention, put_into
from il2qa.conversation.standing_in import is_standing
from il2qa.conversation.talk import Talk, Understood
from il2qa.paper_questions.wording import wording

_COMPARING = frozenset({"than", "versus", "vs"})
LONGEST = 6  # words of what is no sentence


def returning(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read "what about wrist fractures?" behind "how many took part?" of a record.

    Where the record tells nothing of them, they are put into the question before, which was put to
    all records. So are other circumstances than that one's ("in women", "in children") though it
    tells of them, behind a question that names nothing.
    """
    rest = _put_in(question, talk, context)
    if rest is None or talk.opening is None or talk.chosen is not None:
        return None
    placed = _placed(rest, talk, context)
    if placed:  # "how many patients?", "and controls?"
        told = context.tells_of(rest)
        return Understood(placed.reading, about_record=True, fresh=placed.fresh) if told else None
    before = replace(talk, topic=talk.opening, last=talk.opening, fresh=None)
    found = put_into(rest, before, context.analyzer)
    if found is None or not context.tells_of(cues.before_clause(rest)):
        return found
    whole = talk.opening.question.rstrip(" ?.!")
    replaces = not found.reading.question.startswith(whole)
    circumstance = cues.opening(rest, "relation") is not None
    return found if circumstance and replaces and talk.is_of_reader else None


def _placed(rest: str, talk: Talk, context: Context) -> Understood | None:
    """The last question with a thing in the place of one of its kind, if it has such a place."""
    if talk.last is None:
        return None
    found = put_into(rest, replace(talk, topic=talk.last), context.analyzer, sure=True)
    whole = talk.last.question.rstrip(" ?.!")
    return found if found and not found.reading.question.startswith(whole) else None


def untold(question: str, talk: Talk, context: Context) -> Understood | None:
    """Read "what about women?" behind "main result?" of a record that tells of no women.

    "Main result in women?" would be answered with the main result. Behind "does it mention men?"
    it is asked the same way.
    """
    rest = _put_in(question, talk, context)
    mentioned = talk.last is not None and wording(talk.last.question).kind == "mention"
    if rest is None or not (mentioned or (talk.is_of_reader and not context.tells_of(rest))):
        return None
    return mention(rest, talk, context.analyzer)


def _put_in(question: str, talk: Talk, context: Context) -> str | None:
    """What a question behind one on a record puts into a question, if it names that and no more."""
    opened = cues.opening(question, "opener")
    text = opened or question
    rest = cues.closing(text, "closer") or text
    head = cues.before_clause(rest)
    words = cues.lower_words(head)
    if not cues.of("auxiliary").isdisjoint(words):  # "so what should farmers do?"
        return None
    if _counts_or_compares(words) or is_standing(rest):
        return None
    if not talk.is_on_record or not 0 < len(words) <= LONGEST:
        return None
    if opened is None and cues.opening(rest, "relation") is None:
        if not question.endswith("?") or context.leans(question):  # "so the upshot?"
            return None
        if terse(question, talk, context.analyzer):
            return None
    analyzer = context.analyzer
    parts = phrases(cues.opening(head, "relation") or head, analyzer)
    whole = bool(parts) and all(not part.verb for part in parts)
    if not whole or is_complete(rest, analyzer) or asking_words(rest, analyzer):
        return None
    is_field = opened is None and context.asks_of_record(question)  # "ISSN?"
    return None if is_field or next_of_reader(rest, talk) else rest


def _counts_or_compares(words: list[str]) -> bool:
    """Whether it asks how many of the same there are, or of two things: "all women?"."""
    return not (cues.of("quantifier").isdisjoint(words[:1]) and _COMPARING.isdisjoint(words))
