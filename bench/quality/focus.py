"""What readers ask with a record in focus: python -m bench focus [--set SET] [--wrong]

Each question names no topic and is put to its record alone. Right first: the first passage holds
(or is part of) a gold sentence, or is the field that is asked for; a quotation counts however its
confidence was judged. A question that the record does not answer is right where nothing is called
answered. The sets are on other records, each worded before anything was tried on it; all have since
been learnt from but "last", which is only measured.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.data import files
from bench.quality.measures import say
from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import QuestionError
from il2qa.evaluation.questions import Gold
from il2qa.models import Answer, Citation, Record
from il2qa.passages.spans import Span
from il2qa.readers.sections import split_sections

CORPUS, QUESTIONS = "talks_corpus.jsonl", "focus_questions.jsonl"
LEARNT_FROM = ("other", "unseen", "readers", "closing", "pool", "later", "more")
SETS_OF_OUR_OWN = (*LEARNT_FROM, "last")
SETS = files.ROOT / "bench" / "data" / "sets"
SUMMARY, FIELD, NONE, CONTENT = "summary", "metadata", "unanswerable", "content"
AMONG = 3
_PLACE = re.compile(r"S\d+|M_\w+")
_FIELDS = {"publication_types": "publication_type"}  # as the file names them, and as we do


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a record; `field` is the metadata field that answers it, if one does.

    `asks_for` is what its writer said that it asks for, a kind of `il2qa.paper_questions`.
    """

    pmid: str
    text: str
    kind: str
    golds: tuple[Gold, ...] = ()
    field: str | None = None
    asks_for: str | None = None

    def holds(self, text: str, place: Span | Citation) -> bool:
        """Whether a passage answers it."""
        if self.field:
            return place.field == _FIELDS.get(self.field, self.field)
        return any(gold.holds(text, place.field, place.sentence) for gold in self.golds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what it got; None where it was refused as no question."""

    question: Question
    answer: Answer | None

    @property
    def right(self) -> list[bool]:
        """Whether each passage shown answers."""
        shown = self.answer.passages if self.answer else ()
        return [self.question.holds(one.text, one.citation) for one in shown]

    @property
    def refused(self) -> bool:
        """Whether nothing is shown."""
        return not self.right

    @property
    def called_answered(self) -> bool:
        """Whether it is called answered."""
        return self.answer is not None and self.answer.status == "answered"


def read(rows: Iterable[dict[str, Any]]) -> Iterator[Question]:
    """The questions of a file's rows."""
    for row in rows:
        golds, field = golds_of(row), row.get("field")
        kind = SUMMARY if row.get("summary") else FIELD if field else CONTENT if golds else NONE
        yield Question(row["pmid"], row["q"], kind, golds, field)


def golds_of(row: dict[str, Any]) -> tuple[Gold, ...]:
    """What answers: texts, or places such as "S1" and "M_title"."""
    texts = tuple(row.get("gold", ()))
    if not texts:
        return ()
    if all(_PLACE.fullmatch(text) for text in texts):
        return (Gold(row["pmid"], places=frozenset(texts)),)
    return (Gold(row["pmid"], texts),)


def read_table(path: Path) -> Iterator[Question]:
    """The questions of a table: PMID, what is asked for, the numbers of sentences, the question."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for pmid, asks_for, places, text in (one.split("\t") for one in lines if one[0] != "#"):
        golds = () if places == "none" else (Gold(pmid, places=frozenset(_places(places))),)
        kind = NONE if not golds else SUMMARY if asks_for == SUMMARY else CONTENT
        yield Question(pmid, text, kind, golds, None, asks_for)


def _places(numbers: str) -> Iterator[str]:
    return (f"S{one}" if one != "0" else "M_title" for one in numbers.split(","))


def ask_all(corpus: Corpus, questions: Iterable[Question]) -> list[Outcome]:
    return [Outcome(one, _asked(corpus, one)) for one in questions]


def _asked(corpus: Corpus, question: Question) -> Answer | None:
    try:
        return corpus.ask(question.text, AMONG, focus=question.pmid)
    except QuestionError:
        return None


def report(outcomes: list[Outcome]) -> None:
    """Print by kind how many are right."""
    answerable = [one for one in outcomes if one.question.kind != NONE]
    for kind in (CONTENT, SUMMARY, FIELD):
        _rows(kind, [one for one in answerable if one.question.kind == kind])
    _rows("all that can be answered", answerable)
    none = [one for one in outcomes if one.question.kind == NONE]
    say(f"{NONE}: not called answered", [not one.called_answered for one in none])


def _rows(kind: str, outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    say(f"{kind}: right first", [any(one.right[:1]) for one in outcomes])
    say(f"{kind}: among {AMONG}", [any(one.right) for one in outcomes])
    say(f"{kind}: refused", [one.refused for one in outcomes])


def wrong(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What is wrong, a question a paragraph: what was asked, what came, what was wanted."""
    for one in outcomes:
        asked, shown = one.question, one.answer.passages if one.answer else ()
        if asked.kind == NONE:
            if one.called_answered:
                yield f"called answered  {asked.pmid}  {asked.text}\n    {shown[0].text}"
        elif not any(one.right[:1]):
            place = "among the next" if any(one.right) else "not shown"
            first = shown[0].text if shown else f"refused: {one.answer and one.answer.reason}"
            golds = (told for gold in asked.golds for told in (*gold.texts, *sorted(gold.places)))
            wanted = asked.field or " | ".join(golds)
            yield f"{place}  {asked.pmid}  {asked.text}\n    came   {first}\n    wanted {wanted}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", choices=SETS_OF_OUR_OWN, help="questions on other records")
    options.add_argument("--wrong", action="store_true", help="print what is wrong too")
    chosen = options.parse_args()
    records, asked = of_set(chosen.set) if chosen.set else of_talks()
    outcomes = ask_all(Corpus(MemoryCorpus(records.values(), "records")), asked)
    report(outcomes)
    if chosen.wrong:
        print("\n" + "\n\n".join(wrong(outcomes)))


def of_talks() -> tuple[dict[str, Record], list[Question]]:
    """The records of the talks, by PMID, and what is asked of them."""
    records = {row["pmid"]: Record.model_validate(row) for row in files.rows(CORPUS)}
    return records, list(read(files.rows(QUESTIONS)))


def of_set(name: str) -> tuple[dict[str, Record], list[Question]]:
    """The records of the pool that a set is on, by PMID, and what is asked of them."""
    table = SETS / f"focus_{name}.tsv"
    asked = list(
        read_table(table) if table.exists() else read(files.read(SETS / f"focus_{name}.jsonl"))
    )
    pmids = dict.fromkeys(one.pmid for one in asked)
    return {pmid: sectioned(files.pool()[pmid]) for pmid in pmids}, asked


def sectioned(record: Record) -> Record:
    """The record with its labels apart, as the readers give it."""
    return record.model_copy(update={"abstract": split_sections(record.abstract_text)})
