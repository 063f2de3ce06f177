"""Makes up queries in PubMed's syntax from records, each with what it means, told naively.

What a query means is a look at each record, written apart from il2qa's parser and filters: only
the folding of words and the terms of a record are taken from there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()
_WORD = re.compile(r"[^\W_]+")
Holds = Callable[["Looked"], bool]


@dataclass(frozen=True)
class Looked:
    """A record as the naive evaluator looks at it: the words of its fields, in order."""

    record: Record
    terms: frozenset[str]
    fields: dict[str, str] = field(default_factory=dict)  # " word word " of each


@dataclass(frozen=True)
class Made:
    """A query, and which records it means."""

    text: str
    holds: Holds


def looked(record: Record) -> Looked:
    """A record, looked at once for all queries."""
    told = {"ti": record.title, "ab": record.abstract_text}
    fields = {
        name: f" {' '.join(_WORD.findall(ANALYZER.words.fold(text)))} "
        for name, text in told.items()
    }
    fields["tiab"] = fields["ti"] + "|" + fields["ab"]
    return Looked(record, frozenset(analyse(record, ANALYZER).terms), fields)


def queries(records: Sequence[Looked], number: int, seed: int = 1) -> list[Made]:
    """Queries of one to five terms, nested now and then; the same for the same seed."""
    chance = random.Random(seed)
    return [_chain(records, chance, depth=0) for _ in range(number)]


def _chain(records: Sequence[Looked], chance: random.Random, depth: int) -> Made:
    """Terms with operators between them, evaluated from left to right."""
    found = _part(records, chance, depth)
    for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
        operator = chance.choice(["AND", "AND", "OR", "NOT", ""])
        other = _part(records, chance, depth)
        text = " ".join(part for part in (found.text, operator, other.text) if part)
        found = Made(text, _joined(operator, found.holds, other.holds))
    return found


def _joined(operator: str, left: Holds, right: Holds) -> Holds:
    if operator == "OR":
        return lambda one: left(one) or right(one)
    if operator == "NOT":
        return lambda one: left(one) and not right(one)
    return lambda one: left(one) and right(one)


def _part(records: Sequence[Looked], chance: random.Random, depth: int) -> Made:
    if depth < 2 and chance.random() < 0.2:
        inner = _chain(records, chance, depth + 1)
        return Made(f"({inner.text})", inner.holds)
    makers = [_word, _word, _phrase, _begun, _plain, _years, _author, _value]
    made = None
    while made is None:
        made = chance.choice(makers)(chance.choice(records), chance)
    return made


def _spoken(one: Looked, name: str) -> list[str]:
    """The plain words of a field."""
    stopped = ANALYZER.stop_words("function")
    words = one.fields[name].replace("|", " ").split()
    return [w for w in words if w.isascii() and w.isalpha() and len(w) > 3 and w not in stopped]


def _word(one: Looked, chance: random.Random) -> Made | None:
    tag = chance.choice(["ti", "ab", "tiab"])
    words = _spoken(one, tag)
    if not words:
        return None
    word = chance.choice(words)
    return Made(f"{word}[{tag}]", lambda other: f" {word} " in other.fields[tag])


def _phrase(one: Looked, chance: random.Random) -> Made | None:
    tag = chance.choice(["ti", "tiab"])
    words = one.fields["ti"].split()
    if len(words) < 2:
        return None
    start = chance.randrange(len(words) - 1)
    phrase = " ".join(words[start : start + chance.choice([2, 2, 3])])
    return Made(f'"{phrase}"[{tag}]', lambda other: f" {phrase} " in other.fields[tag])


def _begun(one: Looked, chance: random.Random) -> Made | None:
    words = [word for word in _spoken(one, "tiab") if len(word) > 4]
    if not words:
        return None
    begun = chance.choice(words)[: chance.choice([4, 5])]
    return Made(f"{begun}*[tiab]", lambda other: f" {begun}" in other.fields["tiab"])


def _plain(one: Looked, chance: random.Random) -> Made | None:
    """A word without a tag, found by its term; beside operators alone it joins no neighbour."""
    words = _spoken(one, "ti")
    if not words:
        return None
    word = chance.choice(words)
    (token,) = ANALYZER.tokens(word)
    return Made(f"({word})", lambda other: token.terms[0] in other.terms)


def _years(one: Looked, chance: random.Random) -> Made | None:
    year = one.record.date.year if one.record.date else None
    if year is None:
        return None
    last = year + chance.choice([0, 0, 1, 5])
    text = f"{year}[dp]" if last == year else f"{year}:{last}[dp]"

    def holds(other: Looked) -> bool:
        own = other.record.date.year if other.record.date else None
        return own is not None and year <= own <= last

    return Made(text, holds)


def _author(one: Looked, chance: random.Random) -> Made | None:
    authors = [author for author in one.record.authors if author.last_name and author.initials]
    if not authors:
        return None
    author = chance.choice(authors)
    last = ANALYZER.words.fold((author.last_name or "").replace(".", " "))
    if not re.fullmatch(r"[a-z ]+", last):
        return None
    return Made(
        f'"{last}"[au]',
        lambda other: any(
            last in ((who.last_name or "").casefold(), (who.collective or "").casefold())
            for who in other.record.authors + other.record.investigators
        ),
    )


def _value(one: Looked, chance: random.Random) -> Made | None:
    record = one.record
    kinds = [_of_type(kind) for kind in record.publication_types]
    kinds += [_of_heading(heading.descriptor) for heading in record.mesh]
    return chance.choice(kinds) if kinds else None


def _of_type(kind: str) -> Made:
    return Made(f'"{kind}"[pt]', lambda other: kind in other.record.publication_types)


def _of_heading(name: str) -> Made:
    return Made(
        f'"{name}"[mh]', lambda other: any(own.descriptor == name for own in other.record.mesh)
    )
