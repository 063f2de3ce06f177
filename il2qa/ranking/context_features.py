"""What a passage's surroundings tell: the sentences beside it, its title, its record's topic.

A sentence often answers with a word that only the sentence before it names; and what sets it apart
from its record's topic is what a question on that record is after.
"""

from __future__ import annotations

import numpy as np

from il2qa.ranking.match_matrix import Matches, unit
from il2qa.ranking.within_record import Features, compared
from il2qa.text.products import product

_ALIKE = 0.35  # a likeness of words below it is chance


def of_passages(matches: Matches) -> Features:
    """The features of every passage that come from its surroundings."""
    total = np.add.reduceat(matches.directions, matches.starts, axis=0)
    return _beside(matches) | _like(matches, total) | _apart(matches, unit(total))


def _beside(matches: Matches) -> Features:
    """How much of the question a passage has together with the one before or after it."""
    near = np.clip((matches.near - _ALIKE) / (1 - _ALIKE), 0.0, 1.0)
    count, size = matches.within(np.add, near), matches.sizes[:, None]
    idf = np.log(1 + (size - count + 0.5) / (count + 0.5))
    total = np.maximum(idf.sum(1), 1e-9)
    alone = (near * idf).sum(1) / total
    before = (np.maximum(near, _shifted(matches, near, 1)) * idf).sum(1) / total
    after = (np.maximum(near, _shifted(matches, near, -1)) * idf).sum(1) / total
    return {"with_previous": before, "with_next": after, "previous_adds": before - alone}


def _like(matches: Matches, total: np.ndarray) -> Features:
    """How like a passage is to the rest of its record, of which all passages are added up."""
    centres, owner = matches.directions, matches.owner
    others = np.maximum(matches.sizes - 1, 1)
    return {
        "central": ((total[owner] - centres) * centres).sum(1) / others,
        "like_title": (centres * centres[matches.starts[owner]]).sum(1),
        "like_previous": (centres * _shifted(matches, centres, 1)).sum(1),
    }


def _apart(matches: Matches, topics: np.ndarray) -> Features:
    """Likeness of passage and question less what both share with the topic of the record."""
    centres, owner = matches.directions, matches.owner
    asked = unit(matches.background_idf @ matches.asked_vectors)
    question = unit(asked - product(topics, asked)[:, None] * topics)[owner]
    topic = topics[owner]
    told = unit(centres - (centres * topic).sum(1)[:, None] * topic)
    return compared(matches, "apart", (question * told).sum(1), 1.0)


def _shifted(matches: Matches, values: np.ndarray, step: int) -> np.ndarray:
    """The values of the passage before (1) or after (-1) in the same record, else nothing."""
    moved = np.roll(values, step, axis=0)
    same = np.roll(matches.owner, step) == matches.owner
    same[0 if step > 0 else -1] = False
    return np.where(same[:, None], moved, 0.0)
