"""How well each passage of one record answers a reader's question.

A net as that of the ranker (docs/model.md), learnt by `bench/learn/fit.py` over further features:
whether the passage has the role, the cues and the words of the kind of question, and where it
stands. All passages of the record compete, also those without a word of the question.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import numpy as np

from il2qa.bm25 import idf
from il2qa.corpora.protocol import Candidate
from il2qa.paper_questions import kinds, parts
from il2qa.paper_questions.data import DATA
from il2qa.paper_questions.wording import Wording
from il2qa.passages.analysis import AnalysedPassage
from il2qa.patterns import lazy_pattern
from il2qa.ranking import cues, sentence_features
from il2qa.ranking.match_matrix import Matches, match
from il2qa.ranking.reranker import Reranker, read
from il2qa.ranking.shortlist import Shortlist, described
from il2qa.ranking.within_record import Features, rounded
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query
from il2qa.text.roles import ROLES

_LEAST_CHANCE = 0.05  # of a kind, to count
_LEAST_SHARE = 0.3  # of a conclusion in a passage, to say what is central
_FEW_WORDS = 6
_IMPRINT = lazy_pattern(
    r"clinicaltrials|trial registration|copyright|©|https?:|\bdoi\b|\d{4}[,;] ?\d+:|identifier",
    re.IGNORECASE,
)
_STATEMENT = lazy_pattern(
    r"\W*(?:(?:the|this) (?:study|research|work|trial|project) (?:was|is) )?(?:financial(?:ly)? )?"
    r"(?:support(?:ed|s)? (?:by|for)|fund(?:ed by|ing\b)|sponsor|(?:prospectively )?registered\b|"
    r"(?:trial )?registration\b|clinical ?trials?\.gov|copyright|©|isrctn|nct\d|prospero)",
    re.IGNORECASE,
)
_STATED = frozenset(("funding", "registered", "content", "mention", "cost"))  # kinds it may answer
_FAR = 20.0  # below any score


class StaticFeatures(NamedTuple):
    """What the passages of a record are, whatever is asked: roles, cues, words."""

    candidate: Candidate
    analyzer: Analyzer
    titles: np.ndarray
    roles: np.ndarray
    cues: np.ndarray
    words: tuple[frozenset[str], ...]


def static_features(candidate: Candidate, analyzer: Analyzer) -> StaticFeatures:
    """The features of a record's passages that no question changes."""
    quoted, counts = candidate.quoted, cues.of(analyzer).counts
    return StaticFeatures(
        candidate,
        analyzer,
        titles=np.array([one.span.field == "title" for one in quoted], float),
        roles=parts.roles(candidate.record, quoted),
        cues=np.array([np.minimum(counts(one.text), 1) for one in quoted], float),
        words=tuple(kinds.words_of(one.text) for one in quoted),
    )


def opened(asked: Wording, query: Query, record: StaticFeatures) -> Shortlist:
    """All passages of a record against a question of some wording, with what tells which answers.

    `query` has no concepts where the question names nothing ("what did they conclude?").
    """
    matches = match(query, [record.candidate], record.analyzer)
    rows = np.arange(len(record.words))
    figures = {name: rounded(value) for name, value in describe(asked, record).items()}
    return Shortlist(matches, rows, _by_words(matches, rows) | figures)


def scores(shortlist: Shortlist, asked: Wording, record: StaticFeatures) -> np.ndarray:
    """How well each passage answers.

    Who paid and where a trial is registered stand behind all others unless they are asked for; so
    does what has no part of a name behind what has one, where it is asked what that is.
    """
    found = fit().scores(shortlist)
    if asked.kind == "definition" and _names(shortlist.matches.query):
        found = found - _FAR * ~shortlist.matches.has.any(1)
    if asked.kind not in _STATED:
        found = found - _FAR * imprints(record)
    return found


def _names(query: Query) -> bool:
    """Whether a question has a proper name or a code: "what is Ox Phos?"."""
    return any(not one.surface.islower() for one in query.concepts)


def imprints(record: StaticFeatures) -> np.ndarray:
    """Which passages only tell who paid and where it is registered."""
    return np.array([bool(_STATEMENT.match(_headed(one))) for one in record.candidate.quoted])


def _headed(passage: AnalysedPassage) -> str:
    """A passage behind its heading: what stands under FUNDING need not say so."""
    label = passage.span.label
    return f"{label}: {passage.text}" if label else passage.text


def query_of(text: str, analyzer: Analyzer) -> Query:
    """A question as a query; one without concepts where it names nothing."""
    bare = analyzer.names_nothing(text)
    return Query(text, (), frozenset()) if bare else analyzer.parse(text)


def _by_words(matches: Matches, rows: np.ndarray) -> Features:
    """What the ranker knows of each passage by the question's own words; of none, nothing."""
    if matches.query.concepts:
        return described(matches, rows).figures
    nothing = np.zeros(len(rows))
    names = (name for kind in sentence_features.kinds().values() for name in kind)
    return dict.fromkeys(names, nothing)


