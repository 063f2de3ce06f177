"""Nothing of a record reaches a terminal as a control sequence, by whatever way it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from several import dated, several, written

from il2qa.cli.arguments import EXPORT_FORMATS, STYLES
from il2qa.cli.main import main
from il2qa.models import Author, Correction, Journal, Record, Section
from il2qa.text.safety import CONTROL

BAD = "\x1b[31m\x1b]0;owned\x07\x9b2J\u202eevil\u2066\x00"
HOSTILE = Record(
    pmid="666",
    title=f"Tea {BAD} and hiccups.",
    vernacular_title=f"Tee {BAD}",
    abstract=(Section(text=f"Tea {BAD} stopped hiccups.", label=f"AIM{BAD}"),),
    authors=(
        Author(last_name=f"Doe{BAD}", fore_name=f"J{BAD}", affiliations=(f"Tea house {BAD}",)),
        Author(collective=f"Group {BAD}"),
    ),
    journal=Journal(title=f"Journal {BAD}", abbreviation=f"J {BAD}", issn=(BAD,)),
    date=dated(2001).model_copy(update={"text": f"2001 {BAD}"}),
    volume=BAD,
    pages=f"1-{BAD}",
    languages=(f"ger{BAD}",),
    publication_types=(f"Review {BAD}",),
    keywords=(BAD,),
    doi=f"10.1/{BAD}",
    corrections=(Correction(kind="RetractionIn", citation=f"J {BAD}", pmid="1"),),
    references=("666",),
)

WAYS = [
    ("ask", "Does tea stop hiccups?"),
    ("ask", "--format", "json", "Does tea stop hiccups?"),
    ("ask", "--format", "markdown", "Does tea stop hiccups?"),
    ("ask", "--format", "tsv", "Does tea stop hiccups?"),
    ("ask", "Who wrote it?"),
    ("show", "666"),
    ("show", "--json", "666"),
    ("similar", "101"),
    ("similar", "101", "--json"),
    ("cited-by", "666"),
    *(("cite", "666", "--style", style) for style in STYLES),
    *(("export", "--format", form) for form in EXPORT_FORMATS),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from several import RECORDS

    return written(tmp_path_factory.mktemp("hostile"), (*RECORDS, HOSTILE))


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_no_way_of_showing_lets_a_control_character_through(
    way: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line breaks and TSV's tabs are ours; all else is gone."""
    main([*way, "--corpus", str(place)])
    done = capsys.readouterr()
    assert done.out
    assert not CONTROL.search(done.out.replace("\t", "") + done.err)


def test_filter_value_of_a_record_is_offered_clean() -> None:
    """Completion lists authors of the corpus."""
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from quiet_chat import chat_on

    from il2qa.api import Corpus
    from il2qa.chat.completion import ChatCompleter
    from il2qa.corpora.memory import MemoryCorpus

    chat = chat_on(Corpus(MemoryCorpus([HOSTILE], name="hostile")))
    offered = ChatCompleter(lambda: chat).get_completions(
        Document("/filter author:Doe"), CompleteEvent()
    )
    assert [CONTROL.search(found.text + found.display_meta_text) for found in offered] == [None]


def test_chat_commands_are_clean() -> None:
    """Every command that shows a record."""
    from quiet_chat import chat_on

    from il2qa.api import Corpus
    from il2qa.chat import prompt as session
    from il2qa.corpora.memory import MemoryCorpus

    chat = chat_on(Corpus(MemoryCorpus([HOSTILE, *several_records()], name=f"x{BAD}")))
    lines = [
        *("/sources", "/show 666", "/context 1", "/why 1", "/cite 666", "/similar 666"),
        *("/cited 666", "/focus 666", "/corpus", f"/show {BAD}", f"/{BAD}", f"/set {BAD}"),
    ]
    shown = [chat.reply("Does tea stop hiccups?"), chat.reply("who wrote it?")]
    shown += [session.reply_to(line, chat, rewritable=False) or "" for line in lines]
    assert [text for text in shown if CONTROL.search(text)] == []


def several_records() -> list[Record]:
    corpus = several()
    return [found for pmid in ("101", "102") if (found := corpus.record(pmid))]
