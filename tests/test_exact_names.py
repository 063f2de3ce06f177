"""A name is one thing: another letter or number is another, another spelling is the same."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Record, Section
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()
TEXTS = (
    "Vitamin E prevented anaemia in infants.",
    "Hepatitis B spread by needles in the city.",
    "Type 2 diabetes caused blindness in adults.",
    "Factor IX prevented bleeding in boys.",
    "TGF-β blocked growth of cells.",
    "The phase 3 trial showed benefit in adults.",
    "Influenza B virus infects people only.",
    "Influenza A virus infects pigs and people.",
    "Treatment with H(2)O(2) killed neurons.",
    "Mean HbA(1c) fell by one point.",
    "Exposure to PM(2.5) raised mortality.",
    "The 5-HT(2A) receptor mediates vomiting.",
)
RECORDS = tuple(
    Record(pmid=str(number), title=f"Study {number}00", abstract=(Section(text=text),))
    for number, text in enumerate(TEXTS, 1)
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(MemoryCorpus(RECORDS, "names", analyzer=ANALYZER))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Does vitamin C prevent anemia?", "vitamin C"),
        ("How did hepatitis A spread?", "hepatitis A"),
        ("Does type 1 diabetes cause blindness?", "type 1"),
        ("Does factor VIII prevent bleeding?", "factor VIII"),
        ("Does TGF-α block growth?", "TGF-α"),
        ("Did the phase 2 trial show benefit?", "phase 2"),
    ],
)
def test_another_letter_or_number_is_another_thing(
    corpus: Corpus, question: str, name: str
) -> None:
    """What is asked is missing, and what is quoted, if anything, is not called an answer."""
    answer = corpus.ask(question)
    assert answer.status != "answered"
    assert name in answer.missing


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Whom does influenza A virus infect?", TEXTS[7]),
        ("Does H2O2 kill neurons?", TEXTS[8]),
        ("Does H₂O₂ kill neurons?", TEXTS[8]),
        ("Did HbA1c fall?", TEXTS[9]),
        ("Does PM2.5 raise mortality?", TEXTS[10]),
        ("Does the 5-HT2A receptor mediate vomiting?", TEXTS[11]),
    ],
)
def test_another_spelling_is_the_same_thing(corpus: Corpus, question: str, text: str) -> None:
    """Subscripts in brackets or below the line, and a capital A behind a name that takes one."""
    assert corpus.ask(question).passages[0].text == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("H(2)O(2)", "H2O2"),
        ("VO(2)max", "VO2max"),
        ("P2X(7)", "P2X7"),
        ("(99m)Tc", "99mTc"),
        ("CO(2)", "CO₂"),
    ],
)
def test_subscripts_are_spelt_in_one_way(one: str, other: str) -> None:
    """The terms are those of the name in one line; the token is all of it."""
    assert ANALYZER.terms(one) == ANALYZER.terms(other)
    (token,) = ANALYZER.tokens(f"the {one} level")[:1]
    assert (token.start, token.end) == (4, 4 + len(one))


def test_capital_a_is_an_article_elsewhere() -> None:
    """In "A patient" it is no name; a reference in brackets is no subscript."""
    assert ANALYZER.terms("A patient came") == ANALYZER.terms("a patient came")
    assert ANALYZER.terms("in patients(12) we") == ANALYZER.terms("in patients (12) we")


@pytest.mark.parametrize("author", ["Muller", "Müller", "muller j"])
def test_author_filter_ignores_accents(author: str) -> None:
    """As PubMed does."""
    record = RECORDS[0].model_copy(
        update={"authors": (il2qa.Author(last_name="Müller", initials="J"),)}
    )
    assert il2qa.Where(authors=(author,)).matches(record)


@pytest.mark.parametrize("author", ["O'Neill", "O’Neill", "ONeill"])
def test_author_filter_ignores_apostrophes(author: str) -> None:
    """Straight, curled or none."""
    record = RECORDS[0].model_copy(
        update={"authors": (il2qa.Author(last_name="O'Neill", initials="P"),)}
    )
    assert il2qa.Where(authors=(author,)).matches(record)


@pytest.mark.parametrize(
    ("author", "matches"), [("Rodriguez", True), ("Olivares", True), ("Rodri", False)]
)
def test_author_of_two_surnames_is_found_by_either(author: str, matches: bool) -> None:
    """As Spanish names are cited; a beginning alone is no name."""
    record = RECORDS[0].model_copy(
        update={"authors": (il2qa.Author(last_name="Rodríguez Olivares", initials="R"),)}
    )
    assert il2qa.Where(authors=(author,)).matches(record) is matches


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Is HIV treated?", "Human immunodeficiency virus was treated."),
        ("Is human immunodeficiency virus treated?", "HIV was treated."),
        ("Is IFN-γ raised?", "Interferon gamma was raised."),
        ("Is interferon gamma raised?", "IFN-gamma was raised."),
        ("Is IFNG raised?", "Interferon-gamma was raised."),
        ("Did COPD worsen?", "Chronic obstructive pulmonary disease worsened."),
        ("Is epidermal growth factor receptor raised?", "EGFR was raised."),
        ("What about EGFR?", "The epidermal growth factor receptor was raised."),
    ],
)
def test_short_form_and_long_form_are_one_name(asked: str, written: str) -> None:
    """Abstracts define which short form stands for which long one; it was asked by one alone."""
    corpus = of_texts(written, "Tea was drunk by all the others.")
    answer = corpus.ask(asked)
    assert answer.passages[0].text == written
    assert not answer.missing


@pytest.mark.parametrize(
    ("asked", "written", "other"),
    [
        ("Does tPA dissolve clots?", "tPA dissolved clots.", "TPA dissolved clots."),
        ("Does TPA dissolve clots?", "TPA dissolved clots.", "tPA dissolved clots."),
        ("Does t-PA dissolve clots?", "tPA dissolved clots.", "TPA dissolved clots."),
        ("Did eGFR fall in tumours?", "eGFR fell in tumours.", "EGFR fell in tumours."),
    ],
)
def test_capitals_tell_short_forms_apart(asked: str, written: str, other: str) -> None:
    """The plasminogen activator is not the phorbol ester: of the other alone it is missing."""
    assert of_texts(other, written).ask(asked).passages[0].text == written
    name = asked.split()[1]
    alone = of_texts(other, "Tea was drunk by all the others.").ask(asked)
    assert alone.status == "no_evidence" or name in alone.missing


def test_small_letters_may_mean_either() -> None:
    """Nobody is made to type capitals."""
    assert of_texts("tPA dissolved clots.").ask("does tpa dissolve clots?").passages


def test_verb_is_no_gene() -> None:
    """Kissing was found in KISS1; the gene is found by its own names."""
    corpus = of_texts("KISS1 was lost in bladder tumours.", "Tea was drunk by all the others.")
    assert not corpus.ask("Is kissing safe?").passages
    for name in ("KISS1", "KISS"):
        assert corpus.ask(f"Was {name} lost?").passages[0].text.startswith("KISS1")


def test_words_that_weigh_are_never_missing() -> None:
    """The words best and latest name nothing that a record could mention."""
    answer = of_texts("Soap is the treatment of acne.").ask(
        "What is the best new treatment of acne?"
    )
    assert answer.passages
    assert not answer.missing


def of_texts(*texts: str) -> Corpus:
    records = (
        Record(pmid=str(number), title=f"Study {number}00", abstract=(Section(text=text),))
        for number, text in enumerate(texts, 1)
    )
    return Corpus(MemoryCorpus(records, "names", analyzer=ANALYZER))


def test_a_name_with_a_number_that_another_record_has_answers_nothing_here() -> None:
    """IL-8 stands in one record of two: what the other says of histamine was called an answer."""
    released = "Histamine releases IL-6 from lung macrophages in hours."
    records = [
        Record(pmid="1", title="Histamine and cells.", abstract=(Section(text=released),)),
        Record(pmid="2", title="IL-8 in asthma.", abstract=(Section(text="IL-8 was raised."),)),
    ]
    corpus = Corpus(MemoryCorpus(records, "two"))
    asked = corpus.ask("What does IL-8 release from lung macrophages?")
    assert asked.status != "answered"
    assert corpus.ask("What does histamine release from lung macrophages?").status == "answered"
