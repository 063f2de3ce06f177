"""The chat's commands, from the table that also drives completion and /help."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from quiet_chat import chat_on
from several import RECORDS, settled, written

import il2qa
from il2qa.chat import commands
from il2qa.chat import prompt as session
from il2qa.chat.completion import ChatCompleter
from il2qa.chat.settings import VALUES, Settings, load, save
from il2qa.chat.state import Chat
from il2qa.citing import STYLES
from il2qa.corpora.codec.payload import entry
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import ExportError, SettingError
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

CELLS = "Which cells produce interleukin-2?"


@pytest.fixture
def chat() -> Chat:
    return chat_on(settled())


def ran(chat: Chat, line: str) -> str:
    return commands.run(line, chat) or ""


def completed(chat: Chat, line: str) -> list[str]:
    found = ChatCompleter(lambda: chat).get_completions(Document(line), CompleteEvent())
    return [completion.text for completion in found]


def test_table_is_what_was_promised() -> None:
    """The names that people and README know."""
    names = {command.name.lstrip("/") for command in commands.COMMANDS}
    promised = "help sources show context more why cite copy similar focus filter corpus history"
    assert set(f"{promised} export new set quit".split()) <= names


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.name)
def test_every_command_is_in_help_and_completed(chat: Chat, command: commands.Command) -> None:
    """One table: what can be run is told and offered."""
    assert command.usage in ran(chat, "/help")
    assert command.name in completed(chat, command.name[:3])


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("argument", ["", " 1", " nonsense", " off"])
def test_no_command_fails_before_or_after_a_question(
    chat: Chat, command: commands.Command, argument: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It prints something; it never breaks the chat."""
    monkeypatch.setattr("il2qa.chat.record_commands.copy", lambda text, stream: True)
    for _ in range(2):
        shown = session.reply_to(f"{command.name}{argument}", chat, rewritable=False)
        assert shown is None if command.name == "/quit" else shown
        chat.conversation.ask(CELLS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("/surces", "did you mean /sources?"), ("/zzz", "/help lists"), ("/hlep", "mean /help?")],
)
def test_unknown_command_suggests_the_nearest(chat: Chat, typed: str, expected: str) -> None:
    """By what was typed."""
    assert expected in ran(chat, typed)


def test_beginning_of_a_command_is_enough(chat: Chat) -> None:
    """Where it is the only one that begins so; /s is several."""
    assert "Filter" in ran(chat, "/fil year>=1990")
    assert "No command /s:" in ran(chat, "/s")


@pytest.mark.parametrize(("typed", "expected"), [("help", "/cite"), ("?", "/cite"), ("Quit", None)])
def test_newcomers_words_are_understood(chat: Chat, typed: str, expected: str | None) -> None:
    """Without the slash."""
    shown = session.reply_to(typed, chat, rewritable=False)
    assert shown is None if expected is None else expected in (shown or "")


def test_show_takes_a_number_a_pmid_or_the_record_in_focus(chat: Chat) -> None:
    """A number counts in the last answer."""
    assert "No record is in focus" in ran(chat, "/show")
    assert "Interleukin-2 in HIV infection." in ran(chat, "/show 101")
    assert "Interleukin-2 in HIV infection." in ran(chat, "/show PMID 101")
    answer = chat.conversation.ask("Do macrophages answer IL-2?")
    assert isinstance(answer, il2qa.Answer)
    assert "PMID 102" in ran(chat, "/show 1")
    assert "No record '99'" in ran(chat, "/show 99")


def test_context_marks_the_passage_in_its_abstract(chat: Chat) -> None:
    """Its lines have a mark before them, the others have not."""
    chat.conversation.ask("Which cells kill tumour cells?")
    assert chat.conversation.last is not None
    quoted = chat.conversation.last.passages[0]
    marked = [line for line in ran(chat, "/context 1").splitlines() if line.startswith("▶")]
    assert marked
    assert quoted.text.split()[0] in marked[0]
    assert "No passage '9': the last answer has 1 to" in ran(chat, "/context 9")


def test_why_explains_the_passage_that_is_named(chat: Chat) -> None:
    """By the concepts it has; a metadata statement by the field that was asked for."""
    chat.conversation.ask("What kills tumour cells?")
    assert "says “kill”" in ran(chat, "/why 1")
    chat.conversation.ask("who wrote it?")
    assert "asks for a record's authors" in ran(chat, "/why")


