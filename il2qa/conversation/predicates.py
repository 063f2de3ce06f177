"""What the last question says of a thing, asked of another one that is all a follow-up names.

"Does surgery?", "how does celecoxib do it?", "why mosses?": each has no verb of its own, and takes
that of the last question.
"""

from __future__ import annotations

from collections.abc import Set

from il2qa.conversation import anaphora, cues
from il2qa.conversation.fitting import agreeing, fitted
from il2qa.conversation.phrases import CIRCUMSTANCES, Phrase, phrases
from il2qa.conversation.substitution import substituted
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_DONE = lazy_pattern(
    r"(?P<word>how|why) (?:do|does|did|can|could|will|would|should|may|might) (?P<who>.+?)"
    r" (?:do|achieve|manage) (?:it|this|that|so)"
)
_MOST = 2  # words of a thing of which a question may be a sentence where it has more
_BE = frozenset({"is", "are", "was", "were", "has", "have"})
_LIKELY = 0.8  # the score of a thing that may take the place of another


def asked_of_another(question: str, topic: str, analyzer: Analyzer) -> str | None:
    """The reading of what has no verb of its own; None where it has one."""
    text = cues.END.sub("", cues.opening(question, "opener") or question)
    return (
        _without_verb(cues.closing(text, "closer") or text, topic, analyzer)
        or _how_done(text, topic, analyzer)
        or _why(text, topic, analyzer)
    )


def _without_verb(text: str, topic: str, analyzer: Analyzer) -> str | None:
    """Read "does surgery?" as the last question of surgery.

    Of two words the first might be what something does ("do cats purr?"), unless the second is
    surely a thing.
    """
    auxiliary, _, thing = text.partition(" ")
    opens = auxiliary.lower() in cues.of("auxiliary")
    if not opens or not _is_thing(thing, analyzer) or _opens_with(topic, {"how", "why"}):
        return None
    words = [word for word in cues.lower_words(thing) if word not in ("the", "a", "an")]
    sure = bool(Phrase(words[-1], (), 0).kinds_of_word & CIRCUMSTANCES) if words else False
    if len(words) not in (1, _MOST) or (len(words) == _MOST and not sure):
        return None
    return _said_of(thing, topic, analyzer)


def _how_done(text: str, topic: str, analyzer: Analyzer) -> str | None:
    """Read "how does celecoxib do it?" behind "does aspirin prevent cancer?"."""
    found = _DONE.fullmatch(cues.plain(text))
    if found is None or not _is_thing(found["who"], analyzer):
        return None
    who = cues.words(text)[2 : 2 + len(found["who"].split())]
    return _asked_why(found["word"], text[who[0].start() : who[-1].end()], topic, analyzer)


def _why(text: str, topic: str, analyzer: Analyzer) -> str | None:
    """Read "why mosses?" behind "which plants are suited to restoring karst?"."""
    word, _, thing = text.partition(" ")
    if word.lower() != "why" or not _is_thing(thing, analyzer):
        return None
    return _asked_why(word, thing, topic, analyzer)


def _asked_why(word: str, thing: str, topic: str, analyzer: Analyzer) -> str | None:
    """How or why what was asked for, or what does it, does so."""
    edge = anaphora.slot(topic, analyzer)
    rest = topic[edge:].strip()
    first, _, behind = rest.partition(" ")
    if _opens_with(topic, cues.of("auxiliary")):
        said = _said_of(thing, topic, analyzer)
        auxiliary, _, behind = (said or "").partition(" ")
        return f"{word.capitalize()} {auxiliary.lower()} {behind}" if said else None
    if not edge or not behind:
        return None
    plural = Phrase(thing, (), 0).plural
    if first.lower() in _BE:
        auxiliary = agreeing(first.lower(), thing)
        return f"{word.capitalize()} {auxiliary} {thing} {behind}"
    if first.lower() in cues.of("auxiliary") or not Phrase(first, (), 0).verb:
        return None
    act = first if Phrase(topic[:edge], (), 0).plural else first.removesuffix("s")
    return f"{word.capitalize()} {'do' if plural else 'does'} {thing} {act} {behind}"


def _said_of(thing: str, topic: str, analyzer: Analyzer) -> str | None:
    """The last question with a thing in the place of what it asks of, or of one of its kind."""
    parts = phrases(topic, analyzer)
    kinds = Phrase(cues.END.sub("", thing), (), 0).kinds_of_word & CIRCUMSTANCES
    asks = _opens_with(topic, cues.of("auxiliary"))
    subject = parts[0] if parts and not parts[0].verb else None
    if asks and subject and not (kinds and not subject.kinds_of_word & CIRCUMSTANCES):
        return fitted(topic, subject, thing, analyzer)
    found = substituted(topic, thing, analyzer)
    return found.question if found and found.score >= _LIKELY else None


def _opens_with(text: str, words: Set[str]) -> bool:
    return not words.isdisjoint(cues.lower_words(text)[:1])


def _is_thing(text: str, analyzer: Analyzer) -> bool:
    """Whether a text names one thing and nothing else: "older women", not "safe", "them"."""
    bare = text.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")
    parts = phrases(text, analyzer)
    return len(parts) == 1 and not parts[0].verb and parts[0].text.lower() == bare
