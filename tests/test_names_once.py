"""A thing that is named in several ways counts once in a record's score."""

from __future__ import annotations

from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Record, Section
from il2qa.text.analyzer import default_analyzer


def _corpus(*texts: str) -> MemoryCorpus:
    others = [f"Nothing of note was seen in group {number}." for number in range(20)]
    return MemoryCorpus(
        [
            Record(pmid=str(i), title=f"Report {i}", abstract=(Section(text=text),))
            for i, text in enumerate((*texts, *others), 1)
        ],
        "names",
    )


def _scores(corpus: MemoryCorpus, question: str) -> dict[str, float]:
    found = corpus.candidates(default_analyzer().parse(question), None, 50)
    return {one.id: one.score for one in found}


def test_short_form_beside_the_name_does_not_count_twice() -> None:
    """Whoever spells a name out and shortens it is no more on it than who writes it twice."""
    corpus = _corpus(
        "Prostate cancer was rare, and prostate cancer was treated with rest.",
        "Prostate cancer was rare, and PCa was treated with rest and more.",
        "The prostate was rare; cancer was treated with rest and so on.",
    )
    scores = _scores(corpus, "How is prostate cancer treated?")
    assert scores["1"] > scores["2"]


def test_rare_short_form_tells_no_more_than_the_name() -> None:
    """A record that has the rarer spelling does not stand before one that has the asked one."""
    plain = ["Patients were asked how they slept."] * 6
    corpus = _corpus("Asthma pts slept well that night.", "Asthma patients slept well.", *plain)
    scores = _scores(corpus, "Do patients with asthma sleep?")
    assert scores["2"] >= scores["1"]


def test_record_is_found_by_the_other_name_alone() -> None:
    """As before."""
    corpus = _corpus("A myocardial infarction followed.", "A stroke followed.")
    assert _scores(corpus, "What follows a heart attack?")["1"] > 0
