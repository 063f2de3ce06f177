"""The forms that records go out in: one table, from which options, help and completion follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from il2qa.models import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A form: what it is for, and the module and function that write records in it."""

    summary: str
    module: str
    function: str

    @property
    def write(self) -> Callable[[Iterable[Record]], Iterator[str]]:
        """The function that writes records."""
        found: Callable[[Iterable[Record]], Iterator[str]] = getattr(
            import_module(f"il2qa.exchange.{self.module}"), self.function
        )
        return found


FORMATS: dict[str, Format] = {
    "jsonl": Format("il2qa's own: the whole record, one a line", "lines", "jsonl"),
    "nbib": Format("PubMed's own export (MEDLINE)", "references", "nbib"),
    "ris": Format("for EndNote, Zotero, Mendeley …", "references", "ris"),
    "bibtex": Format("for LaTeX", "references", "bibtex"),
    "csl": Format("CSL-JSON, for Zotero and pandoc", "references", "csl"),
    "csv": Format("for spreadsheets, with PubMed's own columns", "tables", "csv"),
    "tsv": Format("the same, parted by tabs", "tables", "tsv"),
}
"""In the order in which they are offered; the first is the default."""


def written(records: Iterable[Record], form: str) -> Iterator[str]:
    """Yield records in a form of FORMATS, piece by piece; joined they are the file's text.

    Records are taken one at a time, so a corpus of any size needs the memory of one. The text ends
    in a newline; of no records it is a valid empty file of its form.
    """
    return FORMATS[form].write(records)
