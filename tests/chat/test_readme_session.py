"""The session that README shows is what the chat prints; IL2QA_GOLDEN=write writes it anew."""

from __future__ import annotations

import os
import re

from conftest import ROOT
from quiet_chat import chat_on

import il2qa
from il2qa.chat import prompt as session

README = ROOT / "README.md"
SESSION = re.compile(r"(?<=^```text\n)il2qa> .*?(?=^```$)", re.M | re.S)


def replayed(text: str, corpus: il2qa.Corpus) -> str:
    """The lines typed in a session, and what the chat prints for each now."""
    chat = chat_on(corpus)
    shown = []
    for line in re.findall(r"^il2qa> (.+)$", text, re.M):
        reply = session.reply_to(line, chat, rewritable=False) or ""
        shown.append(f"il2qa> {line}\n{reply.rstrip()}\n")
    return "\n".join(shown)


def test_session_in_readme_is_what_the_chat_prints(corpus: il2qa.Corpus) -> None:
    """At 80 columns, over the bundled record."""
    text = README.read_text(encoding="utf-8")
    (written,) = SESSION.findall(text)
    found = replayed(written, corpus)
    if os.environ.get("IL2QA_GOLDEN") == "write":
        README.write_text(SESSION.sub(lambda _: found, text), encoding="utf-8")
        written = found
    assert written == found
