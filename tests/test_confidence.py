"""How far an answer is trusted: the figures, the models over them, and the thresholds."""

from __future__ import annotations

import math

import pytest

import il2qa
from il2qa.answering import shipped_engine
from il2qa.corpora.protocol import candidate
from il2qa.ranking.confidence import Logistic, LogisticJudge, outlook, shipped
from il2qa.ranking.rank import rank
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()


def outlook_of(question: str, *texts: str, records: int = 1) -> dict[str, float]:
    found = [
        il2qa.Record(pmid=str(i), title="Tea", abstract=(il2qa.Section(text=text),))
        for i, text in enumerate(texts, 1)
    ]
    candidates = [candidate(record, ANALYZER) for record in found]
    query, ranker = ANALYZER.parse(question), shipped_engine().ranker
    return outlook(rank(query, candidates, ranker, ANALYZER), records)


def sure(weight: float = 0.0, bias: float = 9.0) -> Logistic:
    return Logistic(weights={"concepts": weight}, growth={"concepts": 0.0}, bias=bias)


def test_figures_are_those_of_the_models() -> None:
    """Every weight has its figure, each of them a finite number."""
    found = outlook_of("Does tea stop hiccups?", "Tea stopped hiccups in 20 adults.")
    assert all(math.isfinite(value) for value in found.values())
    models = shipped()
    assert {*models.confidence.weights, *models.relevance.weights} <= found.keys()


def test_weight_grows_with_the_corpus() -> None:
    """A weight is a constant, and a growth with the decimal logarithm of the records."""
    model = Logistic(weights={"a": 1.0, "corpus": 0.0}, growth={"a": 2.0, "corpus": 0.0}, bias=0.5)
    assert model.probability({"a": 1.0, "corpus": 0.0}) == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert model.probability({"a": 1.0, "corpus": 3.0}) == pytest.approx(1 / (1 + math.exp(-7.5)))


def test_words_that_stand_together_count_for_more() -> None:
    """One passage that has the question's words is told from two that share them."""
    question = "Does thymosin stop hiccups?"
    together = outlook_of(question, "Thymosin stopped hiccups. It rained.")
    apart = outlook_of(question, "Thymosin was given to stop it. The hiccups were loud.")
    assert together["passage_covered"] > apart["passage_covered"]
    assert together["covered_idf"] == pytest.approx(apart["covered_idf"])


def test_name_with_a_number_that_nothing_has_is_refused() -> None:
    """IL-4 is not IL-2, however sure the models are."""
    judge = LogisticJudge(sure(), sure(), answered=0.5, shown=0.1, unnamed=0.2)
    here = outlook_of("Does IL-2 activate lymphocytes?", "IL-2 activates lymphocytes.")
    elsewhere = outlook_of("Does IL-4 activate lymphocytes?", "IL-2 activates lymphocytes.")
    assert judge.of_figures(here).status == "answered"
    assert judge.of_figures(elsewhere).status == "no_evidence"
    assert judge._replace(unnamed=1.0).of_figures(elsewhere).status == "answered"


def test_what_is_off_the_topic_is_refused_however_sure() -> None:
    """Relevance below one half shows nothing."""
    figures = outlook_of("Does tea stop hiccups?", "Tea stops hiccups.")
    judge = LogisticJudge(sure(), sure(bias=-0.1), answered=0.5, shown=0.1, unnamed=1.0)
    assert judge.of_figures(figures).status == "no_evidence"


def test_unsure_answer_is_partial() -> None:
    """Between the two thresholds the passages are shown with a warning."""
    figures = outlook_of("Does tea stop hiccups?", "Tea stops hiccups.")
    judge = LogisticJudge(sure(bias=-1.0), sure(), answered=0.5, shown=0.1, unnamed=1.0)
    assert judge.of_figures(figures).status == "partial"


def test_figures_beyond_measure_are_a_probability() -> None:
    """A sentence of ten thousand words ended in an OverflowError."""
    from il2qa.ranking.confidence import Logistic

    model = Logistic(weights={"score": 1.0}, growth={"score": 0.0}, bias=0.0)
    for score in (-1e6, 1e6):
        assert 0.0 <= model.probability({"corpus": 0.0, "score": score}) <= 1.0


def test_words_of_the_question_count() -> None:
    """The word "recipe" tells that a question is on nothing that abstracts tell of."""
    model = Logistic({"corpus": 0.0}, {"corpus": 0.0}, bias=1.0, words={"recipe": -1.5})
    figures = {"corpus": 2.0}
    assert model.probability(figures, ["pancake", "recipe", "recipe"]) == pytest.approx(
        1 / (1 + math.exp(2.0))
    )
    assert model.probability(figures, ["pancake"]) == model.probability(figures)


def test_letters_and_digits_of_names_tell_no_subject() -> None:
    """The "h" of H2O2 and the "il" of IL-6 counted against a question."""
    assert all(len(word) > 2 for word in shipped().relevance.words)
