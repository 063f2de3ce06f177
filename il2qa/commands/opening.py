"""What several commands do first: open the corpus that is named, take the filters."""

from __future__ import annotations

import argparse
import sys

from il2qa.api import Corpus, open_corpus
from il2qa.errors import Il2qaError
from il2qa.readers import ReadReport
from il2qa.render.style import clean
from il2qa.where import Where

_FILTERS = (
    *("since", "until", "authors", "journals", "publication_types", "languages", "mesh", "pmids"),
    "has_abstract",
)


def open_named(options: argparse.Namespace) -> Corpus:
    """Open what --corpus names, and tell what could not be read.

    Raises ReadError or CorpusError.
    """
    report = ReadReport()
    corpus = open_corpus(options.corpus, strict=options.strict, report=report)
    tell(report)
    return corpus


def tell(report: ReadReport) -> None:
    """Print on standard error what was wrong with what was read, and how much was read."""
    for message in report.messages:
        print(f"il2qa: {clean(message)}", file=sys.stderr)
    if report.unlisted:
        print(f"il2qa: {report.unlisted:,} more such messages", file=sys.stderr)
    if report.messages:
        print(f"il2qa: {clean(report.summary())}", file=sys.stderr)


def where_of(options: argparse.Namespace) -> Where | None:
    """The filters of the command line, or None where there are none."""
    given = {name: getattr(options, name, None) for name in _FILTERS}
    asked = {name: value for name, value in given.items() if value}
    return Where.model_validate(asked) if asked else None


def complain(error: Il2qaError) -> None:
    """Print an error on standard error, as one message."""
    print(f"il2qa: {clean(str(error))}", file=sys.stderr)
