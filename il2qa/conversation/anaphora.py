"""Words that stand for something named before: "it", "its", "this cytokine", "the article".

A pronoun is left alone where its own question names what it means ("Does IL-2 lose its activity
…"): a possessive behind any phrase, another pronoun behind a phrase and a word that opens a clause,
since in one clause "it" is never the subject (that were "itself").
"""

from __future__ import annotations

import itertools
import re

from il2qa.conversation import cues
from il2qa.conversation.phrases import Phrase, phrases
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

ASKING = frozenset({"which", "what"})
ASKING_HOW = ASKING | {"how"}  # "how common is …"
_QUANTITIES = frozenset({"many", "much"})
_DEMONSTRATIVES = frozenset({"this", "these", "those"})
_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})
PEOPLE = frozenset({"they", "their", "he", "she", "his", "her"})
DOERS = frozenset({"they", "he", "she"})
TOLD = frozenset({"this", "that", "it"})
_ARTICLES = frozenset({"a", "an"})
_SINGLE = frozenset({"one", "single"})
_NEAR = 4  # words behind an article
_INTRODUCING = frozenset({"that", "whether", "if"})
_BREAK = lazy_pattern(r"[:;,.(] |\s[-\u2013\u2014] ")


def pronouns(question: str, analyzer: Analyzer) -> list[re.Match[str]]:
    """The pronouns of a question that mean something named before it."""
    words = cues.words(question)
    return [
        word
        for position, word in enumerate(words)
        if _is_pronoun(words, position)
        and not _is_expletive(words, position)
        and not _is_bound(question, words, position, analyzer)
    ]


def names_a_record(question: str) -> bool:
    """Whether it says "the article", "this small study", "the authors" and not which one."""
    words = [word[0].lower() for word in cues.words(question)]
    for position, word in enumerate(words):
        reach = 3 if word == "this" else 1
        for noun in range(position + 1, min(position + 1 + reach, len(words))):
            after = words[noun + 1] if noun + 1 < len(words) else ""
            if word in _DETERMINERS and _is_record_word(words[noun]):
                return after not in cues.of("specific")
    return False


def stands_apart(question: str) -> bool:
    """Whether a question is of two parts, the one of which names what the other asks of."""
    return _BREAK.search(question) is not None


def asks_its_kind(question: str) -> bool:
    """Whether it asks what kind of study "it" is: "was it a prospective cohort?"."""
    words = cues.lower_words(question)
    for place, word in enumerate(words[:-1]):
        if word in TOLD and words[place + 1] in _SINGLE:  # "was it one centre only?"
            return not cues.of("setting").isdisjoint(words[place + 2 : place + 3])
        if word in TOLD and words[place + 1] in _ARTICLES:
            return not cues.of("design").isdisjoint(words[place + 2 : place + 2 + _NEAR])
    return False


def names_people(question: str) -> bool:
    """Whether it asks of the authors: "what do the authors recommend?", "what did they find?"."""
    words = {word[0].lower() for word in cues.words(question)}
    return bool(words & {"author", "authors"}) or (is_of_record(question) and bool(words & PEOPLE))


def is_of_record(question: str) -> bool:
    """Whether "it" is what was written, or "they" are those who did."""
    told = cues.lower_words(question)
    words = set(told)
    authors = words & PEOPLE and words & cues.of("author_act")
    did = any(
        one == "did" and who in DOERS and act in cues.of("author_deed")
        for one, who, act in zip(told, told[1:], told[2:], strict=False)
    )
    knew = any(
        who in DOERS and act in cues.of("knowing")
        for who, act in itertools.pairwise(told)
        if told[0] == "how"
    )
    return bool(authors or did or knew or words & cues.of("record_act"))


def is_of_finding(question: str) -> bool:
    """Whether "this" is what was just told: "what does this mean for clinicians?"."""
    words = [word[0].lower() for word in cues.words(question)]
    pairs = set(itertools.pairwise(words))
    return any((word, act) in pairs for word in TOLD for act in cues.of("telling"))


