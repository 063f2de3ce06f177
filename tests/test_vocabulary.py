"""What is known of words beforehand: numbers, frequencies, vectors, everyday words."""

from __future__ import annotations

import numpy as np
import pytest

from il2qa.text.analyzer import default_analyzer
from il2qa.text.vocabulary import Vocabulary

ANALYZER = default_analyzer()


def likeness(one: str, other: str) -> float:
    first, second = ANALYZER.vocabulary.vectors_of(
        [ANALYZER.terms(one)[0], ANALYZER.terms(other)[0]]
    )
    return float(first @ second)


@pytest.mark.parametrize(
    ("everyday", "near", "far"),
    [
        ("kid", "child", "mouse"),
        ("pill", "tablet", "surgery"),
        ("baby", "infant", "kidney"),
        ("sugar", "glucose", "bone"),
        ("tummy", "stomach", "eye"),
        ("drunk", "alcohol", "vaccine"),
        ("toothache", "pain", "gene"),
    ],
)
def test_everyday_word_is_near_what_abstracts_say(everyday: str, near: str, far: str) -> None:
    """People say kid where abstracts say child."""
    assert likeness(everyday, near) > likeness(everyday, far) + 0.2


def test_everyday_words_have_no_numbers() -> None:
    """A corpus on disk remembers terms by number: words added behind them change none."""
    vectors = np.eye(3, dtype=np.int8) * 127
    known = Vocabulary(["a", "b"], np.array([3, 1]), 9, vectors, lambda: ["c"])
    assert known.ids(["a", "b", "c", "d"]) == [0, 1, -1, -1]
    assert len(known) == 2
    assert known.vectors_of(["c", "d"]).tolist() == [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    assert known.vectors([-1]).tolist() == [[0.0, 0.0, 0.0]]


def test_rarer_term_tells_more_and_an_unknown_one_most() -> None:
    """The IDF among abstracts falls with frequency."""
    known = Vocabulary(["a", "b"], np.array([3, 1]), 9, np.eye(2, dtype=np.int8) * 127)
    often, seldom, never = known.idf(["a", "b", "zzz"])
    assert often < seldom < never


def test_mean_is_of_known_words_by_their_idf() -> None:
    """What is not known does not draw a mean to nothing; of none, it is nothing."""
    known = Vocabulary(["a", "b"], np.array([3, 1]), 9, np.eye(2, dtype=np.int8) * 127)
    assert known.mean(["a", "zzz"]) == pytest.approx(known.vectors_of(["a"])[0])
    mean = known.mean(["a", "b"])
    assert 0 < mean[0] < mean[1]
    assert known.mean(["zzz"]).tolist() == [0.0, 0.0]
