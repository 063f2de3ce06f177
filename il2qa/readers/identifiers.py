"""The identifiers of an article: DOI, PMC number and all others, whatever a form calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from il2qa.patterns import lazy_pattern

_DOI = lazy_pattern(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = lazy_pattern(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_PMC = lazy_pattern(r"PMC\d+", re.IGNORECASE)
_ORCID = lazy_pattern(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])")


class Identifiers:
    """Gathers a record's identifiers as they come; the first DOI and PMC number count."""

    def __init__(self) -> None:
        self.doi: str | None = None
        self.pmc: str | None = None
        self.others: dict[str, None] = {}

    def add(self, kind: str, value: str) -> None:
        """Take an identifier of a kind ("doi", "pmc", "pii", …; "" names itself)."""
        kind = kind.lower()
        if not value or kind in ("pubmed", "pmcid-ver"):
            return
        if kind == "doi":
            self.doi = self.doi or doi(value)
        elif kind in ("pmc", "pmcid") or (kind == "nlm" and _PMC.match(value)):
            number = _PMC.search(value)
            self.pmc = self.pmc or (number[0].upper() if number else value)
        else:
            self.others[f"{kind}:{value}" if kind else value] = None

    def add_all(self, identifiers: Iterable[tuple[str, str]]) -> None:
        """Take several (kind, value)."""
        for kind, value in identifiers:
            self.add(kind, value)

    def fields(self) -> dict[str, str | tuple[str, ...] | None]:
        """Return the record's fields that hold them."""
        return {"doi": self.doi, "pmc": self.pmc, "other_ids": tuple(self.others)}


def doi(text: str) -> str | None:
    """Return a bare DOI from one that may stand as a URL or after "doi:"; None for none."""
    bare = _DOI_PREFIX.sub("", text.strip(), count=1)
    found = _DOI.match(bare) or _DOI.search(bare)
    return found[0] if found else None


def orcid(text: str) -> str | None:
    """Return an ORCID as 0000-0002-1825-0097, however it is written; None for none."""
    found = _ORCID.search(text)
    return "-".join(found.groups()).upper() if found else None
