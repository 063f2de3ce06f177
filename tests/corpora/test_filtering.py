"""Filters as trees: every kind of corpus lets the same records through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import (
    ANALYZER,
    ON_CLUSTER,
    collection,
    every_kind,
    made,
)

import il2qa
from il2qa.corpora.protocol import CorpusReader
from il2qa.fields import FIELDS, VALUED, WORDED, fold_value, folded, tagged, values_of
from il2qa.filters.tree import (
    All,
    Any,
    Begins,
    Between,
    Condition,
    Is,
    Not,
    Says,
    Tells,
    matches,
)
from il2qa.filters.where import Where
from il2qa.models import Author, Journal, MeshHeading, Qualifier, Record, Substance
from il2qa.passages.analysis import analyse
from il2qa.text.written import written_words

RECORDS = [
    *collection(40),
    Record(other_id="doi:10.1000/ABC.1", title="Of another database", doi="10.1000/ABC.1"),
    Record(pmid="901", title="Undated", references=("1", "2"), keywords=("T cells",)),
    Record(
        pmid="902",
        title="Rich",
        authors=(Author(last_name="Doe", initials="J"), Author(collective="Working Group 2")),
        investigators=(Author(last_name="Roe", initials="R"),),
        journal=Journal(title="J. of Tests", abbreviation="J Tests", issn=("1234-5678",)),
        mesh=(MeshHeading(descriptor="Sepsis", qualifiers=(Qualifier(name="blood", major=True),)),),
        substances=(Substance(name="Interleukin-2", registry_number="0"),),
        references=("901",),
    ),
    made(903, "insulin", doi="10.1/x"),
]
VALUES = {field.name: sorted({v for r in RECORDS for v in values_of(field, r)}) for field in VALUED}
ODD = ["", "*", "\0", 'a" OR id:* (', "nobody", "Ω"]


TERMS = {record.id: frozenset(analyse(record, ANALYZER).terms) for record in RECORDS}
told = st.builds(Tells, st.sampled_from([*sorted(set().union(*TERMS.values())), "nothing"]))
SPANS = [  # up to three words that stand together in some field
    (field.name, tuple(words[i : i + n]))
    for record in RECORDS
    for field in WORDED
    for words in [written_words((field.text and field.text(record)) or "")]
    for i in range(len(words))
    for n in (1, 2, 3)
]


def said() -> st.SearchStrategy[Condition]:
    """Words of records' texts, together or apart, whole or begun, in their field and others."""
    names = [field.name for field in WORDED]
    fields = st.lists(st.sampled_from(names), max_size=3).map(tuple)
    spans = st.sampled_from(SPANS)
    stood = spans.map(lambda span: Says((span[0],), span[1]))
    begun = spans.map(lambda span: Says((span[0],), (*span[1][:-1], span[1][-1][:2]), begins=True))
    apart = st.builds(Says, fields, st.lists(spans.map(lambda span: span[1][0])).map(tuple))
    return st.one_of(stood, begun, apart)


def _beginnings(value: str) -> list[str]:
    return [value[:i] for i in range(min(len(value), 6) + 1)]


def leaves() -> st.SearchStrategy[Condition]:
    """Conditions on any field, by values that records have and by others."""
    valued = st.sampled_from(VALUED).flatmap(
        lambda field: st.builds(
            Is, st.just(field.name), st.sampled_from([*VALUES[field.name], *ODD])
        )
    )
    limit = st.none() | st.integers(1975, 2030) | st.sampled_from([0, -1, 10**30])
    years = st.builds(Between, st.just("date"), limit, limit)
    days = st.builds(Between, st.just("day"), *[st.none() | st.integers(19790000, 20250000)] * 2)
    numbers = st.builds(Between, st.just("pmid"), *[st.none() | st.integers(0, 950)] * 2)
    begun = valued.flatmap(
        lambda one: st.builds(Begins, st.just(one.field), st.sampled_from(_beginnings(one.value)))
    )
    return st.one_of(valued, begun, said(), told, years, days, numbers)


