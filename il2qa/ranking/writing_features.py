"""How a passage is written, and how it meets a question's cues beside its record's others."""

from __future__ import annotations

import numpy as np

from il2qa.patterns import lazy_pattern
from il2qa.ranking import cues
from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.within_record import Features

_NUMBER = lazy_pattern(r"\d[\d.,]*")
# The capital comes first, and then what may not stand before it: a search halts at capitals alone.
_NAME = lazy_pattern(r"[A-Z](?<!^.)(?<![.:] .)(?<!\w.)[a-z]{2,}")


def met(matches: Matches, rows: np.ndarray, cue_counts: np.ndarray) -> Features:
    """How the passages at some rows meet the question's cues, each beside its record's others.

    `cue_counts` are their cues: passages by cues. The others are those of the same rows.
    """
    known = cues.of(matches.analyzer)
    wanted = known.wanted(matches.query.question)
    share = (np.minimum(cue_counts, 2) / 2 * wanted).sum(1) / max(wanted.sum(), 1.0)
    beside = matches.owner[rows][:, None] == matches.owner[rows]
    before = beside & (rows[:, None] > rows)
    ahead = beside & ((share > share[:, None]) | ((share == share[:, None]) & before))
    people = cue_counts[:, known.names.index(cues.PEOPLE)] > 0
    return {
        "met_of_best": share / np.maximum((beside * share).max(1, initial=0.0), 1e-9),
        "met_above": share - (beside * share).sum(1) / np.maximum(beside.sum(1), 1),
        "met_rank": ahead.sum(1).astype(float),
        "met_first": ((share > 0) & ~(before & (share > 0)).any(1)).astype(float),
        "people_first": (people & ~(before & people).any(1)).astype(float),
    }


def make(matches: Matches, rows: np.ndarray) -> Features:
    """How passages are written: as a question, with names, numbers, brackets, commas."""
    found = [
        (
            text.rstrip().endswith("?"),
            len(_NAME.findall(text)),
            len(_NUMBER.findall(text)),
            text.count("("),
            text.count(","),
            len(text.split()),
        )
        for text in (matches.passages[row].text for row in rows)
    ]
    names = ("is_question", "names", "numbers", "brackets", "commas", "words")
    columns = np.array(found, float).reshape(-1, len(names)).T
    return dict(zip(names, columns, strict=True)) | {
        "precision": (matches.has[rows] > 0).sum(1) / np.maximum(matches.lengths[rows], 1.0)
    }
