"""In how many records terms stand, for all of them in one request.

An artificial document of the terms is shown to each shard, which tells what it knows of them, as
fast for a common term as for a rare one. Replaced records count until the cluster merges them away.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from il2qa.corpora.cluster.mapping import LONGEST_WORD, Body, is_one_word, within
from il2qa.corpora.cluster.snapshot import Snapshot, understanding
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError

_AT_ONCE = 5_000  # terms
_TRIES, _PAUSE = 6, 0.1  # seconds; doubled
_PATH = "/_mtermvectors?filter_path=docs.term_vectors.terms.terms.*.doc_freq,docs.error"
_TOLD = {
    "fields": ["terms"],
    "term_statistics": True,
    "field_statistics": False,
    "positions": False,
    "offsets": False,
}


def frequencies(transport: Transport, snapshot: Snapshot, terms: Iterable[str]) -> dict[str, int]:
    """Each term's document frequency; those that were asked for before are not asked again."""
    known = snapshot.frequencies
    wanted = list(dict.fromkeys(terms))
    new = [term for term in wanted if term not in known]
    for some in _pieces([term for term in new if is_one_word(term)]):
        known.update(_counted(transport, snapshot, some))
    most = snapshot.totals.records
    return {term: min(known.get(term, 0), most) for term in wanted}


def _counted(transport: Transport, snapshot: Snapshot, terms: Sequence[str]) -> dict[str, int]:
    written = {within(term, LONGEST_WORD): term for term in terms}
    about = {"_index": snapshot.index.name, "doc": {"terms": " ".join(written)}, **_TOLD}
    docs = [about | {"routing": routing} for routing in snapshot.index.routings]
    counts = dict.fromkeys(terms, 0)
    for answer in _answers(transport, docs):
        statistics = answer.get("term_vectors", {}).get("terms", {}).get("terms", {})
        for word, statistic in statistics.items():
            counts[written[word]] += statistic.get("doc_freq", 0)
    return counts


def _answers(transport: Transport, docs: Sequence[Body]) -> list[Body]:
    """What each shard says; asked again for a while where one cannot be reached."""
    for turn in range(_TRIES):
        with understanding(transport):
            answers: list[Body] = transport.ask("POST", _PATH, {"docs": [*docs]}).get("docs", [])
            errors = [answer["error"] for answer in answers if "error" in answer]
        if not errors:
            return answers
        time.sleep(_PAUSE * 2**turn)
    error = errors[0]
    reason = (error.get("caused_by") or error).get("reason")
    raise ClusterError(
        f"{transport.address}: a part of the corpus cannot be reached ({reason}); ask again when "
        "the cluster is whole",
        kind=str(error.get("type")),
    )


def _pieces(terms: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(terms)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
