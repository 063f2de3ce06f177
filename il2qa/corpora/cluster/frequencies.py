"""In how many records terms stand, for all of them in one request.

An artificial document of the terms is shown to each shard, which tells what it knows of them, as
fast for a common term as for a rare one. Replaced records count in it until the cluster merges them
away: where there are such, a corpus that is not large is asked again, for what it really holds.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from il2qa.corpora.cluster.mapping import LONGEST_WORD, Body, is_one_word, within
from il2qa.corpora.cluster.snapshot import Snapshot, Snapshots, understanding
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError

_AT_ONCE = 5_000  # terms
_MOST_KEPT = 100_000  # terms: some ten megabytes
_TRIES, _PAUSE = 6, 0.1  # seconds; doubled
_EXACT = 300_000  # records up to which terms are counted one by one, as on disk
_CONDITIONS = 500  # of one request
_ANSWER = "docs.term_vectors.terms.terms.*.doc_freq,docs.term_vectors.terms.field_statistics"
_PATH = f"/_mtermvectors?filter_path={_ANSWER},docs.error"
_TOLD = {
    "fields": ["terms"],
    "term_statistics": True,
    "field_statistics": True,
    "positions": False,
    "offsets": False,
}


def frequencies(transport: Transport, snapshots: Snapshots, terms: Iterable[str]) -> dict[str, int]:
    """Each term's document frequency; those that were asked for before are not asked again."""
    snapshot = snapshots.now
    kept, wanted = snapshot.frequencies, list(dict.fromkeys(terms))
    known = {term: count for term in wanted if (count := kept.get(term)) is not None}
    new = [term for term in wanted if term not in known and is_one_word(term)]
    for some in _pieces(new, _AT_ONCE):
        counts, records = _told(transport, snapshot, some)
        if records > snapshot.totals.records:
            counts = _without_replaced(snapshots, counts, records)
        known.update(counts)
    _keep(kept, known)
    most = snapshot.totals.records
    return {term: min(known.get(term, 0), most) for term in wanted}


def _keep(kept: dict[str, int], known: Mapping[str, int]) -> None:
    """Keep counts for questions to come; where there are very many, only these."""
    if len(kept) > _MOST_KEPT:
        kept.clear()
    kept.update(known)


def _told(
    transport: Transport, snapshot: Snapshot, terms: Sequence[str]
) -> tuple[dict[str, int], int]:
    """What shards tell of terms, and of how many records, replaced ones included."""
    written = {within(term, LONGEST_WORD): term for term in terms}
    about = {"_index": snapshot.index.name, "doc": {"terms": " ".join(written)}, **_TOLD}
    docs = [about | {"routing": routing} for routing in snapshot.index.routings]
    counts, records = dict.fromkeys(terms, 0), 0
    for answer in _answers(transport, docs):
        field = answer.get("term_vectors", {}).get("terms", {})
        records += max(0, field.get("field_statistics", {}).get("doc_count", 0))
        for word, statistic in field.get("terms", {}).items():
            counts[written[word]] += statistic.get("doc_freq", 0)
    return counts, records


def _without_replaced(snapshots: Snapshots, counts: dict[str, int], records: int) -> dict[str, int]:
    """The counts of records that count: exact, or in proportion where they are very many."""
    held = snapshots.now.totals.records
    if held > _EXACT:
        return {term: max(1, n * held // records) if n else 0 for term, n in counts.items()}
    exact = dict.fromkeys(counts, 0)
    for some in _pieces([term for term, number in counts.items() if number], _CONDITIONS):
        filters = [{"term": {"terms": within(term, LONGEST_WORD)}} for term in some]
        body = {"size": 0, "aggs": {"terms": {"filters": {"filters": filters}}}}
        buckets = snapshots.search(body)["aggregations"]["terms"]["buckets"]
        exact.update(zip(some, (bucket["doc_count"] for bucket in buckets), strict=True))
    return exact


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


def _pieces(terms: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(terms)
    while some := list(islice(rest, size)):
        yield some
