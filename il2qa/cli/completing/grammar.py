"""What a shell may put in at each place of the command line, read from the option table."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from il2qa.cli.arguments import subcommands

Kind = Literal["words", "file", "folder", "place", "session", "free"]

KINDS: dict[str, Kind] = {
    "PLACE": "place",
    "DIR|URL": "folder",
    "FILE": "file",
    "SOURCE": "file",
    "QUESTIONS": "file",
    "SESSION": "session",
}
"""What a value is, by the name that --help calls it; any other is the user's own text."""

NAMED_PLACES = ("bundled",)
"""What `--corpus` takes beside files and folders: corpora.opening.BUNDLED_NAME."""

SESSIONS = "il2qa chat --sessions"
"""What prints the names of the saved sessions, each the first word of a line."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A value to be given; `words` are all that it can be where its kind is "words"."""

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """An option, what it takes if anything, and the options that it is not given beside.

    It is among these itself, unless it may be given again.
    """

    names: tuple[str, ...]
    gist: str
    argument: Argument | None
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its options, and the arguments that it takes in order, the last perhaps more."""

    name: str
    gist: str
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole command line. `first` is what stands before any command is named.

    As a question may stand there, the options of `ask` are among its own.
    """

    name: str
    first: Command
    commands: tuple[Command, ...]


ASKING = "ask"
"""The command that is meant where the first word is none."""


def grammar(whole: argparse.ArgumentParser) -> Grammar:
    """The grammar of a parser with commands."""
    commands = tuple(_command(name, part) for name, part in subcommands(whole).items())
    own = _command("", whole)
    asking = next(one for one in commands if one.name == ASKING)
    known = {name for option in own.options for name in option.names}
    more = tuple(option for option in asking.options if not known.intersection(option.names))
    first = Command("", own.gist, (*own.options, *more), ())
    return Grammar(whole.prog, first, commands)


def _command(name: str, parser: argparse.ArgumentParser) -> Command:
    rivals = _rivals(parser)
    options = tuple(
        Option(
            tuple(action.option_strings),
            _gist(action.help or ""),
            None if action.nargs == 0 else _argument(action),
            rivals[action.dest],
        )
        for action in parser._actions
        if action.option_strings and action.help != argparse.SUPPRESS
    )
    arguments = tuple(
        _argument(action)
        for action in parser._actions
        if not action.option_strings and not isinstance(action, argparse._SubParsersAction)
    )
    return Command(name, _gist(parser.description or ""), options, arguments)


def _rivals(parser: argparse.ArgumentParser) -> dict[str, tuple[str, ...]]:
    """By the name of what an option sets: the options that do not stand beside it.

    Those that set the same are rivals ("--json" sets the format), as are those of one group.
    """
    named: dict[str, list[str]] = {}
    for action in parser._actions:
        once = [] if isinstance(action, argparse._AppendAction) else action.option_strings
        named.setdefault(action.dest, []).extend(once)
    return {name: tuple(options) for name, options in named.items()}


def _argument(action: argparse.Action) -> Argument:
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    repeats = action.nargs in ("*", "+")
    if action.choices is not None:
        return Argument(name, "words", tuple(map(str, action.choices)), repeats)
    return Argument(name, KINDS.get(name, "free"), (), repeats)


def _gist(text: str) -> str:
    """What help tells, without what it says behind the first semicolon or bracket."""
    return re.split(r"; | \(", text.replace("%%", "%"), maxsplit=1)[0].removesuffix(".")


def names_of(options: Sequence[Option]) -> list[str]:
    """Every name of some options, the long ones first."""
    return sorted((name for option in options for name in option.names), key=_long_first)


def _long_first(name: str) -> tuple[bool, str]:
    return not name.startswith("--"), name
