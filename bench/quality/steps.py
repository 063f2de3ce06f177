"""The table of steps: rank-bm25 and bm25s as shipped, then il2qa with one step after another.

All rank the same sentences: inside the question's own abstract, and in the whole pool. A star is
where the step's gain over the line before it has a 95 % interval (paired bootstrap) without zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from bench.data import files, questions
from bench.data.questions import RecordQuestion, quoted
from bench.data.spelt import otherwise
from bench.learn.trials import Trial, trials
from bench.peers import ranking as peers
from bench.quality.analyses import ANALYSES, Analysis
from bench.quality.measures import DEPTH, gain, ndcg
from bench.quality.postings import Postings, best
from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, RECORD_B, RECORD_K1
from il2qa.corpora.protocol import Candidate
from il2qa.ranking.shortlist import RECORD_WEIGHT, TITLE_WEIGHT, shortlist
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

COLUMNS = (
    *("own: first", "own: among 3", "natural: first", "natural: among 3"),
    *("BioASQ, pool: nDCG@10", "BioASQ, pool: P@1", "BioASQ spelt otherwise: nDCG@10"),
    *("own, pool: first", "own, pool: record first"),
)
SHIPPED = (1.5, 0.75)  # rank-bm25's k1 and b
LOW = (PASSAGE_K1, PASSAGE_B)
Found = list[tuple[str, str]]  # record and text, best first


@dataclass
class Line:
    """One line of the table: by column, the value of each question."""

    name: str
    values: dict[str, list[float]] = field(default_factory=dict)

    def cells(self, before: Line | None) -> Iterator[str]:
        """What the table prints of it, with stars where it gains or loses on the line before."""
        for column in COLUMNS:
            value = f"{np.mean(self.values[column]):.3f}"
            if before:
                _, low, high = gain(before.values[column], self.values[column])
                value += "*" if low > 0 or high < 0 else ""
            yield value


@cache
def alone(kind: str) -> list[RecordQuestion]:
    asked = {"own": questions.own_words, "natural": questions.natural}[kind]()
    return [one for one in asked if one.gold]


@cache
def pooled(kind: str) -> list[list[RecordQuestion]]:
    """Questions on the pool; each with all the records that answer it."""
    asked = {"own": questions.own_words, "bioasq": questions.bioasq}[kind]()
    return [ones for ones in questions.together(asked) if any(one.gold for one in ones)]


@cache
def respelt() -> list[list[RecordQuestion]]:
    """Experts' questions that can be spelt otherwise, spelt so."""
    changed = ((ones, otherwise(ones[0].question)) for ones in pooled("bioasq"))
    return [
        [one.asked_as(question) for one in ones]
        for ones, question in changed
        if question != ones[0].question
    ]


@cache
def totals(kind: str) -> list[int]:
    groups = respelt() if kind == "respelt" else pooled(kind)
    return [sum(one.answered_by(t) for one in ones for t in quoted(one.record)) for ones in groups]


@cache
def sentences() -> tuple[list[str], list[str]]:
    """Every title and sentence of the pool, and the record of each."""
    pairs = [(text, record.id) for record in files.pool().values() for text in quoted(record)]
    return [text for text, _ in pairs], [owner for _, owner in pairs]


def line(
    name: str,
    within: Callable[[RecordQuestion], list[str]],
    across: Callable[[list[RecordQuestion]], Found],
) -> Line:
    """A line, by what ranks the sentences of one record and what ranks those of the pool."""
    values: dict[str, list[float]] = {}
    for kind in ("own", "natural"):
        right = [[one.answered_by(text) for text in within(one)[:3]] for one in alone(kind)]
        values[f"{kind}: first"] = [float(any(found[:1])) for found in right]
        values[f"{kind}: among 3"] = [float(any(found)) for found in right]
    right, _ = _judged(pooled("bioasq"), across)
    values["BioASQ, pool: nDCG@10"] = list(map(ndcg, right, totals("bioasq")))
    values["BioASQ, pool: P@1"] = [float(any(found[:1])) for found in right]
    right, _ = _judged(respelt(), across)
    values["BioASQ spelt otherwise: nDCG@10"] = list(map(ndcg, right, totals("respelt")))
    right, records = _judged(pooled("own"), across)
    values["own, pool: first"] = [float(any(found[:1])) for found in right]
    values["own, pool: record first"] = records
    return Line(name, values)


def _judged(
    groups: list[list[RecordQuestion]], across: Callable[[list[RecordQuestion]], Found]
) -> tuple[list[list[bool]], list[float]]:
    """Whether each sentence found is right, and whether the first one's record is."""
    right, records = [], []
    for ones in groups:
        gold = {one.record.id: one for one in ones}
        found = across(ones)[:DEPTH]
        right.append([owner in gold and gold[owner].answered_by(text) for owner, text in found])
        records.append(float(bool(found) and found[0][0] in gold))
    return right, records


