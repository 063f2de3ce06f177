"""Terms and concepts: what text and questions are matched by."""

from __future__ import annotations

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.errors import QuestionError
from il2qa.text.analyzer import Analyzer, default_analyzer
from il2qa.text.queries import PART_WEIGHT
from il2qa.text.tables import Tables

ANALYZER = default_analyzer()

NONSENSE = ["glorp", "trazil", "haemocort", "mivit", "snelb", "quor", "palax", "devon"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IL-2", "interleukin 2"),
        ("IL‑2", "IL2"),
        ("TNF-α", "TNF-alpha"),
        ("tumour", "tumors"),
        ("haemoglobin", "hemoglobin"),
        ("randomised", "randomized"),
        ("mice", "mouse"),
        ("metastases", "metastasis"),
        ("T-cell", "T cells"),
        ("type II", "type 2"),
        ("vitamin D", "vitamin-D"),
        ("Sjögren's", "Sjogren"),
        ("β-blocker", "beta blockers"),
    ],
)
def test_spellings_of_one_thing_share_a_term(one: str, other: str) -> None:
    """Dashes, Greek, British spelling, plurals and numerals do not keep a match apart."""
    assert set(ANALYZER.terms(one)) & set(ANALYZER.terms(other)) - {
        "2",
        "type",
        "cell",
        "vitamin",
    }


def test_numbered_name_is_one_concept() -> None:
    """A sentence on IL-2 has no share of a question on IL-4."""
    (concept,) = ANALYZER.parse("What is IL-4?").concepts
    assert concept.has_number
    assert not concept.alternatives.keys() & set(ANALYZER.terms("IL-2 and other interleukins."))
    assert concept.stands_in(set(ANALYZER.terms("Cells make interleukin 4.")))


def test_compound_is_found_whole_or_in_parts() -> None:
    """The parts of a compound add up to it."""
    (concept,) = ANALYZER.parse("anti-inflammatory").concepts
    whole, *parts = concept.alternatives
    assert whole in ANALYZER.terms("an antiinflammatory drug")
    assert parts == ["anti", "inflammatori"]
    assert [concept.alternatives[part] for part in parts] == [PART_WEIGHT, PART_WEIGHT]


def test_name_before_a_hyphen_counts_by_itself() -> None:
    """The question asks for IL-2 and for dependence."""
    found = {concept.term for concept in ANALYZER.parse("IL-2-dependent growth").concepts}
    assert found == {"il2", "depend", "growth"}


def test_function_words_in_capitals_are_names() -> None:
    """US and ALL are words; "us" and "all" are not; a text all in capitals tells nothing."""
    assert "us" in ANALYZER.terms("patients in the US")
    assert ANALYZER.terms("all of us") == ()
    assert ANALYZER.terms("ALL OF US") == ()


def test_question_words_in_capitals_are_names() -> None:
    """WHO is an organisation, "who" asks; a question all in capitals tells nothing."""
    assert ANALYZER.parse("What does WHO recommend?").concepts[0].surface == "WHO"
    assert [one.term for one in ANALYZER.parse("WHO PRODUCES IL-2?").concepts] == [
        "produc",
        "il2",
    ]


@given(st.text(max_size=300))
def test_tokens_slice_back(text: str) -> None:
    """Tokens stand in order, do not overlap and are never empty, whatever the text."""
    end = 0
    for token in ANALYZER.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.terms
        assert all(term and not term.isspace() for term in token.terms)
        end = token.end


@given(st.text(max_size=300))
def test_terms_are_those_of_the_tokens(text: str) -> None:
    """The fast way and the one with offsets agree."""
    assert ANALYZER.terms(text) == tuple(t for token in ANALYZER.tokens(text) for t in token.terms)


@given(st.text(alphabet="abcdefghij-2 αé’", max_size=40))
def test_terms_of_terms_are_settled_by_case(text: str) -> None:
    """Capitals make no difference beyond function words and single letters."""
    plain = " ".join(word for word in text.split() if len(word) > 4)
    assert ANALYZER.terms(plain.title().lower()) == ANALYZER.terms(plain.lower())


def test_threads_may_share_an_analyzer() -> None:
    """Many threads at once get the terms that one gets, though no two may share a stemmer."""
    words = [f"{stem}{end}" for stem in NONSENSE for end in ("ing", "ations", "ised", "-2", " II")]
    alone = [Analyzer().terms(word) for word in words]
    shared = Analyzer()
    with ThreadPoolExecutor(8) as threads:
        runs = threads.map(lambda turn: [shared.terms(word) for word in words[turn:]], range(16))
        assert all(found == alone[turn:] for turn, found in enumerate(runs))


def test_analyzers_of_other_tables_do_not_touch_each_other() -> None:
    """Another language is another analyzer; what one has learnt of words the other has not."""
    plain = Analyzer()
    other = Analyzer(Tables(instead={"irregular.tsv": [("mice", "rodent")]}), stemmer="porter")
    assert plain.terms("mice") == ("mous",)
    assert other.terms("mice") == ("rodent",)
    assert plain.terms("mice") == ("mous",)


def test_what_an_analyzer_keeps_is_bounded() -> None:
    """However many words it has met, and however long they are."""
    analyzer = Analyzer(kept=500)
    held = []
    tracemalloc.start()
    for turn in range(3):
        analyzer.terms(" ".join(f"w{turn}x{i}" for i in range(5_000)) + " y" * turn + "z" * 10**5)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[2] < held[0] + 500_000  # of 5,000 words more than a million would be kept


@pytest.mark.parametrize(
    "unit",
    ["(", "A.", "a-", "1.", " ", "\u0301", "IL-2 ", "IL-2", "α", "A ", "type 1)(", "WHO ", "'s"],
)
def test_hostile_texts_are_analysed_in_time(unit: str) -> None:
    """Much of one pattern is no worse than prose; a quadratic rule would never return."""
    text = unit * (300_000 // len(unit))
    assert sum(map(len, ANALYZER.terms(text))) <= 6 * len(text)
    assert len(ANALYZER.tokens(text)) <= len(text)


def test_question_has_a_bound() -> None:
    """What is no question is refused, with the bound; what just is one is read."""
    assert ANALYZER.parse("IL-2 " * 2_000).terms == ("il2",)
    with pytest.raises(QuestionError, match=r"100,000 characters, of at most 10,000"):
        ANALYZER.parse("α" * 100_000)
