"""Options resolved once: what a command line comes to, and how its output is written."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest

from il2qa.cli.options import Options, Output, resolved
from il2qa.cli.parsing import parse
from il2qa.errors import QuestionError
from il2qa.filters.where import Where
from il2qa.render.style import Style, style_of


def options(*arguments: str) -> Options:
    return resolved(parse(arguments))


class Console(io.TextIOWrapper):
    """A terminal of some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="replace")

    def isatty(self) -> bool:
        return True

    def printed(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def test_options_do_not_change() -> None:
    """They are one value; who needs others makes another."""
    with pytest.raises(AttributeError):
        options("info").limit = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("arguments", "places", "limit"),
    [
        (["ask", "x"], None, 3),
        (["similar", "1"], None, 5),
        (["--corpus", "a", "ask", "--corpus", "b", "-k", "7", "x"], ("a", "b"), 7),
        (["-k", "7", "--corpus", "a", "x"], ("a",), 7),
    ],
)
def test_places_and_limits(
    arguments: Sequence[str], places: tuple[str, ...] | None, limit: int
) -> None:
    """Options count before and behind the command; each command has its own limit."""
    found = options(*arguments)
    assert (found.places, found.limit) == (places, limit)


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        (["ask", "which", "cells"], ("which cells",)),
        (["ask", "which cells", "who wrote it"], ("which cells", "who wrote it")),
        (["which", "cells"], ("which cells",)),
        (["which cells"], ("which cells",)),
        (["--color=never", "which cells", "who wrote it"], ("which cells", "who wrote it")),
        (["ask", "-"], None),
        (["-"], None),
        (["--", "show me"], ("show me",)),
    ],
)
def test_questions(words: Sequence[str], questions: tuple[str, ...] | None) -> None:
    """With the command or without it; None is standard input."""
    found = options(*words)
    assert (found.command, found.questions) == ("ask", questions)


def test_dash_among_questions_is_refused() -> None:
    """Nobody knows what was meant."""
    with pytest.raises(QuestionError, match="stands alone"):
        options("ask", "-", "x")


@pytest.mark.parametrize("word", ["shwo", "aks", "Chta", "indx", "cite-by"])
def test_slip_in_a_command_is_no_question(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is an error that suggests the command, also before other words."""
    for arguments in ([word], [word, "3303316"]):
        with pytest.raises(SystemExit, match="2"):
            options(*arguments)
        assert "did you mean " in capsys.readouterr().err


def test_filters_are_one_value() -> None:
    """None where nothing is filtered."""
    assert options("ask", "x").where is None
    found = options("ask", "x", "--since", "1990", "--type", "review", "--type", "trial")
    assert found.where == Where(since=1990, publication_types=("review", "trial"))


def test_json_is_a_format_of_every_command() -> None:
    """`--json` is `--format json` where there are others."""
    for arguments in (["ask", "--json", "x"], ["ask", "--format", "json", "x"], ["info", "--json"]):
        assert options(*arguments).output.is_json
    assert options("info").output.form == "text"


def test_word_that_the_locale_could_not_read_is_utf_8() -> None:
    """As in the C locale, where Python holds bytes back as surrogates."""
    raw = "β-blockers by Müller".encode().decode("ascii", "surrogateescape")
    assert options("ask", raw).questions == ("β-blockers by Müller",)
    assert options("ask", "x", "--author", raw).where == Where(authors=("β-blockers by Müller",))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_json_on_a_terminal_of_few_letters_decodes_to_the_text(encoding: str) -> None:
    """What it cannot show is escaped; text is written with what it has."""
    console = Console(encoding)
    style = style_of(console, "auto", {"TERM": "xterm", "PYTHONIOENCODING": encoding})
    output = Output(console, style)
    content = {"text": "IFN-γ ≥ 5 µg 😀 \x1b[31m", "place": "K\udcc3\udcb6ln"}
    output.write_json(json.dumps(content, ensure_ascii=False))
    assert json.loads(console.printed()) == {**content, "place": "Köln"}
    output.write("IFN-γ ≥ 5")
    assert console.printed().splitlines()[-1] == "IFN-gamma >= 5"


def test_terminal_of_all_letters_shows_them() -> None:
    """Nothing is escaped without need."""
    console = Console("utf-8")
    Output(console, Style(width=80)).write_json('{"text": "IFN-γ"}')
    assert console.printed() == '{"text": "IFN-γ"}\n'
