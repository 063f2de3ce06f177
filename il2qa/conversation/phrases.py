"""The phrases of a question: what it names, as it was written, and of what kind each thing is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from il2qa.conversation import cues
from il2qa.errors import QuestionError
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows

JOIN = " + "
"""Between the phrases of a reading; a question that has it is taken as it stands."""

CIRCUMSTANCES = frozenset({"people", "species"})
"""The kinds of those in whom something is asked."""

HEAD = "head "
"""Begins the kind of a thing that is told by its last word."""

_GAP = lazy_pattern(r"[\s/-]*")
_NUMBER = lazy_pattern(r"\d+[a-z]?$")
_PARTICIPLE = lazy_pattern(r"[^\W\d_]{2,}[^\W\d_e]ed", re.IGNORECASE)  # not "need", "bleed"
_ABBREVIATIONS = lazy_pattern(r"[A-Z]s$")
_OPENING = 4  # words in which an auxiliary opens a question: "how fast did …"
HELPING = frozenset(
    ("do", "does", "did", "can", "could", "will", "would", "should", "may", "might")
)
_PLURALS = frozenset(("mice", "men", "women", "children", "people", "bacteria", "teeth", "feet"))
_GENUS = lazy_pattern(r"\. ")  # "E. coli"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words that name something ("natural killer cells"), or a verb."""

    text: str
    terms: tuple[str, ...]
    start: int
    acts: bool = False  # a verb where it stands, though elsewhere it may be a noun
    names: bool = False  # the other way round: "shift work affects"

    @property
    def end(self) -> int:
        """Where it ends in its question."""
        return self.start + len(self.text)

    @property
    def verb(self) -> bool:
        """Whether it says what happens rather than names a thing."""
        told = self.acts or (self.text.lower() in _verbs() and not self.names)
        return told or self.participle or self.predicate

    @property
    def predicate(self) -> bool:
        """Whether it is a single word that says how a thing is: "safe", "better"."""
        return self.text.lower() in cues.of("predicate")

    @property
    def participle(self) -> bool:
        """Whether it is a single word in -ed: "silenced", "diagnosed"."""
        return bool(_PARTICIPLE.fullmatch(self.text))

    @property
    def named(self) -> bool:
        """Whether it is a name rather than a common word: IL-2, HIV, interleukin-2, c-Myc."""
        return any(_is_name(word) for word in self.text.split())

    @property
    def plural(self) -> bool:
        """Whether its last word looks like a plural: "cells", not "virus" or "sepsis"."""
        written = self.text.split()[-1]
        last = written.lower()
        if _ABBREVIATIONS.search(written):  # "lncRNAs"
            return True
        plain = last.endswith("s") and not last.endswith(("ss", "us", "is", "as"))
        if len(written) > 1 and written.isupper():  # "TENS"
            return False
        if last in cues.of("singular"):  # "rabies"
            return False
        return plain or last in _PLURALS

    @property
    def name(self) -> str:
        """The part that is a name, with the kind behind it: "NK cells", "HIV infection"."""
        words = self.text.split()
        marks = [index for index, word in enumerate(words) if _is_name(word)]
        if not marks:
            return self.text
        last = marks[-1] + 1
        kept = last + 1 if last < len(words) and _endings(words[last]) else last
        first = marks[0] - (marks[0] > 0 and words[marks[0]].isdigit())  # "type 2"
        return " ".join(words[first:kept])

    @property
    def kinds(self) -> frozenset[str]:
        """What kinds of thing it names: by its number ("il#"), its last word and its ending."""
        if self.verb or not self.terms:
            return frozenset()
        return frozenset(_series(self.terms) | self.kinds_of_word | {HEAD + self.terms[-1]})

    @property
    def kinds_of_word(self) -> frozenset[str]:
        """The kinds that the last word alone tells: "people" of "pregnant women"."""
        return _endings(self.text.split()[-1])


def phrases(question: str, analyzer: Analyzer) -> list[Phrase]:
    """The phrases of a question, in order; none where it names nothing."""
    merged: list[Phrase] = []
    parts = _with_verb(_naming(list(_concepts(question, analyzer)), question), question)
    for position, part in enumerate(parts):
        before = merged[-1] if merged else None
        gap = question[before.end : part.start] if before else "·"
        done = before is not None and _is_done(before, gap, part)
        apart = done or _ends_in_verb(parts, position, question) or _equated(merged, part, question)
        if before and _is_one(before, gap, part) and not apart:
            text = question[before.start : part.end]
            merged[-1] = Phrase(text, (*before.terms, *part.terms), before.start)
        else:
            merged.append(replace(part, acts=True) if done else part)
    return merged


def _is_one(before: Phrase, gap: str, part: Phrase) -> bool:
    """Whether two neighbours are one phrase: "salted fish", "E. coli", not "cells produce"."""
    if _GENUS.fullmatch(gap) and len(before.text) == 1 and before.text.isupper():
        return True
    attributive = before.participle or before.predicate  # "salted fish" is a thing
    attributive = attributive or before.text.lower() in cues.of("attributive")
    alone = (before.verb and not attributive) or before.acts or part.acts
    joins = part.participle or part.predicate or not part.verb
    return bool(_GAP.fullmatch(gap)) and not alone and joins


