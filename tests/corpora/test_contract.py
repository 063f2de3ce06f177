"""What every kind of corpus promises: the same tests over each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import (
    ON_CLUSTER,
    WORDS,
    Make,
    collection,
    every_kind,
    in_memory,
    in_several,
    made,
    on_cluster,
    on_disk,
    places_on_cluster,
)

from il2qa.answering import answer
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.protocol import CorpusReader
from il2qa.filters.where import Where
from il2qa.models import Record, Section
from il2qa.passages.analysis import analyse, analyse_statements
from il2qa.passages.spans import field_texts, spans
from il2qa.text.analyzer import default_analyzer
from il2qa.text.queries import Concept, Query

ANALYZER = default_analyzer()

KINDS = ["memory", "disk", "several", *ON_CLUSTER]
RECORDS = collection()

FILTERS = [
    Where(),
    Where(since=2000),
    Where(until=1999),
    Where(since=1990, until=2010, languages=("German",)),
    Where(authors=("müller",)),
    Where(authors=("O'Neil A", "Doe A")),
    Where(journals=("j 3",)),
    Where(journals=("Journal 1", "Journal 2"), has_abstract=True),
    Where(publication_types=("review",)),
    Where(mesh=("interleukin-2",)),
    Where(pmids=("5", "6", "7", "nothing")),
    Where(pmids=("404",)),
    Where(authors=('a" OR id:* (', "\0", "*")),
]
"""None of them may be taken for query syntax."""


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Make a corpus of this kind of some records."""
    with places_on_cluster() as new:
        yield _making(request.param, tmp_path, new)


def _making(kind: str, tmp_path: Path, new: Callable[[], Address]) -> Make:
    folders = (tmp_path / f"corpus{number}" for number in itertools.count())
    if kind == "memory":
        return in_memory
    if kind == "several":
        return lambda records: in_several(next(folders), records)
    if kind == "cluster":
        return lambda records: on_cluster(new(), records)
    return lambda records: on_disk(next(folders), records)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CorpusReader]]:
    """One corpus of each kind that can be had here, of the same records."""
    with every_kind(tmp_path_factory.mktemp("every"), RECORDS) as found:
        yield found


@pytest.fixture(params=KINDS)
def corpus(request: pytest.FixtureRequest, every: dict[str, CorpusReader]) -> CorpusReader:
    """A corpus of RECORDS."""
    return every[request.param]


@pytest.fixture(params=["disk", *ON_CLUSTER])
def pair(
    request: pytest.FixtureRequest, every: dict[str, CorpusReader]
) -> tuple[CorpusReader, CorpusReader]:
    """A corpus of RECORDS in memory, and one of another kind."""
    return every["memory"], every[request.param]


def query(*terms: str) -> Query:
    return Query(" ".join(terms), tuple(Concept(t, {t: 1.0}) for t in terms), frozenset())


def test_info_counts_what_is_there(corpus: CorpusReader) -> None:
    """Records and passages."""
    assert corpus.info.records == len(RECORDS)
    assert corpus.info.passages == sum(len(spans(record, ANALYZER)) for record in RECORDS)


def test_candidates_come_best_first_and_ties_by_identifier(make: Make) -> None:
    """A record that says it oftener is better; equal ones stand in the order of identifiers."""
    others = [made(pmid, "insulin dose") for pmid in range(100, 200)]
    equal = [made(pmid, "serum dose") for pmid in (30, 4, 12)]
    corpus = make([*others, *equal, made(9, "serum serum")])
    found = corpus.candidates(query("serum"), None, 50)
    assert [candidate.id for candidate in found] == ["9", "12", "30", "4"]
    assert len({candidate.score for candidate in found}) == 2


def test_candidates_are_limited_to_those_that_match(corpus: CorpusReader) -> None:
    """No more than asked for, and none without a term of the query."""
    found = corpus.candidates(query("insulin"), None, 10)
    assert len(found) == 10
    assert all(found[i].score >= found[i + 1].score > 0 for i in range(9))
    assert corpus.candidates(query("nowhere"), None, 10) == []


def test_few_records_are_all_candidates(make: Make) -> None:
    """Where no more than the limit are let through, all of them, matching ones first."""
    corpus = make([made(1, "insulin"), made(2, "serum"), made(3, "dose")])
    found = corpus.candidates(ANALYZER.parse("serum"), None, 3)
    assert [candidate.id for candidate in found] == ["2", "1", "3"]
    assert found[1].score == 0


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_filters_let_through_what_where_matches(corpus: CorpusReader, where: Where) -> None:
    """Each kind of corpus filters as Where does."""
    expected = {record.id for record in RECORDS if where.matches(record)}
    found = corpus.candidates(query("insulin"), where, len(RECORDS))
    assert {candidate.id for candidate in found} == expected


def test_frequencies_are_counted(corpus: CorpusReader) -> None:
    """How many records have a term in title, abstract or the statements they are found by."""
    found = [analyse(record, ANALYZER).terms for record in RECORDS]
    for term in ("insulin", "serum", "doe", "journal", "nowhere"):
        count = sum(term in terms for terms in found)
        assert corpus.document_frequencies([term, term]) == {term: count}


