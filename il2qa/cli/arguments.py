"""The command line's arguments: one table, from which parsing, --help and the man page follow."""

from __future__ import annotations

import argparse
from typing import NoReturn

from il2qa._version import __version__
from il2qa.cli.shared_options import add_common, add_filters, add_form
from il2qa.cli.values import address, positive
from il2qa.text.safety import shown_name

FORMATS = ("text", "json", "markdown", "tsv")
RECORD_FORMATS = ("ris", "bibtex", "csv")  # of `ask`: the records quoted, for other programs
EXPORT_FORMATS = ("jsonl", "nbib", "ris", "bibtex", "csl", "csv", "tsv")
"""As in il2qa.exchange.formats, which would load pydantic; a test holds the two together."""
SORTS = ("relevance", "date", "newest", "oldest")
_SELECTING = {"list": ("text", "json", "pmid"), "count": ("text", "json", "tsv")}
_LIMITS = {
    "list": "show at most N records (default: 20)",
    "count": "show at most N values (default: 20, of years all; others than text: all)",
    "similar": "show at most N records (default: 5)",
    "cited-by": "show at most N records (default: all)",
}
COUNTED = ("author", "journal", "year", "language", "type", "mesh")
"""As in il2qa.selecting, which would load pydantic; a test holds the two together."""
SHELLS = ("bash", "zsh", "fish")
STYLES = ("nlm", "ama", "vancouver", "apa", "mla", "bibtex", "ris", "nbib", "csl-json")
"""As in il2qa.citing.styles, which would load pydantic; a test holds the two together."""

_EXAMPLES = """\
  il2qa "Which cells produce interleukin-2?"
  il2qa ask --json "Is the article in English?" | jq .status
  il2qa cite 3303316 --style bibtex
exit status: 0 answered, 1 no evidence, 2 error
"""
_INDEX_EXAMPLES = """\
examples:
  il2qa index export.nbib                        # then: il2qa ask "..."
  il2qa index --corpus pubmed 'baseline/*.xml.gz' 'updatefiles/*.xml.gz'
  il2qa index --remove 3303316
  il2qa index --remove-source wrong-folder       # il2qa info --sources lists all

Sources that have not changed are skipped, and a build that was stopped goes on where it was.
"""

_COMPLETION_PLACES = """\
In the shell's own start-up file:
  bash   ~/.bashrc                    eval "$(il2qa completion bash)"
  zsh    ~/.zshrc                     eval "$(il2qa completion zsh)"
  fish   ~/.config/fish/config.fish   il2qa completion fish | source
"""

_QUERY_HELP = 'in PubMed\'s syntax: "smith j[au] AND review[pt]" (default: all records)'

Commands = argparse._SubParsersAction


