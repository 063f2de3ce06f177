"""`il2qa ask`: one question, several, or each line of standard input."""

from __future__ import annotations

from collections.abc import Callable

from il2qa.answering import Finding, answer_of
from il2qa.askable import as_typed
from il2qa.cli.answers import Reply, answer_each
from il2qa.cli.arguments import RECORD_FORMATS
from il2qa.cli.opening import open_named, tell_unknown
from il2qa.cli.options import Options
from il2qa.cli.printer import QuotedRecords
from il2qa.errors import QuestionError
from il2qa.models import Answer


def run(options: Options) -> int:
    """Answer, and return 0 where anything was answered, 1 where nothing, 2 after an error."""
    corpus, limit = open_named(options), options.limit
    explained = _explained(options.output.form, limit) if options.explains else None
    tell_unknown(corpus, options.where)
    find = corpus.gather if options.is_grouped else corpus.find

    def reply(question: str) -> Reply:
        finding = find(question, options.where)
        answer = as_typed(answer_of(finding, limit), question)
        return answer, explained(finding, answer) if explained else None

    quoted = QuotedRecords(options.output, corpus.record) if _is_of_records(options) else None
    try:
        return answer_each(reply, options.questions, options.output, quoted)
    finally:
        corpus.close()  # the process ends at once, and a cluster is to hold nothing for it


def _is_of_records(options: Options) -> bool:
    """Whether the records quoted are asked for, not the quotations."""
    return options.output.form in RECORD_FORMATS


def _explained(form: str, limit: int) -> Callable[[Finding, Answer], str]:
    """What tells in a format why a question is answered as it is.

    Raises QuestionError where the format has no place for it.
    """
    from il2qa.answering.explanation import explanation_of
    from il2qa.render.explanation import FORMS

    if form not in FORMS:
        raise QuestionError(f"--explain cannot be told in {form}; ask in {', '.join(FORMS)}")
    return lambda finding, answer: FORMS[form](explanation_of(finding, answer, limit))
