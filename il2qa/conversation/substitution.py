"""Puts what a follow-up names into the question before it, in the place of a thing of its kind.

"Does COVID-19 vaccination reduce mortality in patients with autoimmune hepatitis?", "and
hospitalization?": hospitalization takes the place of mortality, and the rest stays as it was
written. Which thing is of the same kind is told by how it is named (a series as in IL-2 and IL-4,
an ending as in -itis, the same last word), by likeness of word vectors, by the preposition before
it, and by what the last follow-up put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from il2qa.conversation import anaphora, cues
from il2qa.conversation.phrases import CIRCUMSTANCES, HEAD, Phrase, phrases
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

LIKELY = 1.0
"""The score of a thing that is of the kind of what it takes the place of."""

_SURE = 2.0  # score of what is clearly meant
_LEAST = 0.8  # score from which a circumstance ("in men") takes the place of another
_LAST, _KIND, _LIKE, _FIRST, _SHAPE, _GENERIC = 2.5, 1.0, 1.5, 0.1, 1.0, -1.0
_DETERMINERS = frozenset({"a", "an", "the", "their", "its", "these", "those"})
_UNKNOWN = 0.4  # what a part counts for of which nothing is known: it may be like anything
_UNLIKE = 0.3  # score of what is of no kind with the thing
_ASKING = anaphora.ASKING | {"how"}
_PEOPLE = frozenset({"people"})
_DRUGS = frozenset({"drug"})
_CODE = lazy_pattern(r"(?=.*\d)[^\W_]+(?:[-/][^\W_]+)*$")
_ONES = lazy_pattern(r"\s+ones?\b(?:\s+themselves)?", re.IGNORECASE)
_YEARS = lazy_pattern(r"\s*[\w-]+(?:\s+years(?: old)?)?", re.IGNORECASE)
_PLURALS = {"is": "are", "was": "were", "does": "do", "has": "have"}
_SINGULARS = {plural: singular for singular, plural in _PLURALS.items()}
_VERB = lazy_pattern(r"\b(is|are|was|were|does|do|has|have)\s+(?:the\s+)?$", re.IGNORECASE)
_END = lazy_pattern(r"\s*[?.!]*\s*$")
_ONE = lazy_pattern(r"\ban?\s+$", re.IGNORECASE)
_DETERMINED = lazy_pattern(r"\b(?:an?|the)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Substitution:
    """A question with something put into it, and how that reads there."""

    question: str
    put_in: str
    score: float  # how much it is of the kind of what it replaces


def substituted(
    question: str, new: str, analyzer: Analyzer, last: str | None = None, *, joins: bool = False
) -> Substitution | None:
    """The question with the thing that `new` names; None where it names nothing.

    `new` may begin with a preposition ("in men"): it then takes the place of what stands behind the
    same one, if that is of its kind or, unless it `joins`, of no other kind; else it is added.
    `last` is what the follow-up before put in, which goes first.
    """
    relation, thing = _parted(_END.sub("", new))
    if not thing:
        return None
    slot = _slot(question, thing, analyzer)
    if slot:
        return Substitution(question[: slot[0]] + thing + question[slot[1] :], thing, _SURE)
    done = _shape(thing) == "done"
    targets = [
        _of_drug(one, thing, analyzer)
        for one in _targets(question, analyzer)
        if done or not one.participle  # "is it replicated?"
    ]
    related = relation and _related_otherwise(question, targets, relation, thing)
    if related:
        return related
    fitting = [part for part in targets if _fits(question, part, relation)]
    people = [part for part in fitting if _endings(part.text, analyzer) & CIRCUMSTANCES]
    if people and _endings(thing, analyzer) & (CIRCUMSTANCES if relation else _PEOPLE):
        fitting = people  # "the elderly" for adolescents
    best = _best(fitting, thing, last, analyzer)
    if relation and (best is None or not _replaces(*best, thing, analyzer, joins=joins)):
        return _added(question, relation, thing)
    if best and _joins_as_circumstance(*best, thing, analyzer):  # "what about children?"
        return _added(question, "in", thing)
    return _put(question, *best, thing, analyzer) if best else None


def _joins_as_circumstance(score: float, part: Phrase, thing: str, analyzer: Analyzer) -> bool:
    """Whether people or animals are those in whom it is asked, and replace nothing."""
    kinds = _endings(thing, analyzer)
    alike = _endings(part.text, analyzer) & CIRCUMSTANCES
    if kinds & CIRCUMSTANCES and score < _UNLIKE and not alike:
        return True
    return bool(kinds & _PEOPLE) and score < _LAST and not alike


def _related_otherwise(
    question: str, targets: Sequence[Phrase], relation: str, thing: str
) -> Substitution | None:
    """The question with another preposition before a thing: "without cirrhosis" for "in"."""
    for part in targets:
        before = cues.words(question[: part.start])
        word = before[-1] if before else None
        if word and part.text.lower() == thing.lower() and word[0].lower() in cues.of("relation"):
            text = question[: word.start()] + relation + question[word.end() :]
            return Substitution(text, thing, _SURE)
    return None


def _best(
    targets: Sequence[Phrase], thing: str, last: str | None, analyzer: Analyzer
) -> tuple[float, Phrase] | None:
    """The part that a thing is most like; of equals the first."""
    scored = [
        (_score(part, thing, last, analyzer) + _FIRST * (place == 0), part)
        for place, part in enumerate(targets)
    ]

    def standing(pair: tuple[float, Phrase]) -> float:
        return pair[0] + _UNKNOWN * _is_unknown(pair[1], analyzer)

    return max(scored, key=standing, default=None)


def _is_unknown(part: Phrase, analyzer: Analyzer) -> bool:
    """Whether nothing is known of what a part is like: a rare word, no code such as IL-4."""
    return not part.named and not _centroid(part.text, analyzer).any()


def _replaces(score: float, part: Phrase, thing: str, analyzer: Analyzer, *, joins: bool) -> bool:
    """Whether a circumstance takes the place of another rather than joining it."""
    old, new = _endings(part.text, analyzer), _endings(thing, analyzer)
    if joins:  # "in cats" behind "in adolescents"
        return score >= _LEAST or bool(old & CIRCUMSTANCES and new & CIRCUMSTANCES)
    return score >= _LAST or not (old and new) or bool(old & new)


def _slot(question: str, thing: str, analyzer: Analyzer) -> tuple[int, int] | None:
    """Where what a question asks for stands, if a thing is one of its kind.

    Of "Which cells" it is both words, of "How many children" the last one.
    """
    edge = anaphora.slot(question, analyzer, _ASKING)
    parts = phrases(question, analyzer)
    asked = [part for part in parts if part.end <= edge and not part.verb]
    if not asked or not _are_alike(asked[-1].text, thing, question, analyzer):
        return None
    return (asked[-1].start if anaphora.slot(question, analyzer) == 0 else 0), edge


def _are_alike(asked: str, thing: str, question: str, analyzer: Analyzer) -> bool:
    """Whether what is asked for is of a kind with a thing: cells, or what studies count."""
    if _endings(asked, analyzer) & _endings(thing, analyzer):
        return True
    counts = cues.lower_words(question)[:2] == ["how", "many"]
    return counts and all(
        one.lower() in cues.of("counted") or _endings(one, analyzer) & CIRCUMSTANCES
        for one in (asked, thing)
    )


def _kinds(thing: str, analyzer: Analyzer) -> frozenset[str]:
    """The kinds of thing that a text names, by its last part."""
    return frozenset[str]().union(*(part.kinds for part in phrases(thing, analyzer)[-1:]))


def _endings(thing: str, analyzer: Analyzer) -> frozenset[str]:
    """The same but for the last word itself: "cell", "people", "disease".

    Of people the last word of their name tells it: of "women over 30" and "women with HIV" "women".
    """
    further = cues.of("further") | cues.of("aged")
    behind = [word for word in cues.words(thing)[1:] if word[0].lower() in further]
    name = thing[: behind[0].start()] if behind else ""
    people = _kinds(name, analyzer) & _PEOPLE
    kinds = people or _kinds(_ONES.sub("", thing), analyzer)
    return frozenset(kind for kind in kinds if not kind.startswith(HEAD))


def _parted(new: str) -> tuple[str, str]:
    """The preposition that a text begins with, in lower case, and the rest."""
    rest = cues.opening(new, "relation")
    if rest:
        return new.strip()[: -len(rest)].strip().lower(), rest.strip()
    return "", new.strip()


def _targets(question: str, analyzer: Analyzer) -> Iterator[Phrase]:
    """What can be replaced: all that the question names, but for its verbs and what it asks for.

    A verb's participle can be replaced by another one ("silenced", "overexpressed").
    """
    edge = anaphora.slot(question, analyzer, _ASKING)
    for part in phrases(question, analyzer):
        speaks = part.text.lower() in cues.of("record")  # "the authors": of the record, no topic
        if part.start >= edge and not speaks and (part.participle or not part.verb):
            yield part


def _of_drug(part: Phrase, thing: str, analyzer: Analyzer) -> Phrase:
    """The drug in a phrase that has one, where another drug is put in: "desipramine levels"."""
    if not _endings(thing, analyzer) & _DRUGS:
        return part
    start, end = _within(part, thing, analyzer)
    return Phrase(part.text[start - part.start : end - part.start], part.terms, start)


def _fits(question: str, part: Phrase, relation: str) -> bool:
    """Whether a thing stands behind the preposition, if any, that its successor comes with."""
    before = question[: part.start].lower().split()
    if before and before[-1].endswith("ing"):  # "in differentiating monocytes"
        before.pop()
    behind = before[-2:] if before[-1:] and before[-1] in _DETERMINERS else before[-1:]
    return not relation or relation in behind


def _score(part: Phrase, thing: str, last: str | None, analyzer: Analyzer) -> float:
    """How much a thing that a question names is of the kind of another."""
    score = _LIKE * _likeness(part.text, thing, analyzer)
    of_circumstance = _endings(part.text, analyzer) & CIRCUMSTANCES
    same = not of_circumstance or _endings(thing, analyzer) & CIRCUMSTANCES
    if last and same and part.text.lower() in last.lower():
        score += _LAST
    score += _KIND * bool(_kinds(thing, analyzer) & part.kinds)
    shape = _shape(part.text)
    score += _SHAPE * (shape == _shape(thing) != "")
    if part.participle and shape != _shape(thing):
        score -= _LAST
    return score + _GENERIC * (part.text.lower().split()[-1] in cues.of("generic"))


def _likeness(left: str, right: str, analyzer: Analyzer) -> float:
    """The cosine of the mean word vectors of two texts; 0 where nothing is known of one."""
    first, second = _centroid(left, analyzer), _centroid(right, analyzer)
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / length if length else 0.0


def _centroid(text: str, analyzer: Analyzer) -> np.ndarray:
    known = analyzer.vocabulary
    terms = [term for part in phrases(text, analyzer) for term in part.terms]
    weights = known.idf(terms)[:, None]
    return np.asarray((known.vectors(known.ids(terms)) * weights).sum(0))


def _shape(text: str) -> str:
    """How a name is written: a code (OC43, FGF-21), a participle, a doing, else nothing."""
    words = text.split()
    if any(map(_CODE.fullmatch, words)):
        return "code"
    if len(words) == 1 and text.lower().endswith("ed"):
        return "done"
    return "doing" if words[0].lower().endswith("ing") else ""


def _put(question: str, score: float, part: Phrase, thing: str, analyzer: Analyzer) -> Substitution:
    """The question with a thing in the place of a part of it."""
    start, end = part.start, part.end
    words = part.text.split()
    ones = _ONES.search(thing)
    if ones:  # "overweight ones": the noun stays
        nouns = [word for word in words if Phrase(word, (), 0).plural] or words
        thing = f"{thing[: ones.start()]} {nouns[-1]}"
        end = start + part.text.rindex(nouns[-1]) + len(nouns[-1])
    else:
        start, end = _within(part, thing, analyzer)
        if _endings(thing, analyzer) & _endings(part.text, analyzer) & _PEOPLE:
            end = _end_of_age(question, end)
    before = _without_beginning(question[:start], thing)
    if thing.lower().startswith(("the ", "a ", "an ")):
        before = _DETERMINED.sub("", before)
    before = _agreeing(_ONE.sub("", before), part, thing)
    return Substitution(before + thing + question[end:], thing, score)


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
    plural = Phrase(thing, (), 0).plural
    if found is None or plural == old.plural:
        return before
    verb = found[1]
    other = (_PLURALS if plural else _SINGULARS).get(verb.lower(), verb)
    other = other.capitalize() if verb[0].isupper() else other
    return before[: found.start(1)] + other + before[found.end(1) :]


def _within(part: Phrase, thing: str, analyzer: Analyzer) -> tuple[int, int]:
    """The part of a phrase that is of the kind of a thing; all of it where no word tells.

    Of "human coronavirus OC43 come" another code replaces the code, of "macrophages meet IL-2"
    other cells replace the first word.
    """
    if part.named and all(Phrase(word, (), 0).named for word in thing.split()):
        start = part.start + part.text.index(part.name)  # "ITPA" for the name in "TPMT matter"
        return start, start + len(part.name)
    at = part.start
    for word in part.text.split(" "):
        end = at + len(word)
        both = _CODE.fullmatch(word) and _shape(thing) == "code"
        if end < part.end and not both and _endings(word, analyzer) & _endings(thing, analyzer):
            return part.start, end
        if both and " " in part.text:
            return at, end
        at = end + 1
    return part.start, part.end


def _added(question: str, relation: str, thing: str) -> Substitution:
    """The question with a circumstance at its end."""
    end = _END.search(question)
    at = end.start() if end else len(question)
    return Substitution(f"{question[:at]} {relation} {thing}{question[at:]}", thing, _SURE)
