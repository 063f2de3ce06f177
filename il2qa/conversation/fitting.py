"""A thing in the place of a part of a question, so that the sentence stays whole.

Verbs agree, articles and ages go with what they belong to, a name takes the place of a name.
"""

from __future__ import annotations

import re

from il2qa.conversation import cues
from il2qa.conversation.phrases import Phrase
from il2qa.conversation.targets import CODE, PEOPLE, endings, shape
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_ONES = lazy_pattern(r"\s+ones?\b(?:\s+themselves)?", re.IGNORECASE)
_YEARS = lazy_pattern(r"\s*[\w-]+(?:\s+years(?: old)?)?", re.IGNORECASE)
_PLURALS = {"is": "are", "was": "were", "does": "do", "has": "have"}
_SINGULARS = {plural: singular for singular, plural in _PLURALS.items()}
_VERB = lazy_pattern(r"\b(is|are|was|were|does|do|has|have)\s+(?:the\s+)?$", re.IGNORECASE)
_ONE = lazy_pattern(r"\ban?\s+$", re.IGNORECASE)
_DETERMINED = lazy_pattern(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_OWNED = lazy_pattern(r"\b(?:(?:their|its|his|her)|\w+['’]s?)\s+$", re.IGNORECASE)
_NAMED_OWNER = lazy_pattern(r"['’]s?\s+$")
_OF_OWNER = lazy_pattern(r".+['’]s?\s+")
_OWNER = lazy_pattern(r"(?:their|its|his|her)\s+", re.IGNORECASE)
_ARTICLES = ("the ", "a ", "an ")


def fitted(question: str, part: Phrase, thing: str, analyzer: Analyzer) -> str:
    """The question with a thing in the place of a part of it."""
    thing, start, end = _spans(question, part, thing, analyzer)
    before = question[:start]
    owned = _OWNED.search(before) is not None
    if _OWNER.match(thing) and (not owned or _NAMED_OWNER.search(before)):
        thing = _OWNER.sub("", thing)  # "their mood" for "cognition", "the child's memory"
    elif owned and (_OWNER.match(thing) or thing.lower().startswith(_ARTICLES)):
        before = _OWNED.sub("", before)
    before = _without_beginning(before, thing)
    if thing.lower().startswith(_ARTICLES):
        before = _DETERMINED.sub("", before)
    before = _agreeing(_ONE.sub("", before), part, thing)
    return before + thing + question[end:]


def _spans(question: str, part: Phrase, thing: str, analyzer: Analyzer) -> tuple[str, int, int]:
    """The thing, and where what it takes the place of begins and ends."""
    ones = _ONES.search(thing)
    if ones:  # "overweight ones": the noun stays
        words = part.text.split()
        nouns = [word for word in words if Phrase(word, (), 0).plural] or words
        end = part.start + part.text.rindex(nouns[-1]) + len(nouns[-1])
        return f"{thing[: ones.start()]} {nouns[-1]}", part.start, end
    start, end = within(part, thing, analyzer)
    if not _asks_something(question, start, end):  # "Can dogs smell cancer?", of an unknown verb
        start = part.end - len(part.text.split()[-1])
    if endings(thing, analyzer) & endings(part.text, analyzer) & PEOPLE:
        end = _end_of_age(question, end)
    return thing, start, end


def _asks_something(question: str, start: int, end: int) -> bool:
    """Whether anything is asked but for what stands in a place: not "Can …?"."""
    left = cues.lower_words(question[:start] + question[end:])
    return not cues.of("auxiliary").issuperset(left)


def _end_of_age(question: str, end: int) -> int:
    """Where the age ends that stands behind people, if any does: "children under 5"."""
    rest = cues.opening(question[end:], "aged")
    years = _YEARS.match(rest) if rest else None
    return len(question) - len(rest) + years.end() if rest and years else end


def _without_beginning(before: str, thing: str) -> str:
    """What stands before a thing without the words that the thing itself begins with.

    "Type 1" for the 2 of "type 2 diabetes" brings its own "type".
    """
    words, own = cues.words(before), cues.lower_words(thing)
    for count in range(min(len(words), len(own)), 0, -1):
        end = [word[0].lower() for word in words[-count:]]
        if end == own[:count] and not before[words[-1].end() :].strip():
            return before[: words[-count].start()]
    return before


def _agreeing(before: str, old: Phrase, thing: str) -> str:
    """What stands before a thing, its verb in the number of it: "do ceramides", "is asthma"."""
    found = _VERB.search(before)
    if found is None or _is_plural(thing) == old.plural:
        return before
    verb = found[1]
    other = agreeing(verb.lower(), thing)
    other = other.capitalize() if verb[0].isupper() else other
    return before[: found.start(1)] + other + before[found.end(1) :]


def agreeing(verb: str, thing: str) -> str:
    """A verb such as "is" in the number of a thing."""
    return (_PLURALS if _is_plural(thing) else _SINGULARS).get(verb, verb)


def _is_plural(thing: str) -> bool:
    return Phrase(cues.before_clause(thing), (), 0).plural


def within(part: Phrase, thing: str, analyzer: Analyzer) -> tuple[int, int]:
    """The part of a phrase that is of the kind of a thing; all of it where no word tells.

    Of "human coronavirus OC43 come" another code replaces the code, of "macrophages meet IL-2"
    other cells replace the first word.
    """
    if part.named and all(Phrase(word, (), 0).named for word in thing.split()):
        start = part.start + part.text.index(part.name)  # "ITPA" for the name in "TPMT matter"
        return start, start + len(part.name)
    owner = _OF_OWNER.match(part.text)
    if (
        owner
        and part.text[0].islower()
        and "'" not in thing
        and not thing.lower().startswith(_ARTICLES)
    ):
        return part.start + owner.end(), part.end  # "and brain?" for "the child's lungs"
    first, _, rest = part.text.partition(" ")
    if rest and first.lower() in cues.of("doing") and shape(thing) != "doing":
        return part.end - len(rest), part.end
    at = part.start
    for word in part.text.split(" "):
        end = at + len(word)
        both = CODE.fullmatch(word) and shape(thing) == "code"
        if end < part.end and not both and endings(word, analyzer) & endings(thing, analyzer):
            return part.start, end
        if both and " " in part.text:
            return at, end
        at = end + 1
    return part.start, part.end
