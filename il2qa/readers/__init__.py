"""Reads every form in which people have PubMed records, chosen by the content of each file.

One module a form gives its records, deletions and problems as events; `read` and `events` open
the sources, choose the form and keep the report.
"""

from __future__ import annotations

from il2qa.readers.events import Deletion
from il2qa.readers.opening import events, paths, read
from il2qa.readers.report import ReadReport

__all__ = ["Deletion", "ReadReport", "events", "paths", "read"]
