"""Sends many documents to an index, and looks at what became of each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from il2qa.corpora.cluster.failures import item_refused
from il2qa.corpora.cluster.mapping import Body
from il2qa.corpora.cluster.snapshot import understanding
from il2qa.corpora.cluster.spool import Line
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError, CorpusError

SIZE = 5 << 20  # bytes of a request; proxies and managed clusters take ten, mostly
_AT_ONCE = 2  # requests under way
_TIMEOUT = 90.0  # seconds
_TRIES = 7
_PAUSE, _LONGEST_PAUSE = 0.25, 8.0  # seconds; doubled each time the cluster has too much to do
_TOO_LARGE = 413
_ANSWER = "errors,items.*.status,items.*.error.type,items.*.error.reason"


def send(transport: Transport, index: str, parts: Iterable[Sequence[Line]]) -> None:
    """Send all parts, a few at once; in no order that can be relied on.

    A document that the index has in a higher version is left as it is. Raises CorpusError where
    one was not taken.
    """
    underway: deque[Future[None]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for part in parts:
            underway.append(pool.submit(_send, transport, index, part))
            if len(underway) > _AT_ONCE:
                underway.popleft().result()
        while underway:
            underway.popleft().result()


def _send(transport: Transport, index: str, part: Sequence[Line]) -> None:
    waiting = part
    for turn in range(_TRIES):
        try:
            waiting = _sent(transport, index, waiting)
        except ClusterError as error:
            if error.status != _TOO_LARGE or len(waiting) == 1:
                raise
            middle = len(waiting) // 2
            _send(transport, index, waiting[:middle])
            _send(transport, index, waiting[middle:])
            return
        if not waiting:
            return
        time.sleep(min(_LONGEST_PAUSE, _PAUSE * 2**turn))
    raise CorpusError(
        f"{transport.address}: the cluster would not take {len(waiting):,} records for now; "
        "run the same command again: what was committed is kept"
    )


def _sent(transport: Transport, index: str, part: Sequence[Line]) -> list[Line]:
    """Send a part; those lines of it that are to be sent again."""
    content = b"".join(line.content for line in part)
    path = f"/{index}/_bulk?filter_path={_ANSWER}"
    answer = transport.ask("POST", path, content, timeout=_TIMEOUT)
    with understanding(transport):
        if not answer["errors"]:
            return []
        results = [next(iter(item.values())) for item in answer["items"]]
        pairs = zip(part, results, strict=True)
        return [line for line, result in pairs if _is_to_be_sent_again(transport, line, result)]


def _is_to_be_sent_again(transport: Transport, line: Line, result: Body) -> bool:
    """Whether a document was not taken for now; raises ClusterError where it never will be."""
    status = int(result["status"])
    if "error" not in result or status == 409:  # 409: what is there is newer
        return False
    error = item_refused(str(transport.address), line.name, status, result["error"])
    if not error.may_pass:
        raise error
    return True
