"""The question sets: each question, the record it is asked of, and which passages answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bench.data import files
from il2qa.corpora.bundled import bundled_record
from il2qa.evaluation.questions import Gold
from il2qa.models import Record
from il2qa.passages.spans import field_texts, spans
from il2qa.text.analyzer import default_analyzer


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A question on a record; `gold` are the texts that answer it, none where nothing does."""

    kind: str
    question: str
    record: Record
    gold: tuple[str, ...]
    origin: str = ""  # the group of the question that it was made from

    @property
    def group(self) -> str:
        """What stands on one side of a split; experts ask one question of many records."""
        own = self.record.id if self.kind in ("own", "natural", "bundled") else self.question
        return self.origin or own

    def asked_as(self, question: str) -> RecordQuestion:
        """The same asked in other words; it stays on its side of a split."""
        return replace(self, question=question, origin=self.group)

    def answered_by(self, text: str) -> bool:
        """Whether a passage of this text answers the question, as `il2qa eval` judges it."""
        return Gold(self.record.id, self.gold).holds(text, "abstract", None)


def together(asked: Iterable[RecordQuestion]) -> list[list[RecordQuestion]]:
    """Questions by their wording: one that is asked of several records stands once."""
    found: dict[tuple[str, str], list[RecordQuestion]] = {}
    for one in asked:
        found.setdefault((one.kind, one.question), []).append(one)
    return list(found.values())


def own_words() -> Iterator[RecordQuestion]:
    yield from _own("own_words_questions.jsonl")


def own_words_more() -> Iterator[RecordQuestion]:
    """The same by other writers, on other abstracts."""
    yield from _own("own_words_more.jsonl")


def own_words_ours() -> Iterator[RecordQuestion]:
    """The same by writers of this project, on abstracts that no other set asks about."""
    yield from _ours("own", "own_words.tsv")


def bundled() -> Iterator[RecordQuestion]:
    """Questions on the record that ships with il2qa, which the pool does not hold."""
    yield from _ours("bundled", "bundled.tsv")


def closing() -> Iterator[RecordQuestion]:
    """Questions that nothing was learnt from or chosen by."""
    yield from _ours("closing", "closing.tsv")


def _ours(kind: str, name: str) -> Iterator[RecordQuestion]:
    """The questions of a table: PMID, the places of what answers or "none", the question.

    A place is T, the title, or where a sentence begins and ends in the abstract.
    """
    for line in (files.SETS / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            pmid, places, question = line.split("\t")
            record = files.pool().get(pmid) or bundled_record()
            told = () if places == "none" else places.split(",")
            gold = tuple(_at(place, record) for place in told)
            yield RecordQuestion(kind, question, record, gold)


def _at(place: str, record: Record) -> str:
    if place == "T":
        return record.title
    start, end = map(int, place.split("-"))
    return record.abstract_text[start:end]


def _own(name: str) -> Iterator[RecordQuestion]:
    for row in files.rows(name):
        yield RecordQuestion("own", row["q"], files.pool()[row["pmid"]], tuple(row.get("gold", ())))


def natural() -> Iterator[RecordQuestion]:
    for row in files.rows("natural_questions.jsonl"):
        gold = tuple(row.get("any", ()))
        yield RecordQuestion("natural", row["q"], files.pool()[row["pmid"]], gold)


def bioasq() -> Iterator[RecordQuestion]:
    for row in files.rows("bioasq_questions.jsonl.gz"):
        for found in row["docs"]:
            if found["verbatim_in_pool"] and found["pmid"] in files.pool():
                record = files.pool()[found["pmid"]]
                yield RecordQuestion("bioasq", row["question"], record, tuple(found["snippets"]))


def expert_records() -> dict[str, frozenset[str]]:
    """The records of the pool that the experts' gold names, of each of their questions."""
    return {
        row["question"]: frozenset(found["pmid"] for found in row["docs"]) & files.pool().keys()
        for row in files.rows("bioasq_questions.jsonl.gz")
    }


def unanswerable(asked: RecordQuestion) -> RecordQuestion:
    """The same question where nothing answers it."""
    return replace(asked, gold=())


def snippets() -> Iterator[RecordQuestion]:
    for number, row in enumerate(files.rows("snippet_extraction.jsonl.gz")):
        text = row["title_abstract"]
        gold = tuple(text[start:end] for start, end in filter(None, row.get("gold_spans") or ()))
        record = files.record(str(row["pmid"] or f"snippet{number}"), "", text)
        yield RecordQuestion("snippets", row["question"], record, gold)


def conclusions() -> Iterator[RecordQuestion]:
    """PubMedQA: the question is the article's title, the conclusion answers it."""
    for row in files.rows("pubmedqa.jsonl.gz"):
        text = " ".join([*row["CONTEXTS"], row["LONG_ANSWER"]])
        gold = _sentences(files.record(row["pmid"], "", row["LONG_ANSWER"]))
        yield RecordQuestion(
            "conclusions", row["QUESTION"], files.record(row["pmid"], "", text), gold
        )


def _sentences(record: Record) -> tuple[str, ...]:
    return tuple(quoted(record)[bool(record.title) :])


def quoted(record: Record) -> list[str]:
    """The texts of the title and of the sentences of a record."""
    texts = field_texts(record)
    return [
        texts[span.field][span.start : span.end]
        for span in spans(record, default_analyzer())
        if span.field in ("title", "abstract")
    ]
