"""The conditions of a request: "since 2010", "by Doe", "not in Mexico", "with the MeSH term …".

Each takes what is wanted and the text that follows, and gives both when it has taken its part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from il2qa.errors import QuestionError
from il2qa.filters.exploding import valued
from il2qa.filters.tree import All, Any, Condition, Is, Not
from il2qa.patterns import lazy_pattern
from il2qa.queries.grammar import parse
from il2qa.queries.hints import types
from il2qa.queries.periods import dated, decade, period
from il2qa.queries.requests import CAPITAL, Taken, Wanted, by_of, either, languages, names, of
from il2qa.text.analyzer import Analyzer

_LONGEST = 10  # words of a topic; more are a sentence
_PLACE = 3  # words of a place, but the first
_JOINED = lazy_pattern(r"(?:, ?)?(?:and|or|nor) |, ")
_NAME = r"[\w .'’-]+"


def by_authors(text: str) -> Condition | None:
    """Records of an author, of two together ("Doe and Roe"), or of either; None for no name."""
    for word, kind in ((" and ", All), (" or ", Any)):
        if word in text:
            several = [by_authors(part) for part in text.split(word)]
            return kind(tuple(one for one in several if one)) if all(several) else None
    if not re.fullmatch(f"{_NAME}(?:,{_NAME})?", text):
        return None
    try:
        return parse(f"{text.strip()}[au]").tree
    except QuestionError:  # of nothing but "AND"
        return None


def _filling(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """Words that say nothing: "published", "are there", "do you have"."""
    found = re.match(rf"(?:{of('filling')})(?= |$)", text, re.I)
    return (begun, text[found.end() :]) if found else None


def _grouping(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """What numbers are of: "per year", "by journal"."""
    word = "per|by|each|for each|in each|a" if begun.is_counted else "per|by"
    found = re.match(rf"(?:{word}) ({names()})(?= |$)", text, re.I)
    if found is None or begun.by or begun.sort:
        return None
    return replace(begun, is_counted=True, by=by_of(found[1])), text[found.end() :]


def _abstract(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(r"(?:with )?(?:an )?abstracts?(?= |$)", text, re.I)
    return (begun.under(Is("has", "abstract")), text[found.end() :]) if found else None


def _heading(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A MeSH heading, said to be one: "with the MeSH term Sepsis", "indexed under Sepsis"."""
    found = re.match(
        rf"(?:(?:with|under|having) (?:the )?(?:{of('heading')})|(?:{of('indexed')})"
        rf"(?: (?:the )?(?:{of('heading')}))?) (.+?){ends()}",
        text,
        re.I,
    )
    if found is None:
        return None
    return begun.under(Is("mesh", found[1].strip("\"'“”"))), text[found.end() :]


