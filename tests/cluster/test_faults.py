"""Nodes and builds that are killed or hang: what is answered then, and what readers are told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run
from fake_server import Reply, certificates, serving
from made_records import ANALYZER, CLUSTER, add, collection, in_memory, made
from nodes import Cluster, Node, java_home

from il2qa.corpora.checking import Checked
from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import Address, parse
from il2qa.corpora.cluster.checking import check
from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.corpora.cluster.transport import Transport
from il2qa.corpora.cluster.writer import ClusterWriter
from il2qa.errors import CorpusError
from il2qa.render.record import record_json

FOLDER = "IL2QA_TEST_CLUSTER_FOLDER"
if not os.environ.get(FOLDER):
    reason = f"{FOLDER} names no folder of nodes that may be killed (see nodes.py)"
    pytest.skip(reason, allow_module_level=True)
pytestmark = pytest.mark.cluster

RECORDS = collection(80)
ASKED = ANALYZER.parse("Which inhibitor lowers serum insulin?")
SAFE = Access(shards=3, replicas=1, timeout=4)  # type: ignore[call-arg]
MANY = 900
# Small batches and commits, so that there is something to kill in between.
BUILDER = """
import sys
from il2qa.indexing import build, prepare
build.COMMIT_EVERY, prepare.BATCH = 150, 50
from il2qa.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def all_nodes() -> Cluster:
    """The nodes, which may be killed; they run at first."""
    cluster = Cluster(Path(os.environ[FOLDER]))
    cluster.start(java_home(), status="yellow")
    return cluster


@pytest.fixture
def nodes(all_nodes: Cluster) -> Cluster:
    """The same, all running, and every copy of every shard there."""
    make_whole(all_nodes)
    return all_nodes


@pytest.fixture(scope="module")
def place(all_nodes: Cluster) -> Iterator[Address]:
    """A corpus of RECORDS, each shard on two nodes."""
    address = named("faults")
    with ClusterWriter(address, SAFE) as writer:
        add(writer, RECORDS)
    yield address
    make_whole(all_nodes)  # the last test may have left a node that hung, or is dead
    delete(address)


@pytest.fixture
def corpus(place: Address) -> Iterator[ClusterCorpus]:
    """The same, opened; the first node is asked first."""
    opened = ClusterCorpus(place, SAFE)
    yield opened
    opened.close()


@pytest.fixture
def new(all_nodes: Cluster) -> Iterator[Address]:
    """A corpus that is not there yet."""
    address = named("built")
    yield address
    make_whole(all_nodes)
    delete(address)


def make_whole(cluster: Cluster) -> None:
    """Let every node run, and wait for every copy of every shard.

    Where two of three were killed at once the engine may leave a copy waiting for ever: "shard is
    not in primary mode". Every record is there then; to start all anew brings the copy back.
    """
    for node in cluster.nodes:
        node.send(signal.SIGCONT)
    try:
        cluster.start(java_home(), seconds=40)
    except TimeoutError:
        cluster.stop()
        cluster.start(java_home())


def named(name: str) -> Address:
    return parse(f"{os.environ[CLUSTER]}/test-{os.getpid()}-{name}")


def delete(address: Address) -> None:
    transport = Transport(address, SAFE)
    transport.ask("DELETE", f"/{address.name}-*", timeout=60.0)
    transport.close()


def answers(corpus: ClusterCorpus) -> list[tuple[str, float]]:
    return [(one.id, one.score) for one in corpus.candidates(ASKED, None, 30)]


EXPECTED = [(one.id, one.score) for one in in_memory(RECORDS).candidates(ASKED, None, 30)]


def kill(*killed: Node) -> None:
    for node in killed:
        node.send(signal.SIGKILL)
    for node in killed:
        node.wait_until_gone()


def manager(corpus: ClusterCorpus, nodes: Cluster) -> Node:
    found = corpus.transport.ask("GET", "/_cat/cluster_manager?format=json")
    return next(node for node in nodes.nodes if node.name == found[0]["node"])


def of_a_shard(corpus: ClusterCorpus, nodes: Cluster) -> list[Node]:
    """The nodes that have the copies of a shard."""
    shards = corpus.transport.ask("GET", f"/_cat/shards/{corpus.address.name}?format=json")
    holding = {shard["node"] for shard in shards if shard["shard"] == "0"}
    return [node for node in nodes.nodes if node.name in holding]


def test_kill_of_the_node_that_is_asked_is_not_noticed(
    nodes: Cluster, corpus: ClusterCorpus, place: Address
) -> None:
    """Another one answers the same: whoever has the corpus open, and whoever opens it."""
    assert answers(corpus) == EXPECTED
    kill(nodes.nodes[0])
    assert answers(corpus) == EXPECTED
    assert corpus.count() == len(RECORDS)
    opened = ClusterCorpus(place, SAFE)
    assert answers(opened) == EXPECTED
    assert [record.id for record in opened.select()] == [record.id for record in RECORDS]
    opened.close()


def test_kill_of_the_manager_is_not_noticed(
    nodes: Cluster, corpus: ClusterCorpus, new: Address
) -> None:
    """Another one is elected; a corpus can be made at once."""
    kill(manager(corpus, nodes))
    assert answers(corpus) == EXPECTED
    with ClusterWriter(new, SAFE) as writer:
        add(writer, RECORDS[:5])
    assert ClusterCorpus(new, SAFE).count() == 5


def source(folder: Path) -> Path:
    path = folder / "many.jsonl"
    records = (made(pmid, f"insulin {pmid} in cohort {pmid % 40}") for pmid in range(1, MANY + 1))
    path.write_text("".join(record_json(one) + "\n" for one in records), encoding="utf-8")
    return path


