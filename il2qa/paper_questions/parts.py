"""The role of each passage of a record: as its label says, else as it was learnt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from il2qa.models import Record
from il2qa.passages.analysis import AnalysedPassage
from il2qa.text.roles import ROLES, role_model

_CATEGORIES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
_OPENING = frozenset(_CATEGORIES[:2])


def roles(record: Record, quoted: Sequence[AnalysedPassage]) -> np.ndarray:
    """How likely each role is of each quoted passage; a title has none.

    An explicit label decides. Where an abstract has a section of background or of aims but not
    both, its sentences may be either: authors put the one under the label of the other.
    """
    inside = [i for i, one in enumerate(quoted) if one.span.field == "abstract"]
    found = np.zeros((len(quoted), len(ROLES)))
    if inside:
        labels = [quoted[i].span.label for i in inside]
        texts = [quoted[i].text for i in inside]
        found[inside] = role_model().probabilities(texts, _allowed(record, labels))
    return found


def _allowed(record: Record, labels: Sequence[str | None]) -> np.ndarray:
    """For each sentence, by its label, which roles it may have."""
    categories = {part.label: part.category for part in record.abstract}
    said = {part.category for part in record.abstract}
    return np.array([_of_category(categories.get(label), said) for label in labels])


def _of_category(category: str | None, said: set[str | None]) -> list[bool]:
    if category not in _CATEGORIES:
        return [True] * len(ROLES)
    either = category in _OPENING and not said >= _OPENING
    allowed = _OPENING if either else {category}
    return [name in allowed for name in _CATEGORIES]
