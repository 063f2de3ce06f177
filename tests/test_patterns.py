"""Regular expressions: compiled when they are first used, and each of them valid."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from conftest import ROOT

from il2qa.patterns import lazy_pattern

EXTRA = ("il2qa.integrations", "il2qa.__main__", "il2qa.corpora.cluster.transport")
NAMES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "il2qa").rglob("*.py"))
]


def test_it_matches_as_a_compiled_one_does() -> None:
    """Its methods are those of re's, for text and for bytes."""
    word = lazy_pattern(r"(?P<word>[a-z]+)\d", re.IGNORECASE)
    found = word.search("4 IL2", 1)
    assert found
    assert (found["word"], found.span()) == ("IL", (2, 5))
    assert word.sub("x", "il2 il4") == "x x"
    assert (word.groups, dict(word.groupindex), word.pattern) == (
        1,
        {"word": 1},
        r"(?P<word>[a-z]+)\d",
    )
    assert lazy_pattern(rb"\d").findall(b"a1b2") == [b"1", b"2"]


def test_what_is_wrong_is_told_when_it_is_used() -> None:
    """Not before: nothing is compiled until then."""
    wrong = lazy_pattern("(")
    with pytest.raises(re.error, match="missing"):
        wrong.match("")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(EXTRA)])
def test_every_expression_is_valid(name: str) -> None:
    """Those that no test happens to use too."""
    kind = type(lazy_pattern(""))
    for found in vars(import_module(name.removesuffix(".__init__"))).values():
        if isinstance(found, kind):
            assert re.compile(found.pattern)
