"""The closing questions, with what ships: python -m bench quality closing

They were written before any result on them, on abstracts that no other set asks about, and are
judged once: nothing was learnt from them or chosen by them. Put to their own abstract, and to the
pool; and to the pool 120 questions on nothing that an abstract tells of.
"""

from __future__ import annotations

from bench.data import files, negatives, questions
from bench.data.questions import RecordQuestion
from bench.quality.measures import say
from il2qa.answering import answer
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Answer


def report() -> None:
    """Print what comes first, and how far it is trusted."""
    pool = MemoryCorpus(files.pool().values(), "pool")
    _report("own abstract", pool, focused=True)
    _report("pool", pool, focused=False)
    off = negatives.lines(negatives.CLOSING)
    say("on nothing: shown", [answer(pool, one).status != "no_evidence" for one in off])


def _report(place: str, pool: CorpusReader, *, focused: bool) -> None:
    pairs = [
        (one, answer(pool, one.question, focus=one.record.id if focused else None))
        for one in questions.closing()
    ]
    told = [(one, found) for one, found in pairs if one.gold]
    untold = [found for one, found in pairs if not one.gold]
    print(f"closing questions: {place}")
    say("right first", [any(_right(*pair)[:1]) for pair in told])
    say("among three", [any(_right(*pair)) for pair in told])
    say("answerable: refused", [found.status == "no_evidence" for _, found in told])
    say("answerable: shown as partial", [found.status == "partial" for _, found in told])
    say("unanswerable: not called answered", [found.status != "answered" for found in untold])


def _right(one: RecordQuestion, found: Answer) -> list[bool]:
    """Whether each passage shown answers."""
    return [
        passage.citation.id == one.record.id and one.answered_by(passage.text)
        for passage in found.passages
    ]
