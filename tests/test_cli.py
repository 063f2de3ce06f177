"""The command: streams, exit status, JSON, errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BUNDLED, ROOT, Run

from il2qa.cli.main import main

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
        (["shwo", "3303316"], "did you mean show?"),
        (["Chta"], "did you mean chat?"),
        (["ask", "--since", "9" * 20, "x"], "is not a year from 1 to 9999"),
        (["index", "--corpus", "bundled", "--remove", "1"], "bundled: "),
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


def test_lines_of_a_chat_may_be_commands(run: Run) -> None:
    """They do what they do at the prompt; what fails is reported, and /quit ends all."""
    lines = (
        "/filter year>=1980",
        ASKED,
        "thanks",
        "/cite 1 apa",
        "/surces",
        "/focus 9",
        "/quit",
        "?",
    )
    done = run("chat", stdin="\n".join(lines))
    for told in (
        "Filter: year>=1980",
        "You are welcome.",
        "Borradori, L.",
        "did you mean /sources",
    ):
        assert told in done.stdout
    assert "/focus 9: 9: no such record" in done.stderr
    assert done.stdout.count("Question:") == 1
    assert done.returncode == 2
    assert run("chat", stdin="/corpus").returncode == 0


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


POOR = [
    {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]
"""What redirected output is in on Windows before Python 3.15, and in the C locale."""


COMMANDS = [
    ["ask", "-k", "1", "Do β-blockers and IFN-γ act?"],
    ["ask", "--json", "Do β-blockers and IFN-γ act?"],
    ["β-blockers?"],
    ["ask", "--format", "markdown", "β-blockers?"],
    ["ask", "--format", "tsv", "β-blockers?"],
    ["ask", "--author", "Müller", "blockers?"],
    ["cite", "11111111", "--style", "bibtex"],
    ["cite", "11111111", "--style", "csl-json"],
    ["show", "11111111"],
    ["show", "--json", "11111111"],
    ["info", "--json"],
]


@pytest.mark.parametrize("poor", POOR, ids=["cp1252", "ascii", "C"])
def test_redirected_output_is_utf_8_in_every_locale(
    environment: dict[str, str], tmp_path: Path, poor: dict[str, str]
) -> None:
    """No letter of a record, a question or a name becomes "?", neither in text nor in JSON."""
    folder = tmp_path / "Ordner-ü-γ"
    folder.mkdir()
    (folder / "β.nbib").write_text(
        "PMID- 11111111\nTI  - Effect of β-blockers on Δ-foo.\n"
        "AB  - β-blockers reduced IFN-γ (P ≥ 0.05).\nAU  - Müller A\nDP  - 2020 Mar\n",
        encoding="utf-8",
    )
    code = (
        "import sys; from il2qa.cli.main import main; words = ' '.join(sys.argv[1:]).split(' | ')\n"
        "sys.exit(sum(main(word.split('_')) for word in words))"
    )
    words = " | ".join("_".join([*command, "--corpus", folder.name]) for command in COMMANDS)
    command = [sys.executable, "-c", code, words]
    good, found = (
        subprocess.run(
            command, env={**environment, **more}, cwd=tmp_path, capture_output=True, check=False
        )
        for more in ({}, poor)
    )
    assert (good.returncode, good.stderr) == (0, b"")
    assert good.stdout.decode().count("IFN-γ (P ≥ 0.05)") >= 6
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == good.stdout


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
        "from il2qa.cli.main import main\n"
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
        "from il2qa.cli.main import main\n"
        "main(['ask', 'Which cells need IL-2?'])\n"
        "sys.exit('prompt_toolkit' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0


def test_question_needs_no_command(run: Run) -> None:
    """`il2qa "question"` asks, quoted or not, with the options of `ask` before or behind it."""
    asked = run("ask", "-k", "1", ASKED)
    assert run("-k", "1", ASKED).stdout == asked.stdout
    assert run(ASKED, "-k", "1").stdout == asked.stdout
    assert run(*ASKED.split(), "--limit=1").stdout == asked.stdout
    assert json.loads(run("--json", ASKED).stdout)["question"] == ASKED
    assert run("What", "kills", "tumour", "cells?").returncode != 2  # "what" is nearly "chat"
    assert run("-", stdin=ASKED).stdout.startswith(f"Question: {ASKED}\n")


def test_text_of_several_questions_shows_each(run: Run) -> None:
    """Else nobody knows which answer is whose; one question alone is not repeated."""
    several = run("ask", "-k", "1", ASKED, "Who wrote it?").stdout
    assert several.startswith(f"Question: {ASKED}\nInterleukin-2,")
    assert "\n\nQuestion: Who wrote it?\nAuthors: " in several
    assert "Question:" not in run("ask", ASKED).stdout
    assert "Question:" not in run("ask", "--format", "tsv", ASKED, "Who wrote it?").stdout


def test_bundled_record_has_a_name(run: Run, tmp_path: Path) -> None:
    """It is asked by that name also where the user has a corpus of their own."""
    (tmp_path / "own.nbib").write_text("PMID- 5\nTI  - Tea and hiccups.\n", encoding="utf-8")
    assert run("index", "own.nbib").returncode == 0
    assert run("show", "3303316").returncode == 2
    assert run("show", "3303316", "--corpus", "bundled").returncode == 0


NAME = "evil\x1b]0;pwned\x07\u202e.nbib"


@pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")
@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "--corpus", "c" + NAME, NAME],
        ["index", "--corpus", "c" + NAME, "--dry-run", NAME],
        ["index", "--corpus", "c", "--remove", NAME],
        ["info", "--corpus", NAME],
        ["show", "9", "--corpus", NAME],
        ["ask", "tea?", "--corpus", "no" + NAME],
        ["ask", "tea?", "--corpus", NAME, "--explain"],
        ["check", "--corpus", NAME],
        ["verify", NAME],
        ["eval", NAME],
        ["completion", NAME],
        [NAME],
    ],
    ids=lambda arguments: arguments[0],
)
def test_names_of_files_do_not_command_the_terminal(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
) -> None:
    """Whatever a file or folder is called, no control character of it is printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_text("PMID- 5\nTI  - Tea and hiccups.\nAB  - Ñ", encoding="latin-1")
    assert main(arguments) in (0, 1, 2)
    printed = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(printed.out + printed.err)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are text")
