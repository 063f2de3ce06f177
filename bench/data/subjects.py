"""Short questions on what a record is about, as people ask who know no more than a name.

"How does metformin work?" has one word that tells, and another that any text may have: without
such questions relevance learns to refuse them, for those on cars and pancakes are worded alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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
EVERY = 120  # records of the pool
_LEAST = 5  # letters


def subjects(every: int) -> list[tuple[Record, str]]:
    """The subject of every so manieth record of the pool."""
    records = [files.pool()[pmid] for pmid in sorted(files.pool())][::every]
    return [(record, name) for record in records for name in _subject(record)]


def short() -> list[RecordQuestion]:
    """A question on the subject of every so manieth record of the pool, worded in turn."""
    return [
        RecordQuestion(
            "short", WORDINGS[i % len(WORDINGS)].format(name), record, (record.title,), origin=name
        )
        for i, (record, name) in enumerate(subjects(EVERY))
    ]


def _subject(record: Record) -> Iterator[str]:
    """The rarest known word of a title that its record says again, if any."""
    said = Counter(analyse(record, _ANALYZER).terms)
    words = {
        token.word: token.terms[0] for token in _ANALYZER.tokens(record.title) if not token.parts
    }
    known = [
        (float(_ANALYZER.vocabulary.idf([term])[0]), word)
        for word, term in words.items()
        if len(word) >= _LEAST
        and word.isalpha()
        and term in _ANALYZER.vocabulary
        and said[term] > 2
    ]
    if known:
        yield max(known)[1]
