"""What the commands that answer share: the questions of standard input, the answers, the status."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence

from il2qa.cli.options import Output
from il2qa.cli.printer import AnswerPrinter, Printer
from il2qa.cli.status import ANSWERED, ERROR, NO_EVIDENCE, tell
from il2qa.errors import QuestionError
from il2qa.models import Answer

Reply = tuple[Answer, str | None]
"""An answer, and what is printed below it, if anything."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def answer_each(
    ask: Callable[[str], Reply | str],
    questions: Sequence[str] | None,
    output: Output,
    printer: AnswerPrinter | None = None,
) -> int:
    """Print the answer to each question as it comes, and return the exit status of all.

    None for the questions is the lines of standard input. A line may be answered by a text that is
    no answer (a command of the chat), and ends all where `ask` raises EOFError. A question that
    cannot be asked is reported and the next one taken; JSON has an object for it too. Raises
    QuestionError where there is no question at all.
    """
    names_questions = questions is None or len(questions) > 1
    printer = printer or Printer(output, names_questions=names_questions)
    statuses: set[int] = set()
    has_said = False
    for question in lines() if questions is None else questions:
        try:
            reply = ask(question)
        except EOFError:
            has_said = True
            break
        except QuestionError as error:
            tell(error)
            statuses.add(ERROR)
            if output.is_json:
                printer.show(_unasked(question, error))
            continue
        if isinstance(reply, str):
            has_said = True
            printer.say(reply.rstrip("\n"))
            continue
        answer, below = reply
        statuses.add(NO_EVIDENCE if answer.status == "no_evidence" else ANSWERED)
        printer.show(answer, below)
    if not (statuses or has_said):
        raise QuestionError("no question on standard input; give one a line")
    printer.close()
    if ERROR in statuses:
        return ERROR
    return NO_EVIDENCE if statuses == {NO_EVIDENCE} else ANSWERED


def lines() -> Iterator[str]:
    """The lines of standard input that are not blank, as UTF-8 (UTF-16 where a mark says so).

    What is not UTF-8 is reported, and read as Latin-1, which every byte is. Whoever is to type them
    is told so.
    """
    if sys.stdin.isatty():
        tell("type a question a line; Ctrl-D ends")
    for number, line in enumerate(_raw_lines(), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            tell(f"line {number} of standard input is not UTF-8; read as Latin-1")
            text = line.decode("latin-1")
        for part in text.splitlines():
            if part.strip():
                yield part.strip()


def _raw_lines() -> Iterator[bytes]:
    """Lines as bytes, as they come, without a byte order mark."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:  # a program has put text in its place
        yield from (line.encode("utf-8", "replace") for line in sys.stdin)
        return
    first: bytes = stream.readline()
    if first.startswith(_UTF16):
        text = (first + stream.read()).decode("utf-16", "replace")
        yield from (line.encode() for line in text.splitlines(keepends=True))
        return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from stream


def _unasked(question: str, error: QuestionError) -> Answer:
    return Answer(question=question, status="no_evidence", confidence=0.0, reason=str(error))
