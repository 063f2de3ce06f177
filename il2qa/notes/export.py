"""A conversation as a file: Markdown with a reference list, or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from il2qa.conversation import Turn
from il2qa.errors import ExportError
from il2qa.models import Citation
from il2qa.render.json import SCHEMA, answer_content, printable
from il2qa.render.markdown import answer_markdown, escaped

FORMS = (".md", ".json")


def export(turns: Sequence[Turn], path: Path, *, replaces: bool = False) -> None:
    """Write a conversation to a file, in the form that its name ends in.

    A file is not replaced, unless it `replaces` what was exported before.

    Raises ExportError where the form is none of FORMS or the file cannot be written.
    """
    if path.suffix not in FORMS:
        raise ExportError(f"{path}: end the name in {' or '.join(FORMS)}")
    text = as_json(turns) if path.suffix == ".json" else as_markdown(turns)
    try:
        with path.open("w" if replaces else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise ExportError(f"{path}: is there already; choose another name") from error
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}; choose another place") from error


def as_markdown(turns: Sequence[Turn]) -> str:
    """Questions, quotations, and the references of all records quoted, each once."""
    citations: dict[str, Citation] = {}
    for turn in turns:
        for passage in turn.answer.passages:
            citations.setdefault(passage.citation.id, passage.citation)
    numbers = {identifier: number for number, identifier in enumerate(citations, 1)}
    parts = ["# Notes from il2qa", *(answer_markdown(turn.answer, numbers) for turn in turns)]
    if citations:
        listed = (f"{numbers[c.id]}. {escaped(c.reference)}" for c in citations.values())
        parts += ["## References", "\n".join(listed)]
    return "\n\n".join(parts) + "\n"


def as_json(turns: Sequence[Turn]) -> str:
    """One object with all answers, each as `il2qa ask --json` prints it."""
    answers = [answer_content(turn.answer) for turn in turns]
    content = {"schema": SCHEMA, "answers": answers}
    return printable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"
