"""The MCP server, asked by the official SDK's own client: in a process, over stdio, over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import re
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp.server.mcpserver", reason="the SDK (mcp 2) is not installed")

import httpx2
from conftest import BUNDLED, ROOT
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from some_records import QUESTION, some_records

import il2qa
from il2qa.integrations.mcp.server import server

ARGUMENTS = ["-m", "il2qa", "mcp", "--corpus", str(BUNDLED)]
SENTENCE = "A brief synopsis of biochemical and biological properties of IL2 is presented."

Asking = Callable[[Client], Awaitable[Any]]


def in_process(asking: Asking, corpus: il2qa.Corpus | None = None) -> Any:
    """What comes of asking a server in this process."""

    async def run() -> Any:
        async with Client(server(corpus or il2qa.open_corpus(BUNDLED))) as client:
            return await asking(client)

    return asyncio.run(run())


def called(name: str, corpus: il2qa.Corpus | None = None, **arguments: Any) -> Any:
    """The structured content that a tool gives, which its text repeats."""
    result = in_process(lambda client: client.call_tool(name, arguments), corpus)
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def refused(name: str, **arguments: Any) -> str:
    """The error that a tool gives as its result."""
    result = in_process(lambda client: client.call_tool(name, arguments))
    assert result.is_error
    return str(result.content[0].text)


def test_search_and_fetch_are_as_connectors_expect() -> None:
    """Results of id, title and url; a document of id, title, text, url and metadata."""
    found = called("search", query="interleukin-2")
    (first,) = found["results"]
    assert first.keys() == {"id", "title", "url"}
    assert first["url"] == "https://pubmed.ncbi.nlm.nih.gov/3303316/"
    fetched = called("fetch", id=first["id"])
    assert fetched.keys() == {"id", "title", "text", "url", "metadata"}
    assert SENTENCE in fetched["text"]
    assert fetched["metadata"]["journal"] == "Journal: Schweiz Med Wochenschr"


def test_ask_gives_what_the_command_prints() -> None:
    """The structured content is the JSON of `--json`."""
    asked = "Is a synopsis presented?"
    answer = il2qa.open_corpus(BUNDLED).ask(asked, limit=1)
    assert called("ask", question=asked, limit=1) == json.loads(answer.to_json())


def test_ask_takes_filters_and_a_focus() -> None:
    """As people write them in the chat."""
    filtered = called("ask", some_records(), question=QUESTION, filter="year>=2015")
    assert {one["pmid"] for one in filtered["passages"]} == {"4"}
    about = called("ask", some_records(), question=QUESTION, focus="PMID 2")
    assert {one["pmid"] for one in about["passages"]} == {"2"}
    nothing = called("ask", question="What is the capital of France?")
    assert (nothing["status"], nothing["passages"]) == ("no_evidence", [])


def test_survey_asks_several_records() -> None:
    """As `ask --group --json` prints it, of the records that a query lets through."""
    told = called("survey", some_records(), question=QUESTION, filter="2015:3000[dp]")
    survey = some_records().survey(QUESTION, where="2015:3000[dp]")
    assert told == json.loads(survey.to_json())
    assert told["survey"]["records"] == some_records().select(told["survey"]["query"]).number > 0


def test_cite_and_similar() -> None:
    """References in a style; like records with scores."""
    assert called("cite", id="3303316", style="ama")["citation"].endswith("1987;117(25):945-951.")
    found = called("similar", some_records(), id="1", limit=2)["results"]
    assert [one.keys() for one in found] == [{"id", "title", "url", "score"}] * 2


@pytest.mark.parametrize(
    ("quote", "stands", "nearest"),
    [
        (SENTENCE, True, None),
        ("Journal: Schweiz Med Wochenschr", True, None),
        (SENTENCE.replace(" of ", "  of\n", 1), False, SENTENCE),
        (SENTENCE.replace("brief", "long"), False, SENTENCE),
        ("Aspirin cures interleukin poisoning.", False, None),
    ],
)
def test_verify_quote(quote: str, stands: bool, nearest: str | None) -> None:
    """Whether it stands, and where; else what does."""
    verdict = called("verify_quote", quote=quote, id="3303316")
    assert (verdict["stands"], verdict["nearest"]) == (stands, nearest)
    if stands:
        record = il2qa.open_corpus(BUNDLED).record(verdict["id"])
        assert record
        text = il2qa.field_texts(record)[verdict["field"]]
        assert text[verdict["start"] : verdict["end"]] == quote


def test_errors_are_errors_of_tools() -> None:
    """What cannot be done is told to the assistant, which may ask otherwise."""
    assert "no record 1 in" in refused("fetch", id="1")
    assert "no style 'bad'" in refused("cite", id="3303316", style="bad")
    assert "no filter" in refused("ask", question="IL-2?", filter="since")
    assert "nothing" in refused("ask", question="???")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ask", {"question": "x" * 3000}),
        ("ask", {"question": "IL-2", "limit": 21}),
        ("ask", {"question": "IL-2", "limit": 0}),
        ("verify_quote", {"quote": "x" * 20_000, "id": "3303316"}),
        ("search", {}),
    ],
)
def test_sizes_are_limited(name: str, arguments: dict[str, Any]) -> None:
    """Neither endless questions nor endless answers."""
    assert "validation error" in refused(name, **arguments)


def test_tools_have_schemas_and_read_only() -> None:
    """Input and output are described; nothing is changed, nothing outside is reached."""
    tools = in_process(lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {
        *("search", "fetch", "ask", "survey", "cite", "similar"),
        "verify_quote",
    }
    for tool in tools:
        assert tool.description
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False


def test_records_are_resources() -> None:
    """pubmed://PMID is a record as text; one that is not there is an error."""
    read = in_process(lambda client: client.read_resource("pubmed://3303316"))
    assert SENTENCE in read.contents[0].text

    async def missing(client: Client) -> None:
        with pytest.raises(MCPError, match="no record 1 "):
            await client.read_resource("pubmed://1")

    in_process(missing)


