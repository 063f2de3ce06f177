"""Parses the command line: the command that is meant where none is named, and what slips mean.

A first word that is no command is a question. What is no option of a command is an error that names
the option that is nearly so called, or the command that has it.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from il2qa.cli.arguments import parser, subcommands

_NEAR = 0.65  # of difflib's ratio: two letters of three that stand right ("aks")
_NEAR_OPTION = 0.75  # of which two letters are dashes
_ASK, _CHAT = "ask", "chat"
_VERSION = "--version"
_SPOKEN = {"help": "--help", "version": _VERSION}
"""What people type as a command that is an option."""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Parse the command line; leaves by SystemExit for --help, --version and errors."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if len(given) == 1 and _is_question(given[0]):
        given = [_ASK, *given]
    whole = parser(asks_alone=given[:1] in ([], [_ASK], [_VERSION]))
    parsed, unknown = whole.parse_known_args(_with_command(whole, given))
    if unknown:
        _refuse(parser(), parsed.command, unknown, given)
    return parsed


def _is_question(argument: str) -> bool:
    """Whether an argument is a question for itself: several words in quotation marks."""
    return not argument.startswith("-") and len(argument.split()) > 1


def _with_command(whole: argparse.ArgumentParser, arguments: list[str]) -> list[str]:
    """The arguments with the command that is meant where the first word is none.

    A word that is nearly the name of a command is a slip, and an error that suggests the command;
    "what" is nearly "chat", but a word that questions have is never such a slip. Without a word it
    is the command whose options are given.
    """
    commands = subcommands(whole)
    if arguments[:1] in ([], ["-h"], ["--help"], [_VERSION]):
        return arguments
    word = _first_word(commands[_ASK], arguments)
    if word in commands:
        return arguments
    if arguments[:1] == [word] and word in _SPOKEN and len(arguments) <= 2:
        return _spoken(whole, arguments)
    given = _options_given(arguments)
    if given & (_options(commands[_CHAT]) - _options(commands[_ASK])):
        return [_CHAT, *arguments]
    if word is None:
        is_asked = given & (_options(commands[_ASK]) - _options(whole))
        return [_ASK, *arguments] if is_asked else arguments
    if word not in _SPOKEN and len(word.split()) == 1:
        _refuse_slip(whole, word)
    return [_ASK, *arguments]


def _options_given(arguments: Sequence[str]) -> set[str]:
    before = takewhile(lambda argument: argument != "--", arguments)
    return {argument.partition("=")[0] for argument in before if argument.startswith("-")}


def _spoken(whole: argparse.ArgumentParser, arguments: Sequence[str]) -> list[str]:
    """Read "help", "help cite" and "version" as the options that they are elsewhere."""
    word, *rest = arguments
    if not rest or (word == "help" and rest[0] in subcommands(whole)):
        return [*rest, _SPOKEN[word]]
    if word == "help":
        _refuse_slip(whole, rest[0])
    return [_ASK, *arguments]


def _refuse_slip(whole: argparse.ArgumentParser, word: str) -> None:
    """Leave with an error where a word is nearly the name of a command and no word of questions."""
    from il2qa.text.data import rows

    if any(word.lower() == row[0] for row in rows("stop_words.tsv")):
        return
    near = _near(word.lower(), [*subcommands(whole), *_SPOKEN])
    if near:
        whole.error(f'no command {word!r}: did you mean {near}? To ask it: il2qa ask "{word} …"')


def _first_word(ask: argparse.ArgumentParser, arguments: Sequence[str]) -> str | None:
    """The first argument that is neither an option nor an option's value."""
    return next((word for word, is_word in _parted(ask, arguments) if is_word), None)


def _parted(ask: argparse.ArgumentParser, arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each argument, and whether it is neither an option nor an option's value."""
    values = {
        name for action in ask._actions if action.nargs is None for name in action.option_strings
    }
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            yield from ((word, True) for word in rest)
            return
        is_word = argument == "-" or not argument.startswith("-")
        yield argument, is_word
        if argument in values and (value := next(rest, None)) is not None:
            yield value, False


def _refuse(
    whole: argparse.ArgumentParser,
    command: str | None,
    unknown: Sequence[str],
    given: Sequence[str],
) -> None:
    """Leave with an error that says what was probably meant by the first of them."""
    commands = subcommands(whole)
    parsing = commands.get(command or "", whole)
    name = next((one for one in unknown if one.startswith("-")), None)
    if name is None:
        parted = list(_parted(commands[_ASK], given))
        words = [word for word, is_word in parted if is_word]
        options = "".join(f"{shlex.quote(word)} " for word, is_word in parted if not is_word)
        asked = f'; to ask it: il2qa ask {options}"{" ".join(words)}"'
        hint = asked if len(words) > 2 else ""
        parsing.error(f"too much: {' '.join(unknown)}{hint}")
    name = name.partition("=")[0]
    fault = f"{command} has no option {name}" if command else f"no option {name}"
    owners = [other for other, part in commands.items() if name in _options(part)]
    if owners:
        parsing.error(f"{fault}; {', '.join(owners)} {'has' if len(owners) == 1 else 'have'} it")
    near = _near(name, _options(parsing), _NEAR_OPTION)
    parsing.error(f"{fault}: did you mean {near}?" if near else fault)


def _options(part: argparse.ArgumentParser) -> set[str]:
    return {name for action in part._actions for name in action.option_strings}


def _near(word: str, names: Iterable[str], cutoff: float = _NEAR) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(names), n=1, cutoff=cutoff)), None)
