"""The one-shot command: formats, quiet, filters, encodings, cite and verify, the conversation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run
from several import RECORDS, written

from il2qa.cli.main import main
from il2qa.models import Record
from il2qa.render.tsv import COLUMNS

CELLS = "Which cells produce interleukin-2?"


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(written(tmp_path))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run in this process; status, standard output, standard error."""
    try:
        status = main(arguments)
    except SystemExit as leaving:
        status = int(str(leaving.code))
    done = capsys.readouterr()
    return status, done.out, done.err


def test_json_and_its_format_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` is short for `--format json`."""
    assert printed(capsys, "ask", "--json", CELLS) == printed(
        capsys, "ask", "--format", "json", CELLS
    )


def test_tsv_has_one_heading_and_a_line_a_quotation(capsys: pytest.CaptureFixture[str]) -> None:
    """Ready for a spreadsheet."""
    _, out, _ = printed(capsys, "ask", "--format", "tsv", "-k", "2", CELLS)
    assert [line.split("\t")[0] for line in out.splitlines()] == ["question", CELLS, CELLS]
    assert out.splitlines()[0].split("\t") == list(COLUMNS)


def test_markdown_of_several_questions_is_parted_by_blank_lines(run: Run) -> None:
    """Each under its heading."""
    done = run("ask", "--format", "markdown", "-", stdin=f"{CELLS}\nWho wrote it?\n")
    assert done.stdout.startswith(f"### {CELLS}\n\n> ")
    assert "\n\n### Who wrote it?\n\n> Authors: " in done.stdout


def test_quiet_prints_nothing_but_tells_by_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    """As grep -q."""
    assert printed(capsys, "ask", "-q", CELLS) == (0, "", "")
    assert printed(capsys, "ask", "--quiet", "What is the capital of France?") == (1, "", "")


def test_filters_of_the_command_line(capsys: pytest.CaptureFixture[str], place: str) -> None:
    """Only what they let through is quoted."""
    question = ("ask", "--json", "--corpus", place, "interleukin-2")
    _, out, _ = printed(capsys, *question, "--since", "1990", "--type", "review")
    assert {found["pmid"] for found in json.loads(out)["passages"]} == {"102"}


def test_chat_in_a_pipe_is_a_conversation(run: Run, place: str) -> None:
    """Follow-ups count; what would need a choice is an error, and the rest goes on."""
    talk = ["What stopped hiccups?", "the first one", "when?", CELLS, "who wrote it?"]
    talk.append("What about macrophages?")
    done = run("chat", "-k", "9", "--corpus", place, stdin="\n".join(talk))
    assert "↳ when was it published · pmid:104" in done.stdout
    assert "more than one record may be meant" in done.stderr
    assert "↳ macrophages produce interleukin-2?" in done.stdout
    assert done.returncode == 2


def test_help_fits_a_screen_with_three_examples(run: Run) -> None:
    """25 lines of 80 columns."""
    text = run("--help", COLUMNS="80").stdout
    assert len(text.splitlines()) <= 25
    assert max(map(len, text.splitlines())) <= 80
    examples = text.partition("examples:\n")[2].splitlines()
    assert len([line for line in examples if line.startswith("  il2qa ")]) == 3


def test_cite_in_a_style(capsys: pytest.CaptureFixture[str], place: str) -> None:
    """Several records in one bibliography; an unknown one is an error that names it."""
    status, out, _ = printed(capsys, "cite", "101", "103", "--style", "apa", "--corpus", place)
    assert status == 0
    assert out.startswith("Doe, J., & Roe, R. Q. (1991).")
    assert "Arbeitskreis Immunologie. (1986)." in out
    status, out, err = printed(capsys, "cite", "999", "--corpus", place)
    assert (status, out) == (2, "")
    assert "no record 999" in err
    assert printed(capsys, "cite", "101", "--style", "harvard", "--corpus", place)[0] == 2


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_verify_finds_every_quotation_again(
    capsys: pytest.CaptureFixture[str], place: str, tmp_path: Path, form: str
) -> None:
    """What `ask` printed, and notes somebody wrote around it."""
    out = ""
    for question in (CELLS, "What kills tumour cells?"):
        out += printed(capsys, "ask", "--format", form, "--corpus", place, "-k", "1", question)[1]
    notes = tmp_path / "notes.md"
    text = out if form == "json" else f"My thoughts.\n\n{out}\n> a quotation of mine\n"
    notes.write_text(text, encoding="utf-8")
    status, told, _ = printed(capsys, "verify", str(notes), "--corpus", place)
    assert (status, told) == (0, "2 quotations found again, character for character.\n")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("interleukin", "lnterleukin"), "the record says '"),
        (("characters 0", "characters 1"), "stands at characters 0–"),
        ((", abstract,", ", keywords,"), "the record has no keywords"),
        (("[PMID 103]", "[PMID 999]"), "the corpus has no such record"),
    ],
)
def test_verify_names_what_does_not_match(
    capsys: pytest.CaptureFixture[str],
    place: str,
    tmp_path: Path,
    changed: tuple[str, str],
    told: str,
) -> None:
    """File and line, record and field, and why; status 1."""
    question = ("ask", "--format", "markdown", "--pmid", "103", "-k", "1", "--corpus", place)
    _, out, _ = printed(capsys, *question, "Which cells produce interleukin-2?")
    assert changed[0] in out
    notes = tmp_path / "notes.md"
    notes.write_text(out.replace(changed[0], changed[1]), encoding="utf-8")
    status, out, _ = printed(capsys, "verify", str(notes), "--corpus", place)
    assert status == 1
    assert out.startswith(f"{notes}:3: ")
    assert told in out


def test_verify_names_what_is_now_retracted(
    capsys: pytest.CaptureFixture[str], place: str, tmp_path: Path
) -> None:
    """The quotation still stands there, but nobody should build on it."""
    _, out, _ = printed(
        capsys, "ask", "--format", "markdown", "--pmid", "101", "--corpus", place, "HIV"
    )
    (tmp_path / "notes.md").write_text(out, encoding="utf-8")
    withdrawn = RECORDS[0].model_copy(update={"publication_types": ("Retracted Publication",)})
    folder = tmp_path / "now"
    folder.mkdir()
    now = str(written(folder, (Record.model_validate(withdrawn.model_dump()), *RECORDS[1:])))
    status, out, _ = printed(capsys, "verify", str(tmp_path / "notes.md"), "--corpus", now)
    assert status == 1
    assert "the record is now RETRACTED" in out


def _json(**changed: object) -> bytes:
    """An answer with one passage, something of which is not as it should be."""
    passage = {"text": "a", "pmid": "1", "field": "title", "start": 0, "end": 1, **changed}
    return json.dumps({"passages": [passage]}).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear diary", "holds no quotation"),
        (b'{"a": 1}', "not an answer of il2qa's"),
        (b'{"a": 1}\n{', "line 1: not an answer"),
        (b'{"schema": 1, "passages": []}\n{', "line 2: not JSON"),
        (b"\xff\xfe", "not UTF-8 text"),
        (_json(start="0"), "line 1: not an answer of il2qa's (start: "),
        (_json(start=-1), "line 1: not an answer of il2qa's (start: "),
        (_json(text=None), "line 1: not an answer of il2qa's (text: "),
        (_json(field=["title"]), "line 1: not an answer of il2qa's (field: "),
        (_json(pmid=None), "line 1: not an answer of il2qa's"),
        (b'{"passages": [5]}', "line 1: not an answer of il2qa's"),
        (b'{"a":' * 100_000, "line 1: not JSON"),
        (b"", "holds no quotation"),
    ],
)
def test_verify_refuses_what_holds_no_quotation(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, told: str
) -> None:
    """An empty check is no success: status 2."""
    notes = tmp_path / "notes"
    notes.write_bytes(content)
    status, out, err = printed(capsys, "verify", str(notes))
    assert (status, out) == (2, "")
    assert told in err


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("options", ["--format tsv", "--format markdown", "--json", ""])
def test_closed_pipe_is_silent_in_every_format(environment: dict[str, str], options: str) -> None:
    """`| head -1` prints no error."""
    command = f'"{sys.executable}" -m il2qa ask {options} - | head -n 1'
    done = subprocess.run(
        command,
        shell=True,
        input="IL-2\n" * 300,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=60,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ("> ", "> &#99999999;"),
        ("> ", f"> &#{'9' * 30};"),
        ("characters 0", "characters " + "9" * 5000),
    ],
    ids=["no_character", "many_digits", "offset"],
)
def test_verify_counts_a_quotation_that_was_tampered_with(
    capsys: pytest.CaptureFixture[str], place: str, tmp_path: Path, changed: str, other: str
) -> None:
    """Numbers that no text has are a fault of that quotation, not of il2qa's."""
    question = ("ask", "--format", "markdown", "--pmid", "103", "-k", "1", "--corpus", place, CELLS)
    _, out, _ = printed(capsys, *question)
    notes = tmp_path / "notes.md"
    notes.write_text(out.replace(changed, other, 1), encoding="utf-8")
    status, told, err = printed(capsys, "verify", str(notes), "--corpus", place)
    assert (status, err) == (1, "")
    assert told.startswith(f"{notes}:3: ")