def is_of_what_was_told(question: str) -> bool:
    """Whether it asks what "that" tells: "what does that tell us about children?"."""
    words = cues.lower_words(question)
    told = zip(words, words[1:], words[2:], strict=False)
    return words[:1] == ["what"] and any(
        before in cues.of("auxiliary") and one == "that" and act in cues.of("telling")
        for before, one, act in told
    )


def asks_what_they_did(question: str) -> bool:
    """Whether it asks what was done once: "which crop did they grow?", not "did they grow?"."""
    words = [word[0].lower() for word in cues.words(question)]
    pairs = itertools.pairwise(words[1:])
    return any(one == "did" and other in DOERS for one, other in pairs)


def slot(question: str, analyzer: Analyzer, openers: frozenset[str] = ASKING) -> int:
    """Where the thing asked for ends ("Which cells …"); 0 where the question names none."""
    words = cues.words(question)
    related = [word[0].lower() for word in words[:2]]
    if len(related) > 1 and related[0] in cues.of("relation") and related[1] in openers:
        words = words[1:]  # "through which receptor"
    asked = [word[0].lower() in openers | _QUANTITIES for word in words]
    if not words or words[0][0].lower() not in openers:
        return 0
    last = words[asked.index(False) - 1 if False in asked else -1]
    first = next((part for part in phrases(question, analyzer) if not part.verb), None)
    return first.end if first and first.start <= last.end() + 1 else 0


def _is_record_word(word: str) -> bool:
    return word in cues.of("record") or word.removesuffix("s") in cues.of("record")


def is_record(part: Phrase) -> bool:
    """Whether it only points at a record: "study"."""
    return part.text.lower() in cues.of("record")


def is_generic(part: Phrase) -> bool:
    """Whether it needs another thing to mean anything: "role"."""
    return part.text.lower().split()[-1] in cues.of("generic")


def _is_pronoun(words: list[re.Match[str]], position: int) -> bool:
    word = words[position][0].lower()
    after = words[position + 1][0].lower() if position + 1 < len(words) else ""
    if word in _DEMONSTRATIVES and after:
        # "this study" names a record; "this is", "those that" point at nothing to put in.
        other = cues.of("auxiliary") | cues.of("specific") | cues.of("relation") | {"who", "whose"}
        noun = after not in other
        return noun and after not in cues.of("record")
    return word in cues.of("pronoun") or word in cues.of("possessive")


def _is_expletive(words: list[re.Match[str]], position: int) -> bool:
    """Whether "it" only opens a clause: "is it known that …", "is it hard to …".

    "Is it known to …" is another matter: there "it" is what is known.
    """
    if words[position][0].lower() != "it":
        return False
    rest = [word[0].lower() for word in words[position + 1 : position + 7]]
    for index, (before, word) in enumerate(itertools.pairwise(rest)):
        if word in _INTRODUCING:
            return True
        if word == "to" and before not in cues.of("raising") and not _is_passive(rest[: index + 1]):
            return True
        if word.endswith("ing") and before in cues.of("expletive"):
            return True
    return False


def _is_passive(words: list[str]) -> bool:
    """Whether words say what is done to something: "be passed on", not "is it hard"."""
    return any(
        word.endswith(("ed", "en")) or word in cues.of("raising")
        for before, word in itertools.pairwise(["be", *words])
        if before in ("be", "been", "being")
    )


def _is_bound(question: str, words: list[re.Match[str]], position: int, analyzer: Analyzer) -> bool:
    word = words[position]
    counts = len(words) > 1 and words[1][0].lower() in _QUANTITIES
    # "how large is its genome?"
    edge = 0 if counts else slot(question, analyzer, frozenset({"how"}))
    before = [
        part
        for part in phrases(question[: word.start()], analyzer)
        if not part.verb and part.start >= edge and not is_record(part)
    ]
    if not before:
        return False
    if word[0].lower() in cues.of("possessive") | {"these", "those"}:
        return True
    gap = question[before[0].end : word.start()]
    between = (other[0].lower() for other in cues.words(gap))
    return bool(_BREAK.search(gap)) or not cues.of("clause").isdisjoint(between)
