"""What a request in plain words wants, and the words by which requests are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from il2qa.filters.exploding import valued
from il2qa.filters.tree import All, Any, Condition
from il2qa.queries.hints import types
from il2qa.text.data import by_role, mapping, rows

Sort = Literal["relevance", "newest", "oldest"]

YEAR = r"(?:1[6-9]|20)\d\d"
CAPITAL = "(?-i:[A-Z])"  # patterns are otherwise matched whatever the case


@dataclass(frozen=True, slots=True)
class Wanted:
    """Records that are wanted in plain words, as a list or as numbers by what they have."""

    conditions: tuple[Condition, ...] = ()
    words: str = ""
    sort: Sort | None = None
    is_counted: bool = False
    by: str | None = None

    @property
    def tree(self) -> Condition:
        """The conditions as a filter."""
        return self.conditions[0] if len(self.conditions) == 1 else All(self.conditions)

    def under(self, condition: Condition) -> Wanted:
        """The same under a further condition."""
        return replace(self, conditions=(*self.conditions, condition))

    def of_noun(self, noun: str) -> Wanted:
        """The same of the records that a noun names: "reviews" are of a publication type."""
        kind = types().get(noun.lower())
        return self.under(_of_type(kind)) if kind else self


def _of_type(kind: str) -> Condition:
    """The records of a publication type, also those whose titles say that they are such."""
    titles = [words for name, words in rows("titled_types.tsv") if name == kind]
    if not titles:
        return valued("publication_type", kind)
    from il2qa.queries.grammar import parse  # which reads tags, seldom needed here

    named = (parse(f"{words}[ti]").tree for words in titles)
    return Any((valued("publication_type", kind), *named))


Taken = tuple[Wanted, str] | None
"""What is wanted when a part of a request is read, and the text that follows it."""


def by_of(name: str) -> str:
    """What records are counted by, of its name as people say it."""
    return mapping("counted_names.tsv")[name.lower()]


@cache
def names() -> str:
    """A pattern of the names of what records are counted by: "year", "MeSH terms"."""
    return either(mapping("counted_names.tsv"))


@cache
def clear_names() -> str:
    """Of these, those that nothing else is called so: "authors", not "types"."""
    unclear = by_role("query_words.tsv")["unclear"]
    return either(name for name in mapping("counted_names.tsv") if name not in unclear)


@cache
def nouns() -> str:
    """A pattern of what records are called, by their kind too: "papers", "reviews"."""
    return either([*by_role("query_words.tsv")["record"], *types()])


@cache
def of(role: str) -> str:
    """A pattern of the words of a role."""
    return either(by_role("query_words.tsv")[role])


def either(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def languages() -> frozenset[str]:
    """The English names of languages in small letters."""
    return frozenset(name.casefold() for name in mapping("languages.tsv").values())
