"""What a follow-up leaves out because the last question said it: its verb, its noun, all of it.

"And raise mortality?", "which ones predict relapse?", "how do they do it?", "how likely is it?",
"and when the child is obese?": each is read with the words of the last question that it lacks.
"""

from __future__ import annotations

import re

from il2qa.conversation import anaphora, cues
from il2qa.conversation.antecedents import antecedent
from il2qa.conversation.kinds import likeness
from il2qa.conversation.phrases import HELPING, Phrase, joined, phrases
from il2qa.conversation.predicates import asked_of_another
from il2qa.conversation.substitution import LIKELY, substituted
from il2qa.conversation.targets import shape
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_IT = r"(?:it|this|that|so)"
_HELPING = rf"(?:{'|'.join(sorted(HELPING))})"
_DOER = r"(?:it|they|he|she|this|that|these|those)"
_HOW_DONE = lazy_pattern(rf"(how|why) {_HELPING} {_DOER} (?:do|achieve|manage) {_IT}")
_ALSO_DONE = lazy_pattern(
    rf"{_HELPING} (?P<who>.+?) (?:do|achieve|manage) (?:{_IT}|the same)(?: too| also| as well)?"
)
_HOW_TRUE = lazy_pattern(rf"(how (?:likely|certain|sure|probable|plausible|true)) is {_IT}")
_IS_TRUE = lazy_pattern(
    rf"is {_IT} (?:really |actually |even )?(?:likely|true|possible|so|plausible)"
)
_ONES = lazy_pattern(r"\bones?\b", re.IGNORECASE)
_POINTING = frozenset({"which", "the", "this", "that", "these", "those", "first", "last", "second"})
_ALIKE = 0.45  # likeness of kind of what is compared before and now
_LEAST = 2  # words of a clause, beside the one that opens it


def asked_again(topic: str, word: str, analyzer: Analyzer) -> str:
    """The last question with another question word: "Why does aspirin prevent cancer?"."""
    first, _, rest = topic.strip().partition(" ")
    word, _, denied = word.partition(" ")
    verb = next((one for one in phrases(rest, analyzer) if one.verb), None)
    if denied != "not":
        word, denied = f"{word} {denied}".strip(), ""
    elif verb:  # "why does aspirin not prevent cancer?"
        rest = f"{rest[: verb.start]}{denied} {rest[verb.start :]}"
    opening = topic.strip().partition(" ")[0].lower()
    if first.lower() in cues.of("auxiliary") and (verb or not denied):
        return f"{word.capitalize()} {first.lower()} {rest}"
    if opening in ("how", "why") and word in ("how", "why"):  # "how can fat help …", "why?"
        helping = rest.partition(" ")[0].lower()
        if helping in cues.of("auxiliary"):
            return f"{word.capitalize()} {rest}"
    return joined((word, *(part.text for part in phrases(topic, analyzer))))


def whole(question: str, topic: str, analyzer: Analyzer) -> str | None:
    """The reading of what means all that the last question said: "how do they do it?"."""
    plain = cues.plain(cues.opening(question, "opener") or question)
    if _is_clause(question, topic):
        return _with_clause(question, topic)
    opening = topic.split()[0].lower()
    done = _HOW_DONE.fullmatch(plain)
    if done and (opening in cues.of("auxiliary") or opening in ("how", "why")):
        return asked_again(topic, done[1], analyzer)
    if opening in cues.of("auxiliary"):
        if _IS_TRUE.fullmatch(plain):
            return topic
        true = _HOW_TRUE.fullmatch(plain)
        if true:
            return f"{true[1].capitalize()}: {topic[0].lower()}{topic[1:]}"
    who = _ALSO_DONE.fullmatch(plain)
    if who and not anaphora.pronouns(who["who"], analyzer) and phrases(who["who"], analyzer):
        found = substituted(topic, _spelt(question, who["who"]), analyzer)
        return found.question if found else None
    return asked_of_another(question, topic, analyzer)


def _spelt(question: str, plain: str) -> str:
    """What a text in lower case and without punctuation is in a question."""
    found = re.search(re.escape(plain), question, re.IGNORECASE)
    return found[0] if found else plain


