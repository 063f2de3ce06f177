"""Words that stand for people of the last question: "the ones on beta-blockers"."""

from __future__ import annotations

from il2qa.conversation import cues
from il2qa.conversation.kinds import is_state
from il2qa.conversation.phrases import Phrase, phrases
from il2qa.conversation.targets import PEOPLE
from il2qa.text.analyzer import Analyzer


def is_standing(text: str) -> bool:
    """Whether it is "the ones", "those", and what tells which: "who declined", "with COPD"."""
    words = cues.lower_words(text)
    words = words[1:] if words[:1] == ["the"] else words
    tells = cues.of("relative") | cues.of("relation") | cues.of("further") | {"not"}
    return words[:1] in (["ones"], ["those"]) and not tells.isdisjoint(words[1:2])


def of_disease(text: str, topic: str, analyzer: Analyzer) -> str | None:
    """Read "for asthma" behind "does it help adults who stutter?" as "adults with asthma"."""
    relation, _, thing = text.strip().partition(" ")
    if relation.lower() != "for" or not is_state(cues.before_clause(thing), analyzer):
        return None
    people = next((word for word in cues.words(topic) if _are_people(word[0])), None)
    start, end = _told(people.end(), topic, analyzer) if people else (0, 0)
    if end == start:
        return None
    return with_people(f"ones with {thing}", topic, analyzer, replaced=True)


def with_people(
    text: str, topic: str, analyzer: Analyzer, last: str = "", *, replaced: bool = False
) -> str | None:
    """The last question, of those people of its own that a text tells of; None where it has none.

    What told which they are gives way where it is told in the same way, or `replaced`: "patients
    with cirrhosis" to those with hepatitis, not to those who declined. `last` is what the follow-up
    before put in, which goes first.
    """
    people = next((word for word in cues.words(topic) if _are_people(word[0])), None)
    if people is None:
        return None
    ones = next(word for word in cues.words(text) if word[0].lower() in cues.of("standing"))
    which = cues.END.sub("", text[ones.end() :])
    start, end = _told(people.end(), topic, analyzer)
    put_in = topic.find(last) if last else -1
    if 0 <= put_in <= people.start() < put_in + len(last):
        start, end = people.end(), put_in + len(last)
    elif not (replaced or cues.of("relative").isdisjoint(cues.lower_words(which)[:1])):
        start = end
    if len(which.split()) == 1:  # "the ones without?"
        thing = cues.opening(topic[start:end], "relation")
        which = f"{which} {thing}" if thing else which
    return f"{topic[:start].rstrip()}{which}{topic[end:]}"


def _are_people(word: str) -> bool:
    part = Phrase(word, (), 0)
    return part.plural and bool(part.kinds_of_word & PEOPLE)


def _told(start: int, topic: str, analyzer: Analyzer) -> tuple[int, int]:
    """Where what tells which people they are begins and ends: "already taking aspirin"."""
    behind = cues.lower_words(topic[start:])[:2]
    telling = cues.of("further") | cues.of("relative") | cues.of("relation") | cues.of("aged")
    if telling.isdisjoint(behind[:1]) and cues.of("doing").isdisjoint(behind):
        return start, start
    parts = phrases(topic, analyzer)
    verbs = [part for part in parts if part.start > start and part.verb]
    clause = not cues.of("relative").isdisjoint(behind[:1])
    if verbs and not any(part.verb and part.start < start for part in parts[1:]):
        return start, verbs[clause and len(verbs) > 1].start - 1  # "do adults who stutter live …"
    if clause:
        return start, len(cues.END.sub("", topic))
    thing = next((part for part in parts if part.start > start), None)
    return start, thing.end if thing else start
