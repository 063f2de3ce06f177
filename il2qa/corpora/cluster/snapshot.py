"""What a reader was opened on: a point in time of the index, which later commits do not change.

A point in time is held by nodes, and lost with them, or where nobody asks for ten minutes. Then
another one is taken: of the same commit where nothing was committed since, else of the last.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from il2qa.corpora.cluster import notes
from il2qa.corpora.cluster.mapping import FORMAT, MARK, Body, noted
from il2qa.corpora.cluster.transport import Json, Transport, quiet_ask
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.payload import EVERY
from il2qa.errors import ClusterError, CorpusError
from il2qa.text.terms import ANALYSIS_VERSION

KEPT = "10m"  # how long a point in time outlives the last request
PAGE = 1_000  # records of one answer
_TURNS = 3
_PAUSE = 0.1  # seconds; doubled each time a commit is found under way
_LOOKS = 6
_ANSWER = (
    "pit_id,timed_out,hits.total,hits.hits._index,hits.hits._id,hits.hits._score,hits.hits.sort,"
    "hits.hits.fields,aggregations"
)
_GONE = "index_not_found_exception"
_FINDING = {"_source": False, "stored_fields": ["payload"], "track_total_hits": False}


State = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """The index that a corpus's name means."""

    name: str
    shards: int
    routings: tuple[str, ...]  # a value for each shard that leads to it; () where not yet noted


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A point in time of an index, and what its notes tell of it."""

    index: Index
    point: str
    commit: int
    totals: notes.Counted
    compression: Compression | None
    frequencies: dict[str, int] = field(default_factory=dict)  # of the terms asked for so far

    @property
    def state(self) -> State:
        """What snapshots of the same records have in common."""
        return self.index.name, self.commit


class Snapshots:
    """The snapshot that a reader asks, taken again where it is lost; threads may share it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._lock = threading.Lock()
        self._taken: Snapshot | None = take(transport)

    @property
    def now(self) -> Snapshot:
        """The snapshot; raises CorpusError where the corpus was closed."""
        if self._taken is None:
            raise CorpusError(f"{self._transport.address}: the corpus was closed; open it again")
        return self._taken

    def search(self, body: Body, *, ranked: bool = False, state: State | None = None) -> Json:
        """The answer to a search of the snapshot.

        With a `state` only of that one: raises CorpusError where it is gone.
        """
        return self._search(body, ranked, state)[0]

    def documents(self, body: Body, *, ranked: bool = False) -> list[Body]:
        """The documents that a search finds, with their payloads."""
        return hits(self.search(_FINDING | body, ranked=ranked))

    def pages(
        self,
        query: Body,
        sort: Sequence[Body | str],
        limit: int | None = None,
        ranked: bool = False,
    ) -> Iterator[Body]:
        """All documents that a query finds, in an order that tells any two apart."""
        state, after, given = None, dict[str, object](), 0
        while limit is None or given < limit:
            size = PAGE if limit is None else min(PAGE, limit - given)
            body = {"query": query, "size": size, "sort": [*sort], **after}
            answer, state = self._search(_FINDING | body, ranked, state)
            page = hits(answer)
            yield from page
            given += len(page)
            if len(page) < size:
                return
            after = {"search_after": page[-1]["sort"]}

    def _search(self, body: Body, ranked: bool, state: State | None) -> tuple[Json, State]:
        """The answer to a search, and of which snapshot it is."""
        end = time.monotonic() + 2 * self._transport.access.timeout
        turn = 0
        while True:
            snapshot = self.now
            if state is not None and snapshot.state != state:
                raise CorpusError(
                    f"{self._transport.address}: the corpus has changed, and what was being read "
                    "is gone; run it again"
                )
            try:
                answer = searched(self._transport, snapshot.point, body, ranked=ranked)
                return answer, snapshot.state
            except ClusterError as error:
                # Of an index that was deleted the name may stand for another by now.
                may_pass = error.may_pass or error.kind == _GONE
                if not may_pass or turn == _TURNS or time.monotonic() > end:
                    raise
            _pause(turn)
            turn += 1
            self._take_again(snapshot)

    def close(self) -> None:
        """Let go of the point in time."""
        with self._lock:
            taken, self._taken = self._taken, None
        if taken is not None:
            release(self._transport, taken.point)

    def _take_again(self, lost: Snapshot) -> None:
        with self._lock:
            if self._taken is lost:  # else another thread was faster
                made = take(self._transport)
                release(self._transport, lost.point)
                self._taken = made


def take(transport: Transport) -> Snapshot:
    """The last commit, as it is now.

    Raises CorpusError where there is no corpus, one of another version, or one never filled.
    """
    index = named_index(transport)
    for look in range(_LOOKS):
        point = _opened(transport, index)
        try:
            if snapshot := _looked_at(transport, index, point):
                return snapshot
        except BaseException:
            release(transport, point)
            raise
        release(transport, point)
        if look == _LOOKS - 2:  # whoever committed is gone: what is written can be shown whole
            quiet_ask(transport, "POST", f"/{index.name}/_refresh", None)
        _pause(look)
    raise CorpusError(
        f"{transport.address}: a commit to it was cut short; run the same il2qa index again"
    )


