"""Reads every form in which people have PubMed records, chosen by the content of each file.

One module a form gives its records, deletions and problems as events; `read` and `events` open
the sources, choose the form and keep the report. They load when they are first used: the record
that ships with il2qa needs one form only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from il2qa.readers.event import Deletion
from il2qa.readers.report import ReadReport

if TYPE_CHECKING:
    from il2qa.readers.opening import events, paths, read

__all__ = ["Deletion", "ReadReport", "events", "paths", "read"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'il2qa.readers' has no attribute {name!r}")
    from il2qa.readers import opening

    return getattr(opening, name)
