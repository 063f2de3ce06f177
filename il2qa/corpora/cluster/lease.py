"""The right to write to a corpus on a cluster, held by one process at a time.

A document of the index names the holder, who touches it every few seconds. Whoever finds it
untouched for long enough, or its process ended on the same host, takes it over; who was too slow
learns of it before the next commit. No clock is compared with another host's.
"""

from __future__ import annotations

import json
import os
import platform
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from il2qa.corpora.cluster.mapping import Body, note_key
from il2qa.corpora.cluster.notes import payload_of
from il2qa.corpora.cluster.snapshot import understanding
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import ClusterError, CorpusError

WRITER = "writer"
TOUCHED_EVERY = 5.0  # seconds
_WATCHED = 3 * TOUCHED_EVERY
_LOOK_EVERY = 0.5
_TRIES = 5
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class _Held:
    """The document, as it was when it was looked at."""

    holder: dict[str, str]
    number: int
    term: int

    @property
    def where(self) -> str:
        """The condition that nobody has touched it since."""
        return f"if_seq_no={self.number}&if_primary_term={self.term}"


class Lease:
    """The right to write, from when it is made until it is released; raises CorpusError."""

    def __init__(self, transport: Transport, index: str) -> None:
        self._transport, self._index = transport, index
        self._about = {
            "process": str(os.getpid()),
            "host": platform.node(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "token": uuid.uuid4().hex,
        }
        self._lock = threading.Lock()
        self._is_lost = False
        self._held = self._taken()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="il2qa-lease", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Touch it; raises CorpusError where another process has taken it over."""
        with self._lock:
            try:
                if not self._is_lost:
                    self._held = self._written(self._held)
                    return
            except ClusterError as error:
                if error.status != _CONFLICT:
                    raise
                self._is_lost = not self._is_ours()
        if self._is_lost:
            raise CorpusError(
                f"{self._transport.address}: another process writes to it, for this one was not "
                "heard of for long; what was committed is kept: run the same command again later"
            )

    def release(self) -> None:
        """Let others write."""
        self._ended.set()
        self._thread.join()
        if not self._is_lost:
            path = f"{self._path}?{self._held.where}"
            try:
                self._transport.ask("DELETE", path, rounds=1)
            except CorpusError:
                return  # it is found untouched

    def _run(self) -> None:
        while not self._ended.wait(TOUCHED_EVERY):
            try:
                self.check()
            except CorpusError:
                continue  # the next touch may succeed; a commit tells what is wrong

    @property
    def _path(self) -> str:
        return f"/{self._index}/_doc/{note_key(WRITER)}"

    def _taken(self) -> _Held:
        for _ in range(_TRIES):
            held = self._look()
            try:
                if held is None:
                    return self._written(None)
                if held.holder == self._about or self._is_abandoned(held):
                    return self._written(held)
            except ClusterError as error:
                if error.status != _CONFLICT:
                    raise
                continue  # somebody was faster, or our own request came twice
            break
        raise CorpusError(
            f"{self._transport.address}: {_named(held)} is writing to it; wait until it is done"
        )

    def _is_abandoned(self, held: _Held) -> bool:
        """Whether a holder is gone: its process has ended here, or it is not heard of."""
        is_here = held.holder.get("host") == platform.node()
        process = held.holder.get("process", "")
        if is_here and process == str(os.getpid()):
            return False
        if is_here and not _runs(process):
            return True
        end = time.monotonic() + _WATCHED
        while time.monotonic() < end:
            time.sleep(_LOOK_EVERY)
            if (now := self._look()) is None or now.number != held.number:
                return False
        return True

    def _is_ours(self) -> bool:
        """Whether the document is as we wrote it after all: a request may have come twice."""
        held = self._look()
        if held is None or held.holder != self._about:
            return False
        self._held = held
        return True

    def _look(self) -> _Held | None:
        path = f"/{self._index}/_mget?_source=false&stored_fields=payload"
        answer = self._transport.ask("POST", path, {"ids": [note_key(WRITER)]})
        with understanding(self._transport):
            (one,) = answer["docs"]
            if not one.get("found"):
                return None
            holder = json.loads(payload_of(one))
            return _Held(holder, int(one["_seq_no"]), int(one["_primary_term"]))

    def _written(self, before: _Held | None) -> _Held:
        """Write the document; raises ClusterError of status 409 where it is no more as before."""
        path = f"{self._path}?{before.where if before else 'op_type=create'}"
        answer = self._transport.ask("PUT", path, _document(self._about))
        with understanding(self._transport):
            return _Held(self._about, int(answer["_seq_no"]), int(answer["_primary_term"]))


def _document(about: dict[str, str]) -> Body:
    from base64 import b64encode

    content = b64encode(json.dumps(about).encode()).decode()
    return {"id": note_key(WRITER), "note": WRITER, "payload": content}


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _named(held: _Held | None) -> str:
    if held is None:
        return "another process"
    about = held.holder
    return f"process {about.get('process')} on {about.get('host')}, since {about.get('since')},"
