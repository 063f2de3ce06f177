"""What a pronoun means: the thing that the question before it was about.

The subject comes first, and is what talk goes on about (Grosz, Joshi & Weinstein 1995,
"Centering").
"""

from __future__ import annotations

import re
from collections.abc import Collection

from il2qa.conversation import cues
from il2qa.conversation.anaphora import ASKING, ASKING_HOW, DOERS, is_generic, is_record, slot
from il2qa.conversation.kinds import is_state, likeness, shares_of
from il2qa.conversation.phrases import Phrase, phrases
from il2qa.conversation.targets import PEOPLE
from il2qa.text.analyzer import Analyzer

_ALIKE = 0.4  # likeness of kind of two things that are given together
_GIVEN = ("treatment", "molecule")  # kinds of what people are given


def resolved(
    question: str,
    words: list[re.Match[str]],
    topic: str,
    analyzer: Analyzer,
    circumstances: Collection[str] = (),
    *,
    on_record: bool = False,
    both: str = "",
) -> str:
    """The question with pronouns replaced by what they mean after a question on a topic.

    He and she are people that a record tells of: they are left as they are, and so is what agrees
    with nothing that was named ("how long were they followed?"), but for "this", where `on_record`
    does not say that the topic was asked of one record. "They" are `both` where two things are
    compared.
    """
    told = set(cues.lower_words(question))
    both = "" if cues.of("differing").isdisjoint(told) else both
    befalls = any(f" {act} " in f" {cues.plain(question)} " for act in cues.of("befalling"))
    helps = not cues.of("helping").isdisjoint(told)
    passed = tuple(one.lower().removeprefix("the ") for one in circumstances)
    found: list[tuple[re.Match[str], str]] = []
    for word in words:
        spelt = word[0].lower()
        plural, strict = spelt in cues.of("plural"), on_record or spelt != "this"
        meant = antecedent(
            topic,
            plural,
            analyzer,
            passed,
            strict=strict,
            befalls=befalls,
            given=_is_given(question, word),
            helped=helps and spelt == "them",
        )
        meant = both if both and plural else meant
        if not meant or spelt in cues.of("person") or meant.split()[-1].lower() in told:
            continue  # "were those real midwives?"
        # One thing named: of "when do they ask them?" those who ask are others.
        found = [one for one in found if one[1] != meant or one[0][0].lower() not in DOERS]
        if all(one[1] != meant for one in found):  # of "does it help them?" they were not named
            found.append((word, meant))
            passed = (*passed, meant.lower())  # of "how do they spread it?" each is another thing
    text = question
    for word, meant in reversed(found):
        ending = "'" if meant.endswith("s") else "'s"
        own = meant + (ending if word[0].lower() in cues.of("possessive") else "")
        text = text[: word.start()] + own + text[word.end() :]
    return text


def antecedent(
    topic: str,
    plural: bool,
    analyzer: Analyzer,
    circumstances: Collection[str] = (),
    *,
    strict: bool = False,
    befalls: bool = False,
    given: bool = False,
    helped: bool = False,
) -> str:
    """What a pronoun means after a question: the first thing named that agrees in number.

    The subject comes first. Left out are what was asked for ("Which cells …"), words that name
    nothing by themselves ("the role of"), and circumstances that a follow-up brought in ("in
    HIV"), unless there is nothing else that agrees. Where nothing does, it is the first thing all
    the same, or with `strict` nothing. `befalls` says that it is what something befell: a disease,
    a measure; `given` that it is what people are given, `helped` that it is rather people. One is
    no person where only "it" stands for it.
    """
    edge = slot(topic, analyzer, ASKING_HOW)
    parts = phrases(topic, analyzer)
    things = _things(parts, analyzer)
    things = things if plural else [part for part in things if not part.kinds_of_word & PEOPLE]
    whole = _asked_for(topic, things, edge) if plural else _doing(topic, parts)
    if whole and not (befalls or given or helped):
        return whole
    fitting = [part for part in things if part.start >= edge and not is_generic(part)]
    found = [one for one in fitting if one.text.lower() not in circumstances] or fitting or things
    found = sorted(found, key=lambda part: _is_subordinate(part, parts, topic))
    agreeing = [part for part in (*found, *things) if part.plural == plural]
    agreeing = [one for one in agreeing if _from_name(one).lower() not in circumstances] or agreeing
    named = agreeing or (found if not strict else [])
    if befalls:  # "did it drop?": what is measured, not what was done
        named = sorted(named, key=lambda one: is_generic(one) or not is_state(one.text, analyzer))
    if given:
        named = sorted(named, key=lambda one: -shares_of(one.text, _GIVEN, analyzer))
    if helped:  # "does toothpaste help them?": the children, not their teeth
        named = sorted(named, key=lambda one: not one.kinds_of_word & PEOPLE)
    return _with_others(named[0], parts, topic, analyzer, plural=plural) if named else ""


