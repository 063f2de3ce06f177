"""What several commands do first: open the corpus that is named, take the filters."""

from __future__ import annotations

import argparse
import sys

from il2qa.api import Corpus, open_corpus
from il2qa.readers import ReadReport
from il2qa.text.safety import clean
from il2qa.where import Where

_SHOWN = 20  # messages; the summary counts the others


def open_named(options: argparse.Namespace) -> Corpus:
    """Open what --corpus names, and tell what could not be read.

    Raises ReadError or CorpusError.
    """
    report = ReadReport()
    corpus = open_corpus(options.corpus, strict=options.strict, report=report)
    tell(report)
    return corpus


def tell(report: ReadReport, whole: bool = False) -> None:
    """Print on standard error what was wrong with what was read, and how much was read.

    With `whole` every message and every record that was read in part is listed.
    """
    told = [*report.messages] if whole else report.messages[:_SHOWN]
    more = len(report.messages) + report.unlisted - len(told)
    if more:
        told.append(f"{more:,} more such messages")
    told += report.doubts if whole else ()
    if told or report.ignored or report.partial:
        passed = f"; {len(report.ignored):,} without PubMed records" if report.ignored else ""
        told.append(report.summary() + passed)
    for message in told:
        print(f"il2qa: {clean(message)}", file=sys.stderr)


def where_of(options: argparse.Namespace) -> Where | None:
    """The filters of the command line, or None where there are none."""
    given = {name: getattr(options, name, None) for name in Where.model_fields}
    asked = {name: value for name, value in given.items() if value}
    return Where.model_validate(asked) if asked else None
