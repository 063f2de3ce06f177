"""`il2qa mcp`: serves a corpus to assistants, by the Model Context Protocol."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, tell
from il2qa.errors import MissingExtra


def run(options: Options) -> int:
    """Serve until standard input ends, or over HTTP until interrupted.

    Raises MissingExtra where the SDK is not installed, ServingError where it cannot be served so.
    """
    try:
        from il2qa.integrations.mcp import serving
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"to serve assistants needs the package {error.name}; install it: "
            "python -m pip install 'il2qa[mcp]'"
        ) from error
    corpus = open_named(options)
    if options.address is None:
        serving.serve_stdio(corpus)
    else:
        serving.serve_http(corpus, *options.address, tell)
    return ANSWERED