def test_records_come_back_as_they_went_in(corpus: CorpusReader) -> None:
    """By identifier; None for one that is not there."""
    assert all(corpus.record(record.id) == record for record in RECORDS)
    assert corpus.record("404") is None
    assert corpus.record("") is None


def test_candidates_have_the_passages_of_their_record(corpus: CorpusReader) -> None:
    """All of them, with their terms; quoted ones are those of title and abstract."""
    for candidate in corpus.candidates(query("insulin"), None, len(RECORDS)):
        assert candidate.quoted == analyse(candidate.record, ANALYZER).quoted
        assert candidate.statements == analyse_statements(candidate.record, ANALYZER)
        texts = field_texts(candidate.record)
        assert {passage.span.field for passage in candidate.quoted} <= {"title", "abstract"}
        assert candidate.has_title == (candidate.quoted[0].span.field == "title")
        for passage in candidate.quoted + candidate.statements:
            span = passage.span
            assert texts[span.field][span.start : span.end] == passage.text


@pytest.mark.parametrize(
    "record",
    [
        Record(other_id="doi:10.1000/ABC.1", title="A record of another database"),
        Record(pmid="1", title="Ω-3 and \u2028 separators \x85 and 中文 🧬 and NUL \0"),
        Record(pmid="1"),
        Record(pmid="1", abstract=(Section(text="No title. Two sentences."),)),
        Record(pmid="1", title="t", abstract=(Section(text="x" * 70_000),)),
        Record(pmid="1", title="word " * 30_000),
    ],
    ids=["other", "unicode", "bare", "untitled", "long word", "long title"],
)
def test_odd_records_are_kept_whole(make: Make, record: Record) -> None:
    """Whatever a record is like, it comes back, and its passages with it."""
    corpus = make([record, *RECORDS[10:20]])
    assert corpus.record(record.id) == record
    (found,) = corpus.candidates(query("word"), Where(pmids=(record.id,)), 5)
    assert found.quoted == analyse(record, ANALYZER).quoted


def test_last_of_equal_records_counts(make: Make) -> None:
    """A later record of the same identifier replaces the earlier one."""
    corpus = make([made(1, "insulin"), made(2, "serum"), made(1, "dose")])
    assert corpus.info.records == 2
    assert corpus.record("1") == made(1, "dose")
    assert corpus.info.passages == sum(len(spans(made(n, "dose"), ANALYZER)) for n in (1, 2))


def test_record_without_abstract_replaces_none_that_has_one(make: Make) -> None:
    """A CSV export beside an nbib file must not take the abstract away."""
    whole, bare = made(1, "insulin"), Record(pmid="1", title="On insulin.")
    for records in ([whole, bare], [bare, whole]):
        assert make(records).record("1") == whole


def test_refusal_says_what_is_true(corpus: CorpusReader) -> None:
    """A filter that lets nothing through, words that no record has, words never together."""
    nothing = Where(authors=("Nobody",))
    assert corpus.count(nothing) == 0
    refused = answer(corpus, "What does insulin do?", where=nothing)
    told = "no record passes the filter author:Nobody; no record has the author 'Nobody'"
    assert (refused.reason or "").startswith(told)
    refused = answer(corpus, "Who bakes pancakes with insulin?")
    assert (refused.status, refused.reason) == (
        "no_evidence",
        "no record tells of bakes, pancakes",
    )


def test_empty_corpus_answers_nothing(make: Make) -> None:
    """No records, no candidates, no error."""
    corpus = make([])
    assert corpus.candidates(ANALYZER.parse("insulin"), None, 5) == []
    assert corpus.document_frequencies(["insulin"]) == {"insulin": 0}
    refused = answer(corpus, "What does insulin do?")
    assert (refused.status, (refused.reason or "")[:19]) == ("no_evidence", "the corpus is empty")


@given(
    terms=st.lists(
        st.sampled_from([*WORDS, "tumor", "doe", "1990", "zzz"]), min_size=1, max_size=6
    ),
    where=st.sampled_from([None, *FILTERS]),
    limit=st.integers(1, 100),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_kinds_agree_to_the_last_bit(
    pair: tuple[CorpusReader, CorpusReader], terms: list[str], where: Where | None, limit: int
) -> None:
    """The same candidates in the same order with the same scores."""
    asked = ANALYZER.parse(" ".join(terms))
    # tantivy chooses from three times as many as are asked for: ask for enough of them.
    enough = max(limit, len(RECORDS) // 3 + 1)
    memory, other = (corpus.candidates(asked, where, enough) for corpus in pair)
    assert [(c.id, c.score) for c in memory] == [(c.id, c.score) for c in other]


@pytest.mark.parametrize(
    "question",
    ["Which inhibitor lowers insulin?", "Who wrote about tumour survival?", "What is PMID 12?"],
)
def test_kinds_give_the_same_answer(pair: tuple[CorpusReader, CorpusReader], question: str) -> None:
    """Byte for byte."""
    memory, other = (answer(corpus, question).model_dump_json() for corpus in pair)
    assert memory == other