def _naming(parts: list[Phrase], question: str) -> list[Phrase]:
    """The words but prepositions, and but those that end a clause with how it is done.

    "Less well" in "do pills work less well in women?", not in "do less healthy people live?".
    """
    kept: list[Phrase] = []
    for part in reversed(parts):
        word = part.text.lower()
        joined = kept and _GAP.fullmatch(question[part.end : kept[-1].start])
        if word not in cues.of("relation") and (joined or word not in cues.of("manner")):
            kept.append(part)
    return kept[::-1]


def _with_verb(parts: list[Phrase], question: str) -> list[Phrase]:
    """The words, those marked that are verbs of an auxiliary: "did the pressure fall?".

    What may be a noun is its verb where no other word is ("does blood flow predict stroke?"); and
    behind what is helped: "help residents with dementia sleep".
    """
    words = cues.words(question)[:_OPENING]
    auxiliary = next((one.end() for one in words if one[0].lower() in HELPING), None)
    inside = [part for part in parts if auxiliary is not None and part.start >= auxiliary]
    acting: list[Phrase] = []
    rest = inside[1:]
    while rest:
        place = next((n for n, part in enumerate(rest) if _acts(part) or _may_act(part)), len(rest))
        if place < len(rest) and not _acts(rest[place]) and not _has_verb(rest[place:], question):
            acting.append(rest[place])
        helps = place < len(rest) and rest[place].text.lower() in cues.of("causing")
        rest = rest[place + 2 :] if helps else []
    if not (acting or any(_acts(part) for part in inside[1:])) and auxiliary is not None:
        acting = _done_by_several(inside, question)
    return [
        replace(part, acts=part in acting, names=_is_noun(inside, part, question)) for part in parts
    ]


def _done_by_several(parts: list[Phrase], question: str) -> list[Phrase]:
    """The word behind several things that no table knows as a verb: "do implants deflate?"."""
    for before, part in itertools.pairwise(parts):
        if question[before.end : part.start] != " ":
            return []
        if before.plural and not before.verb:
            return [] if part.plural or part.predicate or part.named else [part]
    return []


def _is_noun(parts: list[Phrase], part: Phrase, question: str) -> bool:
    """Whether what may be a verb stands behind a noun and before one: "shift work affects"."""
    place = parts.index(part) if part in parts else 0
    return bool(place) and part.verb and _has_verb(parts[place : place + 2], question)


def _acts(part: Phrase) -> bool:
    return part.text.lower() in _verbs()


def _may_act(part: Phrase) -> bool:
    return part.text.lower() in cues.of("behind")


def _has_verb(parts: list[Phrase], question: str) -> bool:
    """Whether a verb follows in the same breath: "flow predict", not "fall more with"."""
    for before, part in itertools.pairwise(parts):
        if not _GAP.fullmatch(question[before.end : part.start]):
            return False
        if part.text.lower() in cues.of("verb"):
            return True
    return False


def _ends_in_verb(phrases: list[Phrase], position: int, question: str) -> bool:
    """Whether a word behind what is named says of it what is done, or how it is.

    "The diabetes diagnosed in", "is IL-2 safe?", not "salted fish", "safe doses".
    """
    part = phrases[position]
    after = phrases[position + 1] if position + 1 < len(phrases) else None
    gap = question[part.end : after.start] if after else "·"
    return (part.participle or part.predicate) and not _GAP.fullmatch(gap)


def _is_done(before: Phrase, gap: str, part: Phrase) -> bool:
    """Whether a verb in -ed is what several things did: "tamarins carried", not "IL-2 induced"."""
    return part.participle and part.text.lower() in _verbs() and before.plural and gap == " "


def _equated(before: list[Phrase], part: Phrase, question: str) -> bool:
    """Whether a thing is said to be others: "are bats reservoirs of rabies?"."""
    opens = question.strip().partition(" ")[0].lower() in ("are", "were")
    return opens and len(before) == 1 and before[0].plural and part.plural


def joined(parts: Iterable[str]) -> str:
    """Phrases as a reading shows them: "macrophages + interleukin-2"."""
    return JOIN.join(dict.fromkeys(part for part in parts if part))


def _concepts(question: str, analyzer: Analyzer) -> Iterator[Phrase]:
    """The concepts where they stand; those of one compound ("IL-2-activated") together."""
    try:
        concepts = analyzer.parse(question).concepts
    except QuestionError:
        return
    places: dict[tuple[int, int], tuple[str, ...]] = {}
    for concept in concepts:
        own = tuple(term for term, weight in concept.alternatives.items() if weight >= 1)
        for match in re.finditer(rf"(?<!\w){re.escape(concept.surface)}(?!\w)", question):
            places[match.span()] = (*places.get(match.span(), ()), *own)
    done = 0
    for (start, end), own in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= done:
            yield Phrase(question[start:end], own, start)
            done = end


def _series(terms: Iterable[str]) -> set[str]:
    """The series that numbered names belong to: "il#" for il2."""
    return {_NUMBER.sub("#", term) for term in terms if _NUMBER.search(term)}


def _is_name(word: str) -> bool:
    return any(char.isdigit() for char in word) or any(map(str.isupper, word[1:]))


def _endings(word: str) -> frozenset[str]:
    told = rows("kinds.tsv")
    return frozenset(kind for kind, ending, *_ in told if word.lower().endswith(ending))


@cache
def _verbs() -> frozenset[str]:
    """The verbs of the table in all their forms: "cause", "causes", "caused", "causing"."""
    return frozenset(
        form for verb in cues.of("verb") | cues.of("author_act") for form in _forms(verb)
    )


def _forms(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s"
    yield from (verb, verb + ending, stem + "ed", stem + "ing")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
