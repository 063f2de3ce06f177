"""`il2qa ask`: one question, or each line of standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator

from il2qa.commands import ANSWERED, ERROR, NO_EVIDENCE
from il2qa.commands.opening import complain, open_named, where_of
from il2qa.commands.printing import printer_of
from il2qa.conversation import Choice
from il2qa.errors import QuestionError
from il2qa.models import Answer
from il2qa.options import DEFAULT_LIMIT


def run(options: argparse.Namespace) -> int:
    """Answer, and return 0 where anything was answered, 1 where nothing, 2 after an error."""
    questions = _questions(options.question)
    corpus, where = open_named(options), where_of(options)
    limit = options.limit or DEFAULT_LIMIT
    return answer_each(lambda question: corpus.ask(question, limit, where), questions, options)


def answer_each(
    ask: Callable[[str], Answer | Choice], questions: Iterable[str], options: argparse.Namespace
) -> int:
    """Print the answer to each question as it comes, and return the exit status of all.

    A question that cannot be asked is reported and the next one taken. Raises QuestionError where
    there is no question at all.
    """
    printer = printer_of(options)
    statuses: set[int] = set()
    for question in questions:
        try:
            answer = ask(question)
        except QuestionError as error:
            complain(error)
            statuses.add(ERROR)
            continue
        if isinstance(answer, Choice):
            complain(QuestionError(f"{question}: more than one record may be meant; name one"))
            statuses.add(ERROR)
            continue
        statuses.add(NO_EVIDENCE if answer.status == "no_evidence" else ANSWERED)
        printer.show(answer)
    if not statuses:
        raise QuestionError("no question on standard input; give one a line")
    printer.close()
    if ERROR in statuses:
        return ERROR
    return NO_EVIDENCE if statuses == {NO_EVIDENCE} else ANSWERED


def lines() -> Iterator[str]:
    """The lines of standard input that are not blank."""
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


def _questions(words: list[str]) -> Iterable[str]:
    """The question of the command line, or the lines of standard input."""
    if words == ["-"] or (not words and not sys.stdin.isatty()):
        return lines()
    if not words:
        raise QuestionError('no question; ask one: il2qa ask "Which cells produce IL-2?"')
    return [" ".join(words)]
