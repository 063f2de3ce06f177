"""Tells a query in PubMed's syntax from a question in plain words, and parts the two.

What makes a query is a field tag, or AND, OR or NOT in capitals between terms, a begun word
("immun*"), a word that is taken away ("-children") or a typed filter ("type:review"). A question
(it has a question mark, or opens as one) or a sentence (it ends in a stop) is a query only where
it has a tag; "OR 2.3" is an odds ratio.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from il2qa.errors import QuerySyntaxError
from il2qa.filters.tree import Condition
from il2qa.patterns import lazy_pattern
from il2qa.queries.grammar import parse
from il2qa.queries.hints import may_be_query
from il2qa.queries.lexing import Sign, signs
from il2qa.queries.operands import is_date
from il2qa.queries.requests import Wanted
from il2qa.queries.tags import fields_tagged
from il2qa.queries.wanted import wanted
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import by_role

_OPENING = ("word", "quoted", "open", "minus", "typed")
_CLOSING = ("word", "quoted", "close", "tag", "typed", "operator")

_BESIDE = lazy_pattern(r"\s:\s")


@dataclass(frozen=True, slots=True)
class StructuredQuery:
    """Which records a text selects, as a tree of conditions, and what it asks of them.

    `question` is what stands beside the query, else the words by which it wants the records; it
    may be empty ("review[pt]"). Of what is asked in plain words, `wanted` says as what the records
    are wanted.
    """

    tree: Condition
    question: str
    is_beside: bool = False
    wanted: Wanted | None = None


def read(text: str, analyzer: Analyzer | None = None) -> StructuredQuery | None:
    """The query of a text, or what it wants in plain words; None for a question.

    Raises QuerySyntaxError where it is a query that is wrong.
    """
    for parting in reversed([*_BESIDE.finditer(text)]):
        query, beside = text[: parting.start()], text[parting.end() :]
        if is_query(query) and not _goes_on(beside):
            return StructuredQuery(parse(query, analyzer).tree, beside.strip(), is_beside=True)
    if not is_query(text):
        plain = wanted(text, analyzer)
        return StructuredQuery(plain.tree, plain.words, wanted=plain) if plain else None
    found = parse(text, analyzer)
    return StructuredQuery(found.tree, " ".join(found.words))


def is_query(text: str) -> bool:
    """Whether a text is written in PubMed's syntax."""
    if not may_be_query(text):  # most questions, which need not be looked at closely
        return False
    try:
        found = signs(text)
    except QuerySyntaxError:
        return _has_tag(text) and not _opens_as_question(text)
    if any(_is_tag(found, i) for i in range(1, len(found))):
        return True
    if "?" in text or text.isupper() or text.rstrip().endswith((".", "!")):
        return False
    if _opens_as_question(text):
        return False
    return any(_is_syntax(found, i) for i in range(len(found)))


def _goes_on(text: str) -> bool:
    """Whether what stands behind a colon is the end of a range, or a query itself."""
    first = re.match(r'\s*"?([\d/]+)"?\s*\[', text)
    return bool(first and is_date(first[1])) or is_query(text)


def _is_tag(signs: list[Sign], i: int) -> bool:
    before, sign = signs[i - 1], signs[i]
    follows = before.kind in ("word", "quoted") and sign.start - before.end <= 1
    return sign.kind == "tag" and follows and bool(fields_tagged(sign.text))


def _is_syntax(signs: list[Sign], i: int) -> bool:
    sign = signs[i]
    match sign.kind:
        case "operator":
            return _is_between(signs[i - 1] if i else None, sign, signs[i + 1])
        case "minus":
            return i > 0
        case "typed":
            return True
        case "word":
            return len(sign.text) > 1 and sign.text.endswith("*") and sign.text[0].isalpha()
    return False


def _is_between(before: Sign | None, operator: Sign, after: Sign) -> bool:
    """Whether an operator stands between terms (NOT also before one), and is no odds ratio."""
    if before is None:
        return operator.text == "NOT" and after.kind in _OPENING
    is_ratio = operator.text == "OR" and after.text[:1].isdigit()
    return before.kind in _CLOSING and after.kind in (*_OPENING, "operator", "end") and not is_ratio


def _has_tag(text: str) -> bool:
    return any(fields_tagged(tag) for tag in re.findall(r"\[([^\[\]]*)\]", text))


def _opens_as_question(text: str) -> bool:
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and words[0] in by_role("stop_words.tsv")["question"] | _verbs()


def _verbs() -> frozenset[str]:
    return by_role("query_words.tsv")["asks"]
