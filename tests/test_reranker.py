"""The re-ranker: its net, its features and their table, what questions and sentences tell."""

from __future__ import annotations

import math
from importlib import resources

import numpy as np
import pytest

import il2qa
from il2qa.corpora.protocol import Candidate
from il2qa.corpora.protocol import candidate as alone
from il2qa.ranking import cues
from il2qa.ranking.match_matrix import match
from il2qa.ranking.net import Net
from il2qa.ranking.rank import rank
from il2qa.ranking.reranker import WORDING, reranker
from il2qa.ranking.sentence_features import describe, kinds
from il2qa.ranking.sides import Sides
from il2qa.ranking.wording import Bags, asked, words
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()
CUES = cues.of(ANALYZER)


def candidate(*sentences: str, pmid: str = "1", title: str = "Tea") -> Candidate:
    sections = (il2qa.Section(text=" ".join(sentences)),)
    record = il2qa.Record(pmid=pmid, title=title, abstract=sections)
    return alone(record, ANALYZER)


def figures(question: str, *candidates: Candidate) -> dict[str, np.ndarray]:
    matches = match(ANALYZER.parse(question), candidates, ANALYZER)
    return describe(matches, np.arange(len(matches.passages)))


def bags(words: str, *weights: list[float]) -> Bags:
    return Bags({word: i for i, word in enumerate(words.split())}, np.array(weights))


def small_net(nets: int = 1) -> Net:
    """Two features, one direction and one hidden unit a net, word vectors of one figure."""
    return Net(
        mean=np.array([1.0, 0.0]),
        deviation=np.array([2.0, 1.0]),
        linear=np.array([1.0, 0.5]),
        asked=bags("many", [2.0] * nets),
        asked_vector=np.ones((1, nets)),
        asked_bias=np.zeros(nets),
        said=bags("0 patients", [3.0] * nets, [1.0] * nets),
        said_vector=np.ones((1, nets)),
        said_features=np.full((2, nets), 0.25),
        hidden_features=np.ones((2, nets)),
        hidden_match=np.full((nets, 1, 1), 2.0),
        hidden_bias=np.full(nets, -1.0),
        out=np.full(nets, 0.5),
    )


def given(*rows: list[float], asked: str = "", said: str = "") -> Sides:
    return Sides(
        asked=asked.split(),
        asked_vector=np.array([1.0]),
        said=[said.split()] * len(rows),
        said_vectors=np.full((len(rows), 1), 0.5),
        features=np.array(rows),
    )


def test_bag_sums_what_its_words_add() -> None:
    """Each word counts once, by one over the root of how many are known; unknown ones nothing."""
    found = bags("a b", [1.0, 0.0], [0.0, 2.0]).sums([["b", "a", "b", "c"], ["c"], []])
    assert found.tolist() == [[1 / math.sqrt(3), 2 / math.sqrt(3)], [0.0, 0.0], [0.0, 0.0]]


def test_net_multiplies_question_and_sentence() -> None:
    """What both have in common counts by itself and through the hidden unit."""
    sides = given([1.0, 0.0], asked="many", said="0")
    question, sentence = 1.0 + 2 / math.sqrt(2), 0.5 + 3 / math.sqrt(2)
    match = question * sentence
    assert small_net().scores(sides)[0] == pytest.approx(match + 0.5 * (2 * match - 1))


def test_nets_side_by_side_count_by_their_mean() -> None:
    """Two nets alike give what one gives."""
    sides = given([3.0, 0.5], [0.0, -2.0], asked="many", said="0 patients")
    one, two = small_net(1), small_net(2)
    assert two.scores(sides) == pytest.approx(one.scores(sides))
    assert two.contributions(sides) == pytest.approx(one.contributions(sides))


def test_what_moved_a_score_tells_passages_apart() -> None:
    """Scores differ by what features and wording moved, while the same units are awake."""
    sides = given([3.0, 0.5], [2.0, 1.5], asked="many", said="0 patients")
    net = small_net()
    scores, moved = net.scores(sides), net.contributions(sides).sum(1)
    assert moved[0] - moved[1] == pytest.approx(scores[0] - scores[1])


def test_far_out_feature_counts_as_four_deviations() -> None:
    """One odd figure does not decide."""
    net = small_net()
    assert net.scores(given([1.0, 99.0])) == pytest.approx(net.scores(given([1.0, 4.0])))


def test_words_of_a_question_keep_what_asks() -> None:
    """Function words, numbers as one, and pairs with the beginning."""
    assert words("In 12 of 40 (30%)") == ["in", "0", "of", "0", "0", "%"]
    assert asked("How many?") == ["how", "many", "^ how", "how many"]


def test_what_moved_a_ranking_has_a_name() -> None:
    """The wording stands beside the features."""
    query = ANALYZER.parse("Does tea stop hiccups?")
    found = rank(query, [candidate("Tea stops hiccups.", "It rained.")], reranker(), ANALYZER)
    moved = found.contributions(2)
    assert {WORDING, *reranker().features} == moved.keys()
    assert all(len(values) == 2 and np.isfinite(values).all() for values in moved.values())


def test_table_names_every_feature() -> None:
    """features.tsv says what each feature is, and names no other; the weights know them all."""
    text = resources.files("il2qa.ranking.data").joinpath("features.tsv").read_text("utf-8")
    told = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert told == list(figures("Does tea stop hiccups?", candidate("Tea stops hiccups.")))
    assert set(reranker().features) <= set(told)
    assert sorted(name for names in kinds().values() for name in names) == sorted(told)


def test_features_are_finite_for_any_candidates() -> None:
    """Records without abstract, without title, and of words that nothing knows."""
    record = il2qa.Record(pmid="2", title="Zzyzx")
    found = figures(
        "Which xqzt stops hiccups?",
        candidate("Tea stops hiccups.", "Qqq 12%."),
        alone(record, ANALYZER),
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
    assert CUES.counts(sentence)[CUES.names.index(cue)] >= 1


def test_question_wants_what_it_asks_for() -> None:
    """Of how many, it wants a number of people; of why, a cause."""
    assert CUES.wanted("How many took part?")[CUES.names.index("of_people")] > 0
    assert CUES.wanted("Why did it fail?")[CUES.names.index("cause")] > 0
    assert CUES.wanted("Why did it fail?")[CUES.names.index("of_people")] == 0


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
    assert CUES.label(text) == label


def test_sentence_that_asks_is_told_from_one_that_answers() -> None:
    """Titles are often questions themselves."""
    found = figures("Does tea stop hiccups?", candidate("Tea did.", title="Does tea stop hiccups?"))
    assert found["is_question"].tolist() == [1.0, 0.0]


def test_names_are_capitals_inside_a_sentence() -> None:
    """What begins a sentence or follows a colon has a capital anyhow; so have abbreviations."""
    texts = ("Tea from Assam or (Darjeeling) helped. No.", "RESULTS: Tea of McTea, IL-2.")
    found = figures("Does tea help?", candidate(*texts, title="Tea"))
    assert found["names"].tolist() == [0.0, 2.0, 0.0]


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
