"""Filters as people write them: `year>=1990 type:review author:"van der Berg"`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator

from il2qa.errors import QuestionError
from il2qa.fields import FIELDS
from il2qa.filters.where import Where
from il2qa.patterns import lazy_pattern

_TYPED = {field.condition: field.typed for field in FIELDS if field.condition}
LISTS = {_TYPED[name]: name for name in Where.model_fields if name in _TYPED}
"""The name of a filter, and the condition of Where that it sets. `year` and `has:abstract` too."""

EXAMPLE = "year>=1990 type:review"

_YEAR = lazy_pattern(
    r"^year(?P<relation>>=|<=|>|<|=|:)(?P<first>\d{4})(?:(?:-|\.\.)(?P<last>\d{4}))?$"
)
_PAIR = lazy_pattern(r"^(?P<name>[a-z]+):(?P<value>.+)$", re.DOTALL)


def read_filter(text: str) -> Where:
    """The conditions that a text sets; several of one name are alternatives, "-" leaves out.

    Raises QuestionError, naming the part that is none and an example.
    """
    return read_parts(parts_of(text))


def read_parts(parts: Iterable[str]) -> Where:
    """The same of the parts of a text, without the quotation marks around their values."""
    found: dict[str, object] = {}
    without: dict[str, object] = {}
    for part in parts:
        kept = without if part.startswith("-") else found
        for name, value in _condition(part.removeprefix("-")):
            before = kept.get(name, ())
            kept[name] = (*before, value) if isinstance(before, tuple) and name in _MANY else value
    if without:
        found["without"] = Where.model_validate(without)
    return Where.model_validate(found)


def filter_text(where: Where | None) -> str:
    """The conditions as `read_filter` reads them; "" for none."""
    return " ".join(_told(where)) if where else ""


def narrowed(where: Where | None, further: Where | None) -> Where | None:
    """Both filters at once; of one condition the further one counts, of years the narrower."""
    if where is None or further is None:
        return further or where
    conditions = further.model_dump(exclude_defaults=True, exclude={"without"})
    if where.since and further.since:
        conditions["since"] = max(where.since, further.since)
    if where.until and further.until:
        conditions["until"] = min(where.until, further.until)
    if further.without:
        conditions["without"] = _either(where.without, further.without)
    kind = type(further) if isinstance(further, type(where)) else type(where)
    return kind.model_validate(where.model_dump(exclude_defaults=True) | conditions)


def _either(first: Where | None, second: Where) -> Where:
    """What leaves out whatever either of two leaves out; of years the later one counts."""
    if first is None:
        return second
    both = {name: (*getattr(first, name), *getattr(second, name)) for name in _MANY}
    several = {name: tuple(dict.fromkeys(values)) for name, values in both.items()}
    kept = first.model_dump(exclude_defaults=True) | second.model_dump(exclude_defaults=True)
    return Where.model_validate(kept | several)


_MANY = frozenset(LISTS.values())


def parts_of(text: str) -> list[str]:
    """The parts of a filter's text; raises QuestionError for a quotation mark alone."""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise QuestionError(
            f'{text!r}: a quotation mark has no partner; write it as "…"'
        ) from error


def _condition(part: str) -> Iterator[tuple[str, object]]:
    year = _YEAR.match(part)
    pair = _PAIR.match(part)
    if year:
        yield from _years(year["relation"], int(year["first"]), int(year["last"] or year["first"]))
    elif part == "has:abstract":
        yield "has_abstract", True
    elif pair and pair["name"] in LISTS:
        yield LISTS[pair["name"]], pair["value"]
    else:
        names = ", ".join(["year", *LISTS])
        raise QuestionError(
            f"{part!r} is no filter: write {EXAMPLE!r}; the names are {names}, and has:abstract"
        )


def _years(relation: str, first: int, last: int) -> Iterator[tuple[str, int]]:
    if relation in (">=", ">", "=", ":"):
        yield "since", first + (relation == ">")
    if relation in ("<=", "<", "=", ":"):
        yield "until", last - (relation == "<")


def _told(where: Where) -> Iterator[str]:
    if where.since is not None and where.since == where.until:
        yield f"year={where.since}"
    else:
        yield from (f"year>={year}" for year in (where.since,) if year is not None)
        yield from (f"year<={year}" for year in (where.until,) if year is not None)
    for name, condition in LISTS.items():
        yield from (f"{name}:{quoted(value)}" for value in getattr(where, condition))
    if where.has_abstract:
        yield "has:abstract"
    if where.without is not None:
        yield from (f"-{part}" for part in _told(where.without))


def quoted(value: str) -> str:
    """A value as a part of a filter's text has it."""
    plain = re.fullmatch(r"[\w.:/@%+,-]+", value)
    if '"' in value and "'" not in value and "\\" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return value if plain else f'"{escaped}"'
