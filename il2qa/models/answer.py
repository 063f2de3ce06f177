"""Answers, what they quote, and what a corpus says of itself and of its records."""

# Annotations stand as they are: see il2qa.models.record.

from collections.abc import Iterator
from typing import Any, Literal

from il2qa.models.record import Record
from il2qa.models.value import Value


class Citation(Value):
    """Where a passage stands, and its record's reference.

    `start` and `end` are half-open offsets, in characters (code points), into the text of the
    field: `field_texts(record)[field][start:end]` is the passage's text, and `Corpus.text_of` gives
    that text. The text of "abstract" is the whole abstract as PubMed prints it, the labels of its
    sections inline ("AIM: … RESULTS: …"); that of a metadata field is its statement ("Journal: …").
    """

    id: str
    pmid: str | None
    field: str
    label: str | None = None
    sentence: int | None = None  # from 1, in the abstract
    start: int
    end: int
    reference: str  # in full, NLM style
    short_reference: str  # first author, journal, year
    url: str | None = None
    corpus: str | None = None  # that it comes from, where several are asked as one


class Passage(Value):
    """A quotation: one sentence of title or abstract, or one metadata statement, verbatim."""

    text: str
    citation: Citation
    score: float
    highlights: tuple[tuple[int, int], ...] = ()  # offsets into `text` of the matched words
    notices: tuple[str, ...] = ()


Status = Literal["answered", "partial", "no_evidence"]


class Counts(Value):
    """How many records a question is about, and how many of them have each value of a field."""

    records: int
    by: str | None = None  # "year", "journal", "author", "type", "language", "mesh"
    values: tuple[tuple[str, int], ...] = ()  # the most first; years in their order


class Group(Value):
    """What a survey quotes of one record: its year, its kinds of study, where its passages are."""

    year: int | None
    types: tuple[str, ...]  # as PubMed names them: "Review", "Randomized Controlled Trial"
    passages: tuple[int, ...]  # places among the answer's passages, from 0


class Survey(Value):
    """How many records speak of a question, and record by record what some of them say.

    `query` says in PubMed's syntax which records are counted: `il2qa count` gives their number.
    """

    query: str
    records: int
    retracted: int  # of them
    years: tuple[tuple[str, int], ...]  # how many of each year, in their order
    types: tuple[tuple[str, int], ...]  # how many of each kind of study, most first
    groups: tuple[Group, ...] = ()  # reviews and trials first, each newest first; retracted last


class Answer(Value):
    """What a question got: passages best first, how far to trust them, and why there are none.

    It iterates over its passages, and is true where there are any.
    """

    question: str
    status: Status
    confidence: float  # calibrated probability that the first passage answers the question
    passages: tuple[Passage, ...] = ()
    reason: str | None = None  # of a refusal, or of a doubt
    missing: tuple[str, ...] = ()  # words of the question that no shown record mentions
    interpreted_as: str | None = None
    counts: Counts | None = None  # where the question asks for numbers or a list
    survey: Survey | None = None  # where it is asked of several records: `Corpus.survey`

    def __iter__(self) -> Iterator[Passage]:  # type: ignore[override]  # pydantic's gives fields
        return iter(self.passages)

    def __len__(self) -> int:
        return len(self.passages)

    def to_json(self) -> str:
        """The answer as `il2qa ask --json` prints it: one object on one line (docs/json.md)."""
        from il2qa.models.forms import as_json

        return as_json(self)

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary a passage, which pandas and polars take as they are."""
        from il2qa.models.forms import rows

        return rows(self)

    def _repr_html_(self) -> str:
        """The answer as notebooks show it."""
        from il2qa.models.notebook import as_html

        return as_html(self)


class Hit(Value):
    """A record that a search found, and its score; scores are compared within one search."""

    record: Record
    score: float


class CorpusInfo(Value):
    """What an opened corpus is."""

    kind: Literal["memory", "disk", "cluster", "several"]
    name: str
    records: int
    passages: int
    analysis_version: str
    updated: str | None = None