def _language(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(r"in (\w+)(?= |$)", text, re.I)
    if found is None or found[1].casefold() not in languages():
        return None
    return begun.under(Is("language", found[1])), text[found.end() :]


def _author(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(
        rf"by (?:the author )?(.+?)(?:(?= (?:on|about) )|(?= in {CAPITAL})|{ends()})", text, re.I
    )
    tree = by_authors(found[1]) if found else None
    return (begun.under(tree), text[found.end() :]) if found and tree else None


def _journal(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A journal, "in Radiology": a name with a capital, or said to be a journal."""
    found = re.match(rf"in (the journal )?(.+?){ends()}", text, re.I)
    if found is None or not (found[1] or found[2][0].isupper()):
        return None
    return begun.under(Is("journal", found[2])), text[found.end() :]


def _kind(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A type behind the records: "that were retracted", "retracted"."""
    found = re.match(
        rf"(?:(?:that|which) )?(?:(?:is|are|was|were) )?({either(types())})(?=[ ,]|$)", text, re.I
    )
    if found is None:
        return None
    kind = valued("publication_type", types()[found[1].lower()])
    return begun.under(kind), text[found.end() :]


def _place(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """Where the authors work: "from Mexico", "from the Mayo Clinic"."""
    stops = rf"(?:(?= (?:on|about) )|{ends()})"
    found = re.match(rf"from (?:the )?([\w.'’-]+(?: [\w.'’-]+){{0,{_PLACE}}}?){stops}", text, re.I)
    if found is None or found[1].lower() in types():
        return None
    try:
        tree = parse(f'"{found[1]}"[ad]').tree
    except QuestionError:
        return None
    return begun.under(tree), text[found.end() :]


def _excluded(begun: Wanted, text: str, analyzer: Analyzer) -> Taken:
    """What is left out: "without children", "except reviews", "not in Mexico"."""
    found = re.match(rf"(?:{_excludes()}|(?:but )?not) ", text, re.I)
    if found is None:
        return None
    trees, rest = [], text[found.end() :]
    while taken := _left_out(rest, analyzer):
        trees.append(taken[0].tree)
        rest = taken[1].strip()
        joined = _JOINED.match(rest)
        if joined is None:
            break
        rest = rest[joined.end() :]
    left = Any(tuple(trees)) if len(trees) > 1 else next(iter(trees), None)
    return (begun.under(Not(left)), rest) if left else None


def _left_out(text: str, analyzer: Analyzer) -> Taken:
    """One thing that is left out: a kind of records, or what they tell of."""
    ways = (*_LEFT_OUT, _named)
    return next(filter(None, (take(Wanted(), text, analyzer) for take in ways)), None)


def _named(begun: Wanted, text: str, analyzer: Analyzer) -> Taken:
    """A thing that is left out, whatever stands before it: "in children", "the elderly"."""
    stops = rf"(?:{ends()}|(?=,? (?:and|or|nor) |, ))"
    found = re.match(rf"(?:(?:{of('denied')}|the|any|all) )*(.+?){stops}", text, re.I)
    return _about(begun, found, analyzer) if found else None


def _topic(begun: Wanted, text: str, analyzer: Analyzer) -> Taken:
    found = re.match(rf"(?:{of('topic')}) (.+?){ends()}", text, re.I)
    return _about(begun, found, analyzer) if found and not begun.words else None


def _about(begun: Wanted, found: re.Match[str], analyzer: Analyzer) -> Taken:
    """Records that have all of some words, where these are a topic."""
    if _asks(found[1], analyzer):
        return None
    try:
        tree = parse(found[1], analyzer).tree
    except QuestionError:
        return None
    return replace(begun.under(tree), words=found[1]), found.string[found.end() :]


def _asks(text: str, analyzer: Analyzer) -> bool:
    """Whether words are no topic: "studies on mice show what?", a whole sentence."""
    words = text.casefold().split()
    return len(words) > _LONGEST or not analyzer.stop_words("question").isdisjoint(words)


_LEFT_OUT = (_kind, decade, period, _abstract, _heading, _language, _author, _place)

RESTRICTIONS: tuple[Callable[[Wanted, str, Analyzer], Taken], ...] = (
    *(_grouping, _excluded, decade, period, _abstract, _heading, _language, _author, _topic),
    *(_journal, _place, _kind, _filling),
)


@cache
def _excludes() -> str:
    """What stands before words that are left out; "migraine without aura" is one name."""
    denied = rf"(?:but )?not(?= (?:{of('denied')}|{either(types())})(?: |$))"
    return rf"(?!(?:{of('kept')})(?: |$))(?<!or )(?:{of('excludes')}|{denied})"


@cache
def ends() -> str:
    """Where the words of a condition end: before another condition that cannot be among them."""
    author = r"by (?-i:[A-Z][\w'’-]+(?: [A-Z]{1,3})?(?: |$))"
    tongue = rf"in (?:{'|'.join(languages())})(?: |$)"
    grouped = rf"(?:per|by|each|for each|in each|a) (?:{names()})(?: |$)"
    told = rf"(?:are|were) (?:{of('denied')}|{either(types())}|not)(?: |$)"
    other = rf"published |{told}|{author}|{tongue}|{grouped}|with (?:an )?abstract"
    return rf"(?=$|,? (?:{dated()}|{other}|(?:{_excludes()}) )|, (?:but )?not )"