def test_sure_tells_in_plain_words_what_confidence_rests_on(chat: Chat) -> None:
    """Of what was ranked, of what a record says of itself, of a refusal."""
    assert "No passage yet" in ran(chat, "/sure")
    chat.conversation.ask("What kills tumour cells?")
    assert "% sure that the first quotation answers this" in ran(chat, "/sure")
    chat.conversation.ask("Who wrote PMID 101?")
    assert "it is what the record itself says" in ran(chat, "/sure").replace("\n  ", " ")
    chat.conversation.ask("What is the capital of France?")
    assert "Nothing was quoted" in ran(chat, "/sure")


def test_why_explains_a_refusal(chat: Chat) -> None:
    """By what was found, and the reason that was given."""
    answer = chat.conversation.ask("What is the capital of France?")
    assert isinstance(answer, il2qa.Answer)
    assert answer.reason
    assert "status: no_evidence; " in ran(chat, "/why")


def test_why_asks_nothing_again(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told by what was found for the answer."""
    chat.conversation.ask("What kills tumour cells?")
    monkeypatch.setattr(il2qa.Corpus, "find", None)
    assert "says “kill”" in ran(chat, "/why 1")


def test_why_after_an_undo_is_about_the_answer_before(chat: Chat) -> None:
    """The one that is now the last."""
    chat.conversation.ask("What kills tumour cells?")
    before = ran(chat, "/why 1")
    chat.conversation.ask(CELLS)
    chat.conversation.undo()
    assert ran(chat, "/why 1") == before


def test_other_corpus_keeps_the_filter(chat: Chat, tmp_path: Path) -> None:
    """It stays until it is cleared, as the toolbar says; it was dropped without a word."""
    ran(chat, "/filter year>=1990")
    ran(chat, f"/corpus {written(tmp_path)}")
    assert "year>=1990" in ran(chat, "/filter")


def test_cite_takes_number_and_style_in_any_order(chat: Chat) -> None:
    """NLM without a style; an unknown one is told with those that there are."""
    chat.conversation.ask("What kills tumour cells?")
    assert ran(chat, "/cite").startswith("van der Berg A. Macrophages answer interleukin-2")
    assert ran(chat, "/cite 1 apa") == ran(chat, "/cite apa 1") == ran(chat, "/cite apa")
    assert ran(chat, "/cite 103 bibtex").startswith("@article{")
    assert "there are nlm, ama" in ran(chat, "/cite 1 harvard")


def test_copy_tells_where_no_clipboard_is(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """And shows the text to be copied by hand."""
    chat.conversation.ask("What kills tumour cells?")
    monkeypatch.setattr("il2qa.chat.clipboard._run", lambda command, text: False)
    assert "kill tumour cells.” van der Berg A." in ran(chat, "/copy 1")


def test_similar_and_cited_list_records(chat: Chat) -> None:
    """One reference each."""
    assert "PMID: 103." in ran(chat, "/similar 101")
    assert ran(chat, "/cited 103").count("PMID:") == 2
    assert "No record of the corpus cites it" in ran(chat, "/cited 104")


def test_filter_stays_until_it_is_cleared(chat: Chat) -> None:
    """It counts for every question, and a wrong one changes nothing."""
    told = "Filter: year>=1990 type:review · 1 of 4 records\n"
    assert ran(chat, "/filter year>=1990 type:review") == told
    answer = chat.conversation.ask("Do macrophages answer IL-2?")
    assert isinstance(answer, il2qa.Answer)
    assert {passage.citation.id for passage in answer.passages} == {"102"}
    with pytest.raises(il2qa.QuestionError, match="'colour:red' is no filter"):
        ran(chat, "/filter colour:red")
    assert "year>=1990 type:review" in ran(chat, "/filter")
    assert "macrophages[ti] OR 2001[dp] · 2 of 4" in ran(
        chat, "/filter macrophages[ti] OR 2001[dp]"
    )
    assert "near it: Review (1)." in ran(chat, "/filter type:reviw")
    assert "No filter" in ran(chat, "/filter off")


def test_several_corpora_are_opened_as_one(chat: Chat, tmp_path: Path) -> None:
    """Named with spaces between; a name that has a space in it is one."""
    first = written(tmp_path)
    spaced = tmp_path / "my notes.jsonl"
    spaced.write_text('{"pmid": "900", "title": "Tea."}\n', encoding="utf-8")
    assert "my notes.jsonl: 1 record" in ran(chat, f"/corpus {spaced}")
    assert "2 sources: 5 records" in ran(chat, f"/corpus {first} '{spaced}'")


def test_corpus_is_changed_and_bad_places_keep_the_old_one(chat: Chat, tmp_path: Path) -> None:
    """Another corpus starts another conversation."""
    chat.conversation.ask(CELLS)
    assert "several: 4 records" in ran(chat, "/corpus")
    with pytest.raises(il2qa.Il2qaError, match="nowhere"):
        ran(chat, f"/corpus {tmp_path}/nowhere")
    assert len(chat.conversation.turns) == 1
    assert "several.jsonl: 4 records" in ran(chat, f"/corpus {written(tmp_path)}")
    assert chat.conversation.turns == ()


def test_corpus_that_was_added_to_is_reloaded(tmp_path: Path) -> None:
    """The conversation goes on with what was committed since."""
    first, *rest = RECORDS
    store(tmp_path, [first])
    chat = chat_on(il2qa.open_corpus(tmp_path))
    chat.conversation.ask(CELLS)
    assert "Nothing was added" in ran(chat, "/corpus reload")
    store(tmp_path, rest)
    assert "4 records" in ran(chat, "/corpus reload")
    assert len(chat.conversation.turns) == 1
    assert chat.conversation.ask("PMID 102").passages  # type: ignore[union-attr]


def store(folder: Path, records: Iterable[il2qa.Record]) -> None:
    with DiskWriter(folder) as writer:
        for record in records:
            writer.add(entry(record, analyse(record, default_analyzer()), 1))
        writer.commit()


def test_undo_takes_a_question_and_its_reading_back(chat: Chat) -> None:
    """Nothing is asked anew: a misread follow-up must not haunt what comes after."""
    assert ran(chat, "/undo") == "Nothing to take back.\n"
    chat.conversation.ask(CELLS)
    chat.conversation.ask("what about macrophages?")
    assert ran(chat, "/undo") == "Taken back: what about macrophages?\n"
    assert len(chat.conversation.turns) == 1
    assert ran(chat, "/undo") == f"Taken back: {CELLS}\n"


def test_export_writes_markdown_and_json(chat: Chat, tmp_path: Path) -> None:
    """With the questions, the readings and a reference list; nothing is overwritten."""
    assert "Nothing to export" in ran(chat, f"/export {tmp_path}/notes.md")
    chat.conversation.ask(CELLS)
    chat.conversation.ask("what about macrophages?")
    assert "2 answers written" in ran(chat, f"/export {tmp_path}/notes.md")
    text = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert "### Which cells produce interleukin-2?" in text
    assert "↳ macrophages produce interleukin-2?" in text
    assert text.count("\n1. ") == 1
    assert "## References\n\n1. " in text
    chat.conversation.ask("Do macrophages answer IL-2?")
    assert "3 answers written" in ran(chat, f"/export {tmp_path}/notes.md")  # its own, brought on
    ran(chat, f"/export {tmp_path}/notes.json")
    content = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    assert content["answers"][0]["question"] == CELLS
    (tmp_path / "other.md").write_text("not the chat's", encoding="utf-8")
    for name in ("other.md", "notes.txt", "no/such/folder/notes.md"):
        with pytest.raises(ExportError, match=name):
            ran(chat, f"/export {tmp_path}/{name}")


def test_settings_are_told_changed_and_kept(chat: Chat, tmp_path: Path) -> None:
    """The next chat has them; what a file has wrong is as at first."""
    chat.settings_file = tmp_path / "settings" / "chat.json"
    assert "theme" in ran(chat, "/set")
    assert "theme" in ran(chat, "/set passages")  # it was said that passages cannot be ''
    ran(chat, "/set passages 5")
    assert chat.conversation.limit == 5
    assert load(chat.settings_file).passages == "5"
    with pytest.raises(SettingError, match="choose default, dark, light, plain"):
        ran(chat, "/set theme loud")
    with pytest.raises(SettingError, match="no setting 'colour'"):
        ran(chat, "/set colour red")
    for damaged in ('{"theme": "loud", "keys": 7}', "[]", "{", ""):
        chat.settings_file.write_text(damaged, encoding="utf-8")
        assert load(chat.settings_file) == Settings()


def test_settings_that_cannot_be_kept_count_for_this_chat(tmp_path: Path) -> None:
    """A read-only home is no error."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    save(Settings(), tmp_path / "file" / "chat.json")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/ci", ["/cite", "/cited"]),
        ("/cite 1 b", ["bibtex"]),
        ("/cite ", []),
        ("/show 10", ["101", "102", "103"]),
        ("/filter ye", ["year>=", "year<="]),
        ("/filter year>=1990 au", ["author:"]),
        ("/filter author:do", ["author:Doe J"]),
        ("/filter author:van", ["author:van der Berg A"]),
        ("/filter journal:imag", ["journal:Imag Immunol", "journal:Imag Z Immunol"]),
        ("/filter type:revi", ["type:Review"]),
        ("/filter language:germ", ["language:German"]),
        ("/set th", ["theme"]),
        ("/set theme ", list(VALUES["theme"])),
        ("/history o", ["on", "off"]),
        ("Which cells", []),
    ],
)
def test_completion(chat: Chat, line: str, offered: list[str]) -> None:
    """Commands, styles, PMIDs seen, and authors and journals of the corpus."""
    chat.conversation.ask(CELLS)
    chat.conversation.ask("What kills tumour cells?")
    found = [text.replace('"', "") for text in completed(chat, line)]
    if line == "/cite ":
        assert found[0] == "1"
    elif line == "/show 10":
        assert set(found) <= set(offered)
        assert found
    elif line == "/filter type:revi":
        assert "type:Review" in found
    else:
        assert found == offered


