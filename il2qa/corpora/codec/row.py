"""What a record is found and quoted by, as one row of numbers.

In order: whether there is a title; how many sections the abstract has, and how many sentences
each; how many terms each passage has, and the statements together; where each sentence begins
after the one before it in its section, and how long it is; all terms (see `TermIds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from il2qa.models import Record
from il2qa.passages.analysis import Analysis, term_ids

Places = list[list[tuple[int, int]]]
"""Where the sentences of each section begin and end in it."""


class Row(NamedTuple):
    """The row of a record, taken apart."""

    has_title: bool
    sentences: np.ndarray  # of each section, how many
    lengths: np.ndarray  # of each quoted passage, its terms
    steps: np.ndarray
    terms: np.ndarray  # of the quoted passages, then of the statements
    quoted: np.ndarray  # the first of them

    @property
    def places(self) -> Places:
        """Where the sentences of each section begin and end in it."""
        steps = iter(self.steps.tolist())
        found: Places = []
        for count in self.sentences.tolist():
            inside, end = [], 0
            for _ in range(count):
                start = end + next(steps)
                end = start + next(steps)
                inside.append((start, end))
            found.append(inside)
        return found


def row_of(record: Record, analysis: Analysis) -> tuple[list[int], tuple[str, ...]]:
    """The row of a record, and the terms in it that the vocabulary lacks."""
    passages = [*(passage.terms for passage in analysis.quoted), analysis.statement_terms]
    terms = term_ids(passages, analysis.analyzer.vocabulary)
    places = list(_places(record, analysis))
    row = [
        int(bool(record.title)),
        len(places),
        *(len(inside) for inside in places),
        *terms.lengths.tolist(),
        *(step for inside in places for step in _steps(inside)),
        *terms.ids.tolist(),
    ]
    return row, terms.others


def read_row(row: np.ndarray, terms_in_all: int) -> Row:
    """Take a row apart; raises ValueError where it cannot be one of so many terms."""
    has_title, sections = row[:2].tolist()
    at = 2 + sections
    sentences = row[2:at]
    count = sum(sentences.tolist())
    passages = has_title + count
    lengths = row[at : at + passages + 1]
    steps = row[at + passages + 1 : at + passages + 1 + 2 * count]
    terms = row[at + passages + 1 + 2 * count :]
    total = sum(lengths.tolist())
    if has_title > 1 or len(lengths) != passages + 1 or not len(terms) == total == terms_in_all:
        raise ValueError("its counts do not agree")
    quoted = terms[: total - int(lengths[-1])]
    return Row(bool(has_title), sentences, lengths[:-1], steps, terms, quoted)


def _places(record: Record, analysis: Analysis) -> Iterator[list[tuple[int, int]]]:
    """Where the sentences of each section begin and end in it."""
    spans = [passage.span for passage in analysis.quoted if passage.span.field == "abstract"]
    begin = at = 0
    for section in record.abstract:
        begin += len(section.label) + 2 if section.label else 0
        end = begin + len(section.text)
        inside = []
        while at < len(spans) and spans[at].start < end:
            inside.append((spans[at].start - begin, spans[at].end - begin))
            at += 1
        yield inside
        begin = end + 1


def _steps(inside: Sequence[tuple[int, int]]) -> Iterator[int]:
    """How far each sentence is from the end of the one before it, and how long it is."""
    for (_, before), (start, end) in pairwise([(0, 0), *inside]):
        yield start - before
        yield end - start
