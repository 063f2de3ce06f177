"""Requests in plain words for records and numbers: "reviews on IL-2 since 2010", "how many …".

A request is understood whole or not at all: where a word of it is neither its opening nor a
condition, it is a question like others.
"""

from __future__ import annotations

from il2qa.queries.hints import may_be_request, plain
from il2qa.queries.openings import OPENINGS
from il2qa.queries.requests import Wanted
from il2qa.queries.restrictions import RESTRICTIONS
from il2qa.text.analyzer import Analyzer, default_analyzer


def wanted(text: str, analyzer: Analyzer | None = None) -> Wanted | None:
    """What records a text in plain words wants; None where it is a question or anything else."""
    if not may_be_request(text):
        return None
    said = plain(text)
    for opens in OPENINGS:
        opened = opens(said)
        if opened is not None:
            begun, rest = opened
            return _restricted(begun, rest, analyzer or default_analyzer())
    return None


def opens_request(text: str) -> bool:
    """Whether a text opens as a request, though it may have a condition that is none."""
    return may_be_request(text) and any(opens(plain(text)) for opens in OPENINGS)


def _restricted(begun: Wanted, text: str, analyzer: Analyzer) -> Wanted | None:
    """The request with all conditions that follow; None where a part is none."""
    while text:
        for take in RESTRICTIONS:
            taken = take(begun, text, analyzer)
            if taken is not None:
                begun, text = taken[0], taken[1].strip(" ,")
                break
        else:
            return None
    return begun
