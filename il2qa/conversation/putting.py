"""What a follow-up puts into the last question, or asks of its record where it has no place."""

from __future__ import annotations

from itertools import takewhile

from il2qa.conversation import anaphora, cues
from il2qa.conversation.antecedents import antecedent
from il2qa.conversation.phrases import phrases
from il2qa.conversation.reading import Reading
from il2qa.conversation.standing_in import of_disease
from il2qa.conversation.substitution import LIKELY, corrected, substituted
from il2qa.conversation.talk import Fresh, Talk, Understood
from il2qa.conversation.targets import behind
from il2qa.text.analyzer import Analyzer


def put_into(
    rest: str,
    talk: Talk,
    analyzer: Analyzer,
    *,
    joins: bool = False,
    sure: bool = False,
    parts: bool = False,
    least: float = 0.0,
) -> Understood | None:
    """The last question with what a follow-up names; `sure` where it must be of a clear kind.

    `least` is the score that what it takes the place of must have at least.
    With `parts` several things that it names are each put in the place of their own.
    """
    if talk.topic is None:
        return None
    text = cues.closing(rest, "closer") or rest
    related = cues.opening(text, "relation") is not None
    aside = cues.opening(text, "aside") is not None  # "for tennis elbow" is no circumstance
    fresh = talk.fresh
    placed = fresh is not None and fresh.related and _is_place(fresh.text)
    other = placed and not (related or _is_place(text))  # "what about head size?"
    last = fresh.text if fresh and not other else None
    topic = talk.topic.question
    text = _named(text, topic, analyzer)
    least = LIKELY if sure else least
    if least >= LIKELY and _is_of_measure(cues.END.sub("", text), topic):
        return None
    healed = of_disease(text, topic, analyzer)
    if healed:
        return Understood(Reading(healed, talk.topic.where), fresh=Fresh(text, related=True))
    corrects = corrected(topic, text, analyzer, last) if parts else None
    substitution = corrects or substituted(topic, text, analyzer, last, joins=joins)
    if substitution is None or substitution.score < least:
        return None
    put_in = Fresh(substitution.put_in, aside, substitution.instead)
    return Understood(Reading(substitution.question, talk.topic.where), fresh=put_in)


def _named(text: str, topic: str, analyzer: Analyzer) -> str:
    """A circumstance with the thing that it does not name: "without it"."""
    words = cues.words(text)
    relation = cues.opening(text, "relation")
    if relation is None or cues.plain(relation) not in cues.of("pronoun"):
        return text
    plural = words[-1][0].lower() in cues.of("plural")
    borne = (part for part in phrases(topic, analyzer) if behind(topic, part, "with"))
    first = next((part.text for part in borne if part.plural == plural), "")
    meant = first or antecedent(topic, plural, analyzer, strict=True)
    return text[: words[-1].start()] + meant + text[words[-1].end() :] if meant else text


def _is_of_measure(thing: str, topic: str) -> bool:
    """Whether it asks for a measure that was not asked for: "testosterone dose?"."""
    words = thing.lower().split()
    return len(words) > 1 and words[-1] in cues.of("generic").difference(cues.lower_words(topic))


def _is_place(text: str) -> bool:
    """Whether a circumstance is a proper name of one word: "China", "Mexico"."""
    return text.istitle() and " " not in text


def mention(rest: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "what about statins?" where it has no place in the last question."""
    thing = cues.END.sub("", rest.strip())
    first, _, behind = thing.partition(" ")
    thing = behind if behind and first.lower() in cues.of("relation") else thing  # "in children"
    parts = phrases(thing, analyzer)
    named = bool(parts) and all(not part.verb for part in parts)
    small = analyzer.stop_words("question")
    clause = cues.of("circumstantial") | cues.of("comparative") | cues.of("standing")
    if not (named and talk.is_of_one) or thing.split()[0].lower() in small | clause:
        return None
    return Understood(Reading(f"does the paper mention {thing}?", talk.where), about_record=True)


def is_complete(text: str, analyzer: Analyzer) -> bool:
    """Whether it is a question of its own: "does IL-4 act on macrophages?"."""
    words = cues.lower_words(text)
    if not words or not phrases(text, analyzer):
        return False
    if words[0] in cues.of("auxiliary"):
        return True
    if words[0] in cues.of("relation") and words[1:2] and words[1] in anaphora.ASKING:
        return not cues.of("auxiliary").isdisjoint(words[2:])  # "in what language is it?"
    second = words[1] if len(words) > 1 else ""
    return words[0] in analyzer.stop_words("question") and second not in cues.of("relation")


def asking_words(question: str, analyzer: Analyzer) -> str:
    """The question words that change what counts as an answer: "why", "how many"."""
    small = analyzer.stop_words("question")
    asking = [*takewhile(small.__contains__, cues.lower_words(question))]
    plain = not asking or asking[0] in ("what", "which", "who", "whom", "whose")
    return "" if plain else " ".join(asking)
