"""How far passages, titles and records are like the question, by word vectors.

A likeness is a cosine (il2qa.text.vocabulary). What compares passages compares those of one record.
"""

from __future__ import annotations

import numpy as np

from il2qa.ranking.match_matrix import Matches, unit
from il2qa.ranking.within_record import Features, compared
from il2qa.text.products import product

_ALIKE = 0.35  # a likeness of words below it is chance
_COMMON = 1.0  # IDF among abstracts: a word below it names nothing


def of_passages(matches: Matches) -> Features:
    """The features of every passage that come from the likeness of words."""
    near = matches.near
    clear = np.clip((near - _ALIKE) / (1 - _ALIKE), 0.0, 1.0)
    absent = matches.within(np.maximum, matches.has) < 1
    unmet = absent * matches.background_idf
    return (
        compared(matches, "absent_alike", (near * unmet).sum(1), matches.background_idf.sum())
        | _by_words(matches, "alike", near)
        | _by_words(matches, "clearly_alike", clear)
        | _of_title_and_record(matches, near)
        | _centres(matches)
    )


def _by_words(matches: Matches, name: str, near: np.ndarray) -> Features:
    """How near the nearest words come, by the IDF of such nearness among the record's passages."""
    count, size = matches.within(np.add, near), matches.sizes[:, None]
    idf = np.log(1 + (size - count + 0.5) / (count + 0.5))
    found = compared(matches, name, (near * idf).sum(1), idf.sum(1))
    return found | {f"{name}_background": near @ matches.background_idf / _total(matches)}


def _of_title_and_record(matches: Matches, near: np.ndarray) -> Features:
    """How near title and record come, and the passage with its title, or without it."""
    idf, total = matches.background_idf, _total(matches)
    in_title = matches.titles[:, None]
    title = matches.within(np.maximum, near * in_title)
    record = matches.within(np.maximum, near)
    off_title = idf * (1 - matches.within(np.maximum, matches.has * in_title))
    return {
        "title_alike": title @ idf / total,
        "record_alike": record @ idf / total,
        "least_alike": (record + (idf < _COMMON)).min(1).clip(0.0, 1.0),
        "with_title_alike": np.maximum(title, near) @ idf / total,
        "off_title_alike": (near * off_title).sum(1) / np.maximum(off_title.sum(1), 1e-9),
    }


def _centres(matches: Matches) -> Features:
    """The likeness of passage, title and record to the question as a whole, and to its focus."""
    centre, owner, starts = matches.directions, matches.owner, matches.starts
    record = unit(np.add.reduceat(matches.centres, starts, axis=0))
    title = centre[starts] * matches.titles[starts][:, None]
    topic = unit(matches.background_idf @ matches.asked_vectors)
    focus = unit(product(matches.record_idf[starts], matches.asked_vectors))
    whole = unit(matches.asked_mean)
    return (
        compared(matches, "centre", product(centre, topic), 1.0)
        | compared(matches, "focus", (centre * focus[owner]).sum(1), 1.0)
        | compared(matches, "whole", product(centre, whole), 1.0)
        | {"title_centre": product(title, topic)[owner]}
        | {"title_whole": product(title, whole)[owner]}
        | {"record_centre": product(record, topic)[owner]}
        | {"record_whole": product(record, whole)[owner]}
    )


def _total(matches: Matches) -> float:
    return max(float(matches.background_idf.sum()), 1e-9)