def _looked_at(transport: Transport, index: Index, point: str) -> Snapshot | None:
    """The snapshot of a point in time; None where it shows half a commit."""
    body = _FINDING | {"query": noted(notes.KINDS), "size": index.shards + len(notes.KINDS)}
    last = notes.read(hits(searched(transport, point, body)))
    if not last.commits:
        raise CorpusError(
            f"{transport.address}: the corpus is empty: its first build was stopped before it "
            "wrote anything; run the same il2qa index again"
        )
    if last.commit is None or last.seals != index.shards:
        return None
    totals = last.totals
    if totals.commit != last.commit:
        totals = counted(transport, point, last)
    return Snapshot(index, point, last.commit, totals, last.compression)


def named_index(transport: Transport) -> Index:
    """The index that the corpus's name means; raises CorpusError where it is none of ours."""
    address = transport.address
    about = "*.mappings._meta,*.settings.index.number_of_shards"
    # What the asked node knows of it: a cluster without a manager still answers.
    indices = transport.ask("GET", f"/{address.name}?local=true&filter_path={about}")
    with understanding(transport):
        if len(indices) != 1:
            raise CorpusError(
                f"{address}: the name stands for {len(indices)} indices; let it stand for one"
            )
        ((name, about),) = indices.items()
        meta = about.get("mappings", {}).get("_meta", {})
        _check(transport, meta)
        shards = int(about["settings"]["index"]["number_of_shards"])
        return Index(name, shards, tuple(meta.get("routings", ())))


def _check(transport: Transport, meta: Mapping[str, object]) -> None:
    address, form, analysis = transport.address, meta.get(MARK), meta.get("analysis")
    rebuild = f"build it again from its sources: il2qa index SOURCE... --corpus {address}-2"
    if form is None:
        raise CorpusError(
            f"{address}: an index of something else, not a corpus of il2qa; name another"
        )
    if form != FORMAT:
        raise CorpusError(
            f"{address}: a corpus of format {form}, and this il2qa reads format {FORMAT}; {rebuild}"
        )
    if analysis != ANALYSIS_VERSION:
        raise CorpusError(
            f"{address}: its text was analysed by version {analysis}, and this il2qa asks by "
            f"version {ANALYSIS_VERSION}; {rebuild}"
        )


def counted(transport: Transport, point: str, last: notes.Notes) -> notes.Counted:
    """The totals of a commit that did not come to note them, counted by the cluster."""
    counts = held(searched(transport, point, COUNTING))
    return last.totals.model_copy(update={**counts, "commit": last.commit})


COUNTING: Body = {
    "size": 0,
    "track_total_hits": True,
    "query": {"term": {"filters": EVERY}},
    "aggs": {
        "passages": {"sum": {"field": "passages"}},
        "terms": {"sum": {"field": "length"}},
    },
}
"""The search that counts what an index holds."""


def held(answer: Json) -> dict[str, int]:
    """What the answer to COUNTING says."""
    sums = answer["aggregations"]
    return {
        "records": answer["hits"]["total"]["value"],
        "passages": int(sums["passages"]["value"]),
        "terms": int(sums["terms"]["value"]),
    }


def searched(transport: Transport, point: str, body: Body, *, ranked: bool = False) -> Json:
    """The answer to a search in a point in time: of all shards, or ClusterError.

    With `ranked` scores are by the statistics of all shards together.
    """
    kind = "dfs_query_then_fetch" if ranked else "query_then_fetch"
    path = f"/_search?search_type={kind}&allow_partial_search_results=false&filter_path={_ANSWER}"
    pit = {"id": point, "keep_alive": KEPT}
    # What holds the point in time may be gone: to ask all nodes again and again would not help.
    answer = transport.ask("POST", path, {**body, "pit": pit}, rounds=1)
    if not isinstance(answer, dict) or answer.get("timed_out") is not False:
        raise ClusterError(
            f"{transport.address}: the cluster gave no whole answer; ask again", kind="timed_out"
        )
    return answer


def hits(answer: Json) -> list[Body]:
    """The documents that a search found."""
    documents: list[Body] = answer.get("hits", {}).get("hits", [])
    return documents


def release(transport: Transport, point: str) -> None:
    """Let a point in time go; where that fails, it ends by itself."""
    quiet_ask(transport, "DELETE", "/_search/point_in_time", {"pit_id": [point]})


def _opened(transport: Transport, index: Index) -> str:
    """A point in time of all shards."""
    path = f"/{index.name}/_search/point_in_time"
    made = transport.ask("POST", f"{path}?keep_alive={KEPT}&allow_partial_pit_creation=false")
    with understanding(transport):
        return str(made["pit_id"])


class understanding:  # noqa: N801 - read as a word: `with understanding(transport):`
    """Says of an answer that is not of the expected form where it came from."""

    def __init__(self, transport: Transport) -> None:
        self._address = transport.address

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LookupError | TypeError | ValueError | AttributeError):
            raise CorpusError(
                f"{self._address}: its answer is none of OpenSearch's; check the address"
            ) from error


def _pause(turn: int) -> None:
    time.sleep(_PAUSE * 2**turn)
