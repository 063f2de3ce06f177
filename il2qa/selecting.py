"""What a library holds for a query: its records in order, how many, and counts by a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import QuestionError
from il2qa.fields import LISTED, folded, named
from il2qa.filters.tree import (
    All,
    Any,
    Begins,
    Between,
    Condition,
    Filter,
    Is,
    Not,
    asked,
    both,
    leaves,
)
from il2qa.models import Record
from il2qa.queries.grammar import parse
from il2qa.queries.telling import query_text
from il2qa.queries.wanted import wanted

Sort = Literal["relevance", "newest", "oldest"]

COUNTED = {field.typed: field.name for field in LISTED}
"""What records are counted by, as people name it, and the field."""

_LOOKED_AT = 5_000  # names of most records, to find near ones among
_DATES = ("date", "day")
_NEAR_IT, _MOST = "; near it: ", "; most records have: "
_FEW = 80  # names that a reader may choose among: publication types, languages
_NEAR = 3  # how many are told
_SHORT = 4  # letters, of which one in three may be another; of more, two in nine
_ALIKE = {True: 0.66, False: 0.77}  # of difflib's ratio


@dataclass(frozen=True)
class Selection:
    """The records that a filter lets through, and the words by which they are wanted."""

    corpus: CorpusReader
    filter: Filter | None = None
    words: str = ""
    by: str | None = None  # what its numbers are wanted by, a name of COUNTED

    @cached_property
    def number(self) -> int:
        """How many records there are."""
        return self.corpus.count(self.filter)

    def records(self, sort: Sort = "relevance", limit: int = 20, skip: int = 0) -> list[Record]:
        """Some of the records in order, after the first `skip`.

        By relevance: those that say the words most come first, then the newest.
        """
        if sort != "relevance":
            return list(islice(self.corpus.select(self.filter, sort, skip + limit), skip, None))
        return list(islice(self._by_relevance(skip + limit), skip, skip + limit))

    def counts(self, by: str, limit: int | None = None) -> dict[str, int]:
        """The values of a field and of how many records, most first; years in their order.

        `by` is a name of COUNTED. Raises QuestionError for another one.
        """
        if by not in COUNTED:
            names = ", ".join(COUNTED)
            raise QuestionError(f"records are not counted by {by!r}; count by {names}")
        found = self.corpus.names(COUNTED[by], limit=limit, filter=self.filter)
        return dict(sorted(found.items())) if by == "year" else found

    def unknown(self) -> list[str]:
        """What is told of each value of the filter that no record has, with near ones."""
        return unknown_values(self.corpus, self.filter)

    def _by_relevance(self, limit: int) -> Iterator[Record]:
        shown = set()
        analyzer = self.corpus.analyzer
        if self.words and not analyzer.names_nothing(self.words):
            query = analyzer.parse(self.words)
            for one in self.corpus.candidates(query, self.filter, limit):
                shown.add(one.id)
                yield one.record
        for record in self.corpus.select(self.filter, "newest"):
            if record.id not in shown:
                yield record


def selected(corpus: CorpusReader, query: str = "", where: Filter | None = None) -> Selection:
    """The records of a corpus that a query means, "" for all.

    A query is in PubMed's syntax, or asks in plain words: "reviews on IL-2 since 2010". Raises
    QuerySyntaxError.
    """
    if not query.strip():
        return Selection(corpus, where)
    plain = wanted(query, corpus.analyzer)
    if plain is not None:
        return Selection(corpus, both(where, plain.tree), plain.words, plain.by)
    found = parse(query, corpus.analyzer)
    return Selection(corpus, both(where, found.tree), " ".join(found.words))


def unknown_values(corpus: CorpusReader, filter: Filter | None) -> list[str]:
    """What is told of each value of a filter that no record of a corpus has, with near ones."""
    every = dict.fromkeys(leaves(filter.tree if filter else All()))
    valued = [(leaf, one) for leaf in every if isinstance(one := asked(leaf), Is | Begins)]
    return [_told_unknown(corpus, one) for leaf, one in valued if not corpus.count(leaf)]


def none_selected(corpus: CorpusReader, filter: Filter | None) -> str:
    """Why a filter lets no record through: what it is, and which of its values no record has."""
    reason = f"no record passes the filter {query_text(filter)}"
    unknown = unknown_values(corpus, filter)
    if _is_undated(corpus, filter):
        return "; ".join([reason, *unknown, "no record has a year"])
    if _is_single(filter.tree if filter else All()) and not any(
        _tells_others(one) for one in unknown
    ):
        return reason
    return "; ".join([reason, *unknown])


def _is_undated(corpus: CorpusReader, filter: Filter | None) -> bool:
    """Whether a filter limits the date, which no record of the corpus has."""
    dated = (
        leaf
        for leaf in leaves(filter.tree if filter else All())
        if isinstance(leaf, Between) and leaf.field in _DATES
    )
    return any(not corpus.count(Between(leaf.field)) for leaf in dated)


def _tells_others(message: str) -> bool:
    return _NEAR_IT in message or _MOST in message


def _is_single(tree: Condition) -> bool:
    """Whether there is but one condition, of which no part need be told."""
    match asked(tree):
        case All((part,)) | Any((part,)) | Not(part):
            return _is_single(part)
    return not isinstance(asked(tree), All | Any)


def _told_unknown(corpus: CorpusReader, leaf: Is | Begins) -> str:
    field = named(leaf.field)
    name = (field.typed or field.name).replace("_", " ")
    message = f"no record has the {name} {leaf.value!r}" if field.values else query_text(leaf)
    near, lead = (_near(corpus, leaf), _NEAR_IT) if field.listed else ({}, "")
    if field.listed and not near:
        near, lead = _few(corpus, leaf.field), _MOST
    shown = ", ".join(f"{value} ({number:,})" for value, number in near.items())
    return f"{message}{lead}{shown}" if shown else message


def _few(corpus: CorpusReader, field: str) -> dict[str, int]:
    """Names of most records, of a field that has but few to choose among."""
    names = corpus.names(field, limit=_FEW + 1)
    return dict([*names.items()][:_NEAR]) if len(names) <= _FEW else {}


def _near(corpus: CorpusReader, leaf: Is | Begins) -> dict[str, int]:
    """Names of the field that are spelt or begin nearly so, or have all the words; of how many."""
    wanted = folded(leaf.value)
    names = corpus.names(leaf.field, wanted[:2], _LOOKED_AT)
    names |= corpus.names(leaf.field, limit=_LOOKED_AT)
    begun: dict[str, list[str]] = {}  # a surname alone is the beginning of a name
    for name in names:
        for form in dict.fromkeys([folded(name), folded(name)[: len(wanted)]]):
            begun.setdefault(form, []).append(name)
    from difflib import get_close_matches

    near = get_close_matches(wanted, begun, n=_NEAR, cutoff=_ALIKE[len(wanted) <= _SHORT])
    spelt = [name for form in near for name in begun[form][:_NEAR]]
    words = set(wanted.split())
    longer = [name for name in names if words and words <= set(folded(name).split())]
    longer.sort(key=lambda name: -names[name])
    return {name: names[name] for name in [*dict.fromkeys(spelt + longer)][:_NEAR]}
