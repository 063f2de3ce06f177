"""The one normal form of a record's identifier, however people write it.

A PMID is its digits without leading zeros, of "PMID 03303316", "pmid:3303316" or the address of
its page at PubMed; any other identifier is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.patterns import lazy_pattern

_DIGITS = r"0*(?P<pmid>[1-9][0-9]{0,8})"
_WORD = r"PMID\s*(?:[:#]\s*)?"
_PAGE = r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/"
_NUMBER = lazy_pattern(_DIGITS)
_NAMED = lazy_pattern(rf"(?:\b{_WORD}|{_PAGE}){_DIGITS}\b/?", re.IGNORECASE)
_WRITTEN = lazy_pattern(
    rf"(?:{_WORD}|{_PAGE})?{_DIGITS}(?:/?(?:[?#]\S*)?|\s*\[(?:pmid|uid)\])", re.IGNORECASE
)


def pmid(text: str) -> str | None:
    """A PMID of bare digits without leading zeros; None where it is no number of PubMed's size."""
    found = _NUMBER.fullmatch(text.strip())
    return found["pmid"] if found else None


def normal_id(text: str) -> str:
    """An identifier as records have it: a PMID in its normal form, another one as it stands."""
    found = _WRITTEN.fullmatch(text.strip())
    return found["pmid"] if found else text.strip()


def named_pmid(text: str) -> str | None:
    """The first PMID that a text names as one ("What does PMID 3303316 say?"), if any."""
    found = _NAMED.search(text)
    return found["pmid"] if found else None


def named_pmids(text: str) -> Iterator[tuple[int, str]]:
    """Every PMID that a text names as one, and where."""
    for found in _NAMED.finditer(text):
        yield found.start(), found["pmid"]


def without_pmids(text: str) -> str:
    """A text without the PMIDs that it names."""
    return _NAMED.sub(" ", text)
