"""Puts questions to a corpus and measures the answers, with bootstrap intervals.

hit@k: a right passage among the first k; P@1, MRR and nDCG@10 over passages as ir-measures gives
them; snippet F as BioASQ scores it: the characters of the first ten passages against those of the
gold snippets, where these stand in their records. Of questions that nothing answers: how many were
refused, how many not called answered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from il2qa.api import Corpus
from il2qa.errors import MissingExtra, QuestionError
from il2qa.evaluation.questions import Gold, JudgedQuestion
from il2qa.fields import QUOTED
from il2qa.models import Answer, Citation, Record
from il2qa.passages.spans import field_texts, spans
from il2qa.text.analyzer import Analyzer

DEPTH = 10  # passages that are looked at
_SAMPLES = 1000

Location = tuple[str, str, int, int]  # record, field, start, end


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and the passages of the corpus that would be right."""

    asked: JudgedQuestion
    answer: Answer
    right: frozenset[Location]
    snippets: frozenset[Location]  # the gold texts themselves, which may be less than a passage

    @property
    def answerable(self) -> bool:
        """Whether the file says that something answers the question."""
        return bool(self.asked.golds)

    @property
    def locations(self) -> list[Location]:
        """Where the passages that were given stand, best first."""
        return [location_of(passage.citation) for passage in self.answer.passages]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's mean over questions, and the 95 % interval of it by bootstrap."""

    name: str
    value: float
    low: float
    high: float
    questions: int


def location_of(citation: Citation) -> Location:
    """Where the passage of a citation stands."""
    return (citation.id, citation.field, citation.start, citation.end)


def ask_all(corpus: Corpus, questions: Iterable[JudgedQuestion]) -> list[Outcome]:
    """Put each question to a corpus; one that cannot be asked counts as refused."""
    return [_outcome(corpus, one) for one in questions]


def _outcome(corpus: Corpus, asked: JudgedQuestion) -> Outcome:
    right: set[Location] = set()
    snippets: set[Location] = set()
    for gold in asked.golds:
        record = corpus.record(gold.pmid)
        if record:
            passages = _right(record, gold, corpus.reader.analyzer)
            right |= passages
            snippets |= _snippets(record, gold) or passages
    return Outcome(asked, _answer(corpus, asked), frozenset(right), frozenset(snippets))


def _answer(corpus: Corpus, asked: JudgedQuestion) -> Answer:
    try:
        return corpus.ask(asked.question, DEPTH)
    except QuestionError as error:
        return Answer(
            question=asked.question, status="no_evidence", confidence=0.0, reason=str(error)
        )


def _right(record: Record, gold: Gold, analyzer: Analyzer) -> set[Location]:
    """The passages of a gold record that answer."""
    texts = field_texts(record)
    return {
        (gold.pmid, span.field, span.start, span.end)
        for span in spans(record, analyzer)
        if gold.holds(texts[span.field][span.start : span.end], span.field, span.sentence)
    }


def _snippets(record: Record, gold: Gold) -> set[Location]:
    """Where the gold texts stand in title and abstract, as far as they stand there verbatim."""
    found: set[Location] = set()
    texts = field_texts(record)
    for field in QUOTED:
        for snippet in gold.texts:
            start = texts.get(field, "").find(snippet)
            if start >= 0:
                found.add((gold.pmid, field, start, start + len(snippet)))
    return found


def figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Every measure over the questions that it is about.

    Raises Il2qaError where the extra that the measures come from is not installed.
    """
    answerable = [one for one in outcomes if one.right]
    unanswerable = [one for one in outcomes if not one.answerable]
    found = [
        interval(name, [values.get(one.asked.id, 0.0) for one in answerable])
        for name, values in _measured(answerable).items()
    ]
    found.append(interval("snippet F", [snippet_f(one) for one in answerable]))
    for name, status in (("refused", "no_evidence"), ("partial", "partial")):
        values = [float(one.answer.status == status) for one in answerable]
        found.append(interval(f"answerable {name}", values))
    refused = [float(one.answer.status == "no_evidence") for one in unanswerable]
    doubted = [float(one.answer.status != "answered") for one in unanswerable]
    found.append(interval("unanswerable refused", refused))
    found.append(interval("unanswerable not called answered", doubted))
    return [figure for figure in found if figure.questions]


def check_extra() -> None:
    """Raise MissingExtra where what measures needs is not installed: before an hour of asking."""
    try:
        import ir_measures  # noqa: F401 - whether it is there
    except ImportError as error:
        raise MissingExtra(
            "evaluation needs the package ir-measures; install it: "
            "python -m pip install 'il2qa[eval]'"
        ) from error


def _measured(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """By measure and question: what ir-measures gives."""
    check_extra()
    import ir_measures
    from ir_measures import RR, P, Success, nDCG

    measures = {"hit@1": Success @ 1, "hit@3": Success @ 3, "P@1": P @ 1, "MRR": RR @ DEPTH}
    measures["nDCG@10"] = nDCG @ 10
    names = {measure: name for name, measure in measures.items()}
    gold = {one.asked.id: {_key(location): 1 for location in one.right} for one in outcomes}
    run = {one.asked.id: _run(one) for one in outcomes}
    found: dict[str, dict[str, float]] = {name: {} for name in measures}
    if outcomes:
        for value in ir_measures.iter_calc(list(measures.values()), gold, run):
            found[names[value.measure]][value.query_id] = value.value
    return found


def _run(outcome: Outcome) -> dict[str, Any]:
    return {_key(location): -float(rank) for rank, location in enumerate(outcome.locations)}


def _key(location: Location) -> str:
    return ":".join(map(str, location))


def snippet_f(outcome: Outcome) -> float:
    """F of the characters given against the gold ones (BioASQ, Tsatsaronis et al. 2015)."""
    given, gold = _characters(outcome.locations), _characters(outcome.snippets)
    both = len(given & gold)
    return 2 * both / (len(given) + len(gold)) if both else 0.0


def _characters(locations: Iterable[Location]) -> set[tuple[str, str, int]]:
    return {
        (record, field, i) for record, field, start, end in locations for i in range(start, end)
    }


def interval(name: str, values: Sequence[float]) -> Figure:
    """The mean of values and its 95 % interval, by resampling them with replacement."""
    if not values:
        return Figure(name, 0.0, 0.0, 0.0, 0)
    draw: Callable[..., list[float]] = random.Random(1).choices  # noqa: S311 - repeatable on purpose
    means = sorted(mean(draw(values, k=len(values))) for _ in range(_SAMPLES))
    low, high = means[int(0.025 * _SAMPLES)], means[int(0.975 * _SAMPLES)]
    return Figure(name, mean(values), low, high, len(values))
