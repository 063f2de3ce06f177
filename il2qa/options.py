"""The command line's options: one parser, from which --help and errors follow."""

from __future__ import annotations

import argparse
from typing import NoReturn

from il2qa._version import __version__

_EXAMPLES = """\
examples:
  il2qa ask "Which cells produce interleukin-2?"
  il2qa ask --json "Is the article in English?" | jq .status
  il2qa chat

exit status: 0 answered, 1 no evidence, 2 error
"""
_FILTERS = (
    ("--author", "authors", "NAME", 'an author: "Borradori" or "Borradori L"'),
    ("--journal", "journals", "NAME", "a journal: full title, abbreviation or ISSN"),
    ("--type", "publication_types", "TYPE", 'a publication type: "review"'),
    ("--language", "languages", "LANG", 'a language: "ger" or "German"'),
    ("--mesh", "mesh", "TERM", "a MeSH descriptor"),
    ("--pmid", "pmids", "PMID", "a record"),
)
_CORPUS_HELP = (
    "the folder of an indexed corpus; or a file, folder or pattern of PubMed records, may be "
    "repeated (default: IL2QA_CORPUS, else the corpus that you indexed, else the record that "
    "ships with il2qa)"
)
_INDEX_EXAMPLES = """\
examples:
  il2qa index export.nbib                        # then: il2qa ask "..."
  il2qa index --corpus pubmed 'baseline/*.xml.gz' 'updatefiles/*.xml.gz'
  il2qa index --remove 3303316

Sources that have not changed are skipped, and a build that was stopped goes on where it was.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors end by naming the help."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is; leave with status 2."""
        self.exit(2, f"il2qa: {message}\nTry 'il2qa --help'.\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `command` is None where none is named."""
    top = Parser(
        prog="il2qa",
        description="Answer questions from PubMed abstracts, offline, by quoting.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"il2qa {__version__}")
    _add_common(top, argparse.SUPPRESS)
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    top.set_defaults(corpus=None, strict=False, color="auto", limit=3)
    _add_ask(commands)
    _add_show(commands)
    chat = commands.add_parser(
        "chat", help="ask in a conversation (also without COMMAND)", allow_abbrev=False
    )
    _add_common(chat, argparse.SUPPRESS)
    _add_index(commands)
    _add_info(commands)
    _add_check(commands)
    return top


def _add_ask(commands: argparse._SubParsersAction[Parser]) -> None:
    ask = commands.add_parser(
        "ask",
        help="answer one question, or each line of standard input",
        epilog="exit status: 0 answered, 1 no evidence, 2 error",
        allow_abbrev=False,
    )
    ask.add_argument(
        "question", nargs="*", metavar="QUESTION", help='the question; "-" reads standard input'
    )
    ask.add_argument("--json", action="store_true", help="print JSON, one object a question")
    _add_common(ask, argparse.SUPPRESS)
    _add_filters(ask)


def _add_show(commands: argparse._SubParsersAction[Parser]) -> None:
    show = commands.add_parser("show", help="print a record", allow_abbrev=False)
    show.add_argument("identifier", nargs="+", metavar="PMID", help="the record's PMID")
    show.add_argument("--json", action="store_true", help="print all of it as JSON")
    _add_common(show, argparse.SUPPRESS)


def _add_index(commands: argparse._SubParsersAction[Parser]) -> None:
    index = commands.add_parser(
        "index",
        help="build or update a corpus on disk from PubMed files",
        epilog=_INDEX_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    index.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="a file, a folder, or a quoted pattern"
    )
    index.add_argument(
        "--remove", nargs="+", metavar="PMID", help="remove records by PMID or other identifier"
    )
    index.add_argument("--dry-run", action="store_true", help="say what would be done, and stop")
    index.add_argument("--json", action="store_true", help="print progress as JSON, one a line")
    index.add_argument(
        "--workers", type=_positive, metavar="N", help="processes that read (default: all cores)"
    )
    index.add_argument(
        "--corpus",
        metavar="DIR",
        action="append",
        default=argparse.SUPPRESS,
        help="the corpus's folder (default: IL2QA_CORPUS, else one of your own)",
    )


def _add_info(commands: argparse._SubParsersAction[Parser]) -> None:
    info = commands.add_parser(
        "info", help="say which corpus answers and what it holds", allow_abbrev=False
    )
    info.add_argument("--json", action="store_true", help="print JSON")
    _add_common(info, argparse.SUPPRESS)


def _add_check(commands: argparse._SubParsersAction[Parser]) -> None:
    check = commands.add_parser(
        "check", help="check that a corpus on disk is whole", allow_abbrev=False
    )
    _add_common(check, argparse.SUPPRESS)


def _add_filters(target: argparse.ArgumentParser) -> None:
    """Options for `il2qa.Where`; each may be given several times, and then any one counts."""
    group = target.add_argument_group("filters", "which records may answer")
    group.add_argument("--since", type=_positive, metavar="YEAR", help="published in or after")
    group.add_argument("--until", type=_positive, metavar="YEAR", help="published in or before")
    for option, filtered, metavar, told in _FILTERS:
        group.add_argument(
            option, dest=filtered, action="append", default=[], metavar=metavar, help=told
        )
    group.add_argument("--has-abstract", action="store_true", help="with an abstract only")


def _add_common(target: argparse.ArgumentParser, default: str) -> None:
    target.add_argument(
        "--corpus", metavar="PLACE", action="append", default=default, help=_CORPUS_HELP
    )
    target.add_argument(
        "--strict", action="store_true", default=default, help="stop at the first bad record"
    )
    target.add_argument(
        "-k",
        "--limit",
        type=_positive,
        metavar="N",
        default=default,
        help="show at most N passages (default: 3)",
    )
    target.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=default,
        help="mark matched words (default: auto: on a terminal, unless NO_COLOR is set)",
    )


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return number
