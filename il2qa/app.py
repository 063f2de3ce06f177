"""The command line: reads the arguments, wires the parts together, gives the exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from il2qa.errors import Il2qaError, QuestionError
from il2qa.options import parser

if TYPE_CHECKING:
    from il2qa.api import Corpus
    from il2qa.models import Answer

ANSWERED, NO_EVIDENCE, ERROR = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run il2qa and return its exit status: 0 answered, 1 no evidence, 2 error."""
    options = parser().parse_args(arguments)
    try:
        status = _COMMANDS[options.command or "chat"](options)
        sys.stdout.flush()
    except Il2qaError as error:
        _complain(error)
        return ERROR
    except BrokenPipeError:
        # The reader has gone (`| head -1`): say nothing, also not when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return 128 + 2
    return status


def _ask(options: argparse.Namespace) -> int:
    questions = _questions(options.question)
    from il2qa.api import open_corpus

    return answer_each(open_corpus(options.corpus), questions, options)


def _chat(options: argparse.Namespace) -> int:
    from il2qa.api import open_corpus

    corpus = open_corpus(options.corpus)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from il2qa.chat.session import run

        return run(corpus, options.limit, options.color)
    options.json = False
    return answer_each(corpus, _lines(), options)


def answer_each(corpus: Corpus, questions: Iterable[str], options: argparse.Namespace) -> int:
    """Print the answer to each question as it comes, and return the exit status of all.

    A question that cannot be asked is reported and the next one taken.
    """
    render = _renderer(options)
    statuses: set[int] = set()
    for question in questions:
        try:
            answer = corpus.ask(question, options.limit)
        except QuestionError as error:
            _complain(error)
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
        return _lines()
    if not words:
        raise QuestionError('no question; ask one: il2qa ask "Which cells produce IL-2?"')
    return [" ".join(words)]


def _lines() -> Iterator[str]:
    """The lines of standard input that are not blank."""
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


def _complain(error: Il2qaError) -> None:
    from il2qa.render.style import clean

    print(f"il2qa: {clean(str(error))}", file=sys.stderr)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"ask": _ask, "chat": _chat}
