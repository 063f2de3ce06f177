"""The man page, made from the option table: what --help says, as roff."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from il2qa._version import __version__
from il2qa.cli.arguments import subcommands
from il2qa.text.safety import one_line

_VARIABLES = (
    ("IL2QA_CORPUS", "The corpus where --corpus names none."),
    ("NO_COLOR", "Where set, nothing is coloured."),
    ("PAGER, LESS", "The program that --pager shows long answers with, and its options."),
    ("IL2QA_MCP_TOKEN", "What callers must bear where il2qa mcp serves over HTTP elsewhere."),
)
_FILES = (
    ("~/.local/share/il2qa/corpus", "The corpus that il2qa index makes where none is named."),
    ("~/.local/state/il2qa/history", "The questions of the chat."),
    ("~/.local/state/il2qa/sessions", "The conversations that /save kept."),
    ("~/.config/il2qa/chat.json", "The settings of the chat."),
)
"""As the XDG variables are where they are not set; other systems have places of their own."""


def manual(parser: argparse.ArgumentParser) -> str:
    """The page, ending in a newline; the same options give the same bytes."""
    lines = [f'.TH IL2QA 1 "" "il2qa {__version__}" "User Commands"']
    lines += [".SH NAME", _text("il2qa - answer questions from PubMed abstracts by quoting")]
    lines += [".SH SYNOPSIS", _text("il2qa [OPTION ...] QUESTION"), ".br"]
    lines += [_text("il2qa COMMAND [OPTION ...]"), ".br", _text("il2qa")]
    lines += [".SH DESCRIPTION", _text(parser.description or "")]
    lines += [".SH OPTIONS", *_options(parser)]
    for name, command in subcommands(parser).items():
        lines += [f".SH {_text(f'il2qa {name}').upper()}", _text(_usage(command)), ".PP"]
        lines += [_text(command.description or ""), *_options(command)]
        epilog = (_text(line.strip()) for line in (command.epilog or "").splitlines())
        lines += [".PP", ".nf", *epilog, ".fi"] if command.epilog else []
    lines += [".SH ENVIRONMENT"]
    lines += _named(_VARIABLES)
    lines += [".SH FILES", *_named(_FILES)]
    lines += [".SH EXIT STATUS", "0 answered, 1 no evidence, 2 error."]
    lines += [".SH EXAMPLES", ".nf", *map(_text, _examples(parser)), ".fi"]
    return "\n".join(line for line in lines if line) + "\n"


def _named(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, description in pairs:
        yield from (".TP", f".B {_text(name)}", _text(description))


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        yield ".TP"
        yield ".B " + _text(_name(action))
        yield _text((action.help or "").replace("%%", "%"))


def _name(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    named = isinstance(action, argparse._StoreAction | argparse._AppendAction)
    argument = f" {value}" if named and action.option_strings and value else ""
    return (", ".join(action.option_strings) + argument) if action.option_strings else str(value)


def _usage(parser: argparse.ArgumentParser) -> str:
    return one_line(parser.format_usage().removeprefix("usage: "))


def _examples(parser: argparse.ArgumentParser) -> list[str]:
    return [line.strip() for line in (parser.epilog or "").splitlines() if "il2qa " in line]


def _text(text: str) -> str:
    """Text that roff prints as it stands."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
