"""What the tools give and take, as their JSON Schemas tell it to assistants."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

MOST_QUERY = 2_000  # characters of a question or search
MOST_QUOTE = 10_000  # characters of a quotation
MOST_RESULTS = 20
MOST_TEXT = 200_000  # characters of a record's text

Query = Annotated[
    str, Field(min_length=1, max_length=MOST_QUERY, description="words or a question in English")
]
Identifier = Annotated[
    str, Field(min_length=1, max_length=200, description='a PMID ("3303316") or a result\'s id')
]
Limit = Annotated[int, Field(ge=1, le=MOST_RESULTS, description="at most so many")]
Quote = Annotated[
    str, Field(min_length=1, max_length=MOST_QUOTE, description="the words as they were quoted")
]
Filter = Annotated[
    str,
    Field(
        max_length=MOST_QUERY,
        description='which records may answer: "year>=1990 type:review", "author:\\"Doe J\\"", '
        'or a query in PubMed\'s syntax ("statins[ti] OR 2010:2015[dp]"); empty for all',
    ),
]
Focus = Annotated[
    str, Field(max_length=200, description="the PMID of the record that alone is asked, or empty")
]
Style = Annotated[
    str, Field(max_length=40, description="nlm, ama, vancouver, apa, mla, bibtex, ris, csl-json …")
]


class Result(TypedDict):
    """A record that was found."""

    id: str
    title: str
    url: str


class Results(TypedDict):
    """Records, best first."""

    results: list[Result]


class SimilarResult(Result):
    """A record like another; 1 is the record itself."""

    score: float


class SimilarResults(TypedDict):
    """Records like one, best first."""

    results: list[SimilarResult]


class Document(TypedDict):
    """A record in full."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str]


class Quotation(TypedDict):
    """A verbatim passage; `start` and `end` are offsets in characters into the field's text."""

    text: str
    pmid: str | None
    id: NotRequired[str]
    field: str
    label: str | None
    sentence: int | None
    start: int
    end: int
    score: float
    highlights: list[tuple[int, int]]
    notices: list[str]
    citation: str
    url: str | None
    corpus: NotRequired[str]


class Counted(TypedDict):
    """How many records are asked for, and how many have each value of a field."""

    records: int
    by: str | None
    values: dict[str, int]


class RecordGroup(TypedDict):
    """What a survey quotes of one record: places among the passages, from 0."""

    year: int | None
    types: list[str]
    passages: list[int]


class Surveyed(TypedDict):
    """How many records speak of a question; `query` says which, in PubMed's syntax."""

    query: str
    records: int
    retracted: int
    years: dict[str, int]
    types: dict[str, int]
    groups: list[RecordGroup]


class Answered(TypedDict):
    """An answer by quotations; `missing` are words of the question that none of them mentions."""

    schema: int
    question: str
    status: Literal["answered", "partial", "no_evidence"]
    confidence: float
    reason: str | None
    missing: list[str]
    interpreted_as: str | None
    passages: list[Quotation]
    counts: NotRequired[Counted]
    survey: NotRequired[Surveyed]


class Reference(TypedDict):
    """A reference to a record."""

    id: str
    style: str
    citation: str


class Verdict(TypedDict):
    """Whether a quotation stands in a record, character for character, and where."""

    stands: bool
    id: str
    field: str | None
    start: int | None
    end: int | None
    nearest: str | None  # what the record says instead, verbatim
    notices: list[str]
    reason: str | None
