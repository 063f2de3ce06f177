"""A corpus as programs use it: counted, looked through, searched, reloaded, pickled, shared."""

from __future__ import annotations

import asyncio
import pickle
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, of_abstracts

import il2qa

TEA = (
    "Green tea stops hiccups in adults.",
    "Black tea does not stop hiccups.",
    "Coffee keeps nurses awake at night.",
)


@pytest.fixture
def tea() -> il2qa.Corpus:
    return of_abstracts(*TEA)


@pytest.fixture
def indexed(tmp_path: Path) -> Path:
    """The folder of a corpus on disk that has one record, PMID 1."""
    _add(tmp_path, 1)
    return tmp_path / "corpus"


def _add(folder: Path, pmid: int) -> il2qa.Progress:
    source = folder / f"{pmid}.jsonl"
    source.write_text(f'{{"pmid": "{pmid}", "title": "Tea {pmid}."}}\n', encoding="utf-8")
    return il2qa.index(source, folder / "corpus")


def test_corpus_counts_and_knows_its_records(tea: il2qa.Corpus) -> None:
    """Its length; identifiers however they are written; what is no identifier is not in it."""
    assert len(tea) == 3
    assert 2 in tea
    assert "PMID 2" in tea
    assert 7 not in tea
    assert None not in tea
    assert bool(of_abstracts())


def test_corpus_iterates_over_its_records(tea: il2qa.Corpus, indexed: Path) -> None:
    """By identifier, as often as one likes."""
    assert [record.pmid for record in tea] == [record.pmid for record in tea] == ["1", "2", "3"]
    assert [record.pmid for record in il2qa.open_corpus(indexed)] == ["1"]


def test_records_take_a_filter_an_order_and_a_limit(tea: il2qa.Corpus) -> None:
    """They come lazily; a count needs none of them."""
    some = il2qa.Where(pmids=["1", "3"])
    assert [record.pmid for record in tea.records(some)] == ["1", "3"]
    assert [record.pmid for record in tea.records(some, "newest", 1)] == ["1"]
    assert tea.count(some) == 2
    assert iter(tea.records()) is not None


def test_ask_many_answers_as_ask_does(tea: il2qa.Corpus) -> None:
    """In order, as they are taken; progress is told after each."""
    questions = ["What stops hiccups?", "???", "What keeps nurses awake?"]
    done: list[int] = []
    found = list(tea.ask_many(iter(questions), 1, progress=done.append))
    assert [found[0], found[2]] == [tea.ask(questions[0], 1), tea.ask(questions[2], 1)]
    assert (found[1].status, found[1].passages) == ("no_evidence", ())
    assert found[1].reason
    assert done == [1, 2, 3]


def test_search_ranks_records(tea: il2qa.Corpus) -> None:
    """Those that match, best first; a filter holds, and words that none has find none."""
    found = tea.search("green tea hiccups")
    assert [hit.record.pmid for hit in found] == ["1", "2"]
    assert found[0].score > found[1].score
    assert [hit.record.pmid for hit in tea.search("tea", where=il2qa.Where(pmids=["2"]))] == ["2"]
    assert len(tea.search("tea", 1)) == 1
    assert tea.search("zeppelin") == []


def test_similar_cited_by_and_cite(tea: il2qa.Corpus) -> None:
    """As the commands give them; a record that is not there is an error that names it."""
    assert tea.similar(1)[0].record.pmid == "2"
    assert list(tea.cited_by("1")) == []
    assert "PMID: 1" in tea.cite(1)
    for asked in (tea.similar, tea.cited_by, tea.cite):
        with pytest.raises(il2qa.RecordNotFound, match="9"):
            asked("9")
    with pytest.raises(il2qa.QuestionError, match="the styles are nlm"):
        tea.cite(1, "harvard")


def test_text_of_a_passage_is_what_its_offsets_are_of(corpus: il2qa.Corpus) -> None:
    """In the abstract and in metadata."""
    for question in ("What is adoptive immunotherapy?", "Who wrote it?"):
        for passage in corpus.ask(question):
            start, end = passage.citation.start, passage.citation.end
            assert corpus.text_of(passage)[start:end] == passage.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda c: c.ask(None), "a question is text, not None"),
        (lambda c: c.ask(["tea"]), "ask_many takes several"),
        (lambda c: c.ask(b"tea"), "not a bytes"),
        (lambda c: c.ask("tea", "3"), "a limit is a whole number"),
        (lambda c: c.ask("tea", 2.0), "not a float"),
        (lambda c: c.ask("tea", True), "not a bool"),
        (lambda c: c.ask("tea", where={"since": 1990}), r"il2qa\.Where\(since=1990"),
        (lambda c: c.ask("tea", where=1990), "not a int"),
        (lambda c: c.ask("tea", focus=1.5), "an identifier is text or a number"),
        (lambda c: c.explain(7), "a question is text"),
        (lambda c: c.ask_many("What stops hiccups?"), "takes several questions"),
        (lambda c: c.ask_many([], where={}), "a filter is"),
        (lambda c: c.search(["tea"]), "a question is text"),
        (lambda c: c.records({"since": 1990}), "a filter is"),
        (lambda c: c.count(1990), "a filter is"),
        (lambda c: c.record(None), "an identifier is text or a number"),
        (lambda c: c.record(True), "an identifier"),
        (lambda c: c.similar([1]), "an identifier"),
    ],
)
def test_wrong_arguments_are_told(
    tea: il2qa.Corpus, wrong: Callable[[il2qa.Corpus], object], told: str
) -> None:
    """At once, by a TypeError that says what to pass."""
    with pytest.raises(TypeError, match=told):
        wrong(tea)


