"""What was found for a question: the one value from which all that is said of it derives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from il2qa.answering.definitions import Definition
from il2qa.answering.metadata import FieldAsked
from il2qa.answering.request import Request
from il2qa.corpora.protocol import Candidate
from il2qa.models import Counts
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranked

if TYPE_CHECKING:
    from il2qa.filters.tree import Condition

RouteName = Literal["record", "metadata", "definition", "reading", "content", "survey"]

CERTAIN = Judgement("answered", 0.9, 1.0)
"""Of what a record says of itself: its title, its metadata, its definitions."""
REFUSED = Judgement("no_evidence", 0.0, 0.0)


class Gathered(NamedTuple):
    """The records that speak of a question: which they are, how many, what some of them say.

    A group are passages of one record, the best first.
    """

    tree: Condition
    number: int
    retracted: int  # of them
    years: Mapping[str, int]  # how many of each, in their order
    types: Mapping[str, int]  # how many of each kind of study, most first
    groups: tuple[tuple[Ranked, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What one route found.

    `evidence` are all passages that it rests on, best first. Where `judgement` is a refusal,
    `refusal` says why, unless that is for the words of the question to tell.
    """

    request: Request
    route: RouteName
    judgement: Judgement
    evidence: tuple[Ranked, ...] = ()
    subject: Candidate | None = None  # the record that the question is about
    field: FieldAsked | None = None  # of the subject, that is asked for
    definition: Definition | None = None
    kind: str | None = None  # of reader's question: "aim", "summary"
    need: str | None = None  # what it needs, more narrowly: "blinding"
    whole: bool = False  # the evidence is one answer, and shown together: a summary
    refusal: str | None = None
    counts: Counts | None = None  # of the records that are wanted
    gathered: Gathered | None = None  # where several records are asked: `evidence` is theirs

    @property
    def ranked(self) -> bool:
        """Whether the candidates' passages were ranked for it."""
        ranks = self.route in ("definition", "content", "survey")
        return ranks and not self.request.names_nothing
