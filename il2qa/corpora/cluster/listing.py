"""Counts the values of a field over the records of a filter: exactly, though shards tell their own.

Each shard tells its most frequent values; what none of them tells can be no more frequent than the
least that each told, together (the threshold of Fagin, Lotem & Naor, "Optimal aggregation
algorithms for middleware", 2003). Where that leaves doubt more is asked for, at last everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from il2qa.corpora.cluster.mapping import Body, listed
from il2qa.corpora.cluster.snapshot import Snapshots, State
from il2qa.corpora.listing import listed_prefix
from il2qa.patterns import lazy_pattern

_FEWEST, _MOST = 1_000, 60_000  # values of one answer; the cluster gives up to 65,535
_PAGE = 10_000
_LONGEST = 300  # characters of a beginning; the cluster takes patterns up to 1,000
_SPECIAL = lazy_pattern(r'([.?+*|{}\[\]()"\\#@&<>~^$-])')

Counts = dict[str, int]


def listed_counts(
    snapshots: Snapshots, query: Body, field: str, begun: str, limit: int | None
) -> Iterator[tuple[str, int]]:
    """The listed terms of a field that begin so, with their counts over a query's records.

    At least the `limit` most frequent ones, in the order of `listing.names_of`. Raises
    QuestionError where there is no such field.
    """
    lead, prefix = listed_prefix(field, ""), listed_prefix(field, begun)
    wanted = prefix.removeprefix(lead)
    if len(wanted) > _LONGEST or limit == 0:
        return
    counting = _Counting(snapshots, query, listed(field), wanted)
    for value, number in counting.top(limit).items():
        yield f"{lead}{value}", number


class _Counting:
    def __init__(self, snapshots: Snapshots, query: Body, column: str, prefix: str) -> None:
        self._snapshots, self._query = snapshots, query
        self._column, self._prefix = column, prefix

    def top(self, limit: int | None) -> Counts:
        """All values, or some that hold the most frequent ones for certain."""
        size = _MOST if limit is None else max(_FEWEST, 4 * limit)
        while size <= _MOST:
            counts, unseen = self._most_frequent(size)
            if not unseen and (limit is not None or len(counts) < size):
                return counts
            if limit is not None and (some := _contenders(counts, unseen, limit, size)):
                return self._exact(some)
            size *= 8
        return dict(self._all())

    def _most_frequent(self, size: int) -> tuple[Counts, int]:
        """The most frequent values, by what shards tell, and how often others stand at most."""
        about: Body = {"field": self._column, "size": size, "shard_size": size}
        if self._prefix:
            about["include"] = _SPECIAL.sub(r"\\\1", self._prefix) + "(.|\n)*"
        answer = self._aggregated({"terms": about})
        return _counts(answer["buckets"]), answer["doc_count_error_upper_bound"]

    def _exact(self, values: Iterable[str]) -> Counts:
        some = sorted(values)
        about = {"field": self._column, "include": some, "size": len(some)}
        return _counts(self._aggregated({"terms": {**about, "shard_size": len(some)}})["buckets"])

    def _all(self) -> Iterator[tuple[str, int]]:
        """Every value, page by page in the order of their letters."""
        about: Body = {"size": _PAGE, "sources": [{"value": {"terms": {"field": self._column}}}]}
        if self._prefix:  # the value before it in order is not known: begin just below it
            about["after"] = {"value": _just_below(self._prefix)}
        state = self._snapshots.now.state
        while True:
            page = self._aggregated({"composite": about}, state)
            for bucket in page["buckets"]:
                value = bucket["key"]["value"]
                if value.startswith(self._prefix):
                    yield value, bucket["doc_count"]
                elif value > self._prefix:
                    return
            if "after_key" not in page:
                return
            about["after"] = page["after_key"]

    def _aggregated(self, aggregation: Body, state: State | None = None) -> Body:
        body = {"size": 0, "query": self._query, "aggs": {"values": aggregation}}
        answer: Body = self._snapshots.search(body, state=state)["aggregations"]["values"]
        return answer


def _just_below(prefix: str) -> str:
    """A text that stands before all that begin so, and after most that stand before them."""
    before = ord(prefix[-1]) - 1
    if before < 0:
        return prefix[:-1]
    return prefix[:-1] + chr(0xD7FF if 0xD800 <= before < 0xE000 else before) + "\U0010ffff"


def _contenders(counts: Counts, unseen: int, limit: int, size: int) -> Counts | None:
    """Those that may be among the most frequent; None where others may be too.

    `counts` are the least that they can be, `unseen` is the most that a shard's silence hides.
    """
    ordered = sorted(counts.values(), reverse=True)
    if len(ordered) < limit:
        return None
    least = ordered[limit - 1]
    left_out = unseen + (ordered[-1] if len(counts) >= size else 0)
    if left_out >= least:
        return None
    return {value: number for value, number in counts.items() if number + unseen >= least}


def _counts(buckets: Iterable[Body]) -> Counts:
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
