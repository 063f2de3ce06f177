"""Words of a question that its best record lacks: whether it can be answered without them.

A plain word ("… on the motorway", "… make you cleverer") need not stand anywhere for the rest to be
told; what the question is about ("vaping") does, and a name of which nothing is known stands for
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from il2qa.answering.metadata import topical
from il2qa.corpora.protocol import Candidate, CorpusReader, quoted_terms
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query

_LEAST = 2  # things that are left of a question, so that it is still clear


def absent(query: Query, first: Candidate, analyzer: Analyzer) -> list[Concept]:
    """The rarer things that a question names and a record does not mention by any name."""
    terms = quoted_terms(first)
    lacking = (one for one in topical(query, analyzer) if not one.stands_in(terms))
    return [one for one in lacking if one.term not in analyzer.vocabulary and not one.other_names]


def unknown(concepts: Sequence[Concept], corpus: CorpusReader) -> list[Concept]:
    """Those of some things that no record has, by any of their own terms."""
    every = {term for one in concepts for term in one.own}
    counts = corpus.document_frequencies(every) if every else {}
    return [one for one in concepts if not any(counts[term] for term in one.own)]


def without(query: Query, lacking: Sequence[Concept], analyzer: Analyzer) -> Query | None:
    """The question without some plain words; None where it is about one of them.

    That is the first thing that it names, a name, and whatever leaves less than two things.
    """
    if not lacking:
        return None
    from il2qa.text.known_words import is_word  # where it is used

    asked = topical(query, analyzer)
    left = [one for one in asked if one not in lacking]
    plain = all(is_word(one.surface, analyzer) for one in lacking)
    if not plain or asked[0] in lacking or len(left) < _LEAST:
        return None
    words = "|".join(re.escape(one.surface) for one in lacking)
    kept = tuple(one for one in query.concepts if one not in lacking)
    return query._replace(question=re.sub(rf"\b(?:{words})\b", "", query.question), concepts=kept)


def is_about_unknown(query: Query, unknown: Sequence[Concept], analyzer: Analyzer) -> bool:
    """Whether a question is about a word of which nothing is known, not even what is like it."""
    first = topical(query, analyzer)[:1]
    terms = [one.term for one in first if one in unknown]
    return bool(terms) and not analyzer.vocabulary.vectors_of(terms).any()
