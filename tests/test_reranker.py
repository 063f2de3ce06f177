"""The re-ranker: its trees, its features and their table, what questions and sentences tell."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

import il2qa
from il2qa.corpora.protocol import Candidate
from il2qa.corpora.protocol import candidate as alone
from il2qa.ranking import cues
from il2qa.ranking.features import describe
from il2qa.ranking.linear import Linear
from il2qa.ranking.matches import match
from il2qa.ranking.reranker import Reranker, Trees, reranker
from il2qa.text import queries
from il2qa.text.analyzer import default_analyzer


def candidate(*sentences: str, pmid: str = "1", title: str = "Tea") -> Candidate:
    sections = (il2qa.Section(text=" ".join(sentences)),)
    record = il2qa.Record(pmid=pmid, title=title, abstract=sections)
    return alone(record, default_analyzer())


def figures(question: str, *candidates: Candidate) -> dict[str, np.ndarray]:
    matches = match(queries.parse(question), candidates)
    return describe(matches, np.arange(len(matches.passages)))


def stump(feature: int, threshold: float, low: float, high: float) -> Trees:
    """One tree with one split."""
    return Trees(
        features=("a", "b"),
        roots=np.array([0]),
        feature=np.array([feature, 0, 0]),
        threshold=np.array([threshold, np.inf, np.inf]),
        children=np.array([[1, 2], [1, 1], [2, 2]]),
        value=np.array([(low + high) / 2, low, high]),
        depth=1,
    )


def test_tree_sends_greater_values_to_the_right() -> None:
    """A value at the threshold goes left, above it right."""
    rows = np.array([[0.0, 1.0], [0.0, 2.0], [9.0, 2.5]])
    assert stump(1, 2.0, -1.0, 1.0).scores(rows).tolist() == [-1.0, -1.0, 1.0]


def test_contributions_add_up_to_the_score() -> None:
    """With the mean of the trees, what the features move is the score."""
    trees = stump(1, 2.0, -1.0, 3.0)
    rows = np.array([[0.0, 1.0], [0.0, 5.0]])
    moved = trees.contributions(rows)
    assert moved[:, 0].tolist() == [0.0, 0.0]
    assert (1.0 + moved.sum(1)).tolist() == trees.scores(rows).tolist()


def test_trees_and_linear_model_are_mixed() -> None:
    """Scores and contributions are weighed by the share; what lies far out, as four deviations."""
    linear = Linear(np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([1.0, 0.5]))
    mixed = Reranker(stump(1, 2.0, -1.0, 3.0), linear, share=0.25)
    rows = np.array([[3.0, 0.0], [1.0, 99.0]])
    assert linear.scores(rows).tolist() == [1.0, 2.0]
    assert mixed.scores(rows).tolist() == [0.75 * -1.0 + 0.25 * 1.0, 0.75 * 3.0 + 0.25 * 2.0]
    assert mixed.contributions(rows)[1].tolist() == [0.0, 0.75 * 2.0 + 0.25 * 2.0]


def test_table_names_every_feature() -> None:
    """features.tsv says what each feature is, and names no other; the weights know them all."""
    text = resources.files("il2qa.ranking.data").joinpath("features.tsv").read_text("utf-8")
    told = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert told == list(figures("Does tea stop hiccups?", candidate("Tea stops hiccups.")))
    assert set(reranker().features) <= set(told)


def test_features_are_finite_for_any_candidates() -> None:
    """Records without abstract, without title, and of words that nothing knows."""
    record = il2qa.Record(pmid="2", title="Zzyzx")
    found = figures(
        "Which xqzt stops hiccups?",
        candidate("Tea stops hiccups.", "Qqq 12%."),
        alone(record, default_analyzer()),
    )
    assert all(np.isfinite(values).all() for values in found.values())
    assert all(len(values) == 4 for values in found.values())


def test_features_of_a_record_do_not_depend_on_the_others() -> None:
    """What compares passages compares those of one record."""
    first, second = candidate("Tea stops hiccups.", "Tea is hot."), candidate("No.", pmid="2")
    alone, together = (
        figures("Does tea stop hiccups?", first),
        figures("Does tea stop hiccups?", first, second),
    )
    for name, values in alone.items():
        assert together[name][:3].tolist() == pytest.approx(values.tolist()), name


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("We enrolled 34 healthy men.", "of_people"),
        ("A group of women (n = 9) was studied.", "of_people"),
        ("It lasted 12 weeks.", "duration"),
        ("It fell by 12 %.", "percent"),
        ("Two of the mice died.", "of_things"),
    ],
)
def test_numbers_tell_what_they_count(sentence: str, cue: str) -> None:
    """A number is of the kind that a word soon after it says."""
    assert cues.counts(sentence)[cues.names().index(cue)] >= 1


def test_question_wants_what_it_asks_for() -> None:
    """Of how many, it wants a number of people; of why, a cause."""
    assert cues.wanted("How many took part?")[cues.names().index("of_people")] > 0
    assert cues.wanted("Why did it fail?")[cues.names().index("cause")] > 0
    assert cues.wanted("Why did it fail?")[cues.names().index("of_people")] == 0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("METHODS: We drank tea.", "methods"),
        ("Results: Tea helped.", "results"),
        ("Note: tea is hot.", None),
        ("Tea helped.", None),
    ],
)
def test_label_before_a_sentence_is_known(text: str, label: str | None) -> None:
    """Plain abstracts carry the labels of their sections in the text."""
    assert cues.label(text) == label


def test_question_is_of_its_kinds() -> None:
    """How it is worded tells; "how many" is also a way of "how"."""
    told = dict(zip(cues.kinds(), cues.kind("How many mice, or rats, died?"), strict=True))
    assert [name for name, of in told.items() if of] == ["how", "how_many", "choice"]
    assert cues.kind("Did the mice die?")[cues.kinds().index("yes_no")] == 1
    assert cues.kind("Why did the mice die?")[cues.kinds().index("yes_no")] == 0


def test_sentence_that_asks_is_told_from_one_that_answers() -> None:
    """Titles are often questions themselves."""
    found = figures("Does tea stop hiccups?", candidate("Tea did.", title="Does tea stop hiccups?"))
    assert found["is_question"].tolist() == [1.0, 0.0]


def test_first_number_of_people_in_a_record_is_marked() -> None:
    """It is mostly how many took part."""
    found = figures(
        "How many patients took part?",
        candidate("We saw 40 patients.", "Tea helped 20 patients."),
    )
    assert found["people_first"].tolist() == [0.0, 1.0, 0.0]
    assert found["met_first"].tolist() == [0.0, 1.0, 0.0]


def test_sentence_before_adds_what_it_names() -> None:
    """What a sentence calls "they" the one before may name; none is before the first."""
    found = figures("Do hiccups end?", candidate("Hiccups are a plague.", "They end.", title="Tea"))
    assert found["previous_adds"][:2].tolist() == [0.0, 0.0]
    assert found["previous_adds"][2] > 0.3
    assert found["with_previous"][2] == pytest.approx(1.0)
