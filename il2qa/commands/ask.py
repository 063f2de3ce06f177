"""`il2qa ask`: one question, several, or each line of standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable

from il2qa.api import Corpus
from il2qa.commands.asking import answer_each, lines
from il2qa.commands.opening import open_named, where_of
from il2qa.errors import QuestionError
from il2qa.options import DEFAULT_LIMIT
from il2qa.where import Where


def run(options: argparse.Namespace) -> int:
    """Answer, and return 0 where anything was answered, 1 where nothing, 2 after an error."""
    questions = _questions(options.question)
    corpus, where = open_named(options), where_of(options)
    limit = options.limit or DEFAULT_LIMIT
    told = _explained(corpus, limit, where, options) if options.explain else None
    return answer_each(
        lambda question: corpus.ask(question, limit, where), questions, options, told
    )


def _explained(
    corpus: Corpus, limit: int, where: Where | None, options: argparse.Namespace
) -> Callable[[str], str]:
    """What tells why a question is answered as it is: as text, or as JSON."""
    from il2qa.explaining import explain
    from il2qa.render.explanation import explanation_text

    def told(question: str) -> str:
        found = explain(corpus.reader, question, limit, where)
        return found.model_dump_json() if options.format == "json" else explanation_text(found)

    return told


def _questions(words: list[str]) -> Iterable[str]:
    """The questions of the command line, or the lines of standard input.

    Words without quotation marks are one question; several that were quoted are several.
    """
    if words == ["-"] or (not words and not sys.stdin.isatty()):
        return lines()
    if not words:
        raise QuestionError('no question; ask one: il2qa ask "Which cells produce IL-2?"')
    if "-" in words:
        raise QuestionError('"-" reads standard input and stands alone')
    quoted = any(len(word.split()) > 1 for word in words)
    return words if quoted else [" ".join(words)]
