"""`il2qa list` and `il2qa count`: pages, formats, tables, statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from several import RECORDS, written

from il2qa import selecting
from il2qa.cli import arguments
from il2qa.cli.main import main
from il2qa.render.counting import counted_text
from il2qa.render.style import Style


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(written(tmp_path))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run in this process; status, standard output, standard error."""
    status = main(arguments)
    done = capsys.readouterr()
    return status, done.out, done.err


def test_the_options_are_those_that_records_are_counted_and_sorted_by() -> None:
    """The command line's own tables name the same."""
    assert set(arguments.COUNTED) == set(selecting.COUNTED)
    assert {*arguments.SORTS} - {"date"} == set(get_args(selecting.Sort))


def test_a_list_tells_how_many_there_are_and_how_to_see_more(
    capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """References on standard output, the rest on standard error; pages do not overlap."""
    status, first, told = printed(capsys, "list", "--corpus", place, "-k", "2", "--sort", "date")
    assert status == 0
    assert f"{len(RECORDS)} records; 1 to 2 newest first; --page 2 shows more" in told
    _, second, _ = printed(
        capsys, "list", "--corpus", place, "-k", "2", "--sort", "date", "--page", "2"
    )
    assert not set(first.splitlines()) & set(second.splitlines())


def test_a_list_has_forms_for_programs(capsys: pytest.CaptureFixture[str], place: str) -> None:
    """JSON Lines, identifiers alone, the number alone."""
    _, out, _ = printed(capsys, "list", "--corpus", place, "--format", "json")
    rows = [json.loads(line) for line in out.splitlines()]
    _, out, _ = printed(capsys, "list", "--corpus", place, "--format", "pmid")
    assert out.split() == [row["id"] for row in rows]
    _, out, _ = printed(capsys, "list", "--corpus", place, "--count")
    assert int(out) == len(rows) == len(RECORDS)


def test_nothing_selected_is_status_1_and_near_values_are_told(
    capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """As grep's; a mistake in the query is status 2 and points at the place."""
    status, out, told = printed(capsys, "list", "--corpus", place, "nobody x[au]")
    assert (status, out) == (1, "")
    assert "no record has the author 'nobody x'" in told
    status, out, told = printed(capsys, "count", "--corpus", place, "gout AND")
    assert (status, out) == (2, "")
    assert "is wrong at the end" in told


def test_counts_are_tables_json_and_tsv(capsys: pytest.CaptureFixture[str], place: str) -> None:
    """The same numbers in each."""
    _, out, _ = printed(capsys, "count", "--corpus", place, "--by", "year", "--json")
    told = json.loads(out)
    assert told["records"] == len(RECORDS)
    _, out, _ = printed(capsys, "count", "--corpus", place, "--by", "year", "--format", "tsv")
    rows = dict(line.split("\t") for line in out.splitlines()[1:])
    assert {year: int(number) for year, number in rows.items()} == told["counts"]
    _, out, _ = printed(capsys, "count", "--corpus", place, "--by", "year")
    assert [line.split() for line in out.splitlines()] == [list(row) for row in rows.items()]
    assert printed(capsys, "count", "--corpus", place)[1] == f"{len(RECORDS)}\n"


def test_a_terminal_shows_bars_within_its_width() -> None:
    """In ASCII where the terminal has nothing else; names cannot command it."""
    counts = {"Journal \x1b[2J of " + "x" * 80: 1200, "Gut": 600, "J": 1}
    for style in (Style(width=80), Style(width=80, ascii=True)):
        lines = counted_text(counts, style).splitlines()
        assert all(len(line) <= 80 for line in lines)
        bars = [line.count("#" if style.ascii else "█") for line in lines]
        assert bars[0] > bars[1] > bars[2] == 1
        assert "\x1b" not in "".join(lines)
    assert "█" not in counted_text(counts, Style())


def test_numbers_may_be_asked_for_in_plain_words(
    capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """It printed one number where a year was asked for each."""
    asked = ("count", "--corpus", place, "how many papers on interleukin-2 per year?")
    status, out, _ = printed(capsys, *asked)
    assert status == 0
    assert "1991 1" in out
    assert json.loads(printed(capsys, *asked, "--json")[1])["by"] == "year"
