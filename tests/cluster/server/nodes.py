"""Starts and stops a cluster of a few nodes on this machine, for tests and figures.

    python nodes.py start FOLDER [--nodes 3] [--heap 512m]
    python nodes.py stop FOLDER

FOLDER takes the engine (from Maven's repository, when it is first needed), and of each node data,
log and process number. `start` prints the addresses as IL2QA_TEST_CLUSTER takes them; its exit
status is 3 where Java 21 or later, or Maven, is not to be found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).parent
LEAST_JAVA = 21
MISSING = 3  # exit status
_STARTED_WITHIN, _STOPPED_WITHIN = 180, 30  # seconds

_SETTINGS = """\
cluster.name: il2qa-test
node.name: {name}
path.data: {home}/data
path.logs: {home}/logs
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.seed_hosts: [{seeds}]
cluster.initial_cluster_manager_nodes: [{names}]
cluster.routing.allocation.disk.threshold_enabled: false
# A node that hangs is missed within seconds, so that tests of it are short.
cluster.fault_detection.follower_check.interval: 1s
cluster.fault_detection.follower_check.timeout: 2s
cluster.fault_detection.leader_check.interval: 1s
cluster.fault_detection.leader_check.timeout: 2s
cluster.publish.timeout: 10s
cluster.follower_lag.timeout: 10s
action.auto_create_index: false
node.processors: 2
"""
_LOG = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
# Never -XX:+UseSerialGC: with a small heap a node locks up.
_OPTIONS = (
    *("-XX:+UseG1GC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
    *("--add-modules=jdk.incubator.vector", "--add-opens=java.base/java.nio=ALL-UNNAMED"),
    *("-Djava.awt.headless=true", "-Djna.nosys=true", "-Dlog4j2.disable.jmx=true"),
    "-Dlog4j.shutdownHookEnabled=false",
)


class Missing(Exception):  # noqa: N818 - what is missing is no fault of the tests
    """What the nodes need is not to be found on this machine."""


class Node:
    """One node, in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.name = home, home.name

    @property
    def address(self) -> str:
        """Host and port."""
        return (self.home / "address").read_text(encoding="ascii")

    @property
    def pid(self) -> int | None:
        """The number of its process, while it runs."""
        try:
            number = int((self.home / "pid").read_text(encoding="ascii"))
            _reap(number)
            os.kill(number, 0)
        except (OSError, ValueError):
            return None
        return number

    def start(self, java: Path, heap: str) -> None:
        """Start its process; it takes a while until it answers."""
        classes = self.home.parent / "classes"
        libraries = self.home.parent / "lib"
        command = [
            *(str(java / "bin" / "java"), f"-Xms{heap}", f"-Xmx{heap}", *_OPTIONS),
            f"-Dlog4j2.configurationFile={self.home / 'config' / 'log4j2.properties'}",
            f"-Djava.io.tmpdir={self.home / 'tmp'}",
            *("-cp", f"{classes}{os.pathsep}{libraries}/*", "Node", str(self.home)),
        ]
        log = str(self.home / "log")
        files = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=files, setpgroup=0)
        (self.home / "pid").write_text(str(pid), encoding="ascii")

    def send(self, number: int) -> None:
        """Send its process a signal, if it runs."""
        if (pid := self.pid) is not None:
            os.kill(pid, number)

    def wait_until_gone(self) -> None:
        """Wait for the end of its process; kill it where it does not come."""
        end = time.monotonic() + _STOPPED_WITHIN
        while self.pid is not None:
            if time.monotonic() > end:
                self.send(signal.SIGKILL)
            time.sleep(0.1)


