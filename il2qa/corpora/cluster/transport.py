"""Asks the nodes of a cluster by HTTP: where one does not answer, the next one is asked."""

from __future__ import annotations

import json
import random
import threading
import time
from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.cluster.failures import not_understood, refused, unreached
from il2qa.errors import ClusterError, CorpusError, MissingExtra

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

Json = Any  # what is read of it is checked where it is read

_ROUNDS = 3  # times that every node is asked
_PATIENCE = 2.5  # times the time that one node is given, for all of them together
_PAUSE, _LONGEST_PAUSE = 0.2, 4.0  # seconds before the second round; doubled for the next
_CONNECTIONS = 8  # kept open to each node
_CONNECT = 3.0  # seconds
_LINES, _OBJECT = "application/x-ndjson", "application/json"


class Transport:
    """HTTP to the nodes of one cluster; threads may share it.

    Every request must be one that may be repeated: one whose answer is lost is sent again.
    """

    def __init__(self, address: Address, access: Access) -> None:
        self.address, self.access = address, access
        self._headers = _headers(address, access)
        self._pool = _pool(access)
        self._first = 0  # the node that answered last
        self._lock = threading.Lock()
        self.requests = 0

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        timeout: float | None = None,
        rounds: int = _ROUNDS,
    ) -> Json:
        """The answer, as JSON is read; `body` is JSON, or lines of it as bytes.

        Raises ClusterError.
        """
        failed: dict[str, ClusterError] = {}
        end = time.monotonic() + _PATIENCE * (timeout or self.access.timeout)
        for turn in range(rounds):
            if turn:
                _wait(turn)
            for node in self._in_turn():
                if failed and time.monotonic() > end:
                    break
                try:
                    answer = self._ask(node, method, path, body, timeout)
                except ClusterError as error:
                    failed[node] = error
                    if not error.may_pass:
                        raise
                    continue
                self._first = self.address.nodes.index(node)
                return answer
        raise self._summed_up(failed)

    def close(self) -> None:
        """Let go of connections."""
        self._pool.clear()

    def _in_turn(self) -> list[str]:
        nodes, first = self.address.nodes, self._first
        return [*nodes[first:], *nodes[:first]]

    def _ask(self, node: str, method: str, path: str, body: object, timeout: float | None) -> Json:
        answer = self._answered(node, method, path, body, timeout)
        if answer.status >= 300:
            raise refused(node, self.address.name, answer.status, answer.data)
        try:
            return json.loads(answer.data)
        except ValueError:
            raise not_understood(f"{node}/{self.address.name}", answer.data) from None

    def _answered(
        self, node: str, method: str, path: str, body: object, timeout: float | None
    ) -> BaseHTTPResponse:
        import urllib3

        with self._lock:
            self.requests += 1
        seconds = timeout or self.access.timeout
        data, headers = _encoded(body)
        try:
            return self._pool.request(
                method,
                node + path,
                body=data,
                headers=self._headers | headers,
                timeout=urllib3.Timeout(connect=min(_CONNECT, seconds), read=seconds),
                retries=False,
                redirect=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise unreached(node, self.address.name, error) from error

    def _summed_up(self, failed: dict[str, ClusterError]) -> ClusterError:
        """The most telling of the nodes' errors, and how many of the nodes are silent."""
        silent = [error for error in failed.values() if not error.status]
        # An answer tells more than silence, and a node that hangs more than one that is off.
        chosen = max(failed.values(), key=lambda error: (error.status, error.kind == "timeout"))
        if not silent or len(self.address.nodes) == 1:
            return chosen
        message = f"{len(silent)} of {len(failed)} nodes do not answer; {chosen}"
        return ClusterError(message, chosen.status, chosen.kind, may_pass=True)


def quiet_ask(transport: Transport, method: str, path: str, body: object) -> None:
    """Ask for what no answer depends on, once and not for long."""
    with suppress(CorpusError):
        transport.ask(method, path, body, timeout=2.0, rounds=1)


def _encoded(body: object) -> tuple[bytes | None, dict[str, str]]:
    if body is None:
        return None, {}
    if isinstance(body, bytes):
        return body, {"content-type": _LINES}
    return json.dumps(body).encode(), {"content-type": _OBJECT}


def _wait(turn: int) -> None:
    """Give the cluster time, and not all who ask it the same."""
    pause = min(_LONGEST_PAUSE, _PAUSE * 2 ** (turn - 1))
    time.sleep(pause * (0.5 + random.random() / 2))  # noqa: S311 - nothing secret


def _headers(address: Address, access: Access) -> dict[str, str]:
    if access.user is None:
        return {}
    if address.is_open:
        raise CorpusError(
            f"{address}: a password is not sent where others can read it; write https://"
        )
    both = f"{access.user}:{access.password or ''}".encode()
    return {"authorization": f"Basic {b64encode(both).decode()}"}


def _pool(access: Access) -> PoolManager:
    try:
        import urllib3
    except ImportError as error:
        raise MissingExtra(
            f"a corpus on a cluster needs the package {error.name}; install it: "
            "python -m pip install 'il2qa[cluster]'"
        ) from error
    trusted = str(access.ca) if access.ca else None
    return urllib3.PoolManager(maxsize=_CONNECTIONS, cert_reqs="CERT_REQUIRED", ca_certs=trusted)