class Parser(argparse.ArgumentParser):
    """A parser whose errors end by naming the help."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is; leave with status 2."""
        self.exit(2, f"il2qa: {shown_name(message)}\nTry '{self.prog} --help'.\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse a value that is none of an option's; the nearest is suggested."""
        if action.choices is None or value in action.choices:
            return
        choices = list(map(str, action.choices))
        from difflib import get_close_matches

        near = get_close_matches(str(value).lower(), choices, n=1, cutoff=0.7)
        hint = f"did you mean {near[0]}? There are" if near else "choose from"
        raise argparse.ArgumentError(action, f"{value!r} is none; {hint} {', '.join(choices)}")


class _Top(Parser):
    """The whole command line's parser; its help fits a screen and leaves options to commands."""

    def format_help(self) -> str:
        """What it is, the commands, the options by name, examples."""
        lines = [f"usage: {self.prog} [COMMAND] [OPTION ...] [QUESTION]", self.description or ""]
        lines.append(f"commands ({self.prog} COMMAND --help tells their options; chat if none):")
        lines += [
            f"    {name:<11} {command.description}" for name, command in subcommands(self).items()
        ]
        names = (action.option_strings[-1] for action in self._actions if action.option_strings)
        lines += [f"options: {', '.join(names)}; examples:", (self.epilog or "").rstrip()]
        return "\n".join(lines) + "\n"


def parser(*, asks_alone: bool = False) -> argparse.ArgumentParser:
    """The parser of the whole command line; `command` is None where none is named.

    With `asks_alone` it knows no command but `ask`: to make those of all takes twenty times as
    long, and neither a question nor a chat without options needs them.
    """
    top = _Top(
        prog="il2qa",
        description="Answer questions from PubMed abstracts, offline, by quoting.",
        epilog=_EXAMPLES,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"il2qa {__version__}")
    add_common(top, corpus="corpus_before", limit="show at most N passages, or records")
    top.set_defaults(corpus_before=[])
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    top.set_defaults(corpus=[], strict=False, color="auto", limit=None)
    top.set_defaults(format="text", quiet=False, pager=False, question=())
    _add_ask(commands)
    if asks_alone:
        return top
    _add_chat(commands)
    _add_show(commands)
    _add_index(commands)
    _add_info(commands)
    _add_check(commands)
    _add_cite(commands)
    _add_export(commands)
    _add_selecting(commands)
    _add_relations(commands)
    _add_verify(commands)
    _add_eval(commands)
    _add_mcp(commands)
    _add_setup(commands)
    return top


def subcommands(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands, by name."""
    (found,) = (part for part in whole._actions if isinstance(part, argparse._SubParsersAction))
    return dict(found.choices)


def _add(commands: Commands[Parser], name: str, description: str) -> Parser:
    """Add a command; its help is its description too."""
    description = f"{description[0].upper()}{description[1:]}."
    return commands.add_parser(name, help=description, description=description, allow_abbrev=False)


def _add_ask(commands: Commands[Parser]) -> None:
    ask = _add(commands, "ask", "answer one question, or each line of standard input")
    ask.epilog = "exit status: 0 answered, 1 no evidence, 2 error"
    ask.add_argument(
        "question", nargs="*", metavar="QUESTION", help='the question; "-" reads standard input'
    )
    form = ask.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=(*FORMATS, *RECORD_FORMATS),
        default="text",
        help=f"how to print it; {', '.join(RECORD_FORMATS)}: the records quoted",
    )
    form.add_argument(
        "--json",
        dest="format",
        action="store_const",
        const="json",
        help="print JSON, one object a question: --format json",
    )
    ask.add_argument(
        "--explain", action="store_true", help="tell why, below each answer (with --json: as JSON)"
    )
    ask.add_argument(
        "--group",
        action="store_true",
        help="ask several records: how many speak of it, what reviews, trials and others say",
    )
    ask.add_argument("-q", "--quiet", action="store_true", help="print nothing; the status tells")
    ask.add_argument(
        "--pager",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="show what exceeds the screen through $PAGER (default: no)",
    )
    add_common(
        ask, limit="show at most N passages (default: 3), 30 at most; with --group N records (5)"
    )
    add_filters(ask)


def _add_chat(commands: Commands[Parser]) -> None:
    chat = _add(commands, "chat", "ask in a conversation (also without COMMAND)")
    saved = chat.add_mutually_exclusive_group()
    resume = "go on with a conversation that /save kept; the one saved last without a name"
    saved.add_argument("--resume", nargs="?", const="", metavar="SESSION", help=resume)
    saved.add_argument("--sessions", action="store_true", help="list the saved conversations")
    add_common(chat, limit="show at most N passages (default: 3, or what /set passages was)")
    add_filters(chat)


def _add_show(commands: Commands[Parser]) -> None:
    show = _add(commands, "show", "print a record")
    show.add_argument("identifier", nargs="+", metavar="PMID", help="the record's PMID")
    show.add_argument("--json", action="store_true", help="print all of it as JSON")
    add_common(show)


def _add_cite(commands: Commands[Parser]) -> None:
    cite = _add(commands, "cite", "print a reference to a record")
    cite.add_argument("identifier", nargs="+", metavar="PMID", help="the record's PMID")
    cite.add_argument(
        "--style", choices=STYLES, default="nlm", help="the style (default: nlm, as PubMed's)"
    )
    cite.add_argument("--json", action="store_true", help="print JSON, one object a record")
    add_common(cite)


def _add_export(commands: Commands[Parser]) -> None:
    export = _add(commands, "export", "write a corpus's records, or those of a query or filter")
    export.epilog = "exit status: 0 written, 1 no record passes, 2 error"
    export.add_argument("query", nargs="*", metavar="QUERY", help=_QUERY_HELP)
    export.add_argument(
        "--format", choices=EXPORT_FORMATS, default="jsonl", help="the form (default: jsonl)"
    )
    add_common(export, limit="write at most N records")
    add_filters(export)


def _add_selecting(commands: Commands[Parser]) -> None:
    made = {name: _add(commands, name, f"{name} the records of a query") for name in _SELECTING}
    for name, command in made.items():
        command.add_argument("query", nargs="*", metavar="QUERY", help=_QUERY_HELP)
        add_form(command, *_SELECTING[name])
        add_common(command, limit=_LIMITS[name])
        add_filters(command)
    count, found = made["count"], made["list"]
    count.add_argument("--by", choices=COUNTED, help="count them by what they have")
    sort = "their order (default: relevance; date is newest first)"
    found.add_argument("--sort", choices=SORTS, default="relevance", help=sort)
    found.add_argument("--count", action="store_true", help="print only how many there are")
    page = "the Nth -k records (default: 1)"
    found.add_argument("--page", type=positive, default=1, metavar="N", help=page)


def _add_relations(commands: Commands[Parser]) -> None:
    for name, description in (
        ("similar", "list the records most like a record"),
        ("cited-by", "list the records that cite a record"),
    ):
        command = _add(commands, name, description)
        command.add_argument("identifier", nargs=1, metavar="PMID", help="the record's PMID")
        command.add_argument("--json", action="store_true", help="print JSON, one object a record")
        add_common(command, limit=_LIMITS[name])


def _add_verify(commands: Commands[Parser]) -> None:
    verify = _add(commands, "verify", "find every quotation of a file again in its record")
    verify.epilog = "exit status: 0 all found, 1 one does not match or is retracted, 2 error"
    verify.add_argument(
        "file",
        nargs="+",
        metavar="FILE",
        help='what il2qa wrote, or any text that quotes beside PMIDs; "-" reads standard input',
    )
    verify.add_argument("--json", action="store_true", help="print JSON, one object a quotation")
    add_common(verify)


def _add_eval(commands: Commands[Parser]) -> None:
    measure = _add(commands, "eval", "measure how well the questions of a file are answered")
    measure.epilog = "It needs an extra: python -m pip install 'il2qa[eval]'"
    measure.add_argument("file", nargs=1, metavar="QUESTIONS", help="JSON Lines, or BioASQ's JSON")
    measure.add_argument("--json", action="store_true", help="print the figures as JSON")
    measure.add_argument(
        "--run", metavar="FILE", help="write what was found: BioASQ's JSON (.json), else a TREC run"
    )
    add_common(measure)


def _add_mcp(commands: Commands[Parser]) -> None:
    mcp = _add(commands, "mcp", "serve a corpus to assistants by the Model Context Protocol")
    mcp.epilog = (
        "It needs an extra: python -m pip install 'il2qa[mcp]'. "
        "Elsewhere than on this machine callers must bear the token of IL2QA_MCP_TOKEN."
    )
    mcp.add_argument(
        "--http",
        type=address,
        metavar="[HOST:]PORT",
        help="serve over HTTP at http://127.0.0.1:PORT/mcp (default: standard input and output)",
    )
    add_common(mcp)


def _add_setup(commands: Commands[Parser]) -> None:
    completion = _add(commands, "completion", "print the script that completes options in a shell")
    completion.epilog = _COMPLETION_PLACES
    completion.formatter_class = argparse.RawDescriptionHelpFormatter
    completion.add_argument("shell", choices=SHELLS, help="the shell")
    _add(commands, "manual", "print the man page (il2qa manual | man -l -)")


def _add_index(commands: Commands[Parser]) -> None:
    index = _add(commands, "index", "build or update a corpus from PubMed files")
    index.epilog = _INDEX_EXAMPLES
    index.formatter_class = argparse.RawDescriptionHelpFormatter
    index.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="a file, a folder, or a quoted pattern"
    )
    index.add_argument(
        "--remove", nargs="+", metavar="PMID", help="remove records by PMID or other identifier"
    )
    index.add_argument(
        "--remove-source",
        nargs="+",
        metavar="FILE",
        help="remove what came from a file or folder; what other sources have too stays",
    )
    index.add_argument(
        "--again", action="store_true", help="index also sources that have not changed"
    )
    index.add_argument("--dry-run", action="store_true", help="say what would be done, and stop")
    index.add_argument("--json", action="store_true", help="print progress as JSON, one a line")
    index.add_argument(
        "--strict",
        action="store_true",
        help="list every record that was left out or read in part; where there is one, status 2",
    )
    index.add_argument(
        "--workers", type=positive, metavar="N", help="processes that read (default: all cores)"
    )
    index.add_argument(
        "--corpus",
        metavar="DIR|URL",
        action="append",
        default=argparse.SUPPRESS,
        help="its folder or its address on a cluster (default: IL2QA_CORPUS, else one of your own)",
    )


def _add_info(commands: Commands[Parser]) -> None:
    info = _add(commands, "info", "say which corpus answers and what it holds")
    info.add_argument("--json", action="store_true", help="print JSON")
    info.add_argument(
        "--sources",
        dest="lists_sources",
        action="store_true",
        help="list what it was made of: how many records of which file",
    )
    add_common(info)


def _add_check(commands: Commands[Parser]) -> None:
    check = _add(
        commands, "check", "check that an indexed corpus, or each record of files, is whole"
    )
    check.add_argument(
        "sources",
        metavar="FILE",
        nargs="*",
        help="files to read; all that is lost in them is listed",
    )
    check.add_argument("--json", action="store_true", help="print JSON, one object a fault")
    add_common(check)
