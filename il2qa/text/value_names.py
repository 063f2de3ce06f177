"""The one name that records have of what people call otherwise: "RCT", "randomised", "German"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from il2qa.text.data import mapping, rows


def language_code(name: str) -> str:
    """A language's MARC code, of the code or its English name in small letters."""
    return _language_codes().get(name, name)


def pubmed_type(text: str) -> str:
    """PubMed's name of a publication type; what it does not know as it stands."""
    return _names().get(_plain(text), text)


@cache
def _language_codes() -> dict[str, str]:
    return {language.casefold(): code for code, language in mapping("languages.tsv").items()}


@cache
def _names() -> dict[str, str]:
    """PubMed's types by each of their names."""
    own = [(name, name) for (name,) in rows("publication_types.tsv")]
    others = mapping("other_types.tsv").items()
    several = [(f"{name}s", name) for name, _ in own]
    return {_plain(name): kind for name, kind in (*several, *others, *own)}


def _plain(text: str) -> str:
    words = text.casefold().replace("-", " ").split()
    return " ".join(words).replace("randomis", "randomiz")


NAMED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"language": language_code, "publication_type": pubmed_type}
)
"""By field what gives the name that records have of a value."""
