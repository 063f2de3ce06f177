"""A chat that goes on while its corpus is updated by another process."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from quiet_chat import chat_on
from several import RECORDS

import il2qa
from il2qa.chat import prompt as session
from il2qa.chat.state import Chat
from il2qa.cli.main import main
from il2qa.corpora.codec.payload import entry
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

CELLS = "Which cells produce interleukin-2?"


def store(folder: Path, records: Iterable[il2qa.Record], *without: str) -> None:
    with DiskWriter(folder) as writer:
        for record in records:
            writer.add(entry(record, analyse(record, default_analyzer()), 1))
        for identifier in without:
            writer.remove(identifier)
        writer.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "library"
    store(place, RECORDS[:2])
    return place


@pytest.fixture
def chat(folder: Path) -> Chat:
    return chat_on(il2qa.open_corpus(folder))


def reply(chat: Chat, line: str) -> str:
    """What is printed for a line, news before it included."""
    before = chat.stream.tell()
    said = session.reply_to(line, chat, rewritable=False) or ""
    chat.stream.seek(before)
    return chat.stream.read() + said


def test_next_question_sees_what_was_committed(chat: Chat, folder: Path) -> None:
    """One line says so, once; filter, numbers and the conversation stay."""
    assert "updated" not in reply(chat, "/filter year>=1980") + reply(chat, CELLS)
    store(folder, RECORDS[2:])
    shown = reply(chat, "PMID 104")
    assert shown.startswith("library was updated: 4 records now.\n")
    assert "PMID 104 ·" in shown
    assert "updated" not in reply(chat, "who wrote it?")
    assert len(chat.conversation.turns) == 3
    assert chat.conversation.where == il2qa.Where(since=1980)


def test_focus_stays_unless_the_record_is_gone(chat: Chat, folder: Path) -> None:
    """Then it is named and let go of."""
    reply(chat, "/focus 102")
    store(folder, RECORDS[2:])
    assert reply(chat, "who wrote it?").startswith("library was updated: 4 records now.\n")
    assert chat.conversation.focus == "102"
    store(folder, [], "102")
    told = " ".join(reply(chat, "/focus").split())
    assert "PMID 102 is no longer in it, and no record in focus." in told
    assert chat.conversation.focus is None


def test_corpus_that_is_gone_is_said_once(chat: Chat, folder: Path) -> None:
    """What was opened is asked on; when it is back it is asked."""
    reply(chat, CELLS)
    shutil.move(folder, folder.with_name("elsewhere"))
    told = " ".join(reply(chat, "more").split())
    assert "no such folder" in told
    assert "asked is what was read before." in told
    assert "no such folder" not in reply(chat, CELLS)
    shutil.move(folder.with_name("elsewhere"), folder)
    store(folder, RECORDS[2:])
    assert "library was updated: 4 records now." in reply(chat, CELLS)


def test_passage_of_a_record_that_changed_is_not_marked_wrongly(chat: Chat, folder: Path) -> None:
    """Its place in the text is that of other words now."""
    reply(chat, "PMID 101")
    changed = RECORDS[0].model_copy(update={"title": "Withdrawn by its authors."})
    store(folder, [changed])
    told = reply(chat, "/context 1")
    assert "has changed since it was quoted" in told
    assert "▶" not in told


def test_several_corpora_are_watched_each(tmp_path: Path, folder: Path) -> None:
    """One that was added to is enough."""
    store(tmp_path / "other", RECORDS[2:3])
    chat = chat_on(il2qa.open_corpus([folder, tmp_path / "other"]))
    assert "updated" not in reply(chat, CELLS)
    store(tmp_path / "other", RECORDS[3:])
    assert "was updated: 4 records now." in reply(chat, CELLS)


class Lines(io.StringIO):
    """Standard input whose corpus is added to before its last line is read."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield f"{CELLS}\n"
        store(self.folder, RECORDS[2:])
        yield "PMID 104\n"


def test_chat_in_a_pipe_says_it_aside(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, as all that is no answer."""
    monkeypatch.setattr("sys.stdin", Lines(folder))
    assert main(["chat", "--corpus", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert err == "il2qa: library was updated: 4 records now.\n"
    assert "PMID 104 ·" in out


def test_refresh_of_the_api_tells_whether_there_was_anything(folder: Path) -> None:
    """A server calls it before each question."""
    corpus = il2qa.open_corpus(folder)
    assert corpus.refresh() is False
    store(folder, RECORDS[2:])
    assert (len(corpus), corpus.refresh(), len(corpus), corpus.refresh()) == (2, True, 4, False)
    assert il2qa.open_corpus("bundled").refresh() is False