def _is_clause(question: str, topic: str) -> bool:
    """Whether it is no question but a clause of one: "and when the child is obese?"."""
    rest = cues.opening(question, "opener")
    words = cues.lower_words(rest or "")
    if len(words) <= _LEAST or words[0] not in cues.of("circumstantial"):
        return False
    return words[1] not in cues.of("auxiliary")


def _with_clause(question: str, topic: str) -> str:
    """The last question with another clause, or in the place of the one that begins so."""
    clause = cues.END.sub("", cues.opening(question, "opener") or question)
    opening = cues.lower_words(clause)[0]
    for word in cues.words(topic)[1:]:
        if word[0].lower() == opening:
            return f"{topic[: word.start()]}{clause}?"
    return f"{cues.END.sub('', topic)} {clause}?"


def _with_owner(rest: str, topic: str, analyzer: Analyzer) -> str | None:
    """What belongs to what was talked of: "and its cause?", where the last question has no place.

    "Their mood" has one in "does stress harm their memory?".
    """
    words = cues.words(rest)
    if len(words) < _LEAST or words[0][0].lower() not in cues.of("possessive"):
        return None
    found = substituted(topic, rest, analyzer)
    how = cues.lower_words(topic)[0] == "how"
    owned = found is not None and rest.split()[0].lower() in found.question.lower().split()
    if found and (owned or found.score >= LIKELY) and not how:
        return None
    plural = words[0][0].lower() in cues.of("plural")
    owner = antecedent(topic, plural, analyzer)
    thing = cues.END.sub("", rest[words[1].start() :])
    return f"{thing} of {_of_clause(owner, topic)}?" if owner else None


def _of_clause(thing: str, topic: str) -> str:
    """A thing with the clause that says which it is: "workers who make rubber"."""
    behind = topic[topic.find(thing) + len(thing) :] if thing in topic else ""
    relative = cues.lower_words(behind)[:1]
    whole_of = bool(relative) and relative[0] in cues.of("relative") and behind.startswith(" ")
    return thing + cues.END.sub("", behind) if whole_of else thing


def is_of_doing(topic: str) -> bool:
    """Whether a question asks if something does something: "Does …?", "Can …?"."""
    return topic.split()[0].lower() in HELPING


def with_more(rest: str, topic: str, analyzer: Analyzer) -> str | None:
    """The last question with what is no thing put in: "and raise mortality?", "and safe?"."""
    done = _with_verb(rest, topic, analyzer) or _with_predicate(rest, topic, analyzer)
    return done or _with_owner(rest, topic, analyzer)


def _with_verb(rest: str, topic: str, analyzer: Analyzer) -> str | None:
    """The last question with another thing that is done: "and raise mortality?"."""
    words = cues.lower_words(rest)
    acts = cues.of("verb") | cues.of("behind")
    if len(words) < _LEAST or words[0] not in acts or words[1] in cues.of("relation"):
        return None
    verb = next((part for part in phrases(topic, analyzer)[1:] if part.verb), None)
    if verb is None or not is_of_doing(topic):
        return None
    end = next(
        (
            word.start() - 1
            for word in cues.words(topic)
            if word.start() > verb.end and word[0].lower() in cues.of("relation")
        ),
        _end(topic),
    )
    return f"{topic[: verb.start]}{cues.END.sub('', rest)}{topic[end:]}"


def _with_predicate(rest: str, topic: str, analyzer: Analyzer) -> str | None:
    """The last question with another thing that is said of it: "and safe?" for "effective"."""
    said = cues.plain(cues.closing(rest, "closer") or rest)
    if said not in cues.of("predicate"):
        return None
    old = [part for part in phrases(topic, analyzer) if part.predicate]
    if len(old) != 1:
        return None
    return f"{topic[: old[0].start]}{said}{topic[old[0].end :]}"


def with_comparative(word: str, topic: str, analyzer: Analyzer) -> str | None:
    """The last comparison, by another measure: "which is cheaper?" of what is safer."""
    old = [part for part in phrases(topic, analyzer) if part.text.lower() in cues.of("comparative")]
    if (
        len(old) != 1
        or word not in cues.of("comparative")
        or _compared_with(topic, analyzer) is None
    ):
        return None
    return f"{topic[: old[0].start]}{word}{topic[old[0].end :]}"


