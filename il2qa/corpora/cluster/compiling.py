"""A filter as the cluster's own conditions, exactly.

Where words must stand one behind another, the records that have all of them are read, and those
are kept whose text says so: postings have no positions. Trees that are deeper or wider than a
cluster takes are asked in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from il2qa.corpora.cluster.mapping import (
    LEAST,
    LONGEST_TERM,
    LONGEST_WORD,
    MOST,
    Body,
    beginning,
    column,
    within,
)
from il2qa.corpora.codec.payload import EVERY, filter_term, word_term
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
    matches,
)
from il2qa.models import Record

Verify = Callable[[Callable[[Record], bool] | None, Body], Iterable[str]]
"""The identifiers of those of a query's records that are so; of all of them for None."""

EVERY_RECORD: Body = {"term": {"filters": EVERY}}
NOTHING: Body = {"match_none": {}}

_MOST_VALUES = 60_000  # of one condition; the cluster takes 65,536
_DEEPEST = 12  # levels; the cluster takes 20, and each of ours is up to one of its own
_MOST_CLAUSES = 300  # the cluster takes 1,024
_MOST_WORDS = 30  # of a phrase that narrow what is read


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles filters for an index."""

    verify: Verify

    def admitted(self, tree: Condition | None) -> Body:
        """The records that a filter lets through; never a note."""
        if tree is None or tree == All():
            return _all([EVERY_RECORD])
        return _all([EVERY_RECORD, self._compiled(plain(tree), None, 1)])

    def _compiled(self, tree: Condition, inside: Body | None, depth: int) -> Body:
        """The records that meet a condition; only of those of `inside` need it be right."""
        if depth > _DEEPEST and isinstance(tree, All | Any | Not):
            return self._settled(self._compiled(tree, inside, 1))
        match tree:
            case All(parts):
                return self._every(parts, inside, depth)
            case Any(parts):
                return self._some(parts, inside, depth)
            case Not(part):
                met = self._compiled(part, inside, depth + 1)
                return {"bool": {"filter": [EVERY_RECORD], "must_not": [met]}}
        return self._leaf(tree, inside)

    def _leaf(self, tree: Condition, inside: Body | None) -> Body:
        match tree:
            case Is(field):
                return _valued([(field, tree.folded)])
            case Among(field, values):
                return _valued((field, value) for value in sorted(values))
            case Begins():
                return self._verified(tree, _begun(tree), inside)
            case Between(field, first, last):
                return _between(field, first, last)
            case Says():
                return self._verified(tree, _said(tree), inside)
            case Tells():
                return _some([_all([_word("terms", t) for t in form]) for form in tree.forms])
        raise TypeError(f"{type(tree).__name__} is no condition")

    def _every(self, parts: Sequence[Condition], inside: Body | None, depth: int) -> Body:
        """All of some conditions: those that must be verified last, within what the others let."""
        quick = [self._compiled(p, None, depth + 1) for p in parts if not _is_verified(p)]
        narrowed = [*quick, *([inside] if inside is not None else [])]
        narrowing = _all(narrowed) if narrowed else None
        slow = [self._compiled(p, narrowing, depth + 1) for p in parts if _is_verified(p)]
        return self._joined([*quick, *slow], _all) if parts else EVERY_RECORD

    def _some(self, parts: Sequence[Condition], inside: Body | None, depth: int) -> Body:
        """Any of some conditions; all that ask for values as a single one."""
        values = [*_values(parts)]
        others = [p for p in parts if not isinstance(p, Is | Among)]
        joined = [self._compiled(part, inside, depth + 1) for part in others]
        return self._joined([*([_valued(values)] if values else []), *joined], _some)

    def _joined(self, parts: Sequence[Body], join: Callable[[Sequence[Body]], Body]) -> Body:
        """Conditions joined; where they are too many for one request, settled before in groups."""
        if sum(map(_clauses, parts)) <= _MOST_CLAUSES:
            return join(parts)
        groups: list[list[Body]] = [[]]
        for part in parts:
            if groups[-1] and sum(map(_clauses, [*groups[-1], part])) > _MOST_CLAUSES:
                groups.append([])
            groups[-1].append(part)
        return join([self._settled(join(group)) for group in groups])

    def _settled(self, query: Body) -> Body:
        """The same records, by their identifiers."""
        return _identified(self.verify(None, _all([EVERY_RECORD, query])))

    def _verified(self, tree: Condition, query: Body, inside: Body | None) -> Body:
        if not _is_verified(tree):
            return query
        narrowed = [EVERY_RECORD, query, *([inside] if inside is not None else [])]
        return _identified(self.verify(lambda record: matches(tree, record), _all(narrowed)))


def plain(tree: Condition) -> Condition:
    """The same condition with fewer levels: no Not of a Not, no All in an All, no Any in an Any."""
    match tree:
        case Not(Not(part)):
            return plain(part)
        case Not(part):
            return Not(plain(part))
        case All((part,)) | Any((part,)):
            return plain(part)
        case All(parts):
            return All(tuple(p for one in map(plain, parts) for p in _parts(one, All)))
        case Any(parts):
            return Any(tuple(p for one in map(plain, parts) for p in _parts(one, Any)))
    return tree


def _parts(tree: Condition, kind: type[All | Any]) -> tuple[Condition, ...]:
    """The parts of what is of a kind; else itself."""
    return tree.parts if isinstance(tree, kind) else (tree,)


def _is_verified(tree: Condition) -> bool:
    """Whether records must be read to know which meet a condition."""
    return any(map(_is_leaf_verified, leaves(tree)))


def _is_leaf_verified(leaf: Condition) -> bool:
    match leaf:
        case Says(words=words):
            return len(words) > 1 or any(len(word) > LONGEST_WORD // 2 for word in words)
        case Begins():
            return len(leaf.folded) > LONGEST_TERM // 2
    return False


def _values(parts: Iterable[Condition]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Is):
            yield part.field, part.folded
        elif isinstance(part, Among):
            yield from ((part.field, value) for value in sorted(part.values))


def _valued(values: Iterable[tuple[str, str]]) -> Body:
    """The records that have one of some values."""
    known = list(values)
    terms = [within(filter_term(*pair), LONGEST_TERM) for pair in known]
    own = [value for field, value in known if field == "pmid"]  # most stand in `id` alone
    return _some([*_in("filters", terms), *_in("id", own)])


def _identified(identifiers: Iterable[str]) -> Body:
    return _some([*_in("id", list(identifiers))])


def _in(indexed: str, values: Sequence[str]) -> Iterator[Body]:
    """The records that have one of any number of values in a field of the index."""
    for start in range(0, len(values), _MOST_VALUES):
        yield {"terms": {indexed: values[start : start + _MOST_VALUES]}}


def _begun(tree: Begins) -> Body:
    begun = [_prefixed("filters", beginning(filter_term(tree.field, tree.folded), LONGEST_TERM))]
    return _some([*begun, *([_prefixed("id", tree.folded)] if tree.field == "pmid" else [])])


def _between(field: str, first: int | None, last: int | None) -> Body:
    low = LEAST if first is None else max(first, LEAST)
    high = MOST if last is None else min(last, MOST)
    return NOTHING if low > high else {"range": {column(field): {"gte": low, "lte": high}}}


def _said(said: Says) -> Body:
    """The records that have all the words in some field, in whatever order."""
    return _some([_worded(field, said) for field in said.fields]) if said.words else NOTHING


def _worded(field: str, said: Says) -> Body:
    *whole, last = (word_term(field, word) for word in said.words)
    words = [_word("words", term) for term in whole[:_MOST_WORDS]]
    begun = _prefixed("words", beginning(last, LONGEST_WORD))
    return _all([*words, begun if said.begins else _word("words", last)])


def _word(indexed: str, term: str) -> Body:
    return {"term": {indexed: within(term, LONGEST_WORD)}}


def _prefixed(indexed: str, begun: str) -> Body:
    return {"prefix": {indexed: begun}}


def _all(parts: Sequence[Body]) -> Body:
    return parts[0] if len(parts) == 1 else {"bool": {"filter": [*parts]}}


def _some(parts: Sequence[Body]) -> Body:
    if not parts:
        return NOTHING
    return parts[0] if len(parts) == 1 else {"bool": {"should": [*parts]}}


def _clauses(query: Body) -> int:
    """How many conditions the cluster counts in a query."""
    made = query.get("bool")
    if made is None:
        return 1
    return sum(_clauses(part) for parts in made.values() for part in parts)
