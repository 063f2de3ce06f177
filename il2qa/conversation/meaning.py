"""Which record "it" means where several were quoted: none, unless one clearly answered or tells.

A preprint and the paper that it became are one work: the paper is meant. Of several works it is the
only one that has a word for all that a question names; else the first, where it is called an answer
and, by the odds that its score has before the others', none of them would be, or where these odds
are very great and no other tells more of what was asked.

Of 1,450 questions in people's own words, put to 5,090 records, 693 had several records quoted. The
first was the one asked about for 89 of 100 where it is called an answer; where it is not, for 44,
and 85 of those that have these odds and tell no less of the question than the others, 55 of those
that tell less of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from il2qa.corpora.protocol import Candidate, quoted_terms
from il2qa.models import Answer, Record
from il2qa.text.queries import Concept

_FAR = 2.5  # how far one scores before all others whatever its confidence: by odds, 12 to 1
_BECAME = "UpdateIn"  # NLM's link from a preprint to its paper


def works(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records without those that another of them is the later form of."""
    quoted = {record.id for record in records}
    return tuple(one for one in records if quoted.isdisjoint(_later_forms(one)))


def leader(
    answer: Answer, records: Sequence[Record], told: Mapping[str, float], least: float
) -> str | None:
    """The record that an answer leaves no doubt about, of those that it quotes; else None.

    `told` is how much of the question each record tells of, `least` the confidence from which
    something is called an answer.
    """
    meant = {record.id for record in works(records)}
    scores: dict[str, float] = {}
    for passage in answer.passages:
        if passage.citation.id in meant:
            scores.setdefault(passage.citation.id, passage.score)
    first = next(iter(scores), None)
    if first is None or len(scores) == 1:
        return first
    lead = scores.pop(first) - max(scores.values())
    if answer.status != "answered":
        tells = told[first] >= max(told[other] for other in scores)
        return first if lead >= _FAR and tells else None
    odds = answer.confidence / max(1 - answer.confidence, 1e-9) * math.exp(-max(lead, 0.0))
    return first if odds / (1 + odds) < least else None


def only_telling(named: Iterable[Concept], records: Iterable[Candidate]) -> Candidate | None:
    """The only record of some that has a word for all that a question names."""
    asked = tuple(named)
    telling = [one for one in records if asked and _told(asked, one) == 1]
    return telling[0] if len(telling) == 1 else None


def share_told(named: Iterable[Concept], weights: Iterable[float], record: Candidate) -> float:
    """How much of what a question names a record has words for, by weight, 0 to 1."""
    has = quoted_terms(record)
    told = [(weight, one.stands_in(has)) for one, weight in zip(named, weights, strict=True)]
    whole = sum(weight for weight, _ in told)
    return sum(weight for weight, stands in told if stands) / whole if whole else 1.0


def _told(named: Sequence[Concept], record: Candidate) -> float:
    return share_told(named, [1.0] * len(named), record)


def _later_forms(record: Record) -> Iterable[str]:
    return (link.pmid for link in record.corrections if link.kind == _BECAME and link.pmid)
