"""How a passage has what was asked: in the question's words, by other names, in like words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from il2qa.models import Value
from il2qa.passages.analysis import AnalysedPassage
from il2qa.text.analyzer import Analyzer
from il2qa.text.products import product
from il2qa.text.queries import Concept, Query
from il2qa.text.terms import Token

ALIKE = 0.6  # the likeness of two words from which one is close to the other

How = Literal["itself", "another name", "a close word"]


class Mention(Value):
    """A word of the question as a passage has it; `by` is how the passage spells it."""

    surface: str
    how: How
    by: str


def mentions(query: Query, passage: AnalysedPassage, analyzer: Analyzer) -> tuple[Mention, ...]:
    """What a passage has of each word of a question, without the words that it lacks."""
    tokens = analyzer.tokens(passage.text)
    found = (_mention(one, passage, tokens, analyzer) for one in query.concepts)
    return tuple(one for one in found if one is not None)


def _mention(
    concept: Concept, passage: AnalysedPassage, tokens: Sequence[Token], analyzer: Analyzer
) -> Mention | None:
    text = passage.text
    for token in tokens:
        if not set(concept.own).isdisjoint(token.terms):
            return Mention(surface=concept.surface, how="itself", by=text[token.start : token.end])
    own = set(passage.terms)
    if not own.isdisjoint(concept.own):  # by a short form that the record itself defines
        return Mention(surface=concept.surface, how="another name", by=concept.surface)
    for name in concept.other_names:
        if own.issuperset(analyzer.terms(name)):
            return Mention(surface=concept.surface, how="another name", by=name)
    near = _closest(concept, tokens, analyzer)
    if near is None:
        return None
    return Mention(surface=concept.surface, how="a close word", by=text[near.start : near.end])


def _closest(concept: Concept, tokens: Sequence[Token], analyzer: Analyzer) -> Token | None:
    """The word that is most like a concept, if one is close; names (IL-2, HIV) have none."""
    if concept.has_number or concept.surface.isupper() or not tokens:
        return None
    known = analyzer.vocabulary
    said = known.vectors_of([token.terms[0] for token in tokens])
    likeness = product(said, known.vectors_of([concept.term])[0])
    best = int(likeness.argmax())
    return tokens[best] if likeness[best] >= ALIKE else None
