"""Puts what a follow-up names into the question before it, in the place of a thing of its kind.

"Does COVID-19 vaccination reduce mortality in patients with autoimmune hepatitis?", "and
hospitalization?": hospitalization takes the place of mortality, and the rest stays as it was
written. What names several things ("rabeprazole in severe liver disease") is put in part by part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from il2qa.conversation import anaphora, cues
from il2qa.conversation.fitting import fitted
from il2qa.conversation.kinds import likeness
from il2qa.conversation.phrases import CIRCUMSTANCES, Phrase, joined, phrases
from il2qa.conversation.targets import PEOPLE, behind, best, endings, is_unknown, targets, whole
from il2qa.text.analyzer import Analyzer

LIKELY = 1.6
"""The score of a thing that is of the kind of what it takes the place of."""

_SURE = 2.0  # score of what is clearly meant
_LEAST = 0.8  # score from which a circumstance ("in men") takes the place of another
_REPLACES = 2.5  # … whatever its kind
_NONE = 0.3  # score below which it has no place in the question
_OTHER = 0.3  # likeness of kind below which two things are of no kind
_UNLIKE = 0.5  # score of what is of no kind with the thing
_SAME = 0.7  # … of what is asked for
_ALIKE = 0.45  # likeness of kind from which a part of a correction takes the place of another


@dataclass(frozen=True, slots=True)
class Substitution:
    """A question with something put into it, and how that reads there."""

    question: str
    put_in: str
    score: float  # how much it is of the kind of what it replaces
    instead: str = ""  # what it takes the place of, if of anything


def substituted(
    question: str, new: str, analyzer: Analyzer, last: str | None = None, *, joins: bool = False
) -> Substitution | None:
    """The question with the thing that `new` names; None where it names nothing.

    `new` may begin with a preposition ("in men"): it then takes the place of what stands behind the
    same one, if that is of its kind or, unless it `joins`, of no other kind; else it is added.
    `last` is what the follow-up before put in, which goes first.
    """
    relation, thing = _parted(cues.END.sub("", new))
    if not thing or _compares_otherwise(question, thing):
        return None
    slot = _slot(question, thing, analyzer)
    if slot:
        return Substitution(question[: slot[0]] + thing + question[slot[1] :], thing, _SURE)
    parts = targets(question, thing, analyzer)
    related = relation and _related_otherwise(question, parts, relation, thing)
    if related:
        return related
    fitting = _fitting(question, parts, relation, thing, analyzer)
    found = best(question, fitting, thing, last, analyzer, any_kind=bool(relation))
    added = _joining(found, relation, thing, analyzer, joins=joins)
    if added:
        return _added(question, added, thing)
    return _in_place(question, *found, thing, analyzer, moved=last is not None) if found else None


def _compares_otherwise(question: str, thing: str) -> bool:
    """Whether a thing only tells more or less: "sleepier", "fewer painkillers".

    The latter has a place where the question asks for more or less of something itself.
    """
    words = cues.lower_words(thing)
    if len(words) == 1:
        return words[0] in cues.of("comparative")
    told = cues.of("quantity").isdisjoint(cues.lower_words(question))
    return bool(words) and words[0] in cues.of("quantity") and told


def _fitting(
    question: str, parts: Sequence[Phrase], relation: str, thing: str, analyzer: Analyzer
) -> list[Phrase]:
    """What a thing may take the place of: behind its preposition, of people people."""
    fitting = [part for part in parts if behind(question, part, relation)]
    people = [part for part in fitting if endings(part.text, analyzer) & CIRCUMSTANCES]
    if people and endings(thing, analyzer) & (CIRCUMSTANCES if relation else PEOPLE):
        return people  # "the elderly" for adolescents
    return fitting


def _joining(
    found: tuple[float, Phrase] | None,
    relation: str,
    thing: str,
    analyzer: Analyzer,
    *,
    joins: bool,
) -> str:
    """The preposition with which a thing is added, "" where it takes the place of another."""
    if relation and (found is None or not _replaces(*found, thing, analyzer, joins=joins)):
        return relation
    joined_to = found is not None and _joins_as_circumstance(*found, thing, analyzer)
    return (relation or "in") if joined_to else ""  # "what about children?"


def _in_place(
    question: str, score: float, part: Phrase, thing: str, analyzer: Analyzer, *, moved: bool
) -> Substitution:
    """The question with a thing in the place of a part, or beside all where it has no place.

    `moved` says that a follow-up before put something in, which goes first.
    """
    if score < _NONE and not moved and _has_no_place(part, thing, analyzer):
        return _beside(question, thing, analyzer)
    if _is_portion(thing) and not _is_measure(part.text):
        return _beside(question, thing, analyzer)
    all_of_it = whole(question, part, thing, analyzer)
    text = fitted(question, all_of_it, thing, analyzer)
    return Substitution(text, thing, score, all_of_it.text)


def _is_portion(thing: str) -> bool:
    """Whether it is how much of something is given: "half the dose"."""
    return not cues.of("portion").isdisjoint(cues.lower_words(thing)[:2]) and _is_measure(thing)


def _is_measure(thing: str) -> bool:
    return thing.split()[-1].lower() in cues.of("generic")


def _has_no_place(part: Phrase, thing: str, analyzer: Analyzer) -> bool:
    """Whether a thing is of another kind than a part that is known."""
    known = not (is_unknown(part, analyzer) or (part.named and Phrase(thing, (), 0).named))
    return known and likeness(part.text, thing, analyzer) < _OTHER


def _beside(question: str, thing: str, analyzer: Analyzer) -> Substitution:
    """A thing beside those of a question in which it has no place."""
    others = (part.text for part in phrases(question, analyzer) if not part.verb)
    return Substitution(joined((thing, *others)), thing, 0.0)


def corrected(
    question: str, new: str, analyzer: Analyzer, last: str | None = None
) -> Substitution | None:
    """The question with several things put in that `new` names: "warfarin in women over 60".

    None where it names but one. Each takes the place of a thing of its kind, whatever stands before
    that; else it is added.
    """
    first, *related = _parts(cues.END.sub("", new), analyzer)
    if not related:
        return None
    found = substituted(question, first[1], analyzer, last)
    for relation, thing in related:
        if found is None:
            break
        text = found.question
        targeted = [part for part in targets(text, thing, analyzer) if part.text not in first[1]]
        placed = best(text, targeted, thing, None, analyzer, any_kind=False)
        if placed and _is_of_kind(placed[1].text, thing, analyzer):
            text = fitted(text, placed[1], thing, analyzer)
        else:
            put = substituted(text, f"{relation} {thing}", analyzer)
            text = put.question if put else text
        found = Substitution(text, new, found.score)
    return found


def _is_of_kind(old: str, thing: str, analyzer: Analyzer) -> bool:
    both = endings(old, analyzer) & endings(thing, analyzer)
    return bool(both) or likeness(old, thing, analyzer) >= _ALIKE


def _parts(new: str, analyzer: Analyzer) -> list[tuple[str, str]]:
    """The things that a text names, each with the preposition before it; of people all is one."""
    if endings(new, analyzer) & PEOPLE and not endings(new.split()[-1], analyzer) & PEOPLE:
        return [("", new)]  # "women with HIV"
    if cues.opening(new, "relation") is not None:  # "in men with HIV"
        return [("", new)]
    related = [word for word in cues.words(new)[1:] if word[0].lower() in cues.of("relation")]
    found = [("", 0, 0), *((word[0].lower(), word.start(), word.end()) for word in related)]
    ends = [start for _, start, _ in found[1:]] + [len(new)]
    return [
        (relation, new[start:end].strip())
        for (relation, _, start), end in zip(found, ends, strict=True)
    ]


def _joins_as_circumstance(score: float, part: Phrase, thing: str, analyzer: Analyzer) -> bool:
    """Whether people or animals are those in whom it is asked, and replace nothing."""
    kinds = endings(thing, analyzer)
    alike = endings(part.text, analyzer) & CIRCUMSTANCES
    if kinds & CIRCUMSTANCES and score < _UNLIKE and not alike:
        return True
    return bool(kinds & PEOPLE) and score < _REPLACES and not alike


def _related_otherwise(
    question: str, parts: Sequence[Phrase], relation: str, thing: str
) -> Substitution | None:
    """The question with another preposition before a thing: "without cirrhosis" for "in"."""
    for part in parts:
        before = cues.words(question[: part.start])
        word = before[-1] if before else None
        if word and part.text.lower() == thing.lower() and word[0].lower() in cues.of("relation"):
            text = question[: word.start()] + relation + question[word.end() :]
            return Substitution(text, thing, _SURE)
    return None


def _replaces(score: float, part: Phrase, thing: str, analyzer: Analyzer, *, joins: bool) -> bool:
    """Whether a circumstance takes the place of another rather than joining it."""
    old, new = endings(part.text, analyzer), endings(thing, analyzer)
    if joins:  # "in cats" behind "in adolescents"
        return score >= _LEAST or bool(old & CIRCUMSTANCES and new & CIRCUMSTANCES)
    return score >= _REPLACES or not (old and new) or bool(old & new)


def _slot(question: str, thing: str, analyzer: Analyzer) -> tuple[int, int] | None:
    """Where what a question asks for stands, if a thing is one of its kind.

    Of "Which cells" it is both words, of "How many children" the last one.
    """
    edge = anaphora.slot(question, analyzer, anaphora.ASKING_HOW)
    parts = phrases(question, analyzer)
    asked = [part for part in parts if part.end <= edge and not part.verb]
    if not asked or not _are_alike(asked[-1].text, thing, question, analyzer):
        return None
    return (asked[-1].start if anaphora.slot(question, analyzer) == 0 else 0), edge


def _are_alike(asked: str, thing: str, question: str, analyzer: Analyzer) -> bool:
    """Whether what is asked for is of a kind with a thing: cells, or what studies count."""
    alike = likeness(asked, thing, analyzer) >= _SAME
    if alike or endings(asked, analyzer) & endings(thing, analyzer):
        return True
    counts = cues.lower_words(question)[:2] == ["how", "many"]
    return counts and all(
        one.lower() in cues.of("counted") or endings(one, analyzer) & CIRCUMSTANCES
        for one in (asked, thing)
    )


def _parted(new: str) -> tuple[str, str]:
    """The preposition that a text begins with, in lower case, and the rest."""
    rest = cues.opening(new, "relation")
    if rest:
        return new.strip()[: -len(rest)].strip().lower(), rest.strip()
    return "", new.strip()


def _added(question: str, relation: str, thing: str) -> Substitution:
    """The question with a circumstance at its end."""
    end = cues.END.search(question)
    at = end.start() if end else len(question)
    return Substitution(f"{question[:at]} {relation} {thing}{question[at:]}", thing, _SURE)
