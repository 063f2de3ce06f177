"""Who may call the HTTP server: pages of this machine only, and holders of the token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Guard:
    """Lets only those requests through that may be answered.

    A page of another origin is refused with 403, so that no web site reaches a server on its
    reader's machine. With a token, whoever does not bear it is refused with 401; without one the
    server is asked by the names of this machine only, whatever a name server says.
    """

    def __init__(self, application: Application, token: str | None) -> None:
        self._application = application
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and (refusal := self._refusal(_headers(scope))):
            await _refuse(send, *refusal)
        else:
            await self._application(scope, receive, send)

    def _refusal(self, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """The status and reason by which a request is refused; None where it is not."""
        origin, host = headers.get("origin"), headers.get("host", "")
        if origin is not None and not _is_local(origin):
            return 403, "requests of pages from elsewhere are not answered"
        if self._token is None:
            return None if _is_local(f"//{host}") else (421, "ask by the name of this machine")
        borne = headers.get("authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(borne.encode(), self._token.encode()):
            return None
        return 401, "a bearer token is needed"


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _is_local(address: str) -> bool:
    try:
        return urlsplit(address).hostname in LOOPBACK
    except ValueError:
        return False


async def _refuse(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    headers += [(b"www-authenticate", b"Bearer")] if status == 401 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{reason}\n".encode()})