def building(address: Address, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A build of MANY records, as a process; it has committed some, and more are to come."""
    command = [sys.executable, "-c", BUILDER, "index", "--json", "--corpus", str(address)]
    process = subprocess.Popen(
        [*command, "--workers", "1", str(source(folder))],
        env={**environment, "IL2QA_CLUSTER_SHARDS": "3", "IL2QA_CLUSTER_REPLICAS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if 0 < json.loads(line)["committed"] < MANY:
            break
    return process


def is_whole(address: Address) -> bool:
    corpus = ClusterCorpus(address, SAFE)
    count = corpus.count()
    corpus.close()
    return count == MANY and list(check(address, Checked())) == []


def test_a_node_killed_during_a_build_does_not_stop_it(
    nodes: Cluster, new: Address, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Each record is there once."""
    process = building(new, tmp_path, environment)
    kill(nodes.nodes[1])
    _, errors = process.communicate(timeout=200)
    assert (process.returncode, errors) == (0, "")
    nodes.start(java_home(), status="yellow")
    assert is_whole(new)


def test_a_build_that_is_killed_goes_on_where_it_was(
    new: Address, tmp_path: Path, environment: dict[str, str]
) -> None:
    """What was committed is there in between, whole; the same command takes the rest."""
    process = building(new, tmp_path, environment)
    process.kill()
    process.communicate()
    corpus = ClusterCorpus(new, SAFE)
    committed = corpus.info.records
    assert committed == corpus.count() > 0
    assert committed % 50 == 0
    (note,) = corpus.sources()
    assert (note.records, note.complete) == (committed, False)
    corpus.close()
    process = building(new, tmp_path, environment)
    _, errors = process.communicate(timeout=200)
    assert (process.returncode, errors) == (0, "")
    assert is_whole(new)


@pytest.fixture
def front(all_nodes: Cluster, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """TLS, a password and a limit of sizes in front of a node; its address, and its authority."""
    import urllib3

    authority, own = certificates(tmp_path, "127.0.0.1")
    pool = urllib3.PoolManager()

    def forwarded(method: str, path: str, body: bytes) -> Reply:
        if server.authorizations[-1] != "Basic bWU6cGFzcw==":
            return 401, "<html>Authorization Required</html>"
        if len(body) > 20_000:
            return 413, "<html>Request Entity Too Large</html>"
        kind = "application/x-ndjson" if "/_bulk" in path else "application/json"
        headers = {"content-type": kind} if body else {}
        url = f"http://{all_nodes.nodes[0].address}{path}"
        answer = pool.request(method, url, body=body or None, headers=headers, retries=False)
        return answer.status, answer.data.decode()

    with serving(forwarded, own) as server:
        yield server.address, authority
    pool.clear()


def test_commands_work_through_tls_with_a_password(
    front: tuple[str, Path], new: Address, run: Run, tmp_path: Path
) -> None:
    """A proxy that takes little is given little; a wrong password and no authority are told."""
    url, authority = front
    place = f"{url}/{new.name}"
    given = {
        "IL2QA_CLUSTER_USER": "me",
        "IL2QA_CLUSTER_PASSWORD": "pass",
        "IL2QA_CLUSTER_CA": str(authority),
        "IL2QA_CLUSTER_SHARDS": "2",
        "IL2QA_CORPUS": place,
    }
    path = tmp_path / "some.jsonl"
    path.write_text("".join(record_json(record) + "\n" for record in RECORDS), encoding="utf-8")
    done = run("index", str(path), **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"80 records in {place} (80 added, 0 replaced)\n"
    assert run("count", **given).stdout == "80\n"
    assert run("check", **given).stdout.endswith("no damage\n")
    wrong = run("info", **{**given, "IL2QA_CLUSTER_PASSWORD": "secret"})
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "the cluster does not know that user or password" in wrong.stderr
    assert "secret" not in wrong.stderr
    unknown = run("info", **{**given, "IL2QA_CLUSTER_CA": ""})
    assert "its certificate is not trusted" in unknown.stderr


def test_a_part_or_all_lost_is_told_and_gives_no_fewer_records(
    all_nodes: Cluster, corpus: ClusterCorpus, place: Address, run: Run
) -> None:
    """Both nodes of a shard are killed, then the third; made whole, the same reader answers."""
    holders = of_a_shard(corpus, all_nodes)
    kill(*holders)
    lost = r"(nodes do not answer|a part of the corpus cannot be reached).*ask again"
    with pytest.raises(CorpusError, match=lost):
        answers(corpus)
    with pytest.raises(CorpusError, match=lost):
        ClusterCorpus(place, SAFE)
    done = run("ask", "--corpus", str(place), "Which inhibitor?", IL2QA_CLUSTER_TIMEOUT="4")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ask again" in done.stderr
    assert "Traceback" not in done.stderr
    kill(*all_nodes.nodes)
    with pytest.raises(CorpusError, match="no search cluster answers there; check the address"):
        answers(corpus)
    with pytest.raises(CorpusError, match="3 of 3 nodes do not answer"):
        ClusterCorpus(place, SAFE)
    all_nodes.start(java_home(), status="yellow")
    assert answers(corpus) == EXPECTED


def test_a_node_that_hangs_keeps_nobody_for_long(nodes: Cluster, corpus: ClusterCorpus) -> None:
    """Until the cluster misses it readers are told to ask again; then others answer the same."""
    assert answers(corpus) == EXPECTED
    nodes.nodes[0].send(signal.SIGSTOP)
    for _ in range(12):
        try:
            assert answers(corpus) == EXPECTED
            break
        except CorpusError as error:
            assert "ask again" in str(error)  # noqa: PT017
    else:
        pytest.fail("the cluster never missed its node")