def of_peer(name: str, make: Callable[[Sequence[str]], peers.Ranker]) -> Line:
    texts, owners = sentences()
    ranker = make(texts)

    def within(one: RecordQuestion) -> list[str]:
        own = quoted(one.record)
        return [own[i] for i in make(own)(one.question, DEPTH) or [0]]

    def across(ones: list[RecordQuestion]) -> Found:
        return [(owners[i], texts[i]) for i in ranker(ones[0].question, DEPTH)]

    return line(name, within, across)


class Stepped:
    """BM25 by one analysis of the pool, with the steps that follow the analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        by_record = [analysis.of_record(record) for record in files.pool().values()]
        self.postings = Postings(text for found in by_record for text in found)
        self.records = Postings([term for text in found for term in text] for found in by_record)
        sizes = [len(found) for found in by_record]
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        self.titles = np.diff(self.owner, prepend=-1) > 0

    def line(self, name: str, k1: float, b: float, title: float, record: float) -> Line:
        """A line of the table, by BM25's parameters and the weights of titles and records."""
        texts, owners = sentences()
        assert len(texts) == len(self.owner)

        def within(one: RecordQuestion) -> list[str]:
            own = quoted(one.record)
            found = Postings(self.analysis.of_record(one.record))
            scores = found.scores(self.analysis.of_question(one.question), k1, b)
            scores[0] *= title if one.record.title else 1.0
            return [own[i] for i in best(scores, DEPTH) or [0]]

        def across(ones: list[RecordQuestion]) -> Found:
            asked = self.analysis.of_question(ones[0].question)
            scores = self.postings.scores(asked, k1, b) * np.where(self.titles, title, 1.0)
            if record:
                added = record * self.records.scores(asked, RECORD_K1, RECORD_B)
                scores = np.where(scores > 0, scores + added[self.owner], 0.0)
            return [(owners[i], texts[i]) for i in best(scores, DEPTH)]

        return line(name, within, across)


def of_candidates() -> Line:
    """What chooses the short list: BM25 among the passages of the best records."""

    def shortlisted(question: str, candidates: Sequence[Candidate]) -> Found:
        matches, rows = shortlist(_ANALYZER.parse(question), candidates, _ANALYZER)
        found = [(matches.candidates[matches.owner[row]], matches.passages[row]) for row in rows]
        return [(candidate.id, passage.text) for candidate, passage in found]

    def within(one: RecordQuestion) -> list[str]:
        own = [text for _, text in shortlisted(one.question, trials().of_record(one.record))]
        return own or quoted(one.record)[:1]

    def across(ones: list[RecordQuestion]) -> Found:
        question = ones[0].question
        candidates = trials().collection.candidates(_ANALYZER.parse(question))
        return shortlisted(question, candidates)

    return line("+ IDF among the best 50 records'", within, across)


def of_reranker() -> Line:
    """The product: the short list ordered by trees that have not seen the question's records."""

    def shown(trial: Trial) -> Found:
        return [(one.candidate.id, one.passage.text) for one in trial.found_as_shown]

    def within(one: RecordQuestion) -> list[str]:
        return [text for trial in trials().alone([one]) for _, text in shown(trial)]

    def across(ones: list[RecordQuestion]) -> Found:
        return [pair for trial in trials().in_pool(ones) for pair in shown(trial)]

    return line("+ learnt re-ranker = il2qa", within, across)


def lines() -> Iterator[Line]:
    yield of_peer("rank-bm25 as shipped", peers.rank_bm25)
    yield of_peer("bm25s, its stop words and stemmer", peers.bm25s)
    for analysis in ANALYSES:
        stepped = Stepped(analysis)
        yield stepped.line(analysis.name, *SHIPPED, title=1.0, record=0.0)
    yield stepped.line("+ low k1 and b", *LOW, title=1.0, record=0.0)
    yield stepped.line("+ titles count .6", *LOW, title=TITLE_WEIGHT, record=0.0)
    yield stepped.line("+ half of the record's score", *LOW, TITLE_WEIGHT, RECORD_WEIGHT)
    yield of_candidates()
    yield of_reranker()


def table() -> None:
    """Print the table as Markdown."""
    print(f"| | {' | '.join(COLUMNS)} |\n|---{'|---:' * len(COLUMNS)}|")
    before: Line | None = None
    for one in lines():
        first = before is None or one.name.startswith(("bm25s", "positive"))
        print(f"| {one.name} | {' | '.join(one.cells(None if first else before))} |", flush=True)
        before = one
    counts = ", ".join(f"{name} {len(values)}" for name, values in one.values.items())
    print(f"questions: {counts}")
