"""Calls the MCP server a thousand times and tells how much it grew: python -m bench mcp [CALLS].

The SDK's own client asks a server of its own process, over stdio and over HTTP. Memory is what the
process had at most, after a tenth of the calls and after all of them. Needs the extra mcp.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

from mcp import Client
from mcp.client.stdio import StdioServerParameters

_GROWTH = 4.0  # MB that are no leak: arenas, caches that fill
_COMMAND = ["-m", "il2qa", "mcp", "--corpus", "bundled"]
_CALLS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ask", {"question": "Which cells produce interleukin-2?"}),
    ("search", {"query": "lymphokine"}),
    ("fetch", {"id": "3303316"}),
    ("verify_quote", {"quote": "A brief synopsis", "id": "3303316"}),
    ("cite", {"id": "1"}),  # an error
)


def main() -> int:
    """Print the memory over both transports; 1 where it grew."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    grown = [asyncio.run(_over_stdio(calls)), asyncio.run(_over_http(calls))]
    for name, (early, late) in zip(("stdio", "HTTP"), grown, strict=True):
        print(f"{name}: {early:.1f} MB after {calls // 10:,} calls, {late:.1f} MB after {calls:,}")
    return int(any(late - early > _GROWTH for early, late in grown))


async def _over_stdio(calls: int) -> tuple[float, float]:
    before = _children()
    async with Client(StdioServerParameters(command=sys.executable, args=_COMMAND)) as client:
        (process,) = _children() - before
        return await _measured(client, calls, lambda: _megabytes(process))


async def _over_http(calls: int) -> tuple[float, float]:
    with Popen([sys.executable, *_COMMAND, "--http", "0"], stderr=PIPE, text=True) as server:
        try:
            found = re.search(r"http://\S+", server.stderr.readline() if server.stderr else "")
            async with Client(found[0] if found else "") as client:
                return await _measured(client, calls, lambda: _megabytes(server.pid))
        finally:
            server.terminate()


async def _measured(client: Client, calls: int, memory: Callable[[], float]) -> tuple[float, float]:
    early = 0.0
    for number in range(calls):
        await client.call_tool(*_CALLS[number % len(_CALLS)])
        if number + 1 == calls // 10:
            early = memory()
    return early, memory()


def _children() -> set[int]:
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def _megabytes(process: int) -> float:
    """The most memory that a process had (Linux)."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
