"""A filter as people read it, in the syntax of queries: what was understood."""

from __future__ import annotations

from il2qa.fields import named
from il2qa.filters.text import filter_text
from il2qa.filters.tree import (
    All,
    Among,
    Any,
    Begins,
    Between,
    Condition,
    Filter,
    Is,
    Not,
    Says,
    Tells,
    asked,
)
from il2qa.filters.where import Where
from il2qa.patterns import lazy_pattern
from il2qa.queries.limits import Limits
from il2qa.queries.tags import EVERYWHERE, tag_of, tag_of_group

_SIGN = lazy_pattern(r"""[()\[\]"“”:*]""")  # that a word cannot have in a query: H(2)O(2)


def query_text(filter: Filter | None) -> str:
    """A filter in words that `parse` or `read_filter` understand; "" for none."""
    if filter is None:
        return ""
    if isinstance(filter, Limits):
        typed = filter_text(filter)
        return f"{typed} AND ({filter.query})" if typed else filter.query
    return filter_text(filter) if isinstance(filter, Where) else _text(filter.tree)


def _text(tree: Condition) -> str:
    tree = asked(tree)
    match tree:
        case All(parts):
            return _joined(" AND ", parts) if parts else "all records"
        case Any(parts):
            return _joined(" OR ", parts) if parts else "no record"
        case Not(part):
            return f"NOT {_inside(part)}"
        case Tells():
            return tree.term if _SIGN.search(tree.word) else tree.word or tree.term
        case Says(fields, words, begins):
            return _tagged(_phrase(words, begins=begins), _tag(fields))
        case Is(name, value):
            return _valued(name, f'"{value}"')
        case Among(name, values):
            return _valued(name, f"one of {len(values):,}")
        case Begins(name, value):
            return _valued(name, f"{value}*")
        case Between(name, first, last):
            return _range(name, first, last)


def _joined(operator: str, parts: tuple[Condition, ...]) -> str:
    """The parts with an operator between; "AND NOT" is told as PubMed's NOT."""
    text = " ".join([_inside(parts[0]), *(f"{operator.strip()} {_inside(p)}" for p in parts[1:])])
    return text.replace(" AND NOT ", " NOT ")


def _inside(tree: Condition) -> str:
    """A condition as a part of another one."""
    text = _text(tree)
    match asked(tree):
        case All((_, _, *_)) | Any((_, _, *_)):
            return f"({text})"
    return text


def _phrase(words: tuple[str, ...], *, begins: bool) -> str:
    text = " ".join(words) + ("*" if begins else "")
    return text if begins and len(words) == 1 else f'"{text}"'


def _tag(fields: tuple[str, ...]) -> str:
    if fields == EVERYWHERE:
        return ""
    return tag_of(fields[0]) if len(fields) == 1 else tag_of_group(fields)


def _tagged(text: str, tag: str) -> str:
    return f"{text}[{tag}]" if tag else text


def _valued(name: str, value: str) -> str:
    tag = tag_of(name)
    return f"{value}[{tag}]" if tag else f"{named(name).typed or name}:{value.strip(chr(34))}"


def _range(name: str, first: int | None, last: int | None) -> str:
    if name == "day":
        return _days(first, last)
    tag = tag_of(name)
    low = "0001" if first is None else str(first)
    high = "3000" if last is None else str(last)
    return f"{low}[{tag}]" if low == high else f"{low}:{high}[{tag}]"


def _days(first: int | None, last: int | None) -> str:
    low, high = _day(first or 0), _day(last or 30000000)
    return f"{low}[dp]" if low == high else f"{low}:{high}[dp]"


def _day(number: int) -> str:
    year, month, day = number // 10000, number // 100 % 100, number % 100
    parts = [f"{year:04}"]
    parts += [f"{month:02}"] if 0 < month < 99 else []
    parts += [f"{day:02}"] if 0 < day < 99 else []
    return "/".join(parts)
