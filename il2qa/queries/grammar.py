"""The grammar of queries: AND, OR and NOT from left to right, as PubMed evaluates them.

    query   = ["NOT"] item {["AND" | "OR"] ["NOT"] item}
    item    = "(" query ")" | "-" item | filter | term [":" term]
    term    = (word {word} | '"' phrase '"') ["[" tag "]"]

Items with no operator between them must all hold. Words side by side are one term.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from il2qa.errors import QuestionError
from il2qa.fields import Field
from il2qa.filters.text import read_filter
from il2qa.filters.tree import All, Any, Condition, Exploded, Is, Not
from il2qa.queries import operands
from il2qa.queries.lexing import Sign, signs, syntax_error
from il2qa.queries.tags import TOPICAL, fields_tagged, unknown_tag
from il2qa.text.analyzer import Analyzer, default_analyzer

_DEEPEST = 100
_TERM = 'a word, a "phrase" or "(" is expected'


class Parsed(NamedTuple):
    """A query as it was read: which records it means, and the words by which it wants them."""

    tree: Condition
    words: tuple[str, ...] = ()
    depth: int = 1


def parse(query: str, analyzer: Analyzer | None = None) -> Parsed:
    """Read a query; raises QuerySyntaxError, which points at the place.

    Words without a tag are analysed by `analyzer`, which is that of the corpus that is asked.
    """
    return _Parser(query, analyzer or default_analyzer()).parsed()


class _Parser:
    def __init__(self, query: str, analyzer: Analyzer) -> None:
        self._query, self._analyzer = query, analyzer
        self._signs = signs(query)
        self._at = 0
        self._open = 0

    def parsed(self) -> Parsed:
        """The whole query."""
        found = self._query_part()
        if self._next.kind == "close":
            raise syntax_error(self._query, self._next.start, 'this ")" has no "(" before it')
        return found

    @property
    def _next(self) -> Sign:
        return self._signs[self._at]

    def _take(self, kind: str, text: str | None = None) -> Sign | None:
        """The next sign, where it is of that kind."""
        sign = self._next
        if sign.kind != kind or (text is not None and sign.text != text):
            return None
        self._at += 1
        return sign

    def _query_part(self) -> Parsed:
        found = self._negated() if self._take("operator", "NOT") else self._item()
        while self._next.kind not in ("end", "close"):
            start = self._next.start
            operator = self._operator()
            found = self._joined(operator, found, self._item(), start)
        return found

    def _operator(self) -> str:
        """AND, OR, "AND NOT" or "OR NOT"; AND where none stands."""
        sign = self._take("operator")
        name = sign.text if sign else "AND"
        if name == "NOT":
            return "AND NOT"
        return f"{name} NOT" if sign and self._take("operator", "NOT") else name

    def _joined(self, operator: str, left: Parsed, right: Parsed, place: int) -> Parsed:
        kind: type[All | Any] = Any if operator.startswith("OR") else All
        tree = Not(right.tree) if operator.endswith("NOT") else right.tree
        words = left.words if operator.endswith("NOT") else left.words + right.words
        is_flat = isinstance(left.tree, kind) and not isinstance(left.tree, Exploded)
        depth = max(left.depth, right.depth + 1) if is_flat else max(left.depth, right.depth) + 1
        if depth > _DEEPEST:
            raise syntax_error(self._query, place, "the query is too deep; ask it in parts")
        before = left.tree.parts if is_flat and isinstance(left.tree, kind) else (left.tree,)
        return Parsed(kind((*before, tree)), words, depth)

    def _negated(self) -> Parsed:
        found = self._item()
        return Parsed(Not(found.tree), (), found.depth + 1)

    def _item(self) -> Parsed:
        if opened := self._take("open"):
            return self._bracketed(opened)
        if self._take("minus"):
            return self._negated()
        if typed := self._take("typed"):
            return self._typed(typed)
        if self._next.kind in ("word", "quoted"):
            return self._term()
        raise syntax_error(self._query, self._next.start, _TERM)

    def _bracketed(self, opened: Sign) -> Parsed:
        self._open += 1
        if self._open > _DEEPEST:
            raise syntax_error(self._query, opened.start, "the query is too deep; ask it in parts")
        found = self._query_part()
        if not self._take("close"):
            raise syntax_error(self._query, opened.start, 'this "(" is never closed by ")"')
        self._open -= 1
        return found

    def _typed(self, typed: Sign) -> Parsed:
        try:
            return Parsed(read_filter(typed.text).tree)
        except QuestionError as error:
            raise syntax_error(self._query, typed.start, str(error)) from error

    def _term(self) -> Parsed:
        first = self._next
        text, fields = self._tagged_text()
        if fields is not None and operands.has_range(fields[0]) and ":" in text:
            begun, _, ended = text.partition(":")
            return self._ranged(first, fields[0], begun, ended)
        if self._next.kind == "colon":
            self._at += 1
            ended, last_fields = self._tagged_text()
            both = fields or last_fields
            if not both or (fields and last_fields and fields != last_fields):
                raise syntax_error(self._query, first.start, "a range has one tag: 2010:2015[dp]")
            return self._ranged(first, both[0], text, ended)
        return self._of_term(first, text, fields)

    def _tagged_text(self) -> tuple[str, tuple[Field, ...] | None]:
        """The text of a phrase or of words side by side, and the fields of the tag behind it."""
        if quoted := self._take("quoted"):
            text = quoted.text
        else:
            words = []
            while word := self._take("word"):
                words.append(word.text)
            text = " ".join(words)
        if not text:
            raise syntax_error(self._query, self._next.start, _TERM)
        tag = self._take("tag")
        if tag is None:
            return text, None
        fields = fields_tagged(tag.text)
        if not fields:
            raise syntax_error(self._query, tag.start, unknown_tag(tag.text))
        return text, fields

    def _of_term(self, sign: Sign, text: str, fields: tuple[Field, ...] | None) -> Parsed:
        quoted = sign.kind == "quoted"

        def made() -> Condition:
            if fields is not None:
                return operands.tagged_term(fields, text, self._analyzer, is_quoted=quoted)
            if quoted:
                return operands.phrase(text)
            return operands.untagged(text.split(), self._analyzer)

        tree = self._clear(sign, made)
        is_topic = fields[0].name in TOPICAL if fields else not isinstance(tree, Is)
        return Parsed(tree, (text.replace("*", ""),) if is_topic else ())

    def _ranged(self, sign: Sign, field: Field, first: str, last: str) -> Parsed:
        return Parsed(self._clear(sign, lambda: operands.ranged(field, first, last)))

    def _clear(self, sign: Sign, made: Callable[[], Condition]) -> Condition:
        """What a term means; an unclear one is an error at its place."""
        try:
            return made()
        except QuestionError as error:
            raise syntax_error(self._query, sign.start, str(error)) from error
