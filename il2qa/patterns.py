"""Regular expressions that are compiled when they are first used, not when a module is loaded.

Two hundred of them took a tenth of the time of a first answer, which uses half of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def lazy_pattern(regex: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What re.compile gives, compiled when it is first used.

    It has all that a compiled one has, but cannot be given to functions of `re` in its place. An
    expression that is wrong raises re.error at its first use: tests/test_patterns.py uses all.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(regex, flags))


class _Part:
    """A method or figure of the compiled expression: taken at the first look, and kept.

    As no data descriptor it is looked up but once; `__getattr__` would slow every later look too.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, found: Any, owner: type) -> Any:
        part = getattr(re.compile(*found.given), self._name)
        setattr(found, self._name, part)
        return part


class _LazyPattern:
    def __init__(self, *given: Any) -> None:
        self.given = given

    match = _Part()
    fullmatch = _Part()
    search = _Part()
    findall = _Part()
    finditer = _Part()
    split = _Part()
    sub = _Part()
    subn = _Part()
    pattern = _Part()
    flags = _Part()
    groups = _Part()
    groupindex = _Part()
