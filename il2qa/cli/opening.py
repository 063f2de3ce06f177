"""What several commands do first: open the corpus that is named, and tell how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from il2qa.api import Corpus, open_corpus
from il2qa.cli.options import Options
from il2qa.cli.status import tell
from il2qa.corpora.opening import reads_files

if TYPE_CHECKING:
    from il2qa.filters.tree import Filter
    from il2qa.readers import ReadReport

_SHOWN = 20  # messages; the summary counts the others


def open_named(options: Options) -> Corpus:
    """Open what --corpus names, and tell what could not be read.

    Raises ReadError or CorpusError.
    """
    if not reads_files(options.places):
        return open_corpus(options.places)
    from il2qa.readers import ReadReport  # loaded where anything is read

    report = ReadReport()
    corpus = open_corpus(options.places, strict=options.is_strict, report=report)
    tell_report(report)
    return corpus


def tell_unknown(corpus: Corpus, where: Filter | None) -> None:
    """Tell of each value of a filter that no record has, with near ones.

    Where the filter lets no record through, whatever is refused for it says so.
    """
    if where is not None and corpus.count(where):
        from il2qa.selecting import unknown_values  # as all of queries, where one is asked

        for message in unknown_values(corpus.reader, where):
            tell(message)


def tell_report(report: ReadReport, whole: bool = False) -> None:
    """Print on standard error what was wrong with what was read, and how much was read.

    With `whole` every message and every record that was read in part is listed.
    """
    messages = [*report.messages] if whole else report.messages[:_SHOWN]
    more = len(report.messages) + report.unlisted - len(messages)
    if more:
        messages.append(f"{more:,} more such messages")
    messages += report.doubts if whole else ()
    if messages or report.ignored or report.partial:
        passed = f"; {len(report.ignored):,} without PubMed records" if report.ignored else ""
        messages.append(report.summary() + passed)
    for message in messages:
        tell(message)
