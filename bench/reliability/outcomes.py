"""What a corpus on disk says when it is asked in every way: its outcome, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import il2qa
from il2qa.errors import CorpusError, QuestionError

SOME = 3  # records of a corpus that are shown whole


def outcome(place: Path, questions: Sequence[str]) -> dict[str, str]:
    """What a corpus tells, by what it was asked; raises CorpusError where it tells of damage.

    Asked are the questions, the list of its records, some of them whole, their number by year, and
    what is like its first record. No time stands in it: two whole corpora of the same records have
    equal outcomes.
    """
    with il2qa.open_corpus(place) as corpus:
        found = {question: _answer(corpus, question) for question in questions}
        identifiers = [record.id for record in corpus.records()]
        found["list"] = " ".join(identifiers)
        found["count"] = f"{len(corpus)} {corpus.info.passages}"
        found["names"] = str(sorted(corpus.reader.names("journal").items()))
        found["years"] = " ".join(record.id for record in corpus.reader.select(order="newest"))
        step = max(1, len(identifiers) // SOME)
        for identifier in identifiers[::step][:SOME]:
            record = corpus.record(identifier)
            if record is None:
                raise CorpusError(f"{identifier}: listed, and not found")
            found[identifier] = record.model_dump_json()
        return found


def _answer(corpus: il2qa.Corpus, question: str) -> str:
    try:
        return corpus.ask(question).model_dump_json()
    except QuestionError as error:
        return str(error)
