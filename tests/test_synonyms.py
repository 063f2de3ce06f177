"""Other names of what a question names: genes, diseases, cells."""

from __future__ import annotations

import pytest
from conftest import of_abstracts

import il2qa
from il2qa.corpora.memory import MemoryCorpus
from il2qa.render.explanation import explanation_text
from il2qa.text import data
from il2qa.text.analyzer import default_analyzer
from il2qa.text.queries import Concept

ANALYZER = default_analyzer()

HEARTS = of_abstracts(
    "Aspirin was given to everyone. Myocardial infarction was prevented in half of the men.",
    "Tea was given to everyone. Hiccups were prevented in half of the men.",
)


def concept(question: str, surface: str) -> Concept:
    return next(one for one in ANALYZER.parse(question).concepts if one.surface == surface)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("IL2RA", "CD25"),
        ("heart attack", "myocardial infarction"),
        ("high blood pressure", "hypertension"),
        ("T lymphocytes", "T cell"),
        ("HER2", "ERBB2"),
    ],
)
def test_thing_is_found_by_another_name(asked: str, written: str) -> None:
    """A text that names the thing otherwise has a share of what was asked, but less than all."""
    found = frozenset(ANALYZER.terms(written))
    for one in ANALYZER.parse(f"What is {asked}?").concepts:
        weights = [weight for term, weight in one.alternatives.items() if term in found]
        assert 0 < sum(weights) < 1
        assert one.stands_in(found)


def test_words_of_a_name_are_no_names_by_themselves() -> None:
    """Only the whole of "heart attack" is a myocardial infarction."""
    assert concept("Is the heart large?", "heart").other_names == ()
    assert concept("Is a heart attack sudden?", "heart").other_names == ("myocardial infarction",)


def test_longest_name_counts() -> None:
    """A name inside a longer one does not lend its own other names."""
    row = [token.terms[0] for token in ANALYZER.tokens("acute myeloid leukemia M3")]
    ((start, end, _),) = ANALYZER.synonyms.names(row)
    assert (start, end) == (0, len(row))


def test_numbered_name_may_be_told_by_its_other_names() -> None:
    """CD25 answers for IL2RA; IL-4, which has no other name here, is answered by nothing else."""
    sepsis = of_abstracts(
        "Blood was taken from 20 adults. CD25 was high in the patients with sepsis."
    )
    answer = sepsis.ask("Was IL2RA high in sepsis?")
    assert answer.status != "no_evidence"
    assert "CD25" in answer.passages[0].text
    assert sepsis.ask("Was IL-4 high in sepsis?").status == "no_evidence"


def test_record_that_uses_another_name_comes_first() -> None:
    """The sentence on myocardial infarction answers a question on heart attacks."""
    answer = HEARTS.ask("Are heart attacks prevented?")
    assert answer.passages[0].citation.pmid == "1"
    assert "Myocardial infarction" in answer.passages[0].text
    assert answer.missing == ()


def test_part_of_another_name_is_still_missing() -> None:
    """Growth is not EGFR: the answer says that nothing shown mentions it."""
    tea = of_abstracts("Tea helps the growth of children. Coffee was not tried.")
    assert "EGFR" in tea.ask("Does tea help the growth of EGFR children?").missing
    named = of_abstracts("Tea helps. The epidermal growth factor receptor fell in tea drinkers.")
    assert "EGFR" not in named.ask("Does EGFR fall in tea drinkers?").missing


def test_other_names_do_not_ask_for_metadata() -> None:
    """EGFR is a growth factor's receptor; the journal "Growth Factors" does not answer for it."""
    record = il2qa.Record(
        pmid="1",
        title="Tea",
        journal=il2qa.Journal(title="Growth Factors"),
        abstract=(il2qa.Section(text="Tea was drunk. The epidermal growth factor receptor fell."),),
    )
    answer = il2qa.Corpus(MemoryCorpus([record], "test")).ask("What about EGFR?")
    assert answer.passages[0].citation.field == "abstract"


def test_explanation_tells_the_other_names() -> None:
    """What else was looked for is said."""
    told = HEARTS.explain("Are heart attacks prevented?")
    assert told.concepts[0].other_names == ("myocardial infarction",)
    assert "also as myocardial infarction" in explanation_text(told)


def test_table_agrees_with_the_analysis() -> None:
    """Keys are terms as they are made now: most names that are looked for are keys themselves."""
    rows = data.rows("synonyms.tsv")
    keys = [key for key, _ in rows]
    assert keys == sorted(set(keys))
    names = {name for _, others in rows for name in others.split("|")}
    found = [" ".join(token.terms[0] for token in ANALYZER.tokens(name)) for name in names]
    assert all(found)
    assert sum(name in keys for name in found) > len(found) / 3


def test_every_name_of_the_table_is_found() -> None:
    """The search in the sorted text finds each line of it, and nothing else."""
    for key, others in data.rows("synonyms.tsv"):
        assert ANALYZER.other_names(key) == tuple(others.split("|"))
    for unknown in ("", "#", "0", "zzzz", "heart", "acut", "p5"):
        assert ANALYZER.other_names(unknown) == ()
