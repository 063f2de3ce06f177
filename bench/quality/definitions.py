"""What answering "What does … stand for?" by definitions gains: python -m bench definitions

Each short form in capitals of Ab3P's gold (Sohn et al. 2008) is asked of its own abstract. Right is
a sentence that has both the short form and its long form.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.data import files
from bench.data.questions import RecordQuestion, quoted
from bench.quality.measures import gain_text, say
from il2qa.answering import shipped_engine
from il2qa.answering.definitions import defined
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.models import Record
from il2qa.ranking.rank import rank
from il2qa.text.analyzer import default_analyzer

PHRASES = ("What does {} stand for?", "What is {}?")


def asked(phrase: str) -> Iterator[RecordQuestion]:
    """A question on each short form that a sentence of its abstract defines."""
    for row in files.rows("ab3p_abbreviations.jsonl.gz"):
        record = files.record(row["pmid"], row["title"], row["abstract"])
        for short, long in {tuple(pair[:2]) for pair in row["pairs"]}:
            gold = tuple(text for text in quoted(record) if short in text and long in text)
            if short.isupper() and len(short) > 1 and gold:
                yield RecordQuestion("definitions", phrase.format(short), record, gold)


def right(one: RecordQuestion) -> tuple[float, float]:
    """Whether the first passage is right as it is ranked, and with definitions first."""
    query = default_analyzer().parse(one.question)
    found = rank(query, _alone(one.record), shipped_engine().ranker, default_analyzer()).passages
    first = bool(found) and one.answered_by(found[0].passage.text)
    records = [ranked.candidate for ranked in found]
    definition = defined(query, records, default_analyzer())
    shown = one.answered_by(definition.passage.text) if definition else first
    return float(first), float(shown)


def _alone(record: Record) -> list[Candidate]:
    return [candidate(record, default_analyzer())]


def main() -> None:
    for phrase in PHRASES:
        print(phrase)
        figures = [right(one) for one in asked(phrase)]
        without, with_ = ([pair[i] for pair in figures] for i in (0, 1))
        say("right first, as ranked", without)
        say("right first, definitions first", with_)
        print(f"  {'gain':<46}{gain_text(without, with_)}")
