"""Joins what words mean in everyday English to the company that they keep in abstracts.

Each term of the vocabulary, in its commonest spelling, goes through a sentence model once, and so
do everyday words: those that the model knows as a whole, and a list of our own. The mean and the
first direction are taken off (Mu & Viswanath 2018, ICLR), and what is left stands beside the
vector of the term's company; both are turned into their principal directions. The company of an
everyday word, which abstracts do not show, is foretold from its meaning by ridge regression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from bench.learn.sentence_model import SentenceModel, whole_words
from il2qa.text import data
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

LEAST = 3  # letters of an everyday word
MEANING, DIMENSIONS, RIDGE = 128, 96, 10.0


def spellings(texts: Iterable[str], known: Sequence[str]) -> list[str]:
    """The commonest spelling of each term in some texts; of equally common ones the first."""
    forms: dict[str, Counter[str]] = {term: Counter() for term in known}
    for text in texts:
        for token in _ANALYZER.tokens(text):
            if token.terms[0] in forms:
                forms[token.terms[0]][text[token.start : token.end].lower()] += 1
    return [found.most_common(1)[0][0] if found else term for term, found in forms.items()]


def everyday(known: Sequence[str]) -> dict[str, str]:
    """Everyday words that are not known, by their term, the commonest spelling of each."""
    listed = (line for line in data.text("everyday.txt").splitlines() if not line.startswith("#"))
    before, found = set(known), dict[str, str]()
    for word in [*whole_words(), *(word for line in listed for word in line.split())]:
        own = _ANALYZER.terms(word)
        if len(word) >= LEAST and len(own) == 1 and own[0] not in before:
            found.setdefault(own[0], word)
    return found


def joint(company: np.ndarray, spelt: Sequence[str], words: Sequence[str]) -> np.ndarray:
    """The vectors of terms, by their company and their spellings, and then of everyday words."""
    model = SentenceModel()
    meant, said = model.vectors(spelt), model.vectors(words)
    mean = meant.mean(0)
    directions = _directions(meant - mean)[1 : MEANING + 1].T
    meant, said = (_unit((vectors - mean) @ directions) for vectors in (meant, said))
    slopes = np.linalg.solve(meant.T @ meant + RIDGE * np.eye(MEANING), meant.T @ company)
    terms_both = np.hstack([company, meant])
    words_both = np.hstack([_unit(said @ slopes), said])
    turned = _directions(terms_both)[:DIMENSIONS].T
    return _unit(np.vstack([terms_both, words_both]) @ turned)


def _directions(vectors: np.ndarray) -> np.ndarray:
    """The principal directions, the strongest first."""
    return np.asarray(np.linalg.svd(vectors, full_matrices=False)[2])


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))