def test_styles_are_all_completed(chat: Chat) -> None:
    """From the table of styles."""
    assert completed(chat, "/cite 1 ") == list(STYLES)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/n", "No command /n: did you mean /new?"),
        ("/forg x", "No command /forg: did you mean /forget?"),
        ("/su", "No passage yet"),
        ("/so", "No sources yet"),
        ("/sh", "No record is in focus"),
        ("/co", "did you mean /context or /copy or /corpus?"),
        ("/", "No command /: /help lists the commands."),
        ("/set passages 100", "choose 1 to 20"),
    ],
)
def test_beginning_is_enough_unless_something_is_given_up(
    chat: Chat, typed: str, expected: str
) -> None:
    """Of several that begin so all are named; "/n" does not start over."""
    assert expected in (session.reply_to(typed, chat, rewritable=False) or "")


@pytest.mark.parametrize("line", ["more", "n", "next page", "go on"])
def test_more_of_nothing_is_no_question(chat: Chat, line: str) -> None:
    """Nothing is looked for."""
    assert "ask a question first" in (session.reply_to(line, chat, rewritable=False) or "")


@pytest.mark.parametrize("line", ["n", "N", "next page", "the next ones"])
def test_n_is_more(chat: Chat, line: str) -> None:
    """The next passages, numbered on."""
    chat.conversation.limit = 1
    session.reply_to(CELLS, chat, rewritable=False)
    assert "\n2. " in (session.reply_to(line, chat, rewritable=False) or "")


def test_sources_of_an_answer_without_quotations(chat: Chat) -> None:
    """It was asked; there is nothing to list."""
    assert "ask a question first" in ran(chat, "/sources")
    chat.conversation.ask("What is the capital of France?")
    assert ran(chat, "/sources") == "The last answer quotes no record.\n"


def test_filter_tells_of_a_condition_on_the_last_question(chat: Chat) -> None:
    """It said "No filter" while "only since 1990" went on."""
    chat.conversation.ask("Which cells produce interleukin-2?")
    chat.conversation.ask("only since 1990")
    assert "/filter off ends year>=1990 of the last question" in ran(chat, "/filter")
    assert "what follows is asked without year>=1990" in ran(chat, "/filter off")
    assert "No filter. Set one so" in ran(chat, "/filter")
