"""What a question asks of a record, without the words that only say which record is meant.

"How many took part in the study of statins after stroke?" asks of a record with that title what
"How many took part in the study?" asks. What comes right behind the question word is what is asked
for, and stays.
"""

from __future__ import annotations

import re

from il2qa.corpora.protocol import Candidate
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

ASKED_FOR = 3  # words at the beginning, of which none is left out
LEAST = 2  # words of the title that name the record
_WORD = lazy_pattern(r"\S+")
_RECORD = r"(?:study|studies|paper|article|review|report|commentary|trial|analysis|registry|work)"
_SAID = r"(?:in|of|on|by|from|for)\s+(?:the|this|that|their)\s+"
_TAIL = lazy_pattern(
    rf"(\s+{_SAID})(?:[\w-]+\s+){{0,3}}?({_RECORD})\s+(?:of|on|about|in)\b"
    r".*?(\s(?:died|survived|published|written|die|survive))?(?=[?.!]*$)",
    re.IGNORECASE,
)
_IN_STUDY = lazy_pattern(rf"\s+{_SAID}{_RECORD}\b", re.IGNORECASE)
_HANGING = lazy_pattern(
    r"\s*\b(?:of|in|on|with|for|the|an?|and|to|by|from|between)\s*(?=[?.]|$)", re.IGNORECASE
)


def without_topic(question: str, record: Candidate, analyzer: Analyzer) -> str:
    """A question without what names the record; as it is where little would be left.

    One word of the title names no record: it may be what is asked for.
    """
    text = _TAIL.sub(r"\1\2\3", question)
    starts = [word.start() for word in _WORD.finditer(text)]
    begin = starts[ASKED_FOR] if len(starts) > ASKED_FOR else len(text)
    topic = {term for one in record.quoted if one.span.field == "title" for term in one.terms}
    tokens = [token for token in analyzer.tokens(text) if token.start >= begin]
    naming = [token for token in tokens if topic.intersection(token.terms)]
    for token in reversed(naming if len(naming) >= LEAST else ()):
        text = text[: token.start] + text[token.end :]
    text = without_hanging(text)
    return text if len(text.split()) > 1 else question


def without_hanging(text: str) -> str:
    """A question without small words that are left at its end: "the keywords of"."""
    while (shorter := _HANGING.sub("", " ".join(text.split()))) != text:
        text = shorter
    return text


def without_study(question: str) -> str:
    """A question without "in the study", where no word tells of what it asks for."""
    return _IN_STUDY.sub("", question)