@pytest.mark.parametrize("limit", [0, -1, 51, 1000])
def test_limits_beyond_what_is_ranked_are_told(tea: il2qa.Corpus, limit: int) -> None:
    """Thirty passages are ranked: no list of a thousand is feigned."""
    with pytest.raises(il2qa.QuestionError, match="limit"):
        tea.ask("What stops hiccups?", limit)
    assert tea.ask("What stops hiccups?", 30)


def test_most_passages_are_those_that_are_ranked() -> None:
    """The limit that is told is the ranking's own."""
    from il2qa.askable import MOST_PASSAGES
    from il2qa.ranking.shortlist import SHORTLIST

    assert MOST_PASSAGES == SHORTLIST


def test_reload_sees_what_was_committed(indexed: Path) -> None:
    """Not before it is asked for."""
    corpus = il2qa.open_corpus(indexed)
    _add(indexed.parent, 2)
    assert len(corpus) == 1
    corpus.reload()
    assert [record.pmid for record in corpus] == ["1", "2"]


def test_reload_reads_files_again(tmp_path: Path, tea: il2qa.Corpus) -> None:
    """A file that was written anew; records that came from none stay."""
    file = tmp_path / "mine.jsonl"
    file.write_text('{"pmid": "1", "title": "Tea."}\n', encoding="utf-8")
    corpus = il2qa.open_corpus(file)
    file.write_text('{"pmid": "2", "title": "Coffee."}\n', encoding="utf-8")
    corpus.reload()
    assert [record.pmid for record in corpus] == ["2"]
    tea.reload()
    assert len(tea) == 3


def test_closed_corpus_says_so(indexed: Path) -> None:
    """A `with` statement closes it."""
    with il2qa.open_corpus(indexed) as corpus:
        assert 1 in corpus
    with pytest.raises(il2qa.CorpusError, match="closed"):
        corpus.ask("What of tea?")


def test_corpus_is_pickled_by_its_place(
    indexed: Path, tea: il2qa.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Absolute, so that it is found from another folder; records in memory have none."""
    monkeypatch.chdir(indexed.parent)
    pickled = pickle.dumps([il2qa.open_corpus("corpus"), il2qa.open_corpus(["1.jsonl"])])
    monkeypatch.chdir("/")
    disk, memory = pickle.loads(pickled)  # noqa: S301
    assert [record.pmid for record in disk] == [record.pmid for record in memory] == ["1"]
    with pytest.raises(TypeError, match="no place"):
        pickle.dumps(tea)


def test_default_corpus_is_pickled_as_what_it_was(
    indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever IL2QA_CORPUS names where it is opened again."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("IL2QA_CORPUS", raising=False)
    pickled = pickle.dumps(il2qa.open_corpus())
    monkeypatch.setenv("IL2QA_CORPUS", str(indexed))
    assert pickle.loads(pickled).info.name == "bundled record"  # noqa: S301
    assert il2qa.open_corpus().places == (str(indexed),)


def test_threads_and_event_loops_share_a_corpus(indexed: Path) -> None:
    """The same answers, while another thread reloads."""
    corpus, question = il2qa.open_corpus(indexed), "What of tea?"
    expected, found = corpus.ask(question), []

    def work() -> None:
        for _ in range(5):
            corpus.reload()
            found.append(corpus.ask(question))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    async def together() -> list[il2qa.Answer]:
        return await asyncio.gather(*(corpus.aask(question) for _ in range(3)))

    assert found == [expected] * 15
    assert asyncio.run(together()) == [expected] * 3


def test_index_and_check(tmp_path: Path) -> None:
    """Sources that have not changed are skipped; progress is told; damage is found."""
    told: list[int] = []
    source = tmp_path / "1.jsonl"
    source.write_text('{"pmid": "1", "title": "Tea."}\n', encoding="utf-8")
    place = tmp_path / "corpus"
    done = il2qa.index([source], place, progress=lambda progress: told.append(progress.records))
    assert (done.records, told[-1]) == (1, 1)
    assert il2qa.index(str(source), place).records == 0
    assert il2qa.check(place) == []
    stores = [*place.rglob("*.store")]
    stores[0].write_bytes(b"\0" * stores[0].stat().st_size)
    assert il2qa.check(place)


def test_conversation_is_the_chats_own(tea: il2qa.Corpus) -> None:
    """A question about "it" is about the record last quoted."""
    talk = tea.conversation(limit=1)
    first = talk.ask("What keeps nurses awake?")
    assert isinstance(first, il2qa.Answer)
    second = talk.ask("What is its PMID?")
    assert isinstance(second, il2qa.Answer)
    assert second.passages[0].text == "PMID: 3"


def test_bundled_record_is_not_loaded_by_import() -> None:
    """`import il2qa` alone brings neither numpy nor pydantic nor any framework."""
    import subprocess
    import sys

    heavy = "{'numpy', 'pydantic', 'tantivy', 'mcp', 'langchain_core', 'haystack', 'asyncio'}"
    code = f"import sys, il2qa; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
