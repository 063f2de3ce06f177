"""The completion script for bash: 3.2 or later, without further packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from il2qa.cli.completing.grammar import Argument, Command, Grammar, names_of
from il2qa.cli.completing.templates import filled

Case = tuple[str, Iterable[str]]  # a pattern, and what is said where it fits


def script(grammar: Grammar) -> str:
    """The script; the same grammar gives the same bytes."""
    every = (grammar.first, *grammar.commands)
    parts = {
        "OPTIONS": _cases((one.name or "''", names_of(one.options)) for one in every),
        "RIVALS": _cases(_rivals(every)),
        "TAKES": _cases(_takes(every)),
        "ARGUMENTS": _cases(_arguments(grammar.commands)),
    }
    return filled("bash", grammar, parts)


def _rivals(commands: Iterable[Command]) -> Iterator[Case]:
    for command in commands:
        for option in command.options:
            if option.rivals:
                yield _named(command, option.names), option.rivals


def _takes(commands: Iterable[Command]) -> Iterator[Case]:
    for command in commands:
        for option in command.options:
            if option.argument:
                yield _named(command, option.names), _value(option.argument)


def _arguments(commands: Iterable[Command]) -> Iterator[Case]:
    for command in commands:
        for number, argument in enumerate(command.arguments, 1):
            place = "*" if argument.repeats else str(number)
            yield f"{command.name}:{place}", _value(argument)


def _named(command: Command, names: Iterable[str]) -> str:
    return " | ".join(f"{command.name}:{name}" for name in names)


def _value(argument: Argument) -> tuple[str, ...]:
    return argument.words if argument.kind == "words" else (argument.kind,)


def _cases(cases: Iterable[Case]) -> str:
    """The branches of a `case`, those that say the same as one."""
    patterns_of: dict[str, list[str]] = {}
    for pattern, words in cases:
        patterns_of.setdefault(" ".join(words), []).append(pattern)
    return "\n".join(
        f"    {' | '.join(patterns)}) said='{said}' ;;" for said, patterns in patterns_of.items()
    )
