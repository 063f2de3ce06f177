"""The command: streams, exit status, JSON, errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BUNDLED, ROOT, Run

SCHEMA_1 = [
    *["schema", "question", "status", "confidence", "reason", "missing"],
    *["interpreted_as", "passages"],
]
PASSAGE = [
    *["text", "pmid", "field", "label", "sentence", "start", "end", "score"],
    *["highlights", "notices", "citation", "url"],
]
ASKED = "Which cells produce interleukin-2?"


def test_answer_goes_to_standard_output_with_status_0(run: Run) -> None:
    """The quotation, then its citation line; nothing on standard error."""
    done = run("ask", "-k", "1", ASKED)
    quoted, cited = done.stdout.splitlines()
    assert quoted.startswith("Interleukin-2, a lymphokine produced by T lymphocytes")
    assert cited.strip() == (
        "PMID 3303316 · abstract, sentence 1 · Borradori L, et al. Schweiz Med Wochenschr. 1987"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_evidence_has_status_1(run: Run) -> None:
    """Where there is no evidence, it is said so."""
    done = run("ask", "What is the capital of France?")
    assert done.returncode == 1
    assert done.stdout.startswith("No evidence found")


def test_unquoted_words_are_one_question(run: Run) -> None:
    """Forgetting the quotation marks changes nothing."""
    assert run("ask", *ASKED.split()).stdout == run("ask", ASKED).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "--bogus", "x"], "--bogus"),
        (["bogus"], "bogus"),
        (["ask", "-k", "0", "x"], "'0' is not a whole number from 1"),
        (["ask", ""], "the question is empty"),
        (["ask", "what is the"], "only function words"),
        (["ask", "--corpus", "no/such/file", "x"], "no/such/file: No such file"),
        (
            ["ask", "--corpus", "other.txt", "x"],
            "other.txt: not a PubMed record in a form that il2qa reads",
        ),
        (["ask", "--corpus", "binary", "x"], "binary: "),
        (["ask", "--corpus", "empty", "x"], "empty: "),
        (["ask", "--corpus", "", "x"], "the name of the corpus is empty"),
        (["ask", "--corpus", "x" * 300, "x"], "x" * 300),
        (["ask", "-", "x"], "stands alone"),
        (["Which cells need IL-2?"], 'il2qa ask "…"'),
        (["ask", "--\x1b[31m", "x"], "--\ufffd[31m"),
        (["show", "1"], "no record 1 in bundled record"),
        (["ask"], "no question on standard input"),
    ],
)
def test_error_is_one_clear_message_with_status_2(
    run: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    """Errors go to standard error, name what is wrong, and never show a traceback."""
    (tmp_path / "other.txt").write_text("Dear diary", encoding="utf-8")
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    (tmp_path / "empty").write_bytes(b"")
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.startswith("il2qa: ")
    assert "Traceback" not in done.stderr


def test_json_has_the_keys_of_schema_1_in_order(run: Run) -> None:
    """One object a question; offsets and highlights are those of the quotation."""
    done = run("ask", "--json", ASKED)
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert list(found) == SCHEMA_1
    assert found["schema"] == 1
    assert [list(passage) for passage in found["passages"]] == [PASSAGE] * 3
    best = found["passages"][0]
    assert (best["pmid"], best["field"], best["sentence"]) == ("3303316", "abstract", 1)
    assert (best["start"], best["end"]) == (0, len(best["text"]))
    start, end = best["highlights"][0]
    assert best["text"][start:end] == "Interleukin-2"
    assert best["citation"].endswith("1987 Jun 20;117(25):945-51. German. PMID: 3303316.")
    assert best["url"] == "https://pubmed.ncbi.nlm.nih.gov/3303316/"


def test_json_of_the_same_question_is_the_same_bytes(run: Run) -> None:
    """Python's hash order and the clock leave no trace."""
    seeds = ("0", "1", "2")
    assert len({run("ask", "--json", ASKED, PYTHONHASHSEED=seed).stdout for seed in seeds}) == 1


@pytest.mark.parametrize("arguments", [["ask", "-"], ["ask"], ["chat"], []])
def test_questions_are_read_from_standard_input(run: Run, arguments: list[str]) -> None:
    """Each line is a question, blank ones are passed over; there is no prompt in a pipe."""
    done = run(*arguments, stdin=f"{ASKED}\n\nWho wrote it?\n")
    assert done.stdout.count("PMID 3303316") == 4
    assert "il2qa>" not in done.stdout
    assert done.returncode == 0


def test_bad_question_among_good_ones_does_not_stop_them(run: Run) -> None:
    """What cannot be asked is reported; the rest is answered; the status tells."""
    done = run("ask", "--json", "-", stdin=f"the\n{ASKED}\n")
    failed, answered = map(json.loads, done.stdout.splitlines())
    assert "function words" in failed["reason"]
    assert answered["status"] == "answered"
    assert "function words" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    "stdin",
    [
        f"{ASKED}\r\nWho wrote it?".encode(),
        f"{ASKED}\rWho wrote it?\r".encode(),
        f"\ufeff{ASKED}\nWho wrote it?\n".encode(),
        f"{ASKED}\nWho wrote it?\n".encode("utf-16"),
    ],
)
def test_lines_are_read_whatever_their_ends_and_marks(
    environment: dict[str, str], stdin: bytes
) -> None:
    """CRLF, CR alone, a byte order mark, UTF-16: two questions each."""
    command = [sys.executable, "-m", "il2qa", "ask", "--json"]
    done = subprocess.run(
        command, input=stdin, env=environment, capture_output=True, check=False, timeout=60
    )
    found = [json.loads(line)["question"] for line in done.stdout.splitlines()]
    assert found == [ASKED, "Who wrote it?"]
    assert done.stderr == b""


