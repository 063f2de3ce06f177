"""The syntax of queries: what PubMed's users write, and what is told of mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import il2qa
from il2qa.errors import QuerySyntaxError
from il2qa.filters.tree import All, Any, Begins, Between, Condition, Is, Not, Says, Tells
from il2qa.queries.grammar import parse
from il2qa.queries.operands import untagged
from il2qa.queries.reading import read
from il2qa.queries.telling import query_text
from il2qa.text.analyzer import default_analyzer

TIAB = ("title", "abstract")


def tells(*words: str) -> Condition:
    parts = tuple(Tells(word) for word in words)
    return parts[0] if len(parts) == 1 else All(parts)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("aspirin", tells("aspirin")),
        ("aspirin AND stroke", All((tells("aspirin"), tells("stroke")))),
        ("aspirin NOT stroke", All((tells("aspirin"), Not(tells("stroke"))))),
        ("aspirin AND NOT stroke", All((tells("aspirin"), Not(tells("stroke"))))),
        ("aspirin -stroke", All((tells("aspirin"), Not(tells("stroke"))))),
        ("NOT stroke", Not(tells("stroke"))),
        ("gout OR zinc AND flu", All((Any((tells("gout"), tells("zinc"))), tells("flu")))),
        ("gout OR (zinc AND flu)", Any((tells("gout"), All((tells("zinc"), tells("flu")))))),
        ("gout OR zinc flu", Any((tells("gout"), tells("zinc", "flu")))),
        ("interleukin 2", Tells("il2")),
        ("placebo-controlled", Tells("placebocontrol", ("placebo", "control"))),
        ("aspirin[ti]", Says(("title",), ("aspirin",))),
        ("aspirin [TITLE]", Says(("title",), ("aspirin",))),
        ("aspirin[Title/Abstract]", Says(TIAB, ("aspirin",))),
        (
            "common cold[tiab]",
            All((Says(TIAB, ("common",)), Says(TIAB, ("cold",)))),
        ),
        ('"common cold"[tiab]', Says(TIAB, ("common", "cold"))),
        ("“common cold”[tiab]", Says(TIAB, ("common", "cold"))),
        ('"common cold*"[tiab]', Says(TIAB, ("common", "cold"), begins=True)),
        ("flavor*[ti]", Says(("title",), ("flavor",), begins=True)),
        ("o'brien cy[au]", Begins("authors", "o'brien cy")),
        ('"smith j"[au]', Is("authors", "smith j")),
        ("smith[au]", Is("authors", "smith")),
        ("smith*[au]", Begins("authors", "smith")),
        ("Borradori, Luca[Full Author Name]", Is("authors", "Luca Borradori")),
        ("smith j[1au]", Begins("first_author", "smith j")),
        ("gene therapy[ta]", Is("journal", "gene therapy")),
        ('"Am J Public Health"[jour]', Is("journal", "Am J Public Health")),
        ("hypertension[mh:noexp]", Is("mesh", "hypertension")),
        ("hypertension[majr]", Is("major_topic", "hypertension")),
        ("neoplasms/diet therapy[mh]", Is("mesh", "neoplasms/diet therapy")),
        ("blood[sh]", Is("subheading", "blood")),
        ("letter[pt]", Is("publication_type", "letter")),
        ("german[la]", Is("language", "german")),
        ("ger[language]", Is("language", "ger")),
        ("interleukin-2[nm]", Is("substances", "interleukin-2")),
        ("10.1000/182[doi]", Is("doi", "10.1000/182")),
        ("17170002 16381840[pmid]", Any((Is("pmid", "17170002"), Is("pmid", "16381840")))),
        ("100:200[uid]", Between("pmid", 100, 200)),
        ("2010[dp]", Between("day", 20100000, 20109999)),
        ("2010/05[dp]", Between("day", 20100500, 20100599)),
        ("2010:2015[dp]", Between("day", 20100000, 20159999)),
        ("2010/05:2015/02/03[dp]", Between("day", 20100500, 20150203)),
        ('"2010/01/01"[dp] : "3000"[dp]', Between("day", 20100101, 30009999)),
        ("2010[pdat]:2015[pdat]", Between("day", 20100000, 20159999)),
        ("hasabstract", Is("has", "abstract")),
    ],
)
def test_documented_forms_are_read(query: str, tree: Condition) -> None:
    """The examples of PubMed's help and of EDirect's, by kind."""
    assert parse(query).tree == tree


def test_filters_as_the_chat_has_them_stand_in_queries() -> None:
    """Typed filters are terms like others."""
    tree = parse('gout type:review year>=1990 author:"van der Berg"').tree
    record = il2qa.Record(
        pmid="1",
        authors=(il2qa.Author(last_name="van der Berg"),),
        publication_types=("Review",),
        date=il2qa.PublicationDate(text="1995", year=1995),
    )
    from il2qa.filters.tree import matches

    assert matches(tree, record, {"gout"})
    assert not matches(tree, record, {"flu"})
    assert not matches(tree, record.model_copy(update={"date": None}), {"gout"})


@pytest.mark.parametrize(
    ("query", "place", "wanted"),
    [
        ("aspirin AND", 11, "a word"),
        ("aspirin AND )", 12, "a word"),
        ("(aspirin OR stroke", 0, "never closed"),
        ("aspirin) OR stroke", 7, "before it"),
        ("gout AND x[foo]", 10, "no field tag"),
        ("gout AND x[titel]", 10, r"did you mean \[titl\]"),
        ('gout AND "flu', 9, "partner"),
        ("gout AND im*", 9, "at least 4 letters"),
        ("gout AND im*m", 9, "end of a word"),
        ("gout AND 12[dp]", 9, "a date is expected"),
        ("gout AND the", 9, "says something"),
        ("a[ti] : b[ab]", 0, "one tag"),
        ("gout AND (" * 300, 1000, "too deep"),
    ],
)
def test_mistakes_are_told_with_their_place(query: str, place: int, wanted: str) -> None:
    """What stands there, where it is, and what is expected."""
    with pytest.raises(QuerySyntaxError, match=wanted) as told_error:
        parse(query)
    assert abs(told_error.value.place - place) <= (0 if len(query) < 100 else 100)


@pytest.mark.parametrize(
    "question",
    [
        "Which cells produce IL-2 and IL-4?",
        "Does it NOT work in men AND women?",
        "What was the OR for stroke",
        "effects of aspirin and stroke or gout, not of flu",
        "EFFECTS OF ASPIRIN AND STATINS",
        "[18F]FDG uptake in tumours",
        "what is [3H]-thymidine",
        "OR of stroke",
        'what does "LAK" stand for',
        "PMID: 3303316",
        "CD4+ T cells: which need IL-2?",
        "p < .05 * 2",
        'an unclosed " mark',
    ],
)
def test_questions_in_plain_words_stay_questions(question: str) -> None:
    """Plain words, capitals of a name, brackets of chemistry."""
    assert read(question) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("statins AND 2010:2015[dp] : do they cause diabetes?", "do they cause diabetes?"),
        ("statins[ti] : which dose", "which dose"),
        ('"2010"[dp] : "2015"[dp]', ""),
        ("aspirin AND stroke[mh] NOT children", "aspirin stroke"),
        ("review[pt] AND smith j[au]", ""),
        ("immun* -mice", "immun"),
    ],
)
def test_what_is_asked_of_a_query(text: str, question: str) -> None:
    """The question beside it, else the words by which it wants records."""
    found = read(text)
    assert found is not None
    assert found.question == question


WORDS = st.sampled_from(["aspirin", "stroke", '"early stage"', "immun*", "gout[ti]", "flu[tiab]"])
TAGGED = st.sampled_from(["smith j[au]", '"smith"[1au]', "2010:2015[dp]", "review[pt]", "7[pmid]"])
QUERIES = st.recursive(
    WORDS | TAGGED,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR", "NOT"]), inner).map(" ".join),
        inner.map(lambda query: f"({query})"),
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_what_was_read_is_told_so_that_it_reads_the_same(query: str) -> None:
    """Parentheses show how it was evaluated; telling changes nothing any more."""
    once = query_text(parse(query).tree)
    assert query_text(parse(once).tree) == once


@given(st.text(alphabet='ab "()[]*:-ti/AND OR NOT20', max_size=30))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another error, whatever is typed."""
    try:
        found = read(text)
    except QuerySyntaxError as wrong:
        place, tree = wrong.place, None
    else:
        place, tree = 0, found.tree if found else None
    assert 0 <= place <= len(text)
    assert isinstance(query_text(tree), str)


@pytest.mark.parametrize(
    "words",
    ["H(2)O(2)", "[11C]PiB", "CD4+ T cells", "25(OH)D", "NF-kappa(B)", "ratio 2:1", "-omics"],
)
def test_words_with_signs_of_the_syntax_are_told_so_that_they_are_read_back(words: str) -> None:
    """A name with parentheses is told by its term."""
    tree = untagged(words.split(), default_analyzer())
    assert parse(query_text(tree)).tree == tree
