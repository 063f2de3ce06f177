"""What commands print for people and for scripts: JSON, lines that fit, words for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from several import RECORDS, written
from terminal import Terminal

import il2qa
from il2qa.cli.main import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(written(tmp_path))


def printed(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_json_of_a_reference(capsys: Captured, place: str) -> None:
    """One object a record, in whichever style."""
    command = ("cite", "--json", "--style", "apa", "101", "103", "--corpus", place)
    status, out, _ = printed(capsys, *command)
    first, second = map(json.loads, out.splitlines())
    assert (status, first["pmid"], second["style"]) == (0, "101", "apa")
    assert first["citation"].startswith("Doe, J., & Roe, R. Q. (1991).")


def test_json_of_a_number_is_the_same_for_list_and_count(capsys: Captured, place: str) -> None:
    """One way to read it."""
    number = {"records": len(RECORDS)}
    for command in (["list", "--count"], ["count"]):
        _, out, _ = printed(capsys, *command, "--json", "--corpus", place)
        assert json.loads(out) == number


def test_json_of_verify_is_every_quotation(capsys: Captured, place: str, tmp_path: Path) -> None:
    """Whether it stands, and why not."""
    title = RECORDS[0].title
    notes = tmp_path / "notes.md"
    notes.write_text(f"“{title}” (PMID 101).\n\n“It cures the common cold” (PMID 101).\n")
    status, out, _ = printed(capsys, "verify", "--json", str(notes), "--corpus", place)
    good, bad = map(json.loads, out.splitlines())
    assert (status, good["stands"], bad["stands"], bad["line"]) == (1, True, False, 3)
    assert (good["reason"], bad["id"], bad["file"]) == (None, "101", str(notes))


def test_json_of_check_ends_with_what_was_checked(
    capsys: Captured, place: str, tmp_path: Path
) -> None:
    """Faults come before it, one object each."""
    il2qa.index(place, tmp_path / "corpus")
    _, out, _ = printed(capsys, "check", "--json", "--corpus", str(tmp_path / "corpus"))
    assert json.loads(out)["faults"] == 0
    assert json.loads(out)["records"] == len(RECORDS)
    (tmp_path / "bad.jsonl").write_text('{"pmid": "1", "title": "Tea."}\n{"pmid": \n')
    status, out, err = printed(capsys, "check", "--json", str(tmp_path / "bad.jsonl"))
    *problems, last = map(json.loads, out.splitlines())
    assert (status, err, last["event"], last["faults"]) == (2, "", "finished", len(problems))
    assert problems[0]["event"] == "problem"


def test_check_of_a_corpus_that_is_a_file_reads_the_file(capsys: Captured, place: str) -> None:
    """--corpus names it as well."""
    assert printed(capsys, "check", "--corpus", place) == printed(capsys, "check", place)
    assert printed(capsys, "check", "--corpus", place)[0] == 0


def test_verify_reads_standard_input(run: Run) -> None:
    """What another program wrote is piped into it."""
    said = "It is “necessary for the proliferation” and “cures the common cold” (PMID 3303316)."
    done = run("verify", "-", stdin=said)
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert done.stdout.startswith("standard input:1: 3303316: the record says nothing like it")


def test_page_behind_the_last_is_empty_and_says_so(capsys: Captured, place: str) -> None:
    """So that a script that takes page after page ends."""
    command = ("list", "--page", "99", "--corpus", place)
    status, out, err = printed(capsys, *command)
    assert (status, out, err) == (1, "", f"il2qa: {len(RECORDS)} records; none on page 99\n")


def test_list_without_words_is_by_date(capsys: Captured, place: str) -> None:
    """It does not say that it is by relevance."""
    _, _, err = printed(capsys, "list", "-k", "1", "--corpus", place)
    assert "number 1 newest first" in err
    _, _, err = printed(capsys, "list", "interleukin-2", "-k", "2", "--corpus", place)
    assert "1 to 2 by relevance" in err


def test_counts_of_what_no_record_has(capsys: Captured, tmp_path: Path) -> None:
    """An empty table is explained."""
    (tmp_path / "a.jsonl").write_text('{"pmid": "1", "title": "Tea."}\n')
    command = ("count", "--by", "year", "--corpus", str(tmp_path / "a.jsonl"))
    assert printed(capsys, *command) == (0, "", "il2qa: no record of 1 has a year\n")


@pytest.mark.parametrize("command", ["show", "cite", "similar", "cited-by"])
def test_words_that_are_no_pmid_may_be_a_question(capsys: Captured, command: str) -> None:
    """`il2qa show me the article` names how it is asked."""
    status, _, err = printed(capsys, command, "me")
    assert status == 2
    assert 'a question is quoted: il2qa "show me …"' in err
    assert "a question" not in printed(capsys, command, "999")[2]


def test_one_that_is_not_there_does_not_cost_the_others(capsys: Captured, place: str) -> None:
    """A bibliography of a hundred records is not lost by one; the status tells."""
    for command in ("cite", "show"):
        status, out, err = printed(capsys, command, "101", "999", "103", "--corpus", place)
        assert (status, "101" in out, "103" in out) == (2, True, True)
        assert err.count("no record 999 in several.jsonl") == err.count("\n") == 1


def test_limit_of_citing_records(capsys: Captured, place: str) -> None:
    """-k counts there too."""
    assert len(printed(capsys, "cited-by", "103", "--corpus", place)[1].splitlines()) == 2
    assert (
        len(printed(capsys, "cited-by", "103", "-k", "1", "--corpus", place)[1].splitlines()) == 1
    )


@pytest.mark.parametrize(
    "arguments", [["cite", "3303316"], ["cite", "9999"]], ids=["reference", "message"]
)
def test_lines_on_a_terminal_break_between_words(
    environment: dict[str, str], arguments: list[str]
) -> None:
    """References and messages too; on a narrow screen no word is cut by its edge."""
    terminal = Terminal({**environment, "COLUMNS": "40"}, *arguments, columns=40)
    terminal.ended()
    lines = terminal.raw.replace("\r", "").splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 40


def test_whoever_is_to_type_questions_is_told(environment: dict[str, str]) -> None:
    """`il2qa ask -` on a terminal does not just hang."""
    terminal = Terminal(environment, "ask", "-q", "-")
    terminal.see("il2qa: type a question a line; Ctrl-D ends")
    terminal.press("Which cells produce IL-2?\r", "\x04")
    assert terminal.ended() == 0


def test_json_of_index_is_json_whatever_it_does(
    capsys: Captured, place: str, tmp_path: Path
) -> None:
    """A plan, a removal and a build are events, one a line."""
    corpus = ("--json", "--corpus", str(tmp_path / "corpus"))
    _, out, _ = printed(capsys, "index", place, "--dry-run", *corpus)
    assert json.loads(out) == {"event": "planned", "state": "new", "source": place, "records": 0}
    printed(capsys, "index", place, *corpus)
    _, out, _ = printed(capsys, "index", "--dry-run", "--remove", "101", *corpus)
    assert json.loads(out) == {"event": "planned", "state": "remove", "id": "101"}
    _, out, _ = printed(capsys, "index", "--remove", "101", "999", *corpus)
    told = {"event": "removed", "records": 1, "absent": ["999"], "total_records": 3}
    assert json.loads(out) == told
    _, out, _ = printed(capsys, "index", "--remove-source", place, *corpus)
    assert json.loads(out)["event"] == "removed"


@pytest.mark.parametrize("content", ["not a record", '{"pmid": 1', ""])
def test_source_without_records_begins_no_corpus(
    capsys: Captured, tmp_path: Path, content: str
) -> None:
    """It would be asked in the place of the record that ships with il2qa, and have no answer."""
    (tmp_path / "bad.txt").write_text(content)
    place = tmp_path / "corpus"
    status, out, err = printed(capsys, "index", str(tmp_path / "bad.txt"), "--corpus", str(place))
    assert (status, out, place.exists()) == (2, "", False)
    assert "bad.txt: " in err