def describe(asked: Wording, record: StaticFeatures) -> Features:
    """The figures of each passage by the kind of question."""
    general = 1.0 - asked.chance("content", "mention")
    return (
        _of_kind(asked, record, general)
        | _central(record, asked)
        | _placed(asked, record, general)
        | _plain(asked, record)
    )


def _of_kind(asked: Wording, record: StaticFeatures, general: float) -> Features:
    """How far each passage has what the likely kinds want."""
    number = len(record.words)
    role, cue, word, first, last = np.zeros((5, number))
    narrow = 0.0
    begins, ends = _ends(record)
    for name, kind in kinds.kinds(record.analyzer).items():
        chance = asked.chances[name]
        if chance <= _LEAST_CHANCE:
            continue
        own = chance * kind.word_scores(record.words)
        role, cue, word = role + chance * record.roles @ kind.roles, cue, word + own
        cue = cue + chance * record.cues @ kind.cues
        if kind.chief is not None:
            first, last = first + chance * begins[kind.chief], last + chance * ends[kind.chief]
        narrow += chance * (name in kinds.NARROW)
    finding, concluding = asked.chance("result", "effect"), asked.chance("conclusion")
    outlook = kinds.kinds(record.analyzer)["next"].word_scores(record.words)
    return {
        "role": role,
        "cue": cue,
        "word": word,
        "role_cue": role * cue,
        "role_word": role * word,
        "role_general": role * general,
        "word_general": word * general,
        "word_narrow": word * narrow,
        "first_of_role": first,
        "last_of_role": last,
        "first_finding": first * finding,
        "last_finding": last * finding,
        "outlook_concluding": outlook * concluding,
        "concluding_finding": record.roles[:, ROLES.index("conclusion")] * finding,
    }


def _ends(record: StaticFeatures) -> tuple[np.ndarray, np.ndarray]:
    """Roles by passages: whether it is the first, and the last, whose likeliest role it is."""
    chief = np.where(record.titles > 0, -1, record.roles.argmax(1))
    first, last = np.zeros((2, len(ROLES), len(chief)))
    for role in range(len(ROLES)):
        places = np.flatnonzero(chief == role)
        first[role, places[:1]] = last[role, places[-1:]] = 1.0
    return first, last


def _central(record: StaticFeatures, asked: Wording) -> Features:
    """How much of what title and conclusions speak of each passage has, by IDF in the record."""
    found = [frozenset(one.terms) for one in record.candidate.quoted]
    concluding = record.roles[:, ROLES.index("conclusion")]
    counts = Counter(term for terms in found for term in terms)
    weight = {term: idf(count, len(found)) for term, count in counts.items()}
    central = np.zeros(len(found))
    for other, share in enumerate(np.maximum(concluding, record.titles)):
        if share > _LEAST_SHARE:
            topic = found[other]
            total = max(sum(weight[term] for term in topic), 1e-9)
            shared = [sum(weight[term] for term in topic & own) / total for own in found]
            shared[other] = 0.0
            central = np.maximum(central, share * np.array(shared))
    return {
        "on_topic": central,
        "on_topic_finding": central * asked.chance("result", "effect", "numbers"),
        "on_topic_general": central * (1 - asked.chance("content", "mention")),
    }


def _placed(asked: Wording, record: StaticFeatures, general: float) -> Features:
    """Where each passage stands, and whether it is one of content at all."""
    quoted = record.candidate.quoted
    numbers = [one.span.sentence or 0 for one in quoted]
    last = np.array([float(number == max(numbers)) for number in numbers]) * (1 - record.titles)
    imprint = [bool(_IMPRINT.search(one.text)) for one in quoted]
    short = [len(one.text.split()) < _FEW_WORDS for one in quoted]
    return {
        "title": record.titles,
        "title_general": record.titles * general,
        "first": np.array([float(number == 1) for number in numbers]),
        "last": last,
        "last_concluding": last * asked.chance("conclusion"),
        "length": np.log1p([len(one.terms) for one in quoted]),
        "imprint": np.logical_or(imprint, short) * (1.0 - record.titles),
    }


def _plain(asked: Wording, record: StaticFeatures) -> Features:
    """Roles, cues and chances of kinds as they are, for the net to bring together."""
    plain = {f"is_{name}": record.roles[:, i] for i, name in enumerate(ROLES)}
    names = cues.of(record.analyzer).names
    plain |= {f"has_{name}": record.cues[:, i] for i, name in enumerate(names)}
    number = len(record.words)
    return plain | {f"asks_{kind}": np.full(number, n) for kind, n in asked.chances.items()}


@cache
def fit() -> Reranker:
    """The model that ships with il2qa."""
    return read(DATA / "fit.npz")
