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


class _LazyPattern:
    """Compiles its expression at the first look at any of its methods, which it keeps."""

    def __init__(self, regex: str | bytes, flags: int) -> None:
        self._regex, self._flags = regex, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._regex, self._flags), name)
        setattr(self, name, found)
        return found
