"""A filter as tantivy's own conditions, exactly.

Postings have no positions: where words must stand one behind another, the records that have all of
them are read, and those are kept whose text says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import tantivy

from il2qa.corpora.codec.payload import EVERY, filter_term, word_term
from il2qa.corpora.disk.schema import between, every_of, having, some_of
from il2qa.filters.tree import (
    All,
    Among,
    Any,
    Begins,
    Between,
    Condition,
    Is,
    Not,
    Says,
    Tells,
    leaves,
)
from il2qa.patterns import lazy_pattern

Verify = Callable[[Says, tantivy.Query], Iterable[str]]
"""The identifiers of those of a query's records whose text says something."""

_SPECIAL = lazy_pattern(r"[\\.+*?()|\[\]{}^$]")


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles filters for an index."""

    schema: tantivy.Schema
    verify: Verify

    def admitted(self, tree: Condition | None) -> tantivy.Query:
        """The records that a filter lets through, none before another; never a note."""
        return tantivy.Query.const_score_query(self._compiled(tree or All(), None), 1.0)

    def _compiled(self, tree: Condition, within: tantivy.Query | None) -> tantivy.Query:
        """The records that meet a condition; only of those of `within` need it be right."""
        match tree:
            case All(parts):
                return self._all(parts, within)
            case Any(parts):
                return some_of([self._compiled(part, within) for part in parts])
            case Not(part):
                but = (tantivy.Occur.MustNot, self._compiled(part, within))
                return tantivy.Query.boolean_query([(tantivy.Occur.Must, self._every), but])
            case Is(field):
                return self._valued(field, tree.folded)
            case Among(field, values):
                return self._among(field, values)
            case Begins(field):
                return self._begun(field, tree.folded)
            case Between(field, first, last):
                return between(self.schema, field, first, last)
            case Says():
                return self._said(tree, within)
            case Tells():
                return some_of([self._found(form) for form in tree.forms])

    @property
    def _every(self) -> tantivy.Query:
        return having(self.schema, "filters", EVERY)

    def _all(self, parts: Sequence[Condition], within: tantivy.Query | None) -> tantivy.Query:
        """All of some conditions: those that must be verified last, within what the others let."""
        if not parts:
            return self._every
        quick = [self._compiled(part, None) for part in parts if not _is_verified(part)]
        narrowed = [*quick, within] if within is not None else quick
        found = every_of(narrowed) if narrowed else None
        slow = [self._compiled(part, found) for part in parts if _is_verified(part)]
        return every_of([*quick, *slow])

    def _valued(self, field: str, value: str) -> tantivy.Query:
        found = having(self.schema, "filters", filter_term(field, value))
        if field == "pmid":  # most stand in a field of their own alone
            found = some_of([found, having(self.schema, "id", value)])
        return found

    def _among(self, field: str, values: Iterable[str]) -> tantivy.Query:
        known = list(values)
        terms = [filter_term(field, value) for value in known]
        found = tantivy.Query.term_set_query(self.schema, "filters", terms)
        if field == "pmid":
            found = some_of([found, tantivy.Query.term_set_query(self.schema, "id", known)])
        return found

    def _begun(self, field: str, begun: str) -> tantivy.Query:
        found = self._prefixed("filters", filter_term(field, begun))
        return some_of([found, self._prefixed("id", begun)]) if field == "pmid" else found

    def _said(self, said: Says, within: tantivy.Query | None) -> tantivy.Query:
        if not said.words:
            return tantivy.Query.empty_query()
        found = some_of([self._worded(field, said) for field in said.fields])
        if not _is_verified(said):
            return found
        narrowed = found if within is None else every_of([found, within])
        identifiers = list(self.verify(said, narrowed))
        return tantivy.Query.term_set_query(self.schema, "id", identifiers)

    def _found(self, terms: Sequence[str]) -> tantivy.Query:
        return every_of([having(self.schema, "terms", term) for term in terms])

    def _worded(self, field: str, said: Says) -> tantivy.Query:
        """The records that have all the words in a field, in whatever order."""
        *whole, last = (word_term(field, word) for word in said.words)
        found = [having(self.schema, "words", term) for term in whole]
        ended = self._prefixed("words", last) if said.begins else having(self.schema, "words", last)
        return every_of([*found, ended])

    def _prefixed(self, indexed: str, begun: str) -> tantivy.Query:
        pattern = _SPECIAL.sub(r"\\\g<0>", begun)
        return tantivy.Query.regex_query(self.schema, indexed, f"{pattern}(.|\n)*")


def _is_verified(tree: Condition) -> bool:
    """Whether texts must be read to know which records meet a condition."""
    return any(isinstance(leaf, Says) and len(leaf.words) > 1 for leaf in leaves(tree))