TREES = st.recursive(
    leaves(),
    lambda parts: st.one_of(
        st.builds(All, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Any, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CorpusReader]]:
    """One corpus of each kind that can be had here, of the same records."""
    with every_kind(tmp_path_factory.mktemp("filtering"), RECORDS) as found:
        yield found


@pytest.fixture(params=["memory", "disk", *ON_CLUSTER])
def corpus(request: pytest.FixtureRequest, every: dict[str, CorpusReader]) -> CorpusReader:
    """A corpus of RECORDS."""
    return every[request.param]


@given(tree=TREES)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_kinds_let_the_same_records_through(corpus: CorpusReader, tree: Condition) -> None:
    """Those that a look at each record lets through, whatever the tree."""
    expected = {record.id for record in RECORDS if matches(tree, record, TERMS[record.id])}
    assert {record.id for record in corpus.select(tree)} == expected
    assert corpus.count(tree) == len(expected)


@given(TREES)
@settings(deadline=None)
def test_a_condition_and_its_opposite_part_all_records(tree: Condition) -> None:
    """No record meets both, and none neither."""
    for record in RECORDS:
        assert matches(Not(tree), record, TERMS[record.id]) != matches(
            tree, record, TERMS[record.id]
        )
        assert matches(All(), record)
        assert not matches(Any(), record)


@pytest.mark.parametrize(
    ("where", "tree"),
    [
        (Where(), All()),
        (Where(authors=("Doe", "Roe")), All((Any((Is("authors", "Doe"), Is("authors", "Roe"))),))),
        (
            Where(since=1990, has_abstract=True),
            All((Between("date", 1990, None), Is("has", "abstract"))),
        ),
    ],
)
def test_where_makes_a_tree(where: Where, tree: Condition) -> None:
    """The friendly form says the same as the tree that it makes."""
    assert where.tree == tree


@pytest.mark.parametrize("make", [lambda: Is("colour", "red"), lambda: Is("volume", "7")])
def test_what_is_no_condition_is_told(make: object) -> None:
    """An unknown field, and one that records are not filtered by."""
    with pytest.raises(il2qa.QuestionError, match=r"is no field|is filtered by its volume"):
        make()  # type: ignore[operator]
    with pytest.raises(il2qa.QuestionError, match="authors of a record is no number"):
        Between("authors", 1, 2)


def test_deep_trees_are_compiled(corpus: CorpusReader) -> None:
    """A query of many levels is no error."""
    tree = reduce(lambda tree, _: Not(tree), range(200), Is("language", "German"))
    assert corpus.count(tree) == 10
    english = Is("language", "eng")
    deep = reduce(lambda tree, _: Not(All((tree, english))), range(61), Is("has", "abstract"))
    expected = [record for record in RECORDS if matches(deep, record)]
    assert corpus.count(deep) == len(expected)


def test_wide_trees_are_compiled(corpus: CorpusReader) -> None:
    """A query of more conditions than an engine takes at once is no error."""
    years = [Between("date", 3 * year, 3 * year + 1) for year in range(1, 1500)]
    expected = [record for record in RECORDS if matches(Any(tuple(years)), record)]
    assert corpus.count(Any(tuple(years))) == len(expected) > 10
    authors = [Is("authors", f"Name {number}") for number in range(70_000)]
    assert corpus.count(Any((*authors, Is("authors", "Doe")))) == corpus.count(Is("authors", "Doe"))
    assert corpus.count(All(tuple(Not(year) for year in years))) == len(RECORDS) - len(expected)


def test_fields_have_names_of_their_own() -> None:
    """Each name, condition and typed name stands for one field; PubMed's tags find it."""
    for names in ([f.name for f in FIELDS], [f.condition for f in FIELDS if f.condition]):
        assert len(names) == len(set(names))
    assert [field.name for field in tagged("TIAB")] == ["title", "abstract"]
    assert [field.name for field in tagged("Publication  Date")] == ["date"]
    assert [field.name for field in tagged("1au")] == ["first_author"]
    assert tagged("nonsense") == ()
    assert all(tag == tag.lower() for field in FIELDS for tag in field.tags)


@given(st.sampled_from(VALUED), st.text(max_size=20))
def test_a_folded_value_is_its_own_form(field: object, value: str) -> None:
    """Folding again changes nothing, so both sides always agree."""
    name = field.name  # type: ignore[attr-defined]
    once = fold_value(name, value)
    assert fold_value(name, once) == once


@pytest.mark.parametrize("letter", ["𝓐", "ǣ", "ᴭ", "İ", "ẞ", "ǿ"])
def test_letters_whose_parts_fold_again_fold_at_once(letter: str) -> None:
    """A letter that is made of others, of which one has a small form or a stroke."""
    assert folded(letter).isascii()
    assert folded(folded(letter)) == folded(letter)
