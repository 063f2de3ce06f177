"""The chat's commands about saved conversations."""

from __future__ import annotations

from datetime import datetime

from il2qa.api import open_corpus
from il2qa.chat import sessions
from il2qa.chat.sessions import Session
from il2qa.chat.state import Chat
from il2qa.conversation import Conversation
from il2qa.queries.telling import query_text
from il2qa.render.counting import counted
from il2qa.render.wrapping import columns
from il2qa.text.safety import shown_name


def save(chat: Chat, argument: str) -> str:
    """Keep the conversation under a name from now on."""
    known = chat.kept.name if chat.kept else None
    name = argument or known
    if name is None:
        return chat.say("Name it: /save thesis; il2qa chat --resume thesis goes on with it.")
    if not chat.conversation.turns:
        return chat.say("Nothing to save: ask a question first.")
    if name != known and name in sessions.saved():
        return chat.say(f"{name} is there already: choose another name, or /forget {name} first.")
    sessions.save(name, chat.conversation.moments, chat.places)
    chat.keep_as(name)
    return chat.say(f"Saved as {name}, and kept up to date until /new or /quit.")


def resume(chat: Chat, argument: str) -> str:
    """Go on with a saved conversation; without a name list them."""
    if not argument:
        return listed(chat.style.width) or chat.say("No conversation is saved; /save NAME does.")
    session = sessions.load(argument)
    if chat.conversation.turns and chat.kept is None:
        return chat.say(
            "This conversation is not saved: /save NAME keeps it, /new lets it go; then /resume."
        )
    places = session.head.corpus
    if places is not None and places != chat.places:
        before = chat.conversation
        corpus = open_corpus(places, engine=before.corpus.engine)
        chat.conversation = Conversation(corpus, before.limit)
    return taken_up(chat, session)


def taken_up(chat: Chat, session: Session) -> str:
    """Go on with a conversation; tells what it is, and its last answer."""
    conversation = chat.conversation
    conversation.take_up(session.moments)
    chat.keep_as(session.name)
    lost = conversation.unfocus_lost()
    head = session.head
    lines = [f"{session.name}: {counted(head.questions, 'question')}, saved {_time(head.saved)}."]
    if head.corpus is not None and head.corpus != chat.places:
        lines.append(f"It was about {', '.join(head.corpus)}; asked now: {chat.corpus.info.name}.")
    if lost:
        lines.append(f"PMID {lost} was in focus, and is no longer in the corpus.")
    if conversation.where:
        lines.append(f"Filter: {query_text(conversation.where)}")
    if conversation.focus:
        lines.append(f"In focus: {conversation.focus}")
    return "".join(map(chat.say, lines)) + _last(chat)


def forget(chat: Chat, argument: str) -> str:
    """Delete a saved conversation."""
    if not argument:
        return chat.say("Name the saved conversation to delete: /forget thesis.")
    sessions.forget(argument)
    if chat.kept and chat.kept.name == argument:
        chat.kept = None
    return chat.say(f"{argument} is deleted.")


def listed(width: int | None) -> str:
    """The saved conversations, one a line: name, time, questions, the last of them."""
    heads = sessions.saved()
    widest = max(map(columns, heads), default=0)
    lines = []
    for name, head in heads.items():
        about = "damaged"
        if head:
            about = f"{_time(head.saved)}  {counted(head.questions, 'question')}  {head.last}"
        line = shown_name(f"{name}{' ' * (widest - columns(name))}  {about}")
        lines.append(line if not width or len(line) <= width else f"{line[: width - 1]}…")
    return "".join(f"{line}\n" for line in lines)


def _last(chat: Chat) -> str:
    """The last question and its answer, whose passages can be named by their numbers."""
    turns = chat.conversation.turns
    if not turns:
        return ""
    return f"\n{chat.say(f'> {turns[-1].question}')}\n{chat.shown(turns[-1].answer)}\n"


def _time(saved: datetime) -> str:
    return f"{saved.astimezone():%Y-%m-%d %H:%M}"