def with_noun(question: str, topic: str, analyzer: Analyzer) -> str | None:
    """What "ones" are: "are Dicer-substrate siRNAs more potent?", "which genes respond?"."""
    counted = _counted(question, topic, analyzer)
    if counted:
        return counted
    found = _ONES.search(question)
    asks = cues.lower_words(question)[:1]
    if found is None or not (asks == ["which"] or cues.of("auxiliary").issuperset(asks)):
        return None  # "what about auditory ones?" is put into the last question
    single = found[0].lower() == "one"
    before = cues.words(question[: found.start()])
    if not before or (single and before[-1][0].lower() != "which"):
        return None
    named = [part for part in phrases(question[: found.start()], analyzer) if part.plural]
    if named or (not single and before[-1][0].lower() in _POINTING - {"which"}):
        return None  # "newer drugs than older ones"
    noun = _noun(topic, analyzer, asked=before[-1][0].lower() == "which")
    noun = _singular(noun) if single else noun
    return f"{question[: found.start()]}{noun}{question[found.end() :]}" if noun else None


def _counted(question: str, topic: str, analyzer: Analyzer) -> str | None:
    """What is counted: "how many patients stay on it?" behind "How many patients qualify?"."""
    text = cues.opening(question, "opener") or question
    words = cues.lower_words(text)
    counts = words[:2] == ["how", "many"] == cues.lower_words(topic)[:2] and len(words) > _LEAST
    uncounted = cues.of("relation") | cues.of("auxiliary") | cues.of("uncounted")
    if not counts or words[2] in uncounted:
        return None
    first = next(iter(phrases(text, analyzer)), None)
    acts = cues.of("verb") | cues.of("behind")
    if not (first and first.verb) and words[2] not in acts:
        return None
    edge = anaphora.slot(topic, analyzer, frozenset({"how"}))
    noun = next((part.text for part in phrases(topic, analyzer) if part.end == edge), "")
    return f"how many {noun} {text[cues.words(text)[2].start() :]}" if noun else None


def _noun(topic: str, analyzer: Analyzer, *, asked: bool) -> str:
    """The noun that the last question asked for, or the first that is several things."""
    edge = anaphora.slot(topic, analyzer)
    parts = [part for part in phrases(topic, analyzer) if not part.verb]
    if asked:
        return next((part.text for part in parts if 0 < part.end <= edge), "")
    plural = next((part.text.split()[-1] for part in parts if part.plural), "")
    last = next((part.text.split()[-1] for part in parts if _counts(part)), "")
    return plural or (last + "s" if last and shape(last) == "" else "")


def _singular(noun: str) -> str:
    if not Phrase(noun or "-", (), 0).plural or not noun.endswith("s"):
        return noun
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]


def _counts(part: Phrase) -> bool:
    return part.named and not part.plural


def _end(topic: str) -> int:
    found = cues.END.search(topic)
    return found.start() if found else len(topic)


def compared(question: str, topic: str, analyzer: Analyzer) -> str | None:
    """What compares and does not say with what, behind a comparison.

    "Are they safer?" is with what was compared before; of "is adherence better?" the things of the
    last question are asked with it, in their order.
    """
    text = cues.END.sub("", cues.opening(question, "opener") or question)
    words = cues.lower_words(text)
    other = _compared_with(topic, analyzer)
    if other is None or cues.of("comparative").isdisjoint(words):
        return None
    named = [part for part in phrases(text, analyzer) if not part.verb]
    told = not cues.of("comparing").isdisjoint(words)
    if told or len(named) > 1 or words[0] not in cues.of("auxiliary"):
        return None
    things = [part for part in phrases(topic, analyzer) if not part.verb]
    alike = named and likeness(named[0].text, things[0].text, analyzer) >= _ALIKE
    if alike or (not named and anaphora.pronouns(text, analyzer)):
        return f"{text} than {other}?"
    return joined((text, *(part.text for part in things))) if named else None


def _compared_with(topic: str, analyzer: Analyzer) -> str | None:
    """What a question compares with, and all that follows; None where it does not compare."""
    for part in phrases(topic, analyzer)[1:]:
        before = cues.lower_words(topic[: part.start])
        ends = (" ".join(before[-count:]) for count in (1, 2))
        if not part.verb and not cues.of("comparand").isdisjoint(ends):
            return cues.END.sub("", topic[part.start :])
    return None
