"""What a question names that a thing could take the place of, and which of it is of its kind.

That two things are of one kind is told by how they are named (a series as in IL-2 and IL-4, an
ending as in -itis, the same last word), by the kinds that words are of, by likeness of word
vectors, and by what the last follow-up put in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from il2qa.conversation import anaphora, cues
from il2qa.conversation.kinds import is_state, likeness
from il2qa.conversation.phrases import HEAD, Phrase, phrases
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

PEOPLE = frozenset({"people"})
_LAST, _KIND, _LIKE, _ALIKE, _FIRST, _SHAPE, _CODES, _GENERIC = (
    *(2.5, 1.0, 1.0, 1.5),
    *(0.1, 1.0, 1.6, -1.5),
)
_PLACE = 0.3  # of what is brought about, where such a thing is put in, or of what does it
_ASIDE = -0.5  # of what stands in a circumstance, where none is put in
_RELATED = 0.3  # likeness of kind of things that stand beside each other
_UNKNOWN = 0.4  # what a part counts for of which nothing is known: it may be like anything
_DETERMINERS = frozenset({"a", "an", "the", "their", "its", "these", "those"})
_DRUGS = frozenset({"drug"})
_JOINING = frozenset({"and", "or", ",", ", and", ", or", "and/or"})
CODE = lazy_pattern(r"(?=.*\d)[^\W_]+(?:[-/][^\W_]+)*$")


def targets(question: str, thing: str, analyzer: Analyzer) -> list[Phrase]:
    """What can be replaced: all that the question names, but for its verbs and what it asks for.

    A verb's participle can be replaced by another one ("silenced", "overexpressed"), of a phrase
    that has a drug the drug alone by a drug; an age ("over 30") by nothing.
    """
    edge = anaphora.slot(question, analyzer, anaphora.ASKING_HOW)
    done = shape(thing) == "done"
    return [
        _of_drug(part, thing, analyzer)
        for part in phrases(question, analyzer)
        if part.start >= edge and _is_thing(part) and (done or not part.participle)
    ]


def _is_thing(part: Phrase) -> bool:
    speaks = part.text.lower() in cues.of("record")  # "the authors": of the record, no topic
    number = part.text.replace(".", "").isdigit()
    return not speaks and not number and (part.participle or not part.verb)


def best(
    question: str,
    parts: Sequence[Phrase],
    thing: str,
    last: str | None,
    analyzer: Analyzer,
    *,
    any_kind: bool,
) -> tuple[float, Phrase] | None:
    """The part that a thing is most like, and how much; of equals the first.

    What the last follow-up put in goes before, of `any_kind` or where it is of the thing's.
    """
    scored = [
        (
            score(part, thing, last, analyzer, any_kind=any_kind)
            + _FIRST * (place == 0)
            + _ASIDE * (is_aside(question, part) and not any_kind)
            + _PLACE * (is_object(question, part, analyzer) == is_state(thing, analyzer)),
            part,
        )
        for place, part in enumerate(parts)
    ]

    def standing(pair: tuple[float, Phrase]) -> float:
        return pair[0] + _UNKNOWN * is_unknown(pair[1], analyzer)

    return max(scored, key=standing, default=None)


def score(
    part: Phrase, thing: str, last: str | None, analyzer: Analyzer, *, any_kind: bool = False
) -> float:
    """How much a thing that a question names is of the kind of another."""
    alike = likeness(part.text, thing, analyzer)
    found = _LIKE * _cosine(part.text, thing, analyzer) + _ALIKE * alike
    if last and part.text.lower() in last.lower():
        found += _LAST if any_kind else _LAST * alike
    found += _KIND * bool(kinds(thing, analyzer) & part.kinds)
    own, other = shape(part.text), shape(thing)
    found += (_CODES if own == "code" else _SHAPE) * (own == other != "")
    if other == "doing" and part.kinds_of_word & PEOPLE:  # "and speaking Spanish?"
        found -= _LAST
    if part.participle and own != other:
        found -= _LAST
    return found + _GENERIC * (part.text.lower().split()[-1] in cues.of("generic"))


def whole(question: str, part: Phrase, thing: str, analyzer: Analyzer) -> Phrase:
    """A part with those that stand beside it: "depression and anxiety", not "between A and B"."""
    parts = phrases(question, analyzer)
    place = next((n for n, one in enumerate(parts) if one.start == part.start), None)
    if place is None or parts[place].text != part.text:
        return part
    first, last = place, place
    while first and _is_beside(question, parts[first - 1], parts[first], analyzer):
        first -= 1
    while last + 1 < len(parts) and _is_beside(question, parts[last], parts[last + 1], analyzer):
        last += 1
    before = cues.lower_words(question[: parts[first].start])[-1:]
    if first == last or before == ["between"] or _is_one_of(thing, parts[first : last + 1]):
        return part
    text = question[parts[first].start : parts[last].end]
    terms = tuple(term for one in parts[first : last + 1] for term in one.terms)
    return Phrase(text, terms, parts[first].start)


def _is_one_of(thing: str, parts: Sequence[Phrase]) -> bool:
    """Whether it is named like one of them and no other: "IL-4" beside "IL-2 and aspirin"."""
    return len({shape(part.text) == shape(thing) for part in parts}) > 1


def _is_beside(question: str, left: Phrase, right: Phrase, analyzer: Analyzer) -> bool:
    """Whether two things are joined, and of one kind: "gastrin and pepsinogen"."""
    gap = question[left.end : right.start].strip()
    joined = gap in _JOINING and not (left.verb or right.verb)
    return joined and likeness(left.text, right.text, analyzer) >= _RELATED


def is_object(question: str, part: Phrase, analyzer: Analyzer) -> bool:
    """Whether a thing stands behind the verb: what is brought about, rather than what does it."""
    acting = (one for one in phrases(question, analyzer)[1:] if one.verb)
    verb = next(acting, None)
    return verb is not None and part.start > verb.start


def is_aside(question: str, part: Phrase) -> bool:
    """Whether a thing stands in a circumstance or a clause: "in women", "who make rubber"."""
    before = [word for word in cues.lower_words(question[: part.start]) if word not in _DETERMINERS]
    if not cues.of("relative").isdisjoint(before[1:]):
        return True
    return bool(before) and before[-1] in cues.of("aside")


def behind(question: str, part: Phrase, relation: str) -> bool:
    """Whether a thing stands behind the preposition, if any, that its successor comes with."""
    before = question[: part.start].lower().split()
    if before and before[-1].endswith("ing"):  # "in differentiating monocytes"
        before.pop()
    near = before[-2:] if before[-1:] and before[-1] in _DETERMINERS else before[-1:]
    return not relation or relation in near


def kinds(thing: str, analyzer: Analyzer) -> frozenset[str]:
    """The kinds of thing that a text names, by its last part."""
    return frozenset[str]().union(*(part.kinds for part in phrases(thing, analyzer)[-1:]))


def endings(thing: str, analyzer: Analyzer) -> frozenset[str]:
    """The same but for the last word itself: "cell", "people", "disease".

    Of people the last word of their name tells it: of "women over 30" and "women with HIV" "women".
    """
    further = cues.of("further") | cues.of("aged")
    more = [word for word in cues.words(thing)[1:] if word[0].lower() in further]
    name = thing[: more[0].start()].strip() if more else ""
    people = Phrase(name, (), 0).kinds_of_word & PEOPLE if name else frozenset()
    told = people or kinds(thing, analyzer)
    told |= {"treatment"} if told & _DRUGS else frozenset()
    return frozenset(kind for kind in told if not kind.startswith(HEAD))


def shape(text: str) -> str:
    """How a name is written: a code (OC43, FGF-21), a participle, a doing, else nothing."""
    words = text.split()
    if any(map(CODE.fullmatch, words)):
        return "code"
    if len(words) == 1 and text.lower().endswith("ed"):
        return "done"
    return "doing" if words[0].lower().endswith("ing") else ""


def _of_drug(part: Phrase, thing: str, analyzer: Analyzer) -> Phrase:
    """The drug in a phrase that has one, where another drug is put in: "desipramine levels"."""
    drugs = endings(thing, analyzer) & _DRUGS
    for word in part.text.split(" ") if drugs and not part.named else ():
        if drugs & Phrase(word, (), 0).kinds_of_word:
            at = part.text.index(word)
            return Phrase(part.text[: at + len(word)], part.terms, part.start)
    return part


def is_unknown(part: Phrase, analyzer: Analyzer) -> bool:
    """Whether nothing is known of what a part is like: a rare word, no code such as IL-4."""
    return not part.named and not _centroid(part.text, analyzer).any()


def _cosine(left: str, right: str, analyzer: Analyzer) -> float:
    """The cosine of the mean word vectors of two texts; 0 where nothing is known of one."""
    first, second = _centroid(left, analyzer), _centroid(right, analyzer)
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / length if length else 0.0


def _centroid(text: str, analyzer: Analyzer) -> np.ndarray:
    terms = [term for part in phrases(text, analyzer) for term in part.terms]
    return analyzer.vocabulary.mean(terms)
