"""The records and passages that have a name as it is written, where its term tells too little.

Of some names the letter that makes them another thing is lost in the stem: "vitamine" is "vitamin".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from il2qa.corpora.protocol import AnalysedCandidate, Candidate
from il2qa.filters.tree import All, Condition
from il2qa.passages.analysis import AnalysedPassage, Analysis
from il2qa.passages.spans import statements
from il2qa.queries.operands import phrase
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query
from il2qa.text.words import HYPHENS

_NUMERALS = frozenset("IVX")  # "type I" is as often "type 1"
_APART = rf"[{HYPHENS}\s]"


def lost(query: Query, analyzer: Analyzer) -> tuple[Concept, ...]:
    """The concepts of a question whose letter their term has lost."""
    return tuple(one for one in query.concepts if one.exact and _is_lost(one, analyzer))


def _is_lost(concept: Concept, analyzer: Analyzer) -> bool:
    name, _, letter = concept.surface.rpartition(" ")
    told = len(letter) == 1 and letter.isupper() and letter not in _NUMERALS
    return told and analyzer.terms(name) == (concept.term,)


def saying(names: Iterable[Concept]) -> Condition:
    """The records that may have some names as they are written: the letter of case apart."""
    return All(tuple(phrase(one.surface) for one in names))


def telling(
    candidates: Iterable[Candidate], names: tuple[Concept, ...], analyzer: Analyzer
) -> Iterator[Candidate]:
    """Of some records those that have some names, found by the passages alone that have them."""
    written = {one.term: _written(one.surface) for one in names}
    for candidate in candidates:
        told = (*(one.text for one in candidate.quoted), *statements(candidate.record).values())
        if all(any(map(name.search, told)) for name in written.values()):
            quoted = tuple(_telling(passage, written) for passage in candidate.quoted)
            analysis = Analysis(quoted, (), len(quoted), analyzer)
            yield AnalysedCandidate(candidate.record, analysis, candidate.score)


def _written(name: str) -> re.Pattern[str]:
    """A name with its letter, which is a capital: "protein S", "Protein-S", not "protein's"."""
    *words, letter = name.split()
    return re.compile(rf"\b(?i:{_APART.join(map(re.escape, words))}){_APART}{letter}(?!\w)")


def _telling(passage: AnalysedPassage, written: dict[str, re.Pattern[str]]) -> AnalysedPassage:
    """A passage that is not found by the term of a name that it lacks."""
    lacks = {term for term, name in written.items() if not name.search(passage.text)}
    return passage._replace(terms=tuple(term for term in passage.terms if term not in lacks))
