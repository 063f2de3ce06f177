"""Measures a corpus on a cluster beside one on disk: the same answers, requests, time, size.

    python -m bench cluster [--nodes FOLDER | --address URL] [--questions 800] [--size 0]

Three nodes are started in FOLDER (a new one by default; tests/cluster/server/nodes.py) and stopped
at the end, unless `--address` names a cluster that runs. The pool (or SIZE records made of its
sentences) is built on disk and on the cluster; all that is made is deleted. The negative controls
must fail: what they find shows that the comparison can see a difference. Of nodes of its own one is
killed, to see how questions fare without it and how long it takes until all copies are back.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bench.data import files
from bench.data.made_pubmed import Assembly, pool, pool_records
from bench.speed.corpora import fill, questions, say, timed
from il2qa.answering import CANDIDATES, answer
from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import Address, parse
from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.corpora.cluster.transport import Transport
from il2qa.corpora.cluster.writer import ClusterWriter
from il2qa.corpora.codec.compression import LEARNT_FROM, Compression, learnt
from il2qa.corpora.codec.payload import Entry, content, entry
from il2qa.corpora.disk import reader as disk_reader
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Record
from il2qa.passages.analysis import Analysis, analyse
from il2qa.text.analyzer import default_analyzer

COMMIT_EVERY = 20_000
_KNOWN_AFTER = 45  # seconds
CONTROLS = (
    ("as it is", 1.5, True),
    ("60 records proposed, not 75", 1.2, True),
    ("each shard by its own statistics", 1.5, False),
    ("both", 1.2, False),
)
"""How many records are proposed for each one given, and whether by the statistics of all shards."""

_ANALYZER = default_analyzer()
_SERVER = files.ROOT / "tests" / "cluster" / "server" / "nodes.py"


class Own(NamedTuple):
    """Nodes of our own: what kills the one asked first, what starts it and waits for all copies."""

    kill: Callable[[], object]
    restart: Callable[[], object]


def main() -> int:
    """Measure, print a line for each figure; the exit status is 1 where an answer differs."""
    options = _options()
    asked = questions(files.folder(), options.questions)
    with tempfile.TemporaryDirectory(prefix="cluster-") as scratch:
        folder = Path(scratch)
        with _cluster(options, folder) as (address, own):
            pairs = list(_records(options.size))
            fill(folder / "disk", pairs)
            disk = DiskCorpus(folder / "disk")
            print(f"{disk.info.records:,} records, {len(asked)} questions, at {address}")
            with _corpus(address, pairs, _access(1)) as corpus:
                if own:
                    _measure_loss(corpus, asked[:50], own)
            _measure_analysis(pairs)
            with _corpus(address, pairs, _access(0)) as corpus:
                del pairs
                _print_size(corpus, folder / "disk")
                _measure_time(corpus, disk, asked)
                return _compare(corpus, disk, asked)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--address", default="")
    parser.add_argument("--nodes", type=Path, default=None)
    parser.add_argument("--questions", type=int, default=800)
    parser.add_argument("--size", type=int, default=0)
    return parser.parse_args()


@contextmanager
def _cluster(options: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, Own | None]]:
    """The address of a cluster: one that runs, or three nodes of our own, of which one may die."""
    if options.address:
        yield options.address, None
        return
    sys.path.insert(0, str(_SERVER.parent))
    nodes = import_module(_SERVER.stem)

    folder = (options.nodes or scratch / "nodes").absolute()
    java = nodes.java_home()
    nodes.engine(folder, java)
    started = nodes.made(folder, 3)
    try:
        started.start(java, "1g")
        yield (
            started.addresses,
            Own(partial(started.nodes[0].send, signal.SIGKILL), partial(started.start, java, "1g")),
        )
    finally:
        started.stop()


def _measure_loss(corpus: ClusterCorpus, asked: Sequence[str], own: Own) -> None:
    """Questions while a node is dead, beside those before; how soon all copies are back."""
    before = [_shown(corpus, question) for question in asked]
    slowest, same = 0.0, 0
    own.kill()
    for question, shown in zip(asked, before, strict=True):
        begun = time.perf_counter()
        same += _shown(corpus, question) == shown
        slowest = max(slowest, time.perf_counter() - begun)
    begun = time.perf_counter()
    own.restart()
    print(
        f"a node of three killed: {same} of {len(asked)} questions answered as before, the slowest "
        f"in {slowest:.1f} s; started again, all copies are back after "
        f"{time.perf_counter() - begun:.1f} s",
        flush=True,
    )


def _access(replicas: int) -> Access:
    return Access.model_validate({"shards": 5, "replicas": replicas, "timeout": 60.0})


def _records(size: int) -> Iterator[tuple[Record, Analysis]]:
    if size:
        yield from Assembly(pool(files.folder())).records(0, size)
        return
    for record in pool_records(files.folder()):
        yield record, analyse(record, _ANALYZER)


@contextmanager
def _corpus(
    url: str, pairs: Sequence[tuple[Record, Analysis]], access: Access
) -> Iterator[ClusterCorpus]:
    """The records as a corpus on the cluster, packed as on disk; deleted at the end.

    How many records a second it takes is printed: packed before, but sent, noted and shown.
    """
    address = parse(f"{url}/bench-{uuid.uuid4().hex[:8]}")
    entries = list(_entries(pairs))
    try:
        begun = time.perf_counter()
        _build(address, entries, learnt([content(*pair) for pair in pairs[:LEARNT_FROM]]), access)
        rate = len(pairs) / (time.perf_counter() - begun)
        print(
            f"taken by the cluster, {access.replicas} replicas: {rate:,.0f} records/s", flush=True
        )
        _merge(address, access)
        corpus = ClusterCorpus(address, access)
        yield corpus
        corpus.close()
    finally:
        transport = Transport(address, access)
        transport.ask("DELETE", f"/{address.name}-*")
        transport.close()


def _build(
    address: Address, entries: Sequence[Entry], compression: Compression, access: Access
) -> None:
    with ClusterWriter(address, access) as writer:
        writer.learn(compression)
        for start in range(0, len(entries), COMMIT_EVERY):
            some = entries[start : start + COMMIT_EVERY]
            writer.expect(one.header.id for one in some)
            for one in some:
                writer.add(one)
            writer.commit()


def _entries(pairs: Sequence[tuple[Record, Analysis]]) -> Iterator[Entry]:
    compression = learnt([content(*pair) for pair in pairs[:LEARNT_FROM]])
    for record, analysis in pairs:
        yield entry(record, analysis, 1, compression)


def _measure_analysis(pairs: Sequence[tuple[Record, Analysis]]) -> None:
    """Records a second that one core analyses: beside it the cluster is to keep up."""
    sample = pairs[:2_000]
    begun = time.process_time()
    for record, _ in sample:
        analyse(record, _ANALYZER)
    rate = len(sample) / (time.process_time() - begun)
    print(f"analysis alone, one core: {rate:,.0f} records/s", flush=True)


def _merge(address: Address, access: Access) -> None:
    """Let each shard be one segment, and print how many bytes a record then takes.

    The engine keeps of each document what it would send again to a copy, until it knows that no
    copy lacks it: that is known some half a minute after, and left out when segments are merged.
    """
    time.sleep(_KNOWN_AFTER)
    transport = Transport(address, access)
    (name,) = transport.ask("GET", f"/{address.name}?local=true&filter_path=*.aliases")
    transport.ask("POST", f"/{name}/_flush", timeout=600)
    transport.ask("POST", f"/{name}/_forcemerge?max_num_segments=1&flush=true", timeout=600)
    transport.ask("POST", f"/{name}/_refresh", timeout=600)  # else the old segments are still held
    transport.close()


def _print_size(corpus: ClusterCorpus, folder: Path) -> None:
    """Bytes a record beside disk."""
    records = corpus.info.records
    disk = sum(path.stat().st_size for path in (folder / "index").iterdir()) / records
    print(
        f"bytes a record, merged: {corpus.size() / records:,.0f}; on disk {disk:,.0f}", flush=True
    )


def _measure_time(corpus: ClusterCorpus, disk: DiskCorpus, asked: Sequence[str]) -> None:
    """Candidates and whole answers beside disk; requests and bytes of a question."""
    received = _counting_bytes(corpus.transport)
    for kind, reader in (("disk", disk), ("cluster", corpus)):
        for question in asked[:50]:
            answer(reader, question)
        say(f"candidates, {kind}", timed(partial(_candidates, reader), asked[50:350]))
        say(f"whole answer, {kind}", timed(partial(answer, reader), asked[50:350]))
    fresh = ClusterCorpus(corpus.address, corpus.transport.access)
    received_fresh, before = _counting_bytes(fresh.transport), fresh.transport.requests
    for question in asked:
        answer(fresh, question)
    number = (fresh.transport.requests - before) / len(asked)
    print(f"requests a question: {number:.2f}; bytes: {sum(received_fresh) / len(asked):,.0f}")
    fresh.close()
    received.clear()


def _counting_bytes(transport: Transport) -> list[int]:
    """The sizes of all answers that a transport gets from now on."""
    sizes: list[int] = []
    answered = transport._answered

    def counting(*arguments: Any) -> Any:
        response = answered(*arguments)
        sizes.append(len(response.data))
        return response

    setattr(transport, "_answered", counting)  # noqa: B010 - a method, for once
    return sizes


def _candidates(reader: CorpusReader, question: str) -> object:
    return reader.candidates(_ANALYZER.parse(question), None, CANDIDATES)


def _compare(corpus: ClusterCorpus, disk: DiskCorpus, asked: Sequence[str]) -> int:
    """How many questions have the exact best candidates, and the passages of the corpus on disk."""
    exact = {question: _exact(disk, question) for question in asked}
    shown = {question: _shown(disk, question) for question in asked}
    differing = []
    for what, surplus, ranked in CONTROLS:
        corpus.surplus, corpus.ranked = surplus, ranked
        whole = sum(_best(corpus, question) == exact[question] for question in asked)
        same = [question for question in asked if _shown(corpus, question) == shown[question]]
        print(
            f"{what}: the exact best {CANDIDATES} for {whole}, the same passages in the same ",
            end="",
        )
        print(f"order for {len(same)} of {len(asked)} questions", flush=True)
        if what == CONTROLS[0][0]:
            differing = [question for question in asked if question not in same]
    for question in differing:
        print(f"  differs: {question}")
    return 1 if differing else 0


def _exact(disk: DiskCorpus, question: str) -> list[tuple[str, float]]:
    """The best candidates, of so many proposed that none is missed."""
    before = disk_reader.SURPLUS
    disk_reader.SURPLUS = 40
    try:
        return _best(disk, question)
    finally:
        disk_reader.SURPLUS = before


def _best(reader: CorpusReader, question: str) -> list[tuple[str, float]]:
    found = reader.candidates(_ANALYZER.parse(question), None, CANDIDATES)
    return [(one.id, one.score) for one in found]


def _shown(reader: CorpusReader, question: str) -> list[tuple[str, str]]:
    return [(one.citation.id, one.text) for one in answer(reader, question).passages]


if __name__ == "__main__":
    sys.exit(main())