def test_what_is_indexed_while_it_serves_is_seen(tmp_path: Path) -> None:
    """The next call asks what was committed last."""
    source, place = tmp_path / "a.jsonl", tmp_path / "corpus"
    source.write_text('{"pmid": "1", "title": "Tea."}\n', encoding="utf-8")
    il2qa.index(source, place)

    async def asking(client: Client) -> Any:
        source.write_text('{"pmid": "2", "title": "Coffee."}\n', encoding="utf-8")
        il2qa.index(source, place)
        return await client.call_tool("search", {"query": "coffee"})

    found = in_process(asking, il2qa.open_corpus(place))
    assert [one["id"] for one in found.structured_content["results"]] == ["2"]


def test_cancelled_call_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is given up is let go of, and the next is answered meanwhile."""
    corpus, asked, released = some_records(), threading.Event(), threading.Event()
    ask = corpus.ask

    def slow(question: str, *more: Any, **named: Any) -> il2qa.Answer:
        if "slow" in question:
            asked.set()
            released.wait(60)
        return ask(question, *more, **named)

    monkeypatch.setattr(corpus, "ask", slow)

    async def asking(client: Client) -> Any:
        given_up = asyncio.create_task(client.call_tool("ask", {"question": "slow fever?"}))
        await asyncio.to_thread(asked.wait, 60)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        try:
            return await client.call_tool("ask", {"question": QUESTION})
        finally:
            released.set()

    assert in_process(asking, corpus).structured_content["status"] == "answered"


def test_calls_do_not_add_up() -> None:
    """A long session keeps nothing of each call."""

    async def asking(client: Client) -> int:
        async def some(count: int) -> int:
            for number in range(count):
                question = {"question": f"Which cells produce IL-2 on day {number % 5}?"}
                await client.call_tool("ask", question)
            gc.collect()
            return tracemalloc.get_traced_memory()[0]

        tracemalloc.start()
        try:
            before = await some(100)  # what is kept once, is kept
            return await some(100) - before
        finally:
            tracemalloc.stop()

    assert in_process(asking) < 50_000  # bytes: half a kilobyte a call would be a leak


def test_stdio(environment: dict[str, str]) -> None:
    """A client that launches the command asks, is refused, and reads a record."""
    command = StdioServerParameters(
        command=sys.executable, args=ARGUMENTS, env=environment, cwd=str(ROOT)
    )

    async def run() -> None:
        async with Client(command) as client:
            asked = {"question": "Is a synopsis presented?", "limit": 1}
            answer = await client.call_tool("ask", asked)
            assert answer.structured_content["passages"][0]["text"] == SENTENCE
            assert (await client.call_tool("fetch", {"id": "1"})).is_error
            assert (await client.read_resource("pubmed://3303316")).contents

    asyncio.run(run())


@pytest.mark.parametrize("page", ["README.md", "docs/integrations.md"])
def test_lines_for_assistants_start_it(page: str, environment: dict[str, str]) -> None:
    """What a page says to tell an assistant starts a server that has tools."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (told,) = re.findall(r"^```json\n(.*?)```$", text, re.M | re.S)
    said = json.loads(told)["mcpServers"]["il2qa"]
    arguments = [str(BUNDLED) if one.startswith("/") else one for one in said["args"]]
    command = StdioServerParameters(
        command=sys.executable, args=["-m", said["command"], *arguments], env=environment
    )

    async def run() -> int:
        async with Client(command) as client:
            return len((await client.list_tools()).tools)

    assert asyncio.run(run()) == 7


