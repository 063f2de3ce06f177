"""Learns the vocabulary that ships with il2qa: python -m bench learn-vocabulary

For each frequent term, in how many abstracts of the pool it stands, and a word vector: of the
company that it keeps in abstracts, joined to what it means in everyday English (everyday.py).

The company: positive pointwise mutual information of terms within six words of each other in the
abstracts of the pool, its context distribution smoothed, reduced by singular value decomposition
(Levy, Goldberg & Dagan 2015, TACL 3:211-225), the mean and the first direction removed (Mu &
Viswanath 2018, ICLR). Abstracts that the question sets ask about are left out, so that what the
sets measure holds for abstracts never seen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from bench.data import files
from bench.learn import everyday
from il2qa.models import Record
from il2qa.passages.spans import field_texts, spans
from il2qa.text.analyzer import default_analyzer
from il2qa.text.data import FOLDER

_ANALYZER = default_analyzer()

WINDOW, SMOOTHING, DIMENSIONS, LEAST, MOST = 6, 0.75, 48, 15, 16_000
SPELT = 3  # of every so manieth record the spellings are counted
FILE = FOLDER / "vocabulary.npz"


def records() -> list[list[tuple[str, ...]]]:
    """The terms of each sentence of each record that no question set asks about."""
    asked = {row["pmid"] for row in files.rows("own_words_questions.jsonl")}
    asked |= {row["pmid"] for row in files.rows("own_words_more.jsonl")}
    asked |= {row["pmid"] for row in files.rows("natural_questions.jsonl")}
    return [_sentences(record) for pmid, record in files.pool().items() if pmid not in asked]


def _sentences(record: Record) -> list[tuple[str, ...]]:
    texts = field_texts(record)
    quoted = (span for span in spans(record, _ANALYZER) if span.field in ("title", "abstract"))
    return [_ANALYZER.terms(texts[span.field][span.start : span.end]) for span in quoted]


def vocabulary(texts: Iterable[tuple[str, ...]]) -> list[str]:
    counts = Counter(term for text in texts for term in text)
    frequent = [(term, n) for term, n in counts.items() if n >= LEAST and not term.isdigit()]
    return [term for term, _ in sorted(frequent, key=lambda pair: (-pair[1], pair[0]))[:MOST]]


def association(texts: list[tuple[str, ...]], known: list[str]) -> sparse.csr_matrix:
    """Positive pointwise mutual information, terms by terms."""
    place = {term: i for i, term in enumerate(known)}
    ids = np.array([place.get(term, -1) for text in texts for term in text], np.int32)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in texts])
    size = len(known)
    total = sparse.csr_matrix((size, size), dtype=np.float64)
    for distance in range(1, WINDOW + 1):
        left, right = ids[:-distance], ids[distance:]
        good = (owner[:-distance] == owner[distance:]) & (left >= 0) & (right >= 0)
        weight = np.full(int(good.sum()), (WINDOW + 1 - distance) / WINDOW)
        total = total + sparse.coo_matrix((weight, (left[good], right[good])), (size, size)).tocsr()
    counts = (total + total.T).tocoo()
    rows_sum = np.asarray(counts.sum(1)).ravel()
    context = rows_sum**SMOOTHING
    value = np.log(counts.data * context.sum() / (rows_sum[counts.row] * context[counts.col]))
    keep = value > 0
    return sparse.csr_matrix((value[keep], (counts.row[keep], counts.col[keep])), (size, size))


def reduce(matrix: sparse.csr_matrix, dimensions: int = DIMENSIONS) -> np.ndarray:
    left, strength, _ = randomized_svd(matrix, dimensions + 1, n_iter=6, random_state=1)
    vectors = left * np.sqrt(strength)
    vectors -= vectors.mean(0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    vectors = (vectors @ directions.T)[:, 1:]
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--keep", action="store_true", help="keep the terms that ship as they are")
    given = options.parse_args()
    found = records()
    texts = [sentence for record in found for sentence in record]
    known = _ANALYZER.vocabulary.terms if given.keep else vocabulary(texts)
    company = reduce(association(texts, known))
    shown = (
        text for record in islice(files.pool().values(), 0, None, SPELT) for text in _texts(record)
    )
    words = everyday.everyday(known)
    vectors = everyday.joint(company, everyday.spellings(shown, known), list(words.values()))
    standing = Counter(term for record in found for term in {t for text in record for t in text})
    np.savez(
        given.to,
        terms=_packed(known),
        everyday=_packed(words),
        frequencies=np.array([standing[term] for term in known], np.int32),
        records=len(found),
        vectors=np.rint(vectors / np.abs(vectors).max() * 127).astype(np.int8),
    )
    print(f"{len(known)} terms, {len(words)} everyday words, {vectors.shape[1]} figures each")


def _texts(record: Record) -> list[str]:
    return list(field_texts(record).values())


def _packed(terms: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(terms).encode(), np.uint8)
