"""/open: a record's page in the browser, only where the user asks for it."""

from __future__ import annotations

import sys
import webbrowser

import pytest
from quiet_chat import chat_on

import il2qa
from il2qa.chat import commands
from il2qa.chat.browsing import open_page
from il2qa.corpora.memory import MemoryCorpus

DOI = "10.1000/(SICI)1097<43:a b>2.0"
RECORDS = [
    il2qa.Record(pmid="7", title="Tea stops hiccups.", doi=DOI),
    il2qa.Record(pmid="8", title="Coffee starts hiccups."),
    il2qa.Record(other_id="mine", title="Milk and hiccups.", doi=DOI),
    il2qa.Record(other_id="bare", title="Water and hiccups."),
]
QUOTED_DOI = "https://doi.org/10.1000/(SICI)1097%3C43:a%20b%3E2.0"


@pytest.mark.parametrize(
    ("line", "opened", "said"),
    [
        ("/open 7", "https://pubmed.ncbi.nlm.nih.gov/7/", "Opened in the browser: https://pubmed"),
        ("/open 7 doi", QUOTED_DOI, QUOTED_DOI),
        ("/open 7 DOI", QUOTED_DOI, QUOTED_DOI),
        ("/open mine", QUOTED_DOI, QUOTED_DOI),
        ("/open 8 doi", None, "8 has no DOI"),
        ("/open bare", None, "bare has no page"),
        ("/open 99", None, "No record '99'"),
        ("/open", None, "No record is in focus"),
    ],
)
def test_page_at_pubmed_or_by_doi(line: str, opened: str | None, said: str) -> None:
    """Its address is said, too; what the record has of spaces and brackets is escaped."""
    pages: list[str] = []
    chat = chat_on(il2qa.Corpus(MemoryCorpus(RECORDS, "test")), width=200)
    chat.browse = lambda url: pages.append(url) is None
    assert said in (commands.run(line, chat) or "")
    assert pages == ([opened] if opened else [])


def test_number_is_that_of_a_passage() -> None:
    """As with /show."""
    chat = chat_on(il2qa.Corpus(MemoryCorpus(RECORDS, "test")))
    chat.conversation.ask("What does coffee start?")
    assert "pubmed.ncbi.nlm.nih.gov/8/" in (commands.run("/open 1", chat) or "")


def test_without_a_browser_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe nothing is ever opened; a browser that fails is none."""
    chat = chat_on(il2qa.Corpus(MemoryCorpus(RECORDS, "test")))
    assert "Its page: https://pubmed" in (commands.run("/open 7", chat) or "")

    def fails(url: str) -> bool:
        raise webbrowser.Error("no browser")

    monkeypatch.setattr(webbrowser, "open", fails)
    assert open_page("https://pubmed.ncbi.nlm.nih.gov/7/", {"BROWSER": "firefox"}) is False


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="displays are X's and Wayland's")
def test_browser_that_would_take_the_terminal_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no display that is lynx or w3m; BROWSER may name it all the same."""
    pages: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: pages.append(url) is None)
    assert not open_page("https://a.example/", {})
    assert open_page("https://b.example/", {"DISPLAY": ":0"})
    assert open_page("https://c.example/", {"BROWSER": "lynx"})
    assert pages == ["https://b.example/", "https://c.example/"]
