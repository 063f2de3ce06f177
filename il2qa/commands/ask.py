"""`il2qa ask`: one question, or each line of standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator

from il2qa.api import Corpus
from il2qa.commands import ANSWERED, ERROR, NO_EVIDENCE
from il2qa.commands.opening import complain, open_named, where_of
from il2qa.errors import QuestionError
from il2qa.models import Answer


def run(options: argparse.Namespace) -> int:
    """Answer, and return 0 where anything was answered, 1 where nothing, 2 after an error."""
    questions = _questions(options.question)
    return answer_each(open_named(options), questions, options)


def answer_each(corpus: Corpus, questions: Iterable[str], options: argparse.Namespace) -> int:
    """Print the answer to each question as it comes, and return the exit status of all.

    A question that cannot be asked is reported and the next one taken. Raises QuestionError where
    there is no question at all.
    """
    render, where = _renderer(options), where_of(options)
    statuses: set[int] = set()
    for question in questions:
        try:
            answer = corpus.ask(question, options.limit, where)
        except QuestionError as error:
            complain(error)
            statuses.add(ERROR)
            continue
        if statuses - {ERROR} and not options.json:
            print()
        statuses.add(NO_EVIDENCE if answer.status == "no_evidence" else ANSWERED)
        print(render(answer), flush=True)
    if not statuses:
        raise QuestionError("no question on standard input; give one a line")
    if ERROR in statuses:
        return ERROR
    return NO_EVIDENCE if statuses == {NO_EVIDENCE} else ANSWERED


def lines() -> Iterator[str]:
    """The lines of standard input that are not blank."""
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


def _renderer(options: argparse.Namespace) -> Callable[[Answer], str]:
    if options.json:
        from il2qa.render.json import answer_json

        return answer_json
    from il2qa.render.style import style_of
    from il2qa.render.text import answer_text

    style = style_of(sys.stdout, options.color)
    return lambda answer: answer_text(answer, style)


def _questions(words: list[str]) -> Iterable[str]:
    """The question of the command line, or the lines of standard input."""
    if words == ["-"] or (not words and not sys.stdin.isatty()):
        return lines()
    if not words:
        raise QuestionError('no question; ask one: il2qa ask "Which cells produce IL-2?"')
    return [" ".join(words)]
