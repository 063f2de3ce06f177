"""Evaluation: question files, measures, runs for other tools."""

from __future__ import annotations

import gzip
import json
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import FormatError, Il2qaError, ReadError
from il2qa.evaluation import measures as measuring
from il2qa.evaluation import questions, runs

TEA = il2qa.Record(
    pmid="7",
    title="Tea and hiccups",
    abstract=(il2qa.Section(text="Tea stopped hiccups in 20 adults. Coffee did nothing at all."),),
)
CORPUS = il2qa.Corpus(MemoryCorpus([TEA], "test"))
RIGHT = questions.JudgedQuestion(
    "a", "Did tea stop hiccups?", (questions.Gold("7", ("Tea stopped",)),)
)
S1 = frozenset({"S1"})
NOTHING = questions.JudgedQuestion("b", "What is the capital of France?", ())


def written(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_shape_of_question_is_read(tmp_path: Path) -> None:
    """Sentences, parts of sentences, places, documents with snippets, and nothing."""
    path = written(
        tmp_path,
        {"q": "One?", "pmid": "7", "gold": ["Tea stopped hiccups in 20 adults."]},
        {"q": "Two?", "pmid": "7", "any": ["20 adults"]},
        {"id": "x", "question": "Three?", "pmid": "7", "gold": ["S1", "M_authors"]},
        {"question": "Four?", "docs": [{"pmid": "7", "snippets": ["20 adults"]}]},
        {"q": "Five?", "pmid": "7", "none": True},
        {"question": "Six?", "gold": []},
    )
    found = questions.read(path)
    assert [one.id for one in found] == ["1", "2", "x", "4", "5", "6"]
    assert [len(one.golds) for one in found] == [1, 1, 1, 1, 0, 0]
    for one in found[:4]:
        assert one.golds[0].holds("Tea stopped hiccups in 20 adults.", "abstract", 1)
        assert not one.golds[0].holds("Coffee did nothing at all.", "abstract", 2)


def test_bioasq_json_is_read_also_compressed(tmp_path: Path) -> None:
    """Snippets belong to the document that they name."""
    snippet = {"document": "http://www.ncbi.nlm.nih.gov/pubmed/7", "text": "20 adults"}
    content = json.dumps({"questions": [{"id": "q", "body": "How many?", "snippets": [snippet]}]})
    path = tmp_path / "bioasq.json.gz"
    path.write_bytes(gzip.compress(content.encode()))
    (asked,) = questions.read(path)
    assert asked == questions.JudgedQuestion(
        "q", "How many?", (questions.Gold("7", ("20 adults",)),)
    )


@pytest.mark.parametrize("line", ["not JSON", "[1]", '{"pmid": "7"}', '{"q": "Why?", "pmids": 7}'])
def test_bad_question_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    """The error names file and line."""
    path = tmp_path / "bad.jsonl"
    path.write_text('{"q": "Fine?", "none": true}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.jsonl:2: "):
        questions.read(path)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"questions": 5}', "questions: "),
        ('{"questions": [5]}', "questions.0: "),
        ('{"questions": [{"body": "x", "snippets": 5}]}', "questions.0.snippets: "),
        ('{"questions": [{"body": "x", "snippets": [{"text": "a"}]}]}', "snippets.0.document: "),
        ('{"questions": [{"id": "1"}]}', "questions.0.body: "),
        ('{"q": "x", "docs": [{"snippets": ["a"]}]}', "docs.0.pmid: "),
        ('{"q": "x", "docs": 5}', "docs: "),
        ('{"q": "x", "pmid": "1", "gold": [null]}', "gold.0: "),
        ('{"q": "x", "pmid": {}, "gold": ["a"]}', "pmid: "),
        ('{"q": "x", "gold": 5}', "gold: "),
        ('{"q": {}, "gold": ["a"]}', "q: "),
        ('{"q": "", "gold": ["a"]}', "no question"),
        ('{"q": ' * 100_000, ":1: "),
        ('{"q": "x", "pmid": ' + "9" * 5000 + ', "gold": ["a"]}', ":1: "),
    ],
    ids=range(14),
)
def test_odd_file_of_questions_is_an_error_with_its_place(
    tmp_path: Path, content: str, place: str
) -> None:
    """The file, the part of it that is wrong, and where the shapes are told."""
    path = tmp_path / "odd.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=r"odd\.json") as raised:
        questions.read(path)
    assert place in str(raised.value)


