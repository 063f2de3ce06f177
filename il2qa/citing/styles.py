"""The reference styles by name: one table, from which options, completion and help follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from il2qa.models import Record


class ReferenceStyle(NamedTuple):
    """A style: what it is, and the module and function that write one record in it.

    Several records are put between `opening` and `closing`, parted by `between`.
    """

    summary: str
    module: str
    function: str
    between: str = "\n\n"
    opening: str = ""
    closing: str = ""

    @property
    def write(self) -> Callable[[Record], str]:
        """The function that writes one record."""
        found: Callable[[Record], str] = getattr(
            import_module(f"il2qa.citing.{self.module}"), self.function
        )
        return found


STYLES: dict[str, ReferenceStyle] = {
    "nlm": ReferenceStyle("as PubMed's own Cite button", "medical", "reference"),
    "ama": ReferenceStyle("American Medical Association, 11th edition", "ama", "ama"),
    "vancouver": ReferenceStyle("ICMJE's uniform requirements", "medical", "vancouver"),
    "apa": ReferenceStyle("American Psychological Association, 7th edition", "apa", "apa"),
    "mla": ReferenceStyle("Modern Language Association, as PubMed writes it", "mla", "mla"),
    "bibtex": ReferenceStyle("for LaTeX", "bibtex", "bibtex"),
    "ris": ReferenceStyle("for EndNote, Zotero, Mendeley …", "ris", "ris"),
    "nbib": ReferenceStyle("PubMed's own export (MEDLINE)", "medline", "nbib"),
    "csl-json": ReferenceStyle(
        "for Zotero and pandoc", "csl", "csl_json", between=",\n", opening="[\n", closing="\n]"
    ),
}
"""In the order in which they are offered; the first is the default."""


def cite(record: Record, style: str = "nlm") -> str:
    """The reference of one record in a style of STYLES, without a final newline."""
    return bibliography([record], style)


def bibliography(records: Iterable[Record], style: str = "nlm") -> str:
    """The references of records in a style of STYLES, without a final newline."""
    return "".join(pieces(records, style))


def pieces(records: Iterable[Record], style: str) -> Iterator[str]:
    """The text of a bibliography, piece by piece, as the records come."""
    found = STYLES[style]
    yield found.opening
    between = ""
    for record in records:
        yield between + found.write(record)
        between = found.between
    yield found.closing
