"""BM25 and the ranking of passages."""

from __future__ import annotations

import numpy as np
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.answering import shipped_engine
from il2qa.bm25 import PositiveBM25, idf
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import candidate
from il2qa.ranking.rank import Ranked, rank, spread
from il2qa.ranking.within_record import rounded
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()


def record(pmid: str, *sentences: str, title: str = "") -> il2qa.Record:
    return il2qa.Record(pmid=pmid, title=title, abstract=(il2qa.Section(text=" ".join(sentences)),))


def ranked(question: str, *records: il2qa.Record) -> list[tuple[str, int | None]]:
    query = ANALYZER.parse(question)
    candidates = MemoryCorpus(records, "test").candidates(query, None, 50)
    return [
        (found.candidate.record.id, found.passage.span.sentence)
        for found in rank(query, candidates, shipped_engine().ranker, ANALYZER).passages
    ]


def test_idf_is_positive_for_a_term_of_every_text() -> None:
    """rank-bm25's own IDF is zero at half of the texts and negative beyond."""
    assert idf(1, 2) > idf(2, 2) > 0
    assert min(PositiveBM25([["a"], ["a", "b"]], k1=0.5, b=0.4).get_scores(["a"])) > 0


def test_corpus_without_any_term_scores_nothing() -> None:
    """rank-bm25 divides by zero on a corpus without terms."""
    assert list(PositiveBM25([], k1=0.5, b=0.4).get_scores(["a"])) == [0]
    assert list(PositiveBM25([[], []], k1=0.5, b=0.4).get_scores(["a"])) == [0]


WORDS = st.lists(st.sampled_from("abcdef"), max_size=9)


@given(st.lists(WORDS, max_size=9), st.sets(st.sampled_from("abcdefg")))
def test_weighted_scores_are_those_of_rank_bm25(texts: list[list[str]], asked: set[str]) -> None:
    """To the last bit, though only the texts that have a term are looked at."""
    bm25 = PositiveBM25(texts, k1=0.5, b=0.4)
    found = bm25.weighted_scores(dict.fromkeys(sorted(asked), 1.0))
    assert found.tolist() == bm25.get_scores(sorted(asked)).tolist()


def test_record_that_shares_no_term_is_not_ranked() -> None:
    """A sentence without any word of the question may answer, but only where its record has one."""
    found = record("1", "Tea stops hiccups.", "Coffee keeps people awake.", "Tea is grey.")
    assert ranked("What does tea stop?", found)[0] == ("1", 1)
    assert ranked("Is there any milk?", found) == []


def test_rare_word_of_the_record_decides() -> None:
    """What every sentence says tells nothing; the word of one sentence decides."""
    found = record("1", "Tea was tea for tea.", "Tea stops hiccups.", "Tea was drunk.")
    assert ranked("Does tea stop hiccups?", found)[0] == ("1", 2)


def test_ties_go_by_identifier_whatever_the_order_of_reading() -> None:
    """Sentences that are alike in records that are alike stand in the order of the records."""
    one, two = record("1", "Tea helps.", "Tea helps."), record("2", "Tea helps.", "Tea helps.")
    found = ranked("tea", one, two)
    assert found == ranked("tea", two, one)
    for sentence in (1, 2):
        assert found.index(("1", sentence)) < found.index(("2", sentence))


def test_large_corpus_gives_its_best_records_first() -> None:
    """Of more records than are wanted, those that match best are taken."""
    many = [record(str(number), "Coffee is drunk.") for number in range(60)]
    best = record("99", "Tea stops hiccups.")
    query = ANALYZER.parse("Does tea stop hiccups?")
    found = MemoryCorpus([*many, best], "test").candidates(query, None, 50)
    assert [candidate.record.id for candidate in found] == ["99"]


def scored(*scores: tuple[str, float]) -> list[Ranked]:
    found = {pmid: candidate(record(pmid, "Tea."), ANALYZER) for pmid, _ in scores}
    return [Ranked(found[pmid], found[pmid].quoted[0], score) for pmid, score in scores]


def test_comparable_passages_of_other_records_come_sooner() -> None:
    """What is clearly better stays before them; the first stays; nothing is lost."""
    passages = scored(("1", 9.0), ("1", 8.7), ("2", 8.5), ("1", 8.4), ("3", 2.0), ("2", 1.9))
    order = [(one.candidate.id, one.score) for one in spread(passages)]
    assert order == [("1", 9.0), ("2", 8.5), ("1", 8.7), ("1", 8.4), ("3", 2.0), ("2", 1.9)]
    alone = scored(("1", 9.0), ("1", 8.9), ("1", 8.8))
    assert spread(alone) == alone
    assert spread([]) == []


def test_equal_but_for_the_order_of_adding_is_equal() -> None:
    """A sum's last bits differ by processor; small fractions are never half-way on the grid."""
    assert rounded(np.array([0.1 + 0.2]))[0] == rounded(np.array([0.3]))[0]
    for n in range(1, 200):
        near = np.array([1 / n - 1e-16, 1 / n, 1 / n + 1e-16])
        assert len(set(rounded(near).tolist())) == 1


def test_other_processor_gives_the_same_bytes(run: Run) -> None:
    """Two questions of ours were scored otherwise by the routines of another processor."""
    asked = "Was the risk of breast cancer increased?\nWhich cytokine regulates uterine NK cells?\n"
    outputs = {
        run("ask", "--json", "-k", "9", "-", stdin=asked, OPENBLAS_CORETYPE=kind).stdout
        for kind in ("Prescott", "Haswell")
    }
    assert len(outputs) == 1
    assert outputs.pop().count('"schema"') == 2