def test_name_that_is_not_text_is_read_or_refused_by_name(run: Run, tmp_path: Path) -> None:
    """A file name in another encoding is no damage."""
    name = os.fsdecode(b"M\xfcller.nbib")
    try:
        (tmp_path / name).write_text("PMID- 5\nTI  - Tea and hiccups.\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    for arguments in (["ask", "tea?", "--corpus", name], ["index", "--corpus", "c", name]):
        done = run(*arguments)
        assert done.returncode == 0 or "M" in done.stderr
        assert "damaged" not in done.stderr
        assert "fault" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the C locale of POSIX")
def test_corpus_on_disk_has_any_name_in_the_c_locale(run: Run) -> None:
    """Or is refused by that name; it is not called damaged."""
    (made,) = [run("index", "--corpus", "Köln", str(BUNDLED))]
    assert made.returncode == 0
    done = run("ask", ASKED, "--corpus", "Köln", **POOR[-1])
    assert done.returncode == 0 or "K" in done.stderr
    assert "damaged" not in done.stderr
    assert "fault" not in done.stderr


def test_fault_of_ours_has_status_2_and_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """1 would mean that nothing was found; what, where and what to do are told."""
    from il2qa.cli.commands import info

    def fail(options: object) -> int:
        raise ValueError("odd\x1b[31m")

    monkeypatch.setattr(info, "run", fail)
    assert main(["info"]) == 2
    told = capsys.readouterr().err
    assert "ValueError: odd\ufffd[31m (test_cli.py, line" in told
    assert "please report it" in told


def test_checkout_launcher_does_the_same(run: Run, environment: dict[str, str]) -> None:
    """`python cli.py …` answers as the installed command, from any folder."""
    command = [sys.executable, str(ROOT / "cli.py"), "ask", ASKED]
    there = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, env=there, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout == run("ask", ASKED).stdout