def _is_given(question: str, word: re.Match[str]) -> bool:
    """Whether a pronoun is what someone gives or takes: "keep giving it?"."""
    before = cues.lower_words(question[: word.start()])[-1:]
    return bool(before) and before[0] in cues.of("giving")


def _things(parts: list[Phrase], analyzer: Analyzer) -> list[Phrase]:
    """What a question names, but for its verbs and what names nothing ("the latest", "study")."""
    weighing = analyzer.stop_words("weighing")
    return [
        part
        for part in parts
        if not (
            part.verb
            or is_record(part)
            or part.text.isdecimal()
            or weighing.issuperset(part.text.lower().split())
        )
    ]


def _doing(topic: str, parts: list[Phrase]) -> str:
    """What is done, where the question asks of that: "adding zinc" of "does adding zinc help?"."""
    words = cues.words(topic)[:2]
    verb = next((one for one in parts[1:] if one.verb), None)
    if len(words) < 2 or verb is None or words[0][0].lower() not in cues.of("auxiliary"):
        return ""
    done = words[1][0].lower().endswith("ing")
    return topic[words[1].start() : verb.start].strip() if done else ""


def _asked_for(topic: str, things: list[Phrase], edge: int) -> str:
    """Those that are asked for, where they do something: of "which drugs help pain?" the first."""
    first = things[0] if things else None
    opens = cues.lower_words(topic)[:1]
    if first is None or first.end != edge or not first.plural or not ASKING.issuperset(opens):
        return ""
    rest = topic[edge:].strip()
    acts = cues.lower_words(rest)[:1]
    relative = bool(acts) and cues.of("auxiliary").isdisjoint(acts)
    return f"{first.text} that {rest.rstrip(' ?.!')}" if relative else first.text


def _is_subordinate(part: Phrase, parts: list[Phrase], topic: str) -> bool:
    """Whether a thing before the verb only tells more of one: "how many patients with HIV die?"."""
    verb = next((one for one in parts if one.verb and one is not parts[0]), None)
    before = cues.lower_words(topic[: part.start])[-1:]
    related = bool(before) and before[0] in cues.of("relation") | {"of"}
    return verb is not None and part.end <= verb.start and related


def _with_others(
    part: Phrase, parts: list[Phrase], topic: str, analyzer: Analyzer, *, plural: bool
) -> str:
    """A thing with what it is given with: "felodipine added to enalapril"."""
    name = _from_name(part)
    place = next(n for n, one in enumerate(parts) if one.start == part.start)
    for other in parts[place + 1 : place + 3]:
        gap = cues.plain(topic[part.end : other.start])
        if (gap == "and" and not plural) or gap not in cues.of("combining"):
            continue
        if likeness(part.text, other.text, analyzer) >= _ALIKE:
            return name + topic[part.end : other.end]
    return name


def _from_name(part: Phrase) -> str:
    """A thing from its name on: "COVID vaccination", of "human coronavirus OC43" the code."""
    return part.text[part.text.index(part.name) :]
