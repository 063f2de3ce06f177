"""Questions that name a thing otherwise than the abstract that answers them, made mechanically.

A question of the sets that names a gene, a disease or a cell is asked with another of its names
that none of the right abstracts uses; and titles are asked for by another name of their thing and
their rarest other word. Names come from all of the sources, not from il2qa's own selection.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bench.data import files, questions
from bench.data.defined import all_things
from bench.data.names import WORDNET, Phrase, Thing, by_first, phrases_in
from bench.data.questions import RecordQuestion
from bench.learn.synonyms import Uses, is_good, named, owners, tells_more, uses
from il2qa.models import Record
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

_TITLES = 300


@dataclass(frozen=True)
class Known:
    """The things, the thing of each name that is no common word, and what abstracts use."""

    things: list[tuple[Thing, dict[Phrase, str]]]
    owner: dict[Phrase, int]
    used: Uses

    def kind(self, one: Phrase) -> str:
        """What kind of thing a name is of."""
        return self.things[self.owner[one]][0].kind if one in self.owner else ""

    def others(self, one: Phrase, records: Collection[str]) -> list[str]:
        """The other names of a thing that some abstract uses, but none of the given ones."""
        names = self.things[self.owner[one]][1]
        return sorted(
            names[other]
            for other in names
            if self.owner.get(other) == self.owner[one]
            and self.used.records[other]
            and tells_more(one, other)
            and not self.used.records[other].intersection(records)
        )


@cache
def known() -> Known:
    found = named(all_things(WORDNET))
    return of_things(found, uses(one for _, names in found for one in names))


def of_things(found: list[tuple[Thing, dict[Phrase, str]]], used: Uses) -> Known:
    """What is known of some things, by the names that mean one of them and are no common words."""
    owner = {
        one: number
        for one, number in owners(found, used).items()
        if is_good(found[number][0], one, found[number][1], used)
    }
    return Known(found, owner, used)


def renamed(asked: list[list[RecordQuestion]]) -> list[list[RecordQuestion]]:
    """The questions that name a thing, asked by another name that no right abstract uses."""
    found = []
    for ones in asked:
        question = _renamed(ones[0].question, [one.record.id for one in ones if one.gold])
        if question:
            found.append([one.asked_as(question) for one in ones])
    return found


def _renamed(question: str, records: list[str]) -> str | None:
    used = known().used.records
    for one, spelling in phrases_in(question, _firsts()):
        others = known().others(one, records) if used[one].intersection(records) else []
        if others:
            return question.replace(spelling, random.Random(question).choice(others), 1)
    return None


@cache
def _firsts() -> dict[str, set[Phrase]]:
    return by_first(one for one in known().owner if known().used.records[one])


def titles() -> Iterator[tuple[str, str]]:
    """A question by another name of what a title names, and the record of the title."""
    draw = random.Random(1)
    records = list(files.pool().values())
    draw.shuffle(records)
    found = (asked for record in records if (asked := _by_another_name(record, draw)))
    return islice(found, _TITLES)


def _by_another_name(record: Record, draw: random.Random) -> tuple[str, str] | None:
    for one, _ in phrases_in(record.title, _firsts()):
        others = known().others(one, [record.id])
        word = _rarest(record.title, one)
        if others and word:
            return f"What is known about {draw.choice(others)} and {word}?", record.id
    return None


def _rarest(title: str, without: Phrase) -> str | None:
    """The rarest known word of a title that is no part of a name."""
    words = [
        (
            float(_ANALYZER.vocabulary.idf([token.terms[0]])[0]),
            title[token.start : token.end],
        )
        for token in _ANALYZER.tokens(title)
        if token.terms[0] not in without and token.terms[0] in _ANALYZER.vocabulary
    ]
    return max(words)[1] if words else None


def all_renamed() -> dict[str, list[list[RecordQuestion]]]:
    """Experts' questions and people's own words, each asked by another name."""
    experts, own = questions.together(questions.bioasq()), questions.together(questions.own_words())
    return {
        "BioASQ": renamed([ones for ones in experts if any(one.gold for one in ones)]),
        "own words": renamed([ones for ones in own if any(one.gold for one in ones)]),
    }
