"""`il2qa ask`: one question, several, or each line of standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable

from il2qa.answering import Finding, answer_of
from il2qa.commands.asking import Reply, answer_each, lines
from il2qa.commands.opening import open_named, where_of
from il2qa.errors import QuestionError
from il2qa.models import Answer
from il2qa.options import DEFAULT_LIMIT


def run(options: argparse.Namespace) -> int:
    """Answer, and return 0 where anything was answered, 1 where nothing, 2 after an error."""
    questions = _questions(options.question)
    corpus, where = open_named(options), where_of(options)
    limit = options.limit or DEFAULT_LIMIT
    explained = _explained(options.format, limit) if options.explain else None

    def reply(question: str) -> Reply:
        finding = corpus.find(question, where)
        answer = answer_of(finding, limit)
        return answer, explained(finding, answer) if explained else None

    return answer_each(reply, questions, options)


def _explained(form: str, limit: int) -> Callable[[Finding, Answer], str]:
    """What tells in a format why a question is answered as it is.

    Raises QuestionError where the format has no place for it.
    """
    from il2qa.answering.explanation import explanation_of
    from il2qa.render.explanation import FORMS

    if form not in FORMS:
        raise QuestionError(f"--explain cannot be told in {form}; ask in {', '.join(FORMS)}")
    return lambda finding, answer: FORMS[form](explanation_of(finding, answer, limit))


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
