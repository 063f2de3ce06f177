"""The JSON of answers is what its schema says, for whatever is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT, Run, of_abstracts
from jsonschema import Draft202012Validator

import il2qa
from il2qa.corpora.memory import MemoryCorpus

SCHEMA = json.loads((ROOT / "docs" / "answer.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

QUESTIONS = [
    *["Which cells produce interleukin-2?", "Who wrote it?", "What does LAK stand for?"],
    *["What is the capital of France?", "Does IL-2 cure measles in penguins?", "PMID 3303316"],
    *["how many papers per year?", "papers by Borradori", "papers by Nobody"],
    *["Does it lessen lymphokin?", "What of PMID 7?", "macrophages <b>\u202e\x1b[31m"],
]


def valid(line: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(line)
    VALIDATOR.validate(content)
    return content


def test_schema_is_one() -> None:
    """It keeps to its own draft."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_keep_to_the_schema(corpus: il2qa.Corpus, question: str) -> None:
    """Answered, in part, or not at all; by content, metadata, definition or identifier."""
    assert valid(corpus.ask(question).to_json())["question"] == question


def test_record_without_pmid_is_named_by_its_id() -> None:
    """Its PMID is null."""
    record = il2qa.Record(other_id="doi:10.1/x", doi="10.1/x", title="Tea stops hiccups.")
    answer = il2qa.Corpus(MemoryCorpus([record], "made")).ask("What stops hiccups?")
    (passage,) = valid(answer.to_json())["passages"]
    assert (passage["pmid"], passage["id"]) == (None, "doi:10.1/x")


def test_command_prints_it(run: Run) -> None:
    """Each line, also of what cannot be asked."""
    done = run("ask", "--json", "-", stdin="Who wrote it?\n???\nWhat is tea?\n")
    assert [valid(line)["status"] for line in done.stdout.splitlines()] == [
        *["answered", "no_evidence", "no_evidence"],
    ]


def test_schema_names_every_key_and_no_other() -> None:
    """A key that is taken away or added is seen."""
    content = valid(of_abstracts("Tea stops hiccups.").ask("What stops hiccups?").to_json())
    assert content.keys() == SCHEMA["properties"].keys() - {"counts", "survey"}
    passage = SCHEMA["$defs"]["passage"]["properties"]
    assert content["passages"][0].keys() == passage.keys() - {"id", "corpus"}
    assert not VALIDATOR.is_valid({**content, "new": 1})
    assert not VALIDATOR.is_valid({**content, "status": "no_evidence"})
