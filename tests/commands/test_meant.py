"""What a command line means where no command is named, and what is said of slips."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from il2qa.cli.options import resolved
from il2qa.cli.parsing import parse

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["what", "is", "il-2"], "ask"),
        (["what is il-2"], "ask"),
        (["--json", "what is il-2"], "ask"),
        (["help me understand IL-2"], "ask"),
        (["help", "me", "understand", "IL-2"], "ask"),
        (["version", "control"], "ask"),
        (["--", "--resume", "work", "after", "surgery"], "ask"),
        ([], "chat"),
        (["--corpus", "bundled"], "chat"),
        (["--resume", "thesis"], "chat"),
        (["--resume"], "chat"),
        (["--sessions"], "chat"),
    ],
)
def test_command_that_is_meant(arguments: Sequence[str], command: str) -> None:
    """A question asks; options of a command alone name it; nothing opens the chat."""
    assert parse(arguments).command in (command, None if command == "chat" else command)


def test_options_of_ask_without_a_word_read_standard_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`il2qa --json < questions` does as `il2qa ask --json < questions`."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    options = resolved(parse(["--json", "-k", "1"]))
    assert (options.command, options.questions, options.output.form) == ("ask", None, "json")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["help"], "usage: il2qa [COMMAND]"),
        (["help", "cite"], "usage: il2qa cite"),
        (["-h", "cite"], "usage: il2qa [COMMAND]"),
        (["version"], "il2qa 0."),
    ],
)
def test_help_and_version_are_commands_too(
    arguments: Sequence[str], said: str, capsys: Captured
) -> None:
    """As in git and pip."""
    with pytest.raises(SystemExit) as leaving:
        parse(arguments)
    assert not leaving.value.code
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hepl"], "did you mean help?"),
        (["help", "cit"], "did you mean cite?"),
        (["info", "--jsn"], "info has no option --jsn: did you mean --json?"),
        (["cite", "--stile=apa", "1"], "did you mean --style?"),
        (["ask", "--style", "apa", "x"], "ask has no option --style; cite has it"),
        (["show", "--format", "json", "1"], "list, count have it"),
        (["show", "-k", "3", "1"], "show has no option -k; ask, "),
        (["cite", "--style", "vancuver", "1"], "did you mean vancouver?"),
        (["ask", "--format", "xml", "x"], "choose from text, json, "),
        (["ask", "--nonsense", "x"], "ask has no option --nonsense\n"),
        (["chat", "about", "it"], 'too much: about it; to ask it: il2qa ask "chat about it"'),
        (["similar", "drugs", "to", "aspirin"], 'il2qa ask "similar drugs to aspirin"'),
        (
            ["info", "--corpus", "my folder", "why", "not"],
            """il2qa ask --corpus 'my folder' "info why not\"""",
        ),
        (["manual", "zsh"], "too much: zsh\n"),
    ],
)
def test_slip_names_what_was_probably_meant(
    arguments: Sequence[str], said: str, capsys: Captured
) -> None:
    """And the help of the command in question; status 2."""
    with pytest.raises(SystemExit, match="2"):
        parse(arguments)
    error = capsys.readouterr().err
    assert said in error
    assert "\nTry 'il2qa " in error