def test_latin_1_question_is_read_and_reported(environment: dict[str, str]) -> None:
    """What is not UTF-8 is not dropped silently."""
    command = [sys.executable, "-m", "il2qa", "ask", "--json"]
    stdin = "Ménétrier and IL-2\n".encode("latin-1")
    done = subprocess.run(command, input=stdin, env=environment, capture_output=True, check=False)
    assert json.loads(done.stdout)["question"] == "Ménétrier and IL-2"
    assert b"line 1 of standard input is not UTF-8" in done.stderr


def test_several_quoted_questions_are_each_answered(run: Run) -> None:
    """As lines of standard input."""
    done = run("ask", "--json", ASKED, "Who wrote it?")
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == [
        ASKED,
        "Who wrote it?",
    ]


@pytest.mark.skipif(os.name == "nt", reason="shell redirections of POSIX")
@pytest.mark.parametrize(
    "redirection", [">&-", ">/dev/full", "<&-", "--help >/dev/full", "2>&-", "--help | true"]
)
def test_closed_or_full_streams_end_without_traceback(
    environment: dict[str, str], redirection: str
) -> None:
    """Whatever the shell does with the streams."""
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    question = "" if "help" in redirection or "<" in redirection else "IL-2"
    done = subprocess.run(
        f'"{sys.executable}" -m il2qa ask {question} {redirection}',
        shell=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if "full" in redirection:
        assert done.returncode == 2
        assert "No space left" in done.stderr


def test_output_in_a_poor_encoding_is_printed_all_the_same(run: Run) -> None:
    """Characters that the output cannot take are replaced, not an error."""
    done = run("ask", "-k", "1", ASKED, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "PMID 3303316 ? abstract, sentence 1" in done.stdout


def test_no_evidence_for_any_question_has_status_1(run: Run) -> None:
    """As grep: 0 where anything was found."""
    assert run("ask", "-", stdin=f"Aspirin?\n{ASKED}\n").returncode == 0
    assert run("ask", "-", stdin="Aspirin?\nWhat is the DOI?\n").returncode == 1


def test_corpus_is_named_by_option_or_variable(run: Run, tmp_path: Path) -> None:
    """IL2QA_CORPUS names the corpus where --corpus does not."""
    page = BUNDLED.read_text(encoding="utf-8").replace("3303316", "4404417")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    assert "PMID 4404417" in run("ask", "--corpus", "page.txt", ASKED).stdout
    assert "PMID 4404417" in run("ask", ASKED, IL2QA_CORPUS="page.txt").stdout
    assert "PMID 4404417" in run("--corpus", "page.txt", "ask", ASKED).stdout
    both = ("--corpus", "page.txt", "ask", "--corpus", str(BUNDLED))
    done = run(*both, "--json", "-k", "9", ASKED)
    assert {found["pmid"] for found in json.loads(done.stdout)["passages"]} == {
        "3303316",
        "4404417",
    }
    assert "PMID 3303316" in run("ask", ASKED).stdout


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--since", "1987", "--until", "1987"], 0),
        (["--since", "1988"], 1),
        (["--author", "Nobody", "--author", "borradori"], 0),
        (["--journal", "Schweiz Med Wochenschr", "--type", "review"], 0),
        (["--language", "German", "--pmid", "3303316", "--has-abstract"], 0),
        (["--mesh", "Interleukin-2"], 1),
    ],
)
def test_filters_say_which_records_may_answer(run: Run, options: list[str], status: int) -> None:
    """Each filter of the API is an option."""
    assert run("ask", *options, ASKED).returncode == status


def test_pipe_is_plain_unless_colour_is_asked_for(run: Run) -> None:
    """No escape sequence reaches a pipe by itself."""
    assert "\x1b" not in run("ask", ASKED).stdout
    assert "\x1b[1;4mInterleukin-2\x1b[22;24m" in run("ask", "--color", "always", ASKED).stdout


def test_closed_pipe_is_silent(environment: dict[str, str]) -> None:
    """`il2qa ask … | head -1` prints no error."""
    command = f'"{sys.executable}" -m il2qa ask - | head -n 1'
    done = subprocess.run(
        command,
        shell=True,
        input="IL-2\n" * 400,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=60,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(environment: dict[str, str], option: str) -> None:
    """Neither numpy, nor pydantic, nor prompt_toolkit is imported."""
    code = (
        "import sys\n"
        "from il2qa.app import main\n"
        "try: main([sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pydantic', 'prompt_toolkit', 'rank_bm25'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    command = [sys.executable, "-c", code, option]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_asking_does_not_load_the_chat(environment: dict[str, str]) -> None:
    """One question does not pay for prompt_toolkit."""
    code = (
        "import sys\n"
        "from il2qa.app import main\n"
        "main(['ask', 'Which cells need IL-2?'])\n"
        "sys.exit('prompt_toolkit' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0


def test_checkout_launcher_does_the_same(run: Run, environment: dict[str, str]) -> None:
    """`python cli.py …` answers as the installed command, from any folder."""
    command = [sys.executable, str(ROOT / "cli.py"), "ask", ASKED]
    there = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, env=there, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout == run("ask", ASKED).stdout
