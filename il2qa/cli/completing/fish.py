"""The completion script for fish (3.4 or later)."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.cli.completing.grammar import Argument, Command, Grammar, Kind, Option
from il2qa.cli.completing.templates import filled

_VALUES: dict[Kind, str] = {
    "file": "-r -F",
    "folder": "-x -a '(__fish_complete_directories)'",
    "place": "-r -F -a '@PLACES@'",
    "session": "-x -a '(__il2qa_sessions)'",
    "free": "-x",
}


def script(grammar: Grammar) -> str:
    """The script; the same grammar gives the same bytes."""
    every = (grammar.first, *grammar.commands)
    taking = {name for one in every for option in one.options for name in _taking(option)}
    lines = (*_commands(grammar), *(line for one in every for line in _lines(one)))
    parts = {"LINES": "\n".join(lines), "TAKING": " ".join(sorted(taking))}
    return filled("fish", grammar, parts)


def _commands(grammar: Grammar) -> Iterator[str]:
    for command in grammar.commands:
        yield f"{_complete('')} -a {command.name} -d {_quoted(command.gist)}"


def _lines(command: Command) -> Iterator[str]:
    for option in command.options:
        names = " ".join(map(_name, option.names))
        value = f" {_value(option.argument)}" if option.argument else ""
        unless = _complete(command.name, option.rivals)
        yield f"{unless} {names}{value} -d {_quoted(option.gist)}"
    for argument in command.arguments:
        if argument.kind != "free":
            yield f"{_complete(command.name)} {_value(argument).replace('-r ', '')}"


def _complete(command: str, without: tuple[str, ...] = ()) -> str:
    """The beginning of a line: where it counts."""
    condition = " ".join(["__il2qa_is", command or '""', *without])
    return f"complete -c @NAME@ -n '{condition}'"


def _name(name: str) -> str:
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


def _value(argument: Argument) -> str:
    if argument.kind == "words":
        return f"-x -a '{' '.join(argument.words)}'"
    return _VALUES[argument.kind]


def _taking(option: Option) -> tuple[str, ...]:
    return option.names if option.argument else ()


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
