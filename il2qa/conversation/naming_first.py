"""What names a thing first and asks of it behind a comma: "and estrogen, is that better?"."""

from __future__ import annotations

from il2qa.conversation import anaphora, cues
from il2qa.conversation.phrases import phrases
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_COMMA = lazy_pattern(r"\s*[,;:\u2013\u2014]\s+")
_THAT = frozenset({"it", "that", "this", "they", "those", "these", "them"})


def named_first(text: str, analyzer: Analyzer) -> str | None:
    """The question with the thing in the place of what stands for it; None where it asks nothing.

    "Is estrogen better?", "how widespread is telemedicine?".
    """
    thing, *rest = _COMMA.split(text, maxsplit=1)
    parts = phrases(thing, analyzer)
    opens = cues.lower_words(rest[0])[:1] if rest else []
    asking = cues.of("auxiliary") | anaphora.ASKING_HOW
    circumstance = cues.of("relation") | cues.of("circumstantial") | cues.of("clause")
    if not circumstance.isdisjoint(cues.lower_words(thing)[:1]):  # "in HIV, does it help?"
        return None
    if not parts or any(part.verb for part in parts) or asking.isdisjoint(opens):
        return None
    for word in cues.words(rest[0]):
        if word[0].lower() in _THAT:
            return f"{rest[0][: word.start()]}{thing.strip()}{rest[0][word.end() :]}"
    return None
