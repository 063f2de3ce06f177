"""Options that several commands have: corpus and limit, filters, formats."""

from __future__ import annotations

import argparse

from il2qa.cli.values import positive, year

_FILTERS = (
    ("--author", "authors", "NAME", 'an author: "Borradori" or "Borradori L"'),
    ("--journal", "journals", "NAME", "a journal: full title, abbreviation or ISSN"),
    ("--type", "publication_types", "TYPE", 'a publication type: "review"'),
    ("--language", "languages", "LANG", 'a language: "ger" or "German"'),
    ("--mesh", "mesh", "TERM", "a MeSH descriptor"),
    ("--pmid", "pmids", "PMID", "a record"),
)
CONDITIONS = ("since", "until", *(condition for _, condition, *_ in _FILTERS), "has_abstract")
"""The conditions of il2qa.Where that options set."""
_CORPUS_HELP = (
    "the folder of an indexed corpus, or its address on a search cluster; or a file, folder or "
    "pattern of PubMed records, may be repeated (default: IL2QA_CORPUS, else the corpus that you "
    "indexed, else the record that ships with il2qa, whose name is: bundled)"
)


def add_common(
    target: argparse.ArgumentParser, corpus: str = "corpus", limit: str | None = None
) -> None:
    """Options that stand before or behind the command; the top parser sets what they default to.

    `limit` says what -k limits; a command that prints no list has no such option.
    """
    target.add_argument(
        "--corpus",
        dest=corpus,
        metavar="PLACE",
        action="append",
        default=argparse.SUPPRESS,
        help=_CORPUS_HELP,
    )
    target.add_argument(
        "--strict",
        action="store_true",
        default=argparse.SUPPRESS,
        help="stop at the first bad record",
    )
    if limit:
        target.add_argument(
            *("-k", "--limit"), type=positive, metavar="N", default=argparse.SUPPRESS, help=limit
        )
    target.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=argparse.SUPPRESS,
        help="mark matched words (default: auto: on a terminal, unless NO_COLOR is set)",
    )


def add_filters(target: argparse.ArgumentParser) -> None:
    """Options for `il2qa.Where`; each may be given several times, and then any one counts."""
    group = target.add_argument_group("filters", "which records may answer")
    group.add_argument("--since", type=year, metavar="YEAR", help="published in or after")
    group.add_argument("--until", type=year, metavar="YEAR", help="published in or before")
    for option, condition, metavar, description in _FILTERS:
        group.add_argument(
            option, dest=condition, action="append", default=[], metavar=metavar, help=description
        )
    group.add_argument("--has-abstract", action="store_true", help="with an abstract only")


def add_form(command: argparse.ArgumentParser, *forms: str) -> None:
    """Options for how results are printed."""
    form = command.add_mutually_exclusive_group()
    form.add_argument("--format", choices=forms, default="text", help="how to print it")
    form.add_argument(
        "--json", dest="format", action="store_const", const="json", help="print JSON"
    )
