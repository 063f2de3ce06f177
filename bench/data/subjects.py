"""Short questions on what a record is about, as people ask who know no more than a name or two.

"How does metformin work?" has one word that tells, and another that any text may have: without
such questions relevance learns to refuse them, for those on cars and pancakes are worded alike.
"Metformin and asthma" asks nothing at all, and is typed as often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.data import files
from bench.data.questions import RecordQuestion
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

WORDINGS = (
    *("What is {}?", "How does {} work?", "Tell me about {}", "{}", "What does {} do?"),
    *("What causes {}?", "What is known about {}?", "Is {} dangerous?", "Who gets {}?"),
    *("How is {} treated?", "What is {} used for?", "Why is {} important?", "Is {} common?"),
)
PAIRED = (
    *("{} and {}", "{} {}", "{} in {}", "does {} affect {}?", "{} with {}", "{}, {}"),
    *("effect of {} on {}", "is {} linked to {}?", "{} vs {}", "what do {} and {} have in common?"),
)
EVERY = 120  # records of the pool
_LEAST = 5  # letters


def subjects(every: int) -> list[tuple[Record, str]]:
    """The subject of every so manieth record of the pool: the rarest name of its title, if any."""
    return [(record, names[0]) for record in _some(every) if (names := _names(record))]


def short() -> list[RecordQuestion]:
    """Questions on the subject of every so manieth record of the pool, and on two of its names."""
    found = []
    for i, record in enumerate(_some(EVERY)):
        names = _names(record)
        if names:
            found.append(_asked(WORDINGS[i % len(WORDINGS)], names[:1], record))
        if len(names) > 1:
            found.append(_asked(PAIRED[i % len(PAIRED)], sorted(names[:2]), record))
    return found


def _asked(wording: str, names: Sequence[str], record: Record) -> RecordQuestion:
    text = wording.format(*names)
    return RecordQuestion("short", text, record, (record.title,), origin=" ".join(names))


def _some(every: int) -> list[Record]:
    return [files.pool()[pmid] for pmid in sorted(files.pool())][::every]


def _names(record: Record) -> list[str]:
    """The known names of a title that its record says again, the rarest first."""
    said = Counter(analyse(record, _ANALYZER).terms)
    title = record.title
    found = {
        token.terms[0]: title[token.start : token.end]
        for token in _ANALYZER.tokens(title)
        if not token.parts and _is_name(title[token.start : token.end])
    }
    vocabulary = _ANALYZER.vocabulary
    known = [term for term in found if term in vocabulary and said[term] > 2]
    known.sort(key=lambda term: (-float(vocabulary.idf([term])[0]), term))
    return [found[term] for term in known]


def _is_name(word: str) -> bool:
    is_long = len(word) >= _LEAST and word.isalpha()
    return is_long or (len(word) > 1 and any(map(str.isdigit, word)) and word[0].isalpha())
