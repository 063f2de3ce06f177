"""Conversations that are saved and gone on with another day."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_chat import chat_on
from several import RECORDS, settled, written

import il2qa
from il2qa.chat import commands, sessions
from il2qa.chat import prompt as session
from il2qa.chat.state import Chat
from il2qa.cli.main import main
from il2qa.conversation import Choice, saving
from il2qa.errors import ExportError, FormatError, ReadError
from il2qa.filters.where import Where

CELLS = "Which cells produce interleukin-2?"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setattr(sessions, "folder", lambda: tmp_path / "state" / "sessions")
    return tmp_path


@pytest.fixture
def chat() -> Chat:
    return chat_on(settled())


def ran(chat: Chat, line: str) -> str:
    return commands.run(line, chat) or ""


def asked(chat: Chat, *questions: str) -> None:
    for question in questions:
        session.reply_to(question, chat, rewritable=False)
        chat.keep()


def test_conversation_goes_on_where_it_was(chat: Chat) -> None:
    """Questions, answers, numbers, filter, focus, what "it" means, and what /undo takes back."""
    asked(chat, "Do macrophages answer IL-2?", "/filter year>=1980", CELLS, "/focus 102", "more")
    before = chat.conversation
    assert "Saved as thesis" in ran(chat, "/save thesis")
    other = chat_on(settled())
    told = ran(other, "/resume thesis")
    after = other.conversation
    assert "thesis: 3 questions, saved 2" in told
    assert "Filter: year>=1980" in told
    assert "In focus: 102" in told
    assert after.turns == before.turns
    assert after.numbered_passages == before.numbered_passages
    assert (after.where, after.focus) == (Where(since=1980), "102")
    for question in ("who wrote it?", "/undo", "/undo", "/undo", "what about T cells?"):
        assert session.reply_to(question, other, rewritable=False) == session.reply_to(
            question, chat, rewritable=False
        )


def test_question_that_waits_for_a_choice_still_waits(chat: Chat) -> None:
    """The number that is typed next is its answer."""
    asked(chat, CELLS, "who wrote it?", "/save open")
    if not isinstance(chat.conversation.choice, Choice):
        pytest.skip("the answer was of one record")
    other = chat_on(settled())
    ran(other, "/resume open")
    shown = session.reply_to("1", other, rewritable=False) or ""
    assert "Authors: " in shown


def test_saved_conversation_is_kept_up_to_date(chat: Chat) -> None:
    """Until /new: what is asked then is another conversation."""
    asked(chat, CELLS, "/save thesis", "Do macrophages answer IL-2?")
    assert len(sessions.load("thesis").moments[-1].turns) == 2
    assert "thesis stays as it is saved" in ran(chat, "/new")
    asked(chat, CELLS)
    assert len(sessions.load("thesis").moments[-1].turns) == 2


def test_file_is_its_owner_s_alone_and_whole(chat: Chat) -> None:
    """Nobody else reads what somebody asked; nothing half-written is left."""
    asked(chat, CELLS, "/save thesis", "who wrote it?")
    folder = sessions.folder()
    assert [path.name for path in folder.iterdir()] == [f"thesis{sessions.SUFFIX}"]
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / f"thesis{sessions.SUFFIX}").stat().st_mode) == 0o600


def test_failed_write_leaves_what_was_saved(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said once, and the chat goes on."""
    asked(chat, CELLS, "/save thesis")
    before = sessions.load("thesis")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    chat.conversation.ask("Do macrophages answer IL-2?")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", full)
        assert "No space left on device" in chat.keep()
    assert (chat.keep(), chat.kept) == ("", None)
    assert len(list(sessions.folder().iterdir())) == 1
    assert sessions.load("thesis") == before


def test_two_chats_do_not_write_over_each_other(chat: Chat) -> None:
    """Whoever comes second is told, and keeps it elsewhere."""
    asked(chat, CELLS, "/save thesis")
    other = chat_on(settled())
    ran(other, "/resume thesis")
    asked(other, "Do macrophages answer IL-2?")
    chat.conversation.ask("What kills tumour cells?")
    assert "saved or deleted by another chat" in chat.keep()
    assert (chat.keep(), len(sessions.load("thesis").moments[-1].turns)) == ("", 2)
    assert "Saved as mine" in ran(chat, "/save mine")
    ran(other, "/forget mine")
    chat.conversation.ask(CELLS)
    assert "saved or deleted by another chat" in chat.keep()


def test_resumed_conversation_is_not_written_before_it_goes_on(chat: Chat) -> None:
    """To look at one does not make it the one saved last."""
    asked(chat, CELLS, "/save thesis")
    stamp = sessions.stamp_of("thesis")
    other = chat_on(settled())
    asked(other, "/resume thesis", "/sources")
    assert sessions.stamp_of("thesis") == stamp
    asked(other, "more")
    assert sessions.stamp_of("thesis") != stamp


def test_other_conversation_is_never_replaced_or_lost(chat: Chat) -> None:
    """Neither by /save under its name, nor by /resume over what is not saved."""
    asked(chat, CELLS, "/save thesis")
    other = chat_on(settled())
    asked(other, CELLS)
    assert "thesis is there already" in ran(other, "/save thesis")
    assert "This conversation is not saved" in ran(other, "/resume thesis")
    assert len(other.conversation.turns) == 1
    assert "Started over" in ran(other, "/new")
    assert "thesis: 1 question" in ran(other, "/resume thesis")