@pytest.mark.parametrize("cut", [3, 15, -3])
def test_damaged_gzip_is_an_error_that_names_the_file(tmp_path: Path, cut: int) -> None:
    """Cut in its head, its data or its end."""
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"q": "x", "none": true}\n')[:cut])
    with pytest.raises(FormatError, match=r"cut\.jsonl\.gz: damaged"):
        questions.read(path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*"q", "gold", "any", "none", "docs", "pmid", "snippets", "id"]), inner
        )
    ),
    max_leaves=9,
)


@given(_JSON, st.sampled_from(["", "questions"]))
def test_any_json_is_questions_or_a_format_error(content: object, key: str) -> None:
    """Whatever the file holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.json"
        path.write_text(json.dumps({key: content} if key else content), encoding="utf-8")
        with suppress(FormatError):
            questions.read(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is an error of reading."""
    with pytest.raises(ReadError, match="none"):
        questions.read(tmp_path / "none")


def test_figures_of_a_right_answer_and_a_refusal() -> None:
    """A right sentence first scores one, a refusal of nonsense too."""
    pytest.importorskip("ir_measures")
    found = {
        one.name: one for one in measuring.figures(measuring.ask_all(CORPUS, [RIGHT, NOTHING]))
    }
    assert found["hit@1"].value == found["MRR"].value == found["nDCG@10"].value == 1
    assert found["unanswerable refused"].value == 1
    assert found["answerable refused"].value == 0
    assert found["hit@1"].questions == found["unanswerable refused"].questions == 1


def test_measures_without_their_extra_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """ir-measures is an extra."""
    monkeypatch.setitem(__import__("sys").modules, "ir_measures", None)
    with pytest.raises(Il2qaError, match=r"pip install 'il2qa\[eval\]'"):
        measuring.figures(measuring.ask_all(CORPUS, [RIGHT]))


def test_snippet_f_counts_characters_of_the_gold_text() -> None:
    """A gold snippet may be part of a sentence: the rest of what was given is too much."""
    (outcome,) = measuring.ask_all(CORPUS, [RIGHT])
    assert outcome.snippets == {("7", "abstract", 0, len("Tea stopped"))}
    given = sum(len(passage.text) for passage in outcome.answer.passages)
    size = len("Tea stopped")
    assert measuring.snippet_f(outcome) == pytest.approx(2 * size / (given + size))


def test_snippets_of_a_gold_place_are_its_passage() -> None:
    """Where a file names sentences and gives no text, the sentence is the snippet."""
    asked = questions.JudgedQuestion(
        "c", "Did tea stop hiccups?", (questions.Gold("7", places=S1),)
    )
    (outcome,) = measuring.ask_all(CORPUS, [asked])
    assert outcome.snippets == outcome.right == {("7", "abstract", 0, 33)}


def test_interval_holds_the_mean() -> None:
    """The same values give the same interval, around their mean."""
    found = measuring.interval("x", [0.0, 1.0, 1.0, 1.0])
    assert found == measuring.interval("x", [0.0, 1.0, 1.0, 1.0])
    assert found.low <= found.value == 0.75 <= found.high
    assert measuring.interval("x", []).questions == 0


def test_trec_run_has_six_columns_in_falling_order() -> None:
    """Question, Q0, passage, rank, score, tag."""
    rows = [line.split() for line in runs.trec_run(measuring.ask_all(CORPUS, [RIGHT])).splitlines()]
    assert rows[0][:4] == ["a", "Q0", "7:abstract:0:33", "1"]
    assert all(len(row) == 6 for row in rows)
    scores = [float(row[4]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_spaces_in_an_identifier_do_not_break_a_run() -> None:
    """The columns of a run are parted by spaces."""
    asked = questions.JudgedQuestion("my question 1", RIGHT.question, RIGHT.golds)
    rows = [line.split() for line in runs.trec_run(measuring.ask_all(CORPUS, [asked])).splitlines()]
    assert {(len(row), row[0]) for row in rows} == {(6, "my_question_1")}


def test_bioasq_snippets_slice_back() -> None:
    """Offsets are into the section that they name."""
    found = json.loads(runs.bioasq_json(measuring.ask_all(CORPUS, [RIGHT])))["questions"][0]
    assert found["documents"] == ["http://www.ncbi.nlm.nih.gov/pubmed/7"]
    sections = {"title": TEA.title, "abstract": TEA.abstract_text}
    for snippet in found["snippets"]:
        place = slice(snippet["offsetInBeginSection"], snippet["offsetInEndSection"])
        assert sections[snippet["beginSection"]][place] == snippet["text"]
