"""Makes the index of a new corpus, and finds that of one which is there."""

from __future__ import annotations

from il2qa.corpora.cluster.mapping import FORMAT, MARK, definition
from il2qa.corpora.cluster.snapshot import Index, named_index, understanding
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError, CorpusError
from il2qa.text.terms import ANALYSIS_VERSION

_WAIT = 60  # seconds, for all copies of all shards
_EXISTS = "resource_already_exists_exception"
_NUMBERS = 1_000


def opened_index(transport: Transport) -> Index:
    """The index that the corpus's name means, made where there is none; raises CorpusError."""
    try:
        index = named_index(transport)
    except ClusterError as error:
        if error.kind != "index_not_found_exception":
            raise
        _create(transport)
        index = named_index(transport)
    return index if len(index.routings) == index.shards else _with_routings(transport, index)


def _create(transport: Transport) -> None:
    """Make the next index of the corpus's name, with all copies of its shards."""
    address, access = transport.address, transport.access
    for number in range(1, _NUMBERS):
        name = f"{address.name}-{number}"
        path = f"/{name}?wait_for_active_shards=all&timeout={_WAIT}s"
        body = definition(address.name, access)
        try:
            made = transport.ask("PUT", path, body, timeout=_WAIT + access.timeout)
        except ClusterError as error:
            if error.kind != _EXISTS:
                raise
            if _is_named(transport):  # another process made it, or our own request came twice
                return
            continue
        if made.get("shards_acknowledged") is not True:
            transport.ask("DELETE", f"/{name}")
            raise CorpusError(
                f"{address}: not all copies of its shards could be started in {_WAIT} s; see that "
                "all nodes run and have room, or set IL2QA_CLUSTER_REPLICAS to fewer copies"
            )
        return


def _is_named(transport: Transport) -> bool:
    try:
        named_index(transport)
    except ClusterError as error:
        if error.kind != "index_not_found_exception":
            raise
        return False
    return True


def _with_routings(transport: Transport, index: Index) -> Index:
    """The index with a routing value for each shard, noted in it so that each can be asked."""
    by_shard: dict[int, str] = {}
    value = 0
    while len(by_shard) < index.shards:
        path = f"/{index.name}/_search_shards?routing={value}&filter_path=shards.shard"
        with understanding(transport):
            shard = transport.ask("GET", path)["shards"][0][0]["shard"]
        by_shard.setdefault(int(shard), str(value))
        value += 1
    routings = [by_shard[shard] for shard in sorted(by_shard)]
    meta = {MARK: FORMAT, "analysis": ANALYSIS_VERSION, "routings": routings}
    transport.ask("PUT", f"/{index.name}/_mapping", {"_meta": meta})
    return Index(index.name, index.shards, tuple(routings))
