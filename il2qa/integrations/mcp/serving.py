"""Runs the MCP server: over standard input and output, or over HTTP."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings

from il2qa.api import Corpus
from il2qa.errors import ServingError
from il2qa.integrations.mcp.guarding import LOOPBACK, Application, Guard
from il2qa.integrations.mcp.server import server

TOKEN = "IL2QA_MCP_TOKEN"  # noqa: S105 - the name of the variable
PATH = "/mcp"
_LEAST_TOKEN = 16  # characters
_MOST_BODY = 1 << 16  # bytes of a request


def serve_stdio(corpus: Corpus) -> None:
    """Serve until standard input ends; standard output carries the protocol alone."""
    server(corpus).run("stdio")


def serve_http(corpus: Corpus, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve at an address until interrupted; `tell` is told where, once requests are taken.

    Port 0 is one that is free. Raises ServingError where it cannot be served there: elsewhere than
    on this machine a bearer token is needed, which the variable IL2QA_MCP_TOKEN gives.
    """
    token = os.environ.get(TOKEN) or None
    if token and len(token) < _LEAST_TOKEN:
        raise ServingError(f"{TOKEN} has under {_LEAST_TOKEN} characters; give a longer one")
    if host not in LOOPBACK and not token:
        raise ServingError(
            f"{host} can be reached by others; set {TOKEN} to a secret that callers must bear, "
            "or serve at 127.0.0.1"
        )
    with _listening(host, port) as listener:
        address = listener.getsockname()
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        tell(f"serving at http://{shown}:{address[1]}{PATH}")
        configuration = uvicorn.Config(
            Guard(_application(corpus), token), log_config=None, access_log=False, lifespan="on"
        )
        asyncio.run(uvicorn.Server(configuration).serve([listener]))


def _application(corpus: Corpus) -> Application:
    """The server as an ASGI application that keeps nothing between two requests."""
    made: Application = server(corpus).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_MOST_BODY,
        # Guard looks at origins and hosts, whatever address is served at.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return made


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise ServingError(f"{host}, port {port}: {error}; name another: --http PORT") from error
