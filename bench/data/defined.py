"""Short forms that abstracts of the pool define: with which long forms, in how many records.

The definitions are those that il2qa itself finds ("human immunodeficiency virus (HIV)"). A short
form names a thing where abstracts agree what it stands for: a thing of one of the lists, or one
more. Names only, no text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from bench.data import files
from bench.data.names import Phrase, Thing, phrase, things
from il2qa.text.analyzer import default_analyzer
from il2qa.text.words import HYPHENS

LEAST = 3  # records that define a short form
AGREED = 0.8  # least share of them that give it one long form, or one of about the same words
_MOSTLY = 0.6
_USUAL = 0.2  # least share of a long form that is a name: "anti-HIV" is none of HIV

Long = tuple[str, ...]  # the terms of a long form, its compounds in parts


@cache
def definitions() -> dict[str, Counter[str]]:
    """The long forms of each short form as they are spelt, by the number of records."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for record in files.pool().values():
        texts = (record.title or "", record.abstract_text)
        pairs = (pair for text in texts for pair in default_analyzer().abbreviations.pairs(text))
        for short, long in {(_singular(pair.short), pair.long) for pair in pairs}:
            found[short][long] += 1
    return found


def _singular(short: str) -> str:
    """A short form without the s of its plural: NSAID of NSAIDs."""
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def by_terms(spellings: Counter[str]) -> Counter[Long]:
    """Long forms by their terms instead of their spellings."""
    found: Counter[Long] = Counter()
    for long, number in spellings.items():
        found[terms(long)] += number
    return found


@cache
def terms(long: str) -> Long:
    """The terms of a long form, its compounds in parts."""
    return default_analyzer().terms(re.sub(f"[{HYPHENS}]", " ", long))


def agreed() -> Iterator[tuple[str, list[str]]]:
    """Each short form that abstracts agree on, with the spellings of its long form.

    The commonest spellings come first, of the short form too.
    """
    shorts: dict[Phrase, list[str]] = defaultdict(list)
    for short in definitions():
        shorts[phrase(short)].append(short)
    for spelt in shorts.values():
        chief = max(spelt, key=lambda short: (definitions()[short].total(), short))
        longs = sum((definitions()[short] for short in spelt), Counter[str]())
        by_long = by_terms(longs)
        ((long, _),) = by_long.most_common(1)
        alike = {one: n for one, n in by_long.items() if _alike(one, long)}
        if sum(alike.values()) >= max(LEAST, AGREED * longs.total()):
            usual = {one for one, n in alike.items() if n >= _USUAL * longs.total()}
            own = sorted((-n, spelt) for spelt, n in longs.items() if terms(spelt) in usual)
            yield chief, [spelling for _, spelling in own]


def _alike(one: Long, other: Long) -> bool:
    """Whether two long forms have most of their words in common."""
    return len({*one} & {*other}) >= _MOSTLY * len({*one, *other})


def all_things(wordnet: Path) -> list[Thing]:
    """The things of every list, and those that abstracts define; one that both name, once.

    A definition is of the thing that has both of its forms among its names, else its long form,
    else its short form and something like the long one.
    """
    found = list(things(wordnet))
    having: dict[Phrase, set[int]] = defaultdict(set)
    for number, thing in enumerate(found):
        for name in (*thing.names, *thing.loose):
            having[phrase(name)].add(number)
    for short, longs in agreed():
        with_long = set().union(*(having[phrase(long)] for long in longs))
        with_short = {
            i for i in having[phrase(short)] if i in with_long or _is_like(found[i], longs[0])
        }
        same = sorted(with_long & with_short or with_long or with_short)
        if same:
            names = dict.fromkeys([*found[same[0]].names, short, *longs])
            found[same[0]] = replace(found[same[0]], names=tuple(names))
        else:
            found.append(Thing("definition", (short, *longs)))
    return found


def _is_like(thing: Thing, long: str) -> bool:
    """Whether a long form has half of its words in common with one of a thing's names."""
    asked = set(terms(long))
    own = (set(terms(name)) for name in (*thing.names, *thing.loose) if " " in name)
    return any(2 * len(name & asked) >= len(name | asked) for name in own)
