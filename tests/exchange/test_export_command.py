"""`il2qa export`, and the records quoted of `il2qa ask --format ris`, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from several import RECORDS
from several import written as corpus_file

from il2qa.cli.arguments import EXPORT_FORMATS, RECORD_FORMATS
from il2qa.cli.main import main
from il2qa.exchange import FORMATS, written
from il2qa.readers import read


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(corpus_file(tmp_path))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(arguments)
    return status, capsys.readouterr().out


def test_options_offer_the_forms_that_there_are() -> None:
    """The option table names them again, since it must not import them."""
    assert tuple(FORMATS) == EXPORT_FORMATS
    assert set(RECORD_FORMATS) <= set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_whole_corpus_goes_out(form: str, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By identifier, as the form's own writer has it."""
    found = printed(capsys, "export", "--format", form, "--corpus", place)
    assert found == (0, "".join(written(RECORDS, form)))


def test_json_lines_are_the_first_form(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What il2qa reads again whole."""
    _, out = printed(capsys, "export", "--corpus", place)
    assert [json.loads(line)["pmid"] for line in out.splitlines()] == ["101", "102", "103", "104"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--since", "1995"), ["102", "104"]),
        (("--language", "German"), ["103"]),
        (("--type", "review"), ["102"]),
        (("-k", "2"), ["101", "102"]),
    ],
)
def test_filters_choose_what_goes_out(
    options: tuple[str, ...],
    expected: list[str],
    place: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """The same ones as of ask."""
    _, out = printed(capsys, "export", "--format", "nbib", *options, "--corpus", place)
    path = tmp_path / "out.nbib"
    path.write_text(out, encoding="utf-8")
    assert [record.pmid for record in read([path])] == expected


def test_filter_that_lets_nothing_through_is_status_1(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As grep's."""
    assert printed(capsys, "export", "--since", "2050", "--corpus", place) == (1, "")


@pytest.mark.parametrize("form", RECORD_FORMATS)
def test_records_quoted_go_out_once(
    form: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several passages of a record are one reference."""
    question = "Which cells produce interleukin-2?"
    _, told = printed(capsys, "ask", "--json", question, "--corpus", place)
    passages = json.loads(told)["passages"]
    quoted = dict.fromkeys(passage["pmid"] for passage in passages)
    by_pmid = {record.pmid: record for record in RECORDS}
    expected = "".join(written([by_pmid[pmid] for pmid in quoted], form))
    assert printed(capsys, "ask", "--format", form, question, "--corpus", place) == (0, expected)
    twice = printed(capsys, "ask", "--format", form, question, question + " ", "--corpus", place)
    assert twice == (0, expected)


def test_no_evidence_quotes_no_record(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """RIS is empty, CSV its heading; the status tells."""
    question = "What is the capital of France?"
    assert printed(capsys, "ask", "--format", "ris", question, "--corpus", place) == (1, "")
    _, out = printed(capsys, "ask", "--format", "csv", question, "--corpus", place)
    assert len(list(csv.reader(io.StringIO(out)))) == 1
