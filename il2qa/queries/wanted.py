"""Requests in plain words for records and numbers: "reviews on IL-2 since 2010", "how many …".

A request is understood whole or not at all: where a word of it is neither its opening nor a
condition, it is a question like others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from il2qa.errors import QuestionError
from il2qa.fields import day_number
from il2qa.filters.tree import All, Between, Condition, Is
from il2qa.queries.grammar import parse
from il2qa.queries.hints import may_be_request, plain, types
from il2qa.text.analyzer import Analyzer, default_analyzer
from il2qa.text.data import by_role, mapping

Sort = Literal["relevance", "newest", "oldest"]

_LONGEST = 10  # words of a topic; more are a sentence
_LAST = 9999  # month and day, the last of any year
_YEAR = r"(?:1[6-9]|20)\d\d"


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


def wanted(text: str, analyzer: Analyzer | None = None) -> Wanted | None:
    """What records a text in plain words wants; None where it is a question or anything else."""
    if not may_be_request(text):
        return None
    said = plain(text)
    for opens in (_of_names, _of_most, _counted, _listed):
        opened = opens(said)
        if opened is not None:
            begun, rest = opened
            return _with_conditions(begun, rest, analyzer or default_analyzer())
    return None


def _of_names(text: str) -> tuple[Wanted, str] | None:
    """Numbers of every name: "which journals are covered?"."""
    found = re.fullmatch(rf"(?:which|what) ({_names()}) (?:is|are) (?:{_held()})", text, re.I)
    return (Wanted(is_counted=True, by=_by(found[1])), "") if found else None


def _of_most(text: str) -> tuple[Wanted, str] | None:
    """Numbers of names, the most first: "who publishes most on X?"."""
    publish = "publish(?:es|ed)?|writes?|wrote|(?:has|have) (?:published|written)"
    opening = rf"(?:(who)|(?:which|what) ({_names()})) (?:{publish}) (?:the )?most(?: often)?"
    found = re.match(rf"{opening}(?: (?:{_of('record')}))?(?= |$)", text, re.I)
    if found is None:
        return None
    by = "author" if found[1] else _by(found[2])
    return Wanted(is_counted=True, by=by), text[found.end() :].strip()


def _counted(text: str) -> tuple[Wanted, str] | None:
    """Numbers of records: "how many papers on diabetes per year?"."""
    found = re.match(rf"(?:how many|number of|count(?: of)?) ({_nouns()})(?= |$)", text, re.I)
    if found is None:
        return None
    return _noun(Wanted(is_counted=True), found[1]), text[found.end() :].strip()


def _listed(text: str) -> tuple[Wanted, str] | None:
    """Records: "papers by Bydon", "newest on HPV", "which articles are in Radiology?"."""
    order = rf"(?:the )?(?P<order>{_of('newest')}|{_of('oldest')}) "
    noun = rf"(?P<noun>{_nouns()})"
    asked = re.match(rf"(?:which|what) (?:{order})?{noun} are(?: there)?(?= )", text, re.I)
    opens = rf"(?P<opens>(?:{_of('lists')}) )?(?:all |any |the )?"
    found = asked or re.match(rf"{opens}(?:{order})?{noun}(?= |$)", text, re.I)
    found = found or re.match(rf"{opens}{order}(?=(?:on|about|in|by|from) )", text, re.I)
    if found is None:
        return None
    told = found.groupdict()
    rest = text[found.end() :].strip()
    if not rest and not (told.get("opens") or told.get("order")):
        return None
    begun = _noun(Wanted(), told.get("noun") or "")
    named = (told.get("order") or "").lower()
    if named:
        is_newest = named in by_role("query_words.tsv")["newest"]
        begun = replace(begun, sort="newest" if is_newest else "oldest")
    return begun, rest


def _with_conditions(begun: Wanted, text: str, analyzer: Analyzer) -> Wanted | None:
    """The request with all conditions that follow; None where a part is none."""
    while text:
        for take in _CONDITIONS:
            taken = take(begun, text, analyzer)
            if taken is not None:
                begun, text = taken[0], taken[1].strip(" ,")
                break
        else:
            return None
    return begun


_Taken = tuple[Wanted, str] | None
_Take = Callable[[Wanted, str, Analyzer], _Taken]


def _filling(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    """Words that say nothing: "published", "are there", "do you have"."""
    found = re.match(rf"(?:{_of('filling')})(?= |$)", text, re.I)
    return (begun, text[found.end() :]) if found else None


def _grouping(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    """What numbers are of: "per year", "by journal"."""
    found = re.match(rf"(?:per|by|each|for each|in each|a) ({_names()})(?= |$)", text, re.I)
    if found is None or not begun.is_counted or begun.by:
        return None
    return replace(begun, by=_by(found[1])), text[found.end() :]


def _years(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    """A limit of years: "since 2010", "between 2001 and 2005"."""
    two = re.match(rf"(?:between|from) ({_YEAR}) (?:and|to) ({_YEAR})(?= |$)", text, re.I)
    if two:
        return _and(begun, _days(int(two[1]), int(two[2]))), text[two.end() :]
    one = re.match(rf"({'|'.join(_RELATIONS)}) ({_YEAR})(?= |$|,)", text, re.I)
    if one is None:
        return None
    first, last = _RELATIONS[one[1].lower()](int(one[2]))
    return _and(begun, _days(first, last)), text[one.end() :]


def _abstract(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    found = re.match(r"with (?:an )?abstracts?(?= |$)", text, re.I)
    return (_and(begun, Is("has", "abstract")), text[found.end() :]) if found else None


def _language(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    found = re.match(r"in (\w+)(?= |$)", text, re.I)
    if found is None or found[1].casefold() not in _languages():
        return None
    return _and(begun, Is("language", found[1])), text[found.end() :]


def _author(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    found = re.match(rf"by (?:the author )?(.+?)(?:(?= (?:on|about) )|{_ends()})", text, re.I)
    if found is None:
        return None
    tagged = parse(f"{found[1]}[au]") if re.fullmatch(r"[\w .,'’-]+", found[1]) else None
    return (_and(begun, tagged.tree), text[found.end() :]) if tagged else None


def _journal(begun: Wanted, text: str, _: Analyzer) -> _Taken:
    """A journal, "in Radiology": a name with a capital, or said to be a journal."""
    found = re.match(rf"in (the journal )?(.+?){_ends()}", text, re.I)
    if found is None or not (found[1] or found[2][0].isupper()):
        return None
    return _and(begun, Is("journal", found[2])), text[found.end() :]


def _topic(begun: Wanted, text: str, analyzer: Analyzer) -> _Taken:
    found = re.match(rf"(?:{_of('topic')}) (.+?){_ends()}", text, re.I)
    if found is None or begun.words or _asks(found[1], analyzer):
        return None
    try:
        read = parse(found[1], analyzer)
    except QuestionError:
        return None
    return replace(_and(begun, read.tree), words=found[1]), text[found.end() :]


def _asks(text: str, analyzer: Analyzer) -> bool:
    """Whether words are no topic: "studies on mice show what?", a whole sentence."""
    words = text.casefold().split()
    return len(words) > _LONGEST or not analyzer.stop_words("question").isdisjoint(words)


_CONDITIONS: tuple[_Take, ...] = (
    _grouping,
    _years,
    _abstract,
    _language,
    _author,
    _topic,
    _journal,
    _filling,
)

_RELATIONS: dict[str, Callable[[int], tuple[int | None, int | None]]] = {
    "since": lambda year: (year, None),
    "from": lambda year: (year, None),
    "after": lambda year: (year + 1, None),
    "before": lambda year: (None, year - 1),
    "until": lambda year: (None, year),
    "up to": lambda year: (None, year),
    "in": lambda year: (year, year),
    "of": lambda year: (year, year),
}


def _days(first: int | None, last: int | None) -> Condition:
    low = day_number(first, 0, 0) if first is not None else None
    return Between("day", low, day_number(last, 0, 0) + _LAST if last is not None else None)


def _and(begun: Wanted, condition: Condition) -> Wanted:
    return replace(begun, conditions=(*begun.conditions, condition))


def _noun(begun: Wanted, noun: str) -> Wanted:
    kind = types().get(noun.lower())
    return _and(begun, Is("publication_type", kind)) if kind else begun


@cache
def _ends() -> str:
    """Where the words of a condition end: before another condition that cannot be among them."""
    years = rf"(?:(?:{'|'.join(_RELATIONS)}|between) {_YEAR})"
    author = r"by (?-i:[A-Z][\w'’-]+(?: [A-Z]{1,3})?(?: |$))"
    languages = rf"in (?:{'|'.join(_languages())})(?: |$)"
    grouped = rf"(?:per|by|each|for each|in each|a) (?:{_names()})(?: |$)"
    return rf"(?=$| {years}| published | {author}| {languages}| {grouped}| with (?:an )?abstract)"


def _by(name: str) -> str:
    return mapping("counted_names.tsv")[name.lower()]


@cache
def _names() -> str:
    return _either(mapping("counted_names.tsv"))


@cache
def _nouns() -> str:
    return _either([*by_role("query_words.tsv")["record"], *types()])


def _held() -> str:
    return _of("held")


@cache
def _of(role: str) -> str:
    return _either(by_role("query_words.tsv")[role])


def _either(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _languages() -> frozenset[str]:
    return frozenset(name.casefold() for name in mapping("languages.tsv").values())
