"""Names with a letter, which makes them another thing: hepatitis B is not C, vitamin E not D.

People write the letter small, which no record does; and of some names the letter is lost in the
stem ("vitamine" is "vitamin"), so that the name must be looked for as it is written.
"""

from __future__ import annotations

import re

from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query

_NUMERALS = frozenset("IVX")  # "type I" is as often "type 1"


def in_capitals(question: str, analyzer: Analyzer) -> str:
    """A question with the letters of names in capitals; "a" only at its end, else an article."""
    return analyzer.once(_small_letters).sub(lambda found: found[1] + found[2].upper(), question)


def _small_letters(analyzer: Analyzer) -> re.Pattern[str]:
    names = "|".join(sorted(analyzer.stop_words("designated")))
    return re.compile(rf"(\b(?i:{names})[ -])([b-hj-z]|a(?=\W*$))(?![\w'’-])")


def lost(query: Query, analyzer: Analyzer) -> tuple[Concept, ...]:
    """The concepts of a question whose letter their term has lost."""
    return tuple(one for one in query.concepts if one.exact and _is_lost(one, analyzer))


def _is_lost(concept: Concept, analyzer: Analyzer) -> bool:
    name, _, letter = concept.surface.rpartition(" ")
    told = len(letter) == 1 and letter.isupper() and letter not in _NUMERALS
    return told and analyzer.terms(name) == (concept.term,)
