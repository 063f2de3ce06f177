"""Which words are English or known names, though abstracts seldom have them: no slips of others."""

from __future__ import annotations

from il2qa.text.analyzer import Analyzer


def is_word(word: str, analyzer: Analyzer) -> bool:
    """Whether a word in small letters is English: "vaping"."""
    known = analyzer.once(_words)
    return any(term in known or term in analyzer.vocabulary for term in analyzer.terms(word)[:1])


def is_proper(word: str, analyzer: Analyzer) -> bool:
    """Whether a word in small letters is the name of a person, a place or a make: "botox"."""
    return not analyzer.once(_names).isdisjoint(analyzer.terms(word))


def _words(analyzer: Analyzer) -> frozenset[str]:
    everyday = (term for word in _of(analyzer, "everyday.txt") for term in analyzer.terms(word))
    return frozenset(_of(analyzer, "known_words.txt")).union(everyday)


def _names(analyzer: Analyzer) -> frozenset[str]:
    return frozenset(_of(analyzer, "proper_names.txt"))


def _of(analyzer: Analyzer, name: str) -> list[str]:
    lines = analyzer.tables.text(name).splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
