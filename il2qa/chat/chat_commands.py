"""The chat's commands about the conversation and the chat itself."""

from __future__ import annotations

from pathlib import Path

from il2qa.api import open_corpus
from il2qa.chat.history import QuestionHistory
from il2qa.chat.settings import span
from il2qa.chat.state import Chat
from il2qa.conversation import Conversation
from il2qa.filters.text import EXAMPLE, parts_of
from il2qa.notes.export import export
from il2qa.queries.limits import limits_text
from il2qa.queries.telling import query_text
from il2qa.render.counting import counted
from il2qa.render.style import clean
from il2qa.render.wrapping import wrapped
from il2qa.selecting import unknown_values

_SHOWN_LINES = 20


def more(chat: Chat, argument: str) -> str:
    """The next passages of the last answer."""
    if chat.conversation.last is None:
        return chat.say("Nothing to go on with: ask a question first.")
    return chat.reply("more")


def evidence(chat: Chat, argument: str) -> str:
    """What several records say of a question or the last one; once more, those that follow."""
    return chat.shown(chat.conversation.survey(argument))


def focus(chat: Chat, argument: str) -> str:
    """Tell or set the record in focus."""
    if argument == "off":
        chat.conversation.choose(None)
    elif argument:
        chat.conversation.choose(chat.conversation.passage_source(argument) or argument)
    only = chat.conversation.subject if chat.corpus.info.records == 1 else None
    focus = chat.conversation.focus or only
    record = chat.corpus.record(focus) if focus else None
    if record is None:
        return chat.say("No record is in focus: questions are put to all records.")
    until = "the corpus has no other" if only else "until /focus off"
    return chat.say(
        f"In focus: {record.id} · {record.title}\nEvery question is put to it, {until}."
    )


def filtered(chat: Chat, argument: str) -> str:
    """Tell, set or clear the filter that stays; clearing lifts the last question's conditions."""
    lifted = _last_conditions(chat)
    if argument == "off":
        chat.conversation.filter(None)
    elif argument:
        chat.conversation.filter(argument)
    where, reader = chat.conversation.where, chat.corpus.reader
    if where is None:
        if lifted and argument:
            return chat.say(f"No filter; what follows is asked without {lifted}.")
        if lifted:
            return chat.say(f"No filter stays; /filter off ends {lifted} of the last question.")
        return chat.say(
            f"No filter. Set one so: /filter {EXAMPLE}, or a query: /filter aspirin[ti]"
        )
    passing = f"{reader.count(where):,} of {counted(reader.info.records, 'record')}"
    unknown = [f"{message[0].upper()}{message[1:]}." for message in unknown_values(reader, where)]
    return "".join(map(chat.say, [f"Filter: {query_text(where)} · {passing}", *unknown]))


def _last_conditions(chat: Chat) -> str:
    """The conditions on the last question, as a filter is typed; "" for none or a record's."""
    reading = chat.conversation.topic
    return limits_text(reading.where) if reading and not reading.focus else ""


def corpus(chat: Chat, argument: str) -> str:
    """Tell what is asked, take in what was added to it, or open another corpus and start over."""
    if argument == "reload":
        newer = chat.conversation.reload()
        return _told(chat) if newer else chat.say("Nothing was added since it was read.")
    if argument:
        before = chat.conversation
        opened = open_corpus(_places(argument), engine=before.corpus.engine)
        chat.conversation = Conversation(opened, before.limit)
        chat.conversation.filter(before.where)
        chat.kept = None
    return _told(chat)


def _places(argument: str) -> list[str]:
    """The places that are named: one, or several with spaces between, each quoted or not."""
    whole = Path(argument).expanduser()
    if "://" in argument or whole.exists():
        return [str(whole) if whole.exists() else argument]
    return [str(Path(place).expanduser()) for place in parts_of(argument)]


def _told(chat: Chat) -> str:
    """What is asked: its name, size and sources."""
    info = chat.corpus.info
    lines = [f"{info.name}: {counted(info.records, 'record')}, {counted(info.passages, 'passage')}"]
    lines += [f"updated {info.updated}"] if info.updated else []
    sources = [note.name for note in chat.corpus.reader.sources()]
    lines += [f"from {', '.join(sources)}"] if sources else []
    return "".join(map(chat.say, lines))


def history(chat: Chat, argument: str) -> str:
    """Tell the earlier lines, stop or go on keeping them, or forget them."""
    if argument in ("on", "off"):
        chat.set("history", argument)
        kept = "kept" if argument == "on" else "no longer kept; /history clear empties the file"
        return chat.say(f"History is {kept}.")
    if argument == "clear" and isinstance(chat.history, QuestionHistory):
        chat.history.forget()
        return chat.say("History is empty.")
    lines = chat.history.get_strings()[-_SHOWN_LINES:]
    shown = (wrapped(clean(line.replace("\n", " ")), chat.style.width, "  ") for line in lines)
    return "\n".join([*shown, f"(history is {chat.settings.history})"]) + "\n"


def exported(chat: Chat, argument: str) -> str:
    """Write the conversation to a file; one that this chat wrote is brought up to date."""
    if not argument:
        return chat.say("Name a file: /export notes.md (or .json).")
    turns = chat.conversation.turns
    if not turns:
        return chat.say("Nothing to export: ask a question first.")
    path = Path(argument).expanduser().absolute()
    export(turns, path, replaces=path in chat.exported)
    chat.exported.add(path)
    return chat.say(f"{counted(len(turns), 'answer')} written to {clean(argument)}")


def undo(chat: Chat, argument: str) -> str:
    """Take the last question and its reading back."""
    question = chat.conversation.undo()
    return chat.say("Nothing to take back." if question is None else f"Taken back: {question}")


def new(chat: Chat, argument: str) -> str:
    """Forget the conversation."""
    chat.conversation.start_over()
    kept, chat.kept = chat.kept, None
    return chat.say(f"Started over; {kept.name} stays as it is saved." if kept else "Started over.")


def set_(chat: Chat, argument: str) -> str:
    """Tell the settings, or change one."""
    name, _, value = argument.partition(" ")
    if name and (value.strip() or name not in chat.settings.by_name):  # "/set passages" asks
        chat.set(name, value.strip())
    width = chat.style.width
    rows = (f"{key:<9} {told:<8} ({span(key)})" for key, told in chat.settings.by_name.items())
    narrow = (wrapped(row, width - 2 if width else None, "  ") for row in rows)
    return "".join(f"  {row}\n".replace("\n  ", "\n    ") for row in narrow)


def leave(chat: Chat, argument: str) -> None:
    """Leave the chat."""
