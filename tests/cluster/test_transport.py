"""How the nodes of a cluster are asked: what is tried again, and what is said of failures."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("urllib3")

from fake_server import Reply, Server, certificates, serving

from il2qa.corpora.cluster import transport as asking
from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import parse
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError, CorpusError

GOOD: Reply = (200, {"answer": 1})
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two rounds."""
    monkeypatch.setattr(asking, "_wait", lambda turn: None)


def always(reply: Reply | None) -> Callable[[str, str, bytes], Reply | None]:
    return lambda method, path, body: reply


def failure(kind: str, reason: str = "why") -> dict[str, object]:
    return {"error": {"type": kind, "reason": reason}}


def transport(*nodes: str, timeout: float = 5.0, **more: object) -> Transport:
    address = parse("http://" + ",".join(node.removeprefix("http://") for node in nodes) + "/c")
    return Transport(address, Access.model_validate({"timeout": timeout, **more}))


@pytest.fixture
def good() -> Iterator[Server]:
    """A node that answers."""
    with serving(always(GOOD)) as server:
        yield server


def closed_port() -> str:
    """A node where nothing listens."""
    with serving(always(GOOD)) as server:
        return server.node


@pytest.mark.parametrize(
    "reply",
    [
        None,
        (503, {}),
        (429, {}),
        (502, "<html>Bad Gateway</html>"),
        (504, "<html>Gateway Time-out</html>"),
        (500, failure("search_phase_execution_exception")),
        (503, failure("no_shard_available_action_exception")),
        (404, failure("search_context_missing_exception")),
    ],
)
def test_next_node_is_asked_where_one_fails(good: Server, reply: Reply | None) -> None:
    """A lost connection, too much to do, a proxy's error, a lost shard; it stays with that node."""
    with serving(always(reply)) as bad:
        asked = transport(bad.node, good.node)
        assert asked.ask("GET", "/") == {"answer": 1}
        assert asked.ask("GET", "/") == {"answer": 1}
        assert (len(bad.requests), len(good.requests)) == (1, 2)
        asked.close()


def test_a_node_that_is_off_is_passed_over(good: Server) -> None:
    """Nothing listens there."""
    asked = transport(closed_port(), good.node)
    assert asked.ask("GET", "/") == {"answer": 1}
    asked.close()


def test_a_node_that_hangs_is_passed_over(good: Server) -> None:
    """After the time that was set; alone it is told of."""
    end = threading.Event()

    def hang(method: str, path: str, body: bytes) -> Reply:
        end.wait(20)
        return GOOD

    with serving(hang) as hanging:
        asked = transport(hanging.node, good.node, timeout=0.05)
        assert asked.ask("GET", "/") == {"answer": 1}
        with pytest.raises(CorpusError, match=r"did not answer in time.*IL2QA_CLUSTER_TIMEOUT"):
            transport(hanging.node, timeout=0.05).ask("GET", "/")
        asked.close()
        end.set()


def test_trials_are_bounded_and_silent_nodes_counted() -> None:
    """Each node a few times, then the most telling error."""
    with serving(always((503, failure("no_shard_available_action_exception")))) as bad:
        asked = transport(closed_port(), bad.node, closed_port())
        with pytest.raises(ClusterError, match=r"2 of 3 nodes do not answer; .* a part of the co"):
            asked.ask("GET", "/")
        assert len(bad.requests) == 3
        asked.close()


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, "Unauthorized"), "does not know that user or password; set IL2QA_CLUSTER_USER"),
        ((403, failure("security_exception", "no permissions")), r"may not do this \(no permi"),
        ((413, "<html>Too Large</html>"), "takes no request of this size; let it take 8 MB"),
        ((404, failure("index_not_found_exception")), "no corpus c; build it: il2qa index"),
        ((302, ""), "it sends one elsewhere"),
        ((400, failure("x_content_parse_exception")), r"refused what was asked \(status 400"),
        ((200, "<!DOCTYPE html><title>Welcome"), "a web page answers there, not a search cluster"),
        ((200, "pong"), "something else answers there, not a search cluster"),
        (
            (429, failure("cluster_block_exception", "disk usage exceeded flood-stage watermark")),
            "takes no more records .*flood-stage.*make room on its disks",
        ),
        (
            (403, failure("cluster_block_exception", "index read-only / allow delete (api)")),
            "takes no more records",
        ),
        ((500, {"error": "it\x1b[2Jbroke"}), "refused what was asked"),
        ((500, ["odd"]), "refused what was asked"),
    ],
)
def test_what_another_node_would_say_too_is_asked_once(reply: Reply, message: str) -> None:
    """And told with its place and what to do; nothing in it commands a terminal."""
    with serving(always(reply)) as bad:
        asked = transport(bad.node, bad.node)
        with pytest.raises(ClusterError, match=message) as raised:
            asked.ask("GET", "/")
        assert str(raised.value).startswith(f"{bad.address}/c: ")
        assert "\x1b" not in str(raised.value)
        assert len(bad.requests) == 1
        asked.close()


@needs_openssl
def test_tls_is_verified(tmp_path: Path) -> None:
    """By the authority that is named: an unknown one and another host's certificate are refused."""
    authority, own = certificates(tmp_path, "127.0.0.1")
    (tmp_path / "other").mkdir()
    other_authority, other = certificates(tmp_path / "other", "search.example")
    with serving(always(GOOD), own) as server, serving(always(GOOD), other) as stranger:

        def ask(node: str, ca: Path | None) -> object:
            asked = Transport(parse(f"https://{node}/c"), Access(ca=ca))
            try:
                return asked.ask("GET", "/")
            finally:
                asked.close()

        assert ask(server.node, authority) == {"answer": 1}
        with pytest.raises(ClusterError, match=r"not trusted .*IL2QA_CLUSTER_CA"):
            ask(server.node, None)
        with pytest.raises(ClusterError, match="not trusted"):
            ask(server.node, other_authority)
        with pytest.raises(ClusterError, match="its certificate is another host's"):
            ask(stranger.node, other_authority)
        with pytest.raises(ClusterError, match="if it speaks TLS, write https://"):
            transport(server.node).ask("GET", "/")
        (tmp_path / "empty.pem").write_text("nothing")
        with pytest.raises(ClusterError, match="holds no certificate"):
            ask(server.node, tmp_path / "empty.pem")


def test_tls_to_a_plain_port_is_told(good: Server) -> None:
    """With the address as it would be."""
    asked = Transport(parse(f"https://{good.node}/c"), Access())
    with pytest.raises(ClusterError, match=f"does not speak TLS; write {good.address}"):
        asked.ask("GET", "/")
    assert good.requests == []


def test_a_password_is_sent_and_never_shown() -> None:
    """As HTTP's basic authorization, in UTF-8; not where others can read it."""
    with serving(always((401, ""))) as server:
        asked = transport(server.node, user="me", password="gehéim")  # noqa: S106
        with pytest.raises(ClusterError) as raised:
            asked.ask("GET", "/")
        assert server.authorizations == ["Basic bWU6Z2Vow6lpbQ=="]
        assert "geh" not in str(raised.value) + repr(asked.access)
        asked.close()
    with pytest.raises(CorpusError, match=r"not sent where others can read it; write https://"):
        transport("search.example:9200", user="me", password="x")  # noqa: S106