def test_stdout_is_protocol_only(environment: dict[str, str], tmp_path: Path) -> None:
    """Each line is a JSON-RPC message, though the corpus has bad records to tell of."""
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"pmid": "7", "title": "Tea stops hiccups."}\n{"pmid": 8\n', encoding="utf-8")
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "fetch", "arguments": {"id": "7"}}},
        {"id": 3, "method": "no/such", "params": {}},
    ]
    lines = [json.dumps({"jsonrpc": "2.0", **message}) for message in messages]
    done = subprocess.run(
        [sys.executable, "-m", "il2qa", "mcp", "--corpus", str(bad)],
        input="\n".join(["no JSON", *lines, ""]),
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(message["jsonrpc"] == "2.0" for message in told)
    assert 1 in {message.get("id") for message in told}
    assert "bad.jsonl" in done.stderr
    assert done.returncode == 0


@contextlib.contextmanager
def serving(environment: dict[str, str], *arguments: str) -> Iterator[str]:
    """The address of a server of its own process."""
    with subprocess.Popen(
        [sys.executable, *ARGUMENTS, "--http", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as process:
        try:
            assert process.stderr
            told = process.stderr.readline()
            found = re.search(r"serving at (http://\S+)", told)
            assert found, told
            yield found[1]
        finally:
            process.terminate()
            process.wait(30)


def test_streamable_http(environment: dict[str, str]) -> None:
    """The same over HTTP at a free port; pages from elsewhere are refused, and other hosts."""

    async def ask(address: str) -> Any:
        async with Client(address) as client:
            return await client.call_tool("ask", {"question": "Is a synopsis presented?"})

    with serving(environment, "0") as address:
        assert asyncio.run(ask(address)).structured_content["status"] == "answered"
        for headers, status in (
            ({"Origin": "https://elsewhere.example"}, 403),
            ({"Origin": "null"}, 403),
            ({"Host": "elsewhere.example"}, 421),
            ({"Origin": "http://localhost:3000"}, 406),  # let through, and not acceptable
        ):
            sent = {"Content-Type": "application/json", "Accept": "text/html", **headers}
            answered = httpx2.post(address, content="{}", headers=sent)
            assert answered.status_code == status, (headers, answered.text)
        much = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        too_much = httpx2.post(address, content=b"x" * 100_000, headers=much)
        assert too_much.status_code == 413


def test_token_is_asked_for(environment: dict[str, str]) -> None:
    """With IL2QA_MCP_TOKEN whoever does not bear it is turned away."""
    token = "0123456789abcdef"  # noqa: S105

    async def ask(address: str) -> Any:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as bearing,
            Client(streamable_http_client(address, http_client=bearing)) as client,
        ):
            return await client.call_tool("cite", {"id": "3303316"})

    with serving({**environment, "IL2QA_MCP_TOKEN": token}, "0") as address:
        assert not asyncio.run(ask(address)).is_error
        for headers in ({}, {"Authorization": "Bearer 0123456789abcdeX"}):
            assert httpx2.post(address, content="{}", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("address", "token", "told"),
    [
        ("0.0.0.0:0", "", "IL2QA_MCP_TOKEN"),
        ("0.0.0.0:0", "short", "longer"),
        ("no.such.host.invalid:0", "0123456789abcdef", "name another"),
    ],
)
def test_what_cannot_be_served_is_an_error(
    address: str, token: str, told: str, environment: dict[str, str]
) -> None:
    """Status 2 and what to do; nothing is served to others without a token."""
    done = subprocess.run(
        [sys.executable, *ARGUMENTS, "--http", address],
        capture_output=True,
        text=True,
        env={**environment, "IL2QA_MCP_TOKEN": token},
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
