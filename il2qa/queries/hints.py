"""Whether a text may select records at all: most questions show at once that they do not.

What reads queries is loaded, and looks closely, only where there is a hint.
"""

from __future__ import annotations

from functools import cache

from il2qa.patterns import lazy_pattern
from il2qa.text.data import by_role, mapping, rows

_SIGN = lazy_pattern(r"[\[*:=<>]|\bAND\b|\bOR\b|\bNOT\b|(?<!\S)[(-]")
_WORD_GAP = lazy_pattern(r"\s+")


def may_select(text: str) -> bool:
    """Whether a text may be a query in PubMed's syntax, or a request for records."""
    return may_be_query(text) or may_be_request(text)


def may_be_query(text: str) -> bool:
    """Whether a text has any sign of PubMed's syntax."""
    return _SIGN.search(text) is not None


def may_be_request(text: str) -> bool:
    """Whether a text has a word that stands in every request for records or numbers of them."""
    return not _said_words().isdisjoint(plain(text).lower().split())


def plain(text: str) -> str:
    """A text on one line, without the mark at its end."""
    return _WORD_GAP.sub(" ", text).strip().rstrip("?.! ")


@cache
def types() -> dict[str, str]:
    """Publication types by their plural in small letters: "reviews", "case reports"."""
    names = [name for (name,) in rows("publication_types.tsv") if "," not in name]
    return {_plural(name.lower()): name for name in names} | mapping("other_types.tsv")


def _plural(name: str) -> str:
    if name.endswith("s"):
        return f"{name[:-2]}es" if name.endswith("is") else name
    return f"{name[:-1]}ies" if name[-2:] in ("dy", "hy") else f"{name}s"


@cache
def _said_words() -> frozenset[str]:
    """Words one of which stands in every request: what is wanted, how it is ordered, by what."""
    roles = by_role("query_words.tsv")
    nouns = {name.split()[-1] for name in (*roles["record"], *roles["all"], *types())}
    orders = {word.split()[-1] for word in roles["newest"] | roles["oldest"]}
    names = {name.split()[-1] for name in mapping("counted_names.tsv")}
    return frozenset(nouns | orders | names | roles["publishes"] | {"most"})