def test_sessions_are_listed_and_forgotten(chat: Chat) -> None:
    """The one saved last first; a damaged one is named as such."""
    assert "No conversation is saved" in ran(chat, "/resume")
    assert "ask a question first" in ran(chat, "/save a")
    asked(chat, CELLS, "/save a", "/new", CELLS, "/save b")
    (sessions.folder() / f"c{sessions.SUFFIX}").write_bytes(b"\xff\x00")
    os.utime(sessions.folder() / f"a{sessions.SUFFIX}", (1, 1))
    os.utime(sessions.folder() / f"c{sessions.SUFFIX}", (0, 0))
    lines = ran(chat, "/resume").splitlines()
    assert [line.split()[0] for line in lines] == ["b", "a", "c"]
    assert CELLS in lines[0]
    assert "damaged" in lines[2]
    assert "a is deleted" in ran(chat, "/forget a")
    assert list(sessions.saved()) == ["b", "c"]


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a b", "x" * 65, "a\x1b[31m"])
def test_name_is_no_path(chat: Chat, name: str) -> None:
    """Nothing is written elsewhere."""
    asked(chat, CELLS)
    with pytest.raises(ExportError, match="is no name"):
        sessions.save(name, chat.conversation.moments, None)


def test_unknown_name_names_the_near_one(chat: Chat) -> None:
    """Or all that there are."""
    with pytest.raises(ReadError, match="/save NAME in the chat"):
        sessions.load("x")
    asked(chat, CELLS, "/save thesis")
    with pytest.raises(ReadError, match="did you mean thesis"):
        sessions.load("thsis")
    with pytest.raises(ReadError, match="there are thesis"):
        sessions.forget("quinine")


def _changed(change: Callable[[dict[str, object]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        head, _, body = text.partition("\n")
        content = json.loads(body)
        change(content)
        return f"{head}\n{json.dumps(content)}\n"

    return changed


@pytest.mark.parametrize(
    "damaged",
    [
        lambda text: text[:200],
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "null\nnull",
        lambda text: text.replace('"conversation":1', '"conversation":2', 1),
        lambda text: text.replace('"saved":"2', '"saved":"x2', 1),
        lambda text: text.partition("\n")[0] + "\n" + "[" * 100_000,
        _changed(lambda body: body.update(steps=[])),
        _changed(lambda body: body["turns"][0].update(first="one")),  # type: ignore[index]
        _changed(lambda body: body["steps"][0].update(start=-3)),  # type: ignore[index]
        _changed(lambda body: body["turns"][0]["answer"].update(more=1)),  # type: ignore[index]
    ],
)
def test_damaged_file_is_a_clear_error(chat: Chat, damaged: Callable[[str], str]) -> None:
    """It names the file; the conversation at hand is not touched."""
    asked(chat, CELLS, "/save thesis", "/new")
    path = sessions.folder() / f"thesis{sessions.SUFFIX}"
    path.write_text(damaged(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(FormatError, match=r"thesis.*; /forget thesis deletes it"):
        sessions.load("thesis")
    assert "/forget thesis" in (session.reply_to("/resume thesis", chat, rewritable=False) or "")


@cache
def saved_text() -> str:
    chat = chat_on(settled())
    chat.conversation.ask(CELLS)
    return saving.as_text(chat.conversation.moments, datetime.now(UTC), ["a"])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_text_is_a_conversation_or_a_clear_error(data: st.DataObject) -> None:
    """Whatever a file was overwritten with, at whatever place."""
    text = saved_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    changed = text[:start] + data.draw(st.text(max_size=20)) + text[end:]
    with suppress(FormatError):
        moments = saving.moments_of(changed)
        assert all(turn.question is not None for moment in moments for turn in moment.turns)


def test_size_is_bounded(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest part is kept; a file that is larger than any is not read."""
    asked(chat, CELLS, "Do macrophages answer IL-2?", "What kills tumour cells?")
    alone = saving.as_text(chat.conversation.moments[-1:], datetime.now(UTC), None)
    monkeypatch.setattr(saving, "MOST", len(alone.encode()) - 100)
    ran(chat, "/save thesis")
    kept = sessions.load("thesis").moments
    assert kept[-1].turns == chat.conversation.turns[-len(kept[-1].turns) :]
    assert 0 < len(kept[-1].turns) < 3
    monkeypatch.setattr(saving, "MOST", 100)
    with pytest.raises(ExportError, match="too long"):
        ran(chat, "/save thesis")
    monkeypatch.setattr(sessions, "MOST", 100)
    with pytest.raises(FormatError, match="larger than any"):
        sessions.load("thesis")


def test_resumed_on_the_corpus_that_it_was_about(chat: Chat, tmp_path: Path) -> None:
    """It is opened again; a record in focus that it has no more is let go of."""
    place = written(tmp_path)
    first = chat_on(il2qa.open_corpus(place))
    asked(first, CELLS, "/focus 104", "/save thesis")
    (tmp_path / "less").mkdir()
    fewer = written(tmp_path / "less", RECORDS[:2])
    fewer.replace(place)
    told = ran(chat, "/resume thesis")
    assert chat.places == (str(place),)
    assert "PMID 104 was in focus, and is no longer in the corpus." in told
    assert chat.conversation.focus is None


def test_command_line_resumes_and_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a name the one saved last; in a pipe as on a terminal."""

    def ran_il2qa(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main(["chat", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    assert ran_il2qa("--sessions")[0] == 1
    assert ran_il2qa("--resume")[0] == 2
    place = str(written(tmp_path))
    _, out, _ = ran_il2qa("--corpus", place, stdin=f"{CELLS}\n/save thesis\n")
    assert "Saved as thesis" in out
    status, out, err = ran_il2qa("--resume", stdin="/sources\n")
    assert (status, "thesis: 1 question" in err) == (0, True)
    assert "PMID: 103" in out
    assert ran_il2qa("--sessions")[1].startswith("thesis ")
    status, out, err = ran_il2qa("--resume", "thsis")
    assert (status, out) == (2, "")
    assert "did you mean thesis?" in err
