"""Surveys: how many records speak of a question, and what reviews, trials and others say of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from several import dated, written

import il2qa
from il2qa.cli.main import main
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.union import UnionCorpus
from il2qa.models import Answer, Author, Record, Section
from il2qa.notes.verify import verify
from il2qa.render.markdown import answer_markdown, quotations
from il2qa.render.style import Style
from il2qa.render.text import answer_text

QUESTION = "Do statins cause diabetes?"


def made(pmid: int, year: int, types: tuple[str, ...], *sentences: str) -> Record:
    return Record(
        pmid=str(pmid),
        title=f"Statins, diabetes and study {pmid}.",
        abstract=tuple(Section(text=sentence) for sentence in sentences),
        authors=(Author(last_name=f"Doe{pmid}", initials="J"),),
        date=dated(year),
        publication_types=types,
    )


RECORDS = [
    made(1, 2001, ("Journal Article",), "Statins raised the risk of diabetes in a cohort."),
    made(2, 2005, ("Review", "Journal Article"), "Statins cause diabetes in some patients."),
    made(3, 2012, ("Clinical Trial", "Randomized Controlled Trial"), "A statin led to diabetes."),
    made(4, 2015, ("Meta-Analysis",), "Statins cause diabetes.", "Diabetes was rarer without."),
    made(5, 2016, ("Meta-Analysis", "Retracted Publication"), "Statins never cause diabetes."),
    made(6, 2020, (), "Diabetes followed statins in mice.", "Mice were fed.", "Mice slept."),
    Record(pmid="7", title="Heart attacks in gout.", date=dated(2003)),
    Record(
        pmid="8", title="Allopurinol in gout.", abstract=(Section(text="Myocardial infarction."),)
    ),
]


@pytest.fixture(params=["memory", "disk", "union"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> il2qa.Corpus:
    if request.param == "memory":
        return il2qa.Corpus(MemoryCorpus(RECORDS, "library"))
    if request.param == "union":  # two that share a record
        parts = [MemoryCorpus(RECORDS[:4], "first"), MemoryCorpus(RECORDS[3:], "second")]
        return il2qa.Corpus(UnionCorpus(parts))
    il2qa.index(written(tmp_path, tuple(RECORDS)), tmp_path / "corpus")
    return il2qa.open_corpus(tmp_path / "corpus")


def quoted(answer: Answer) -> list[str]:
    """The records quoted, in order, each once."""
    return list(dict.fromkeys(str(one.citation.pmid) for one in answer))


def test_reviews_and_trials_stand_first_each_newest_first(corpus: il2qa.Corpus) -> None:
    """Retracted ones are marked and last; the numbers are of all records, shown or not."""
    answer = corpus.survey(QUESTION, limit=30)
    assert quoted(answer) == ["4", "3", "2", "6", "1", "5"]
    assert answer.passages[-1].notices == ("RETRACTED",)
    found = answer.survey
    assert found is not None
    assert (found.records, found.retracted) == (6, 1)
    assert dict(found.years) == dict.fromkeys(["2001", "2005", "2012", "2015", "2016", "2020"], 1)
    assert dict(found.types)["Meta-Analysis"] == 2
    assert "Journal Article" not in dict(found.types)
    assert corpus.survey(QUESTION, limit=1).survey.records == 6


def test_a_group_is_of_one_record(corpus: il2qa.Corpus) -> None:
    """Its year, its kinds of study without what another one says, at most two sentences of it."""
    answer = corpus.survey(QUESTION, limit=30)
    assert answer.survey is not None
    places = [place for group in answer.survey.groups for place in group.passages]
    assert places == list(range(len(answer)))
    for group in answer.survey.groups:
        assert len({answer.passages[place].citation.id for place in group.passages}) == 1
        assert 1 <= len(group.passages) <= 2
    by_record = dict(zip(quoted(answer), answer.survey.groups, strict=True))
    assert by_record["3"].types == ("Randomized Controlled Trial",)
    assert (by_record["1"].year, by_record["1"].types) == (2001, ("Journal Article",))
    assert by_record["6"].types == ()
    for passage in answer:
        start, end = passage.citation.start, passage.citation.end
        assert corpus.text_of(passage)[start:end] == passage.text


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "What is the effect of statins on diabetes in mice?",
        "Do heart attacks occur in gout?",
    ],
)
@pytest.mark.parametrize("where", [None, il2qa.Where(since=2004), il2qa.Where(has_abstract=True)])
def test_what_is_counted_can_be_counted_again(
    corpus: il2qa.Corpus, question: str, where: il2qa.Where | None
) -> None:
    """The query that is told gives the same number."""
    found = corpus.survey(question, where=where).survey
    assert found is not None
    assert corpus.select(found.query).number == found.records


def test_words_that_only_relate_need_not_stand(corpus: il2qa.Corpus) -> None:
    """Record 3 has no word of "cause"; a heart attack is a myocardial infarction."""
    assert corpus.survey(QUESTION).survey.query == "statins AND diabetes"
    assert corpus.survey("Do heart attacks occur in gout?").survey.records == 2


def test_a_query_says_which_records_count(corpus: il2qa.Corpus) -> None:
    """By itself, or those of them that name what stands beside it; a request in plain words too."""
    assert corpus.survey("statins AND 2015:2020[dp]").survey.records == 3
    beside = corpus.survey("statins AND 2015:2020[dp] : what of mice?")
    assert (beside.survey.records, quoted(beside)) == (1, ["6"])
    assert quoted(corpus.survey("reviews on statins")) == ["2"]
    titles = corpus.survey("2003[dp]")
    assert [one.text for one in titles] == ["Heart attacks in gout."]


def test_no_record_with_all_says_how_many_have_each(corpus: il2qa.Corpus) -> None:
    """The reason of the refusal; nothing is quoted."""
    answer = corpus.survey("Do statins cause infarction in mice?")
    assert (answer.status, len(answer), answer.survey.records) == ("no_evidence", 0, 0)
    assert answer.reason == (
        "no record has statins AND infarction AND mice; "
        "records that have each: statins: 6, infarction: 1, mice: 1"
    )


def test_a_question_of_one_record_is_not_surveyed(corpus: il2qa.Corpus) -> None:
    """Who wrote it is nothing that several records tell of; a record in focus counts alone."""
    for question in ("Who wrote it?", "what was the aim?"):
        with pytest.raises(il2qa.QuestionError, match="of one record"):
            corpus.survey(question)
    assert corpus.survey(QUESTION, focus=4).survey.records == 1
    assert corpus.survey(QUESTION, where=il2qa.Where(pmids=["4"])).survey.records == 1
    assert corpus.survey("PMID 99: do statins cause diabetes?").status == "no_evidence"


def test_it_is_told_in_every_form(corpus: il2qa.Corpus) -> None:
    """Text names number, kinds and years; JSON keeps to its schema; Markdown is found again."""
    answer = corpus.survey(QUESTION, limit=2)
    schema = json.loads((ROOT / "docs" / "answer.schema.json").read_text(encoding="utf-8"))
    told = json.loads(answer.to_json())
    Draft202012Validator(schema).validate(told)
    assert told["survey"]["groups"][0] == {
        "year": 2015,
        "types": ["Meta-Analysis"],
        "passages": [0],
    }
    text = answer_text(answer, Style())
    assert "6 records have statins AND diabetes, 1 of them RETRACTED." in text
    assert "By year: 2020 (1); 2016 (1);" in text
    assert "PMID 4 · Meta-Analysis · Doe4 J. 2015" in text
    assert ("Doe4 J. 2015 · in first" in text) == (corpus.info.kind == "several")
    markdown = answer_markdown(answer)
    assert "**Doe4 J. 2015** · Meta-Analysis" in markdown
    assert [one.text for one in quotations(markdown)] == [one.text for one in answer]
    assert verify(quotations(markdown), corpus) == []
    assert "<p>Doe4 J. 2015 · Meta-Analysis</p><ol" in answer._repr_html_()


def test_the_command_groups(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`ask --group`: five records by default; status 1 where none has all."""
    place = str(written(tmp_path, tuple(RECORDS)))
    assert main(["ask", "--group", "--json", "--corpus", place, QUESTION]) == 0
    assert len(json.loads(capsys.readouterr().out)["survey"]["groups"]) == 5
    assert main(["ask", "--group", "-k", "1", "--explain", "--corpus", place, QUESTION]) == 0
    told = capsys.readouterr().out
    assert told.startswith("6 records have")
    assert "several records are asked" in told
    assert main(["ask", "--group", "--corpus", place, "Do statins cause gout?"]) == 1
    assert main(["ask", "--group", "--explain", "--corpus", place, "review[pt]"]) == 0


def test_in_a_conversation_the_records_that_follow_are_numbered_on(corpus: il2qa.Corpus) -> None:
    """The last question or one that leans on it; "more" and once more go on; /undo takes back."""
    talk = corpus.conversation(limit=2)
    with pytest.raises(il2qa.QuestionError, match="ask a question first"):
        talk.survey()
    talk.ask("Do statins cause gout?")
    leaning = talk.survey("what about diabetes?")
    assert leaning.interpreted_as == "Do statins cause diabetes?"
    assert quoted(leaning) == ["4", "3"]
    following = talk.ask("more")
    assert isinstance(following, Answer)
    assert quoted(following) == ["2", "6"]
    assert talk.turns[-1].first == len(leaning) + 1
    assert talk.passage(str(len(leaning) + 1)) == following.passages[0]
    assert quoted(talk.survey()) == ["1", "5"]
    with pytest.raises(il2qa.QuestionError, match="no more"):
        talk.survey()
    assert talk.explain().route == "survey"
    talk.undo()
    assert talk.explain().route == "survey"
    assert quoted(talk.survey()) == ["1", "5"]
    assert quoted(talk.survey(QUESTION)) == ["4", "3"]
