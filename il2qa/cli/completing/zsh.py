"""The completion script for zsh, by its own _arguments."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.cli.completing.grammar import Argument, Command, Grammar, Kind, Option
from il2qa.cli.completing.templates import filled

_ACTIONS: dict[Kind, str] = {
    "file": "_files",
    "folder": "_files -/",
    "place": "_il2qa_places",
    "session": "_il2qa_sessions",
    "free": " ",
}


def script(grammar: Grammar) -> str:
    """The script; the same grammar gives the same bytes."""
    named = (f"{one.name}:{_plain(one.gist)}" for one in grammar.commands)
    parts = {
        "DESCRIBED": "\n".join(f"        {_quoted(one)}" for one in named),
        "FIRST": "\n".join(f"        {spec} \\" for spec in _specs(grammar.first)),
        "CASES": "\n".join(map(_case, grammar.commands)),
    }
    return filled("zsh", grammar, parts)


def _case(command: Command) -> str:
    specs = " \\\n".join(f"                {spec}" for spec in _specs(command))
    parsed = f"            _arguments -s -S \\\n{specs} && ret=0"
    return f"        {command.name})\n{parsed}\n            ;;"


def _specs(command: Command) -> Iterator[str]:
    for option in command.options:
        yield from _option(option)
    for number, argument in enumerate(command.arguments, 1):
        place = "*" if argument.repeats else str(number)
        # A message beside options would keep zsh from putting the only one in.
        free = f' _guard "^-*" {argument.name}'
        action = free if argument.kind == "free" else _action(argument)
        yield _quoted(f"{place}:{argument.name}:{action}")


def _option(option: Option) -> Iterator[str]:
    """One specification for each name."""
    apart = f"({' '.join(option.rivals)})" if option.rivals else "*"
    description = _plain(option.gist).replace("[", r"\[").replace("]", r"\]")
    value = f":{option.argument.name}:{_action(option.argument)}" if option.argument else ""
    for name in option.names:
        joint = "" if not option.argument else "=" if name.startswith("--") else "+"
        yield _quoted(f"{apart}{name}{joint}[{description}]{value}")


def _action(argument: Argument) -> str:
    if argument.kind == "words":
        return f"({' '.join(argument.words)})"
    return _ACTIONS[argument.kind]


def _plain(text: str) -> str:
    return text.replace(":", r"\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