class Cluster:
    """Some nodes whose homes lie in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nodes = [Node(home.parent) for home in sorted(folder.glob("n*/address"))]

    @property
    def addresses(self) -> str:
        """As `--corpus` takes them, without the name of a corpus."""
        return "http://" + ",".join(node.address for node in self.nodes)

    def start(
        self,
        java: Path,
        heap: str = "512m",
        status: str = "green",
        seconds: float = _STARTED_WITHIN,
    ) -> None:
        """Start those that do not run, and wait until all are there and the shards are.

        "green" is every copy of every shard, "yellow" one of each. Raises TimeoutError.
        """
        for node in self.nodes:
            if node.pid is None:
                node.start(java, heap)
        path = f"/_cluster/health?wait_for_nodes={len(self.nodes)}&wait_for_status={status}"
        self._wait(f"{path}&timeout=2s", seconds)

    def _wait(self, path: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for node in self.nodes:
                if node.pid is not None and _is_so(f"http://{node.address}{path}"):
                    return
            time.sleep(0.3)
        raise TimeoutError(f"{self.folder}: not all is there within {seconds} s: see n*/log")

    def stop(self) -> None:
        """End all of them, by the numbers of their processes."""
        for node in self.nodes:
            node.send(signal.SIGCONT)
            node.send(signal.SIGTERM)
        for node in self.nodes:
            node.wait_until_gone()
            (node.home / "pid").unlink(missing_ok=True)


def made(folder: Path, count: int) -> Cluster:
    """The homes of some nodes, each at ports that are free."""
    names = [f"n{number}" for number in range(1, count + 1)]
    ports = _free_ports(2 * count)
    pairs = list(zip(ports[::2], ports[1::2], strict=True))
    for name, (http, transport) in zip(names, pairs, strict=True):
        home = folder / name
        for part in ("config", "data", "logs", "tmp"):
            (home / part).mkdir(parents=True, exist_ok=True)
        settings = _SETTINGS.format(
            name=name,
            home=home,
            http=http,
            transport=transport,
            seeds=", ".join(f"127.0.0.1:{other}" for _, other in pairs),
            names=", ".join(names),
        )
        (home / "config" / "opensearch.yml").write_text(settings, encoding="utf-8")
        (home / "config" / "log4j2.properties").write_text(_LOG, encoding="utf-8")
        (home / "address").write_text(f"127.0.0.1:{http}", encoding="ascii")
    return Cluster(folder)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def engine(folder: Path, java: Path) -> None:
    """Fetch what the nodes run, and compile what starts it, where that is not yet done."""
    done = folder / "lib" / "done"
    if done.exists():
        return
    if shutil.which("mvn") is None:
        raise Missing("Maven (mvn) is not installed")
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    options = ["-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    environment = {**os.environ, "JAVA_HOME": str(java)}
    subprocess.run([*command, *options], env=environment, check=True, capture_output=True)
    compiler = [str(java / "bin" / "javac"), "-cp", f"{folder / 'lib'}/*"]
    options = ["-d", str(folder / "classes"), str(HERE / "Node.java")]
    subprocess.run([*compiler, *options], check=True)
    done.touch()


def java_home() -> Path:
    """The home of a Java that the engine runs on; raises Missing."""
    for home in _homes():
        if (home / "bin" / "javac").exists() and _version(home) >= LEAST_JAVA:
            return home
    raise Missing(f"no Java development kit of version {LEAST_JAVA} or later is installed")


def _homes() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if found := shutil.which("java"):
        yield Path(found).resolve().parents[1]
    yield from sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    yield from sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"))


def _version(home: Path) -> int:
    try:
        told = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0


def _is_so(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own node
            return json.load(answer)["timed_out"] is False
    except (OSError, ValueError, LookupError):
        return False


def _reap(pid: int) -> None:
    """Let a process that has ended be gone, where it is ours."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except OSError:
        return


def main() -> int:
    """Start or stop; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("act", choices=("start", "stop"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--heap", default="512m")
    options = parser.parse_args()
    folder = options.folder.absolute()
    if options.act == "stop":
        Cluster(folder).stop()
        return 0
    try:
        java = java_home()
        engine(folder, java)
    except Missing as error:
        print(error, file=sys.stderr)
        return MISSING
    cluster = made(folder, options.nodes)
    try:
        cluster.start(java, options.heap)
    except TimeoutError as error:
        cluster.stop()
        print(error, file=sys.stderr)
        return 1
    print(cluster.addresses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
