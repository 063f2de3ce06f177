"""What a question loads: start-up is held by what is imported, which no busy machine changes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT

QUESTION = "Which cells produce interleukin-2?"
MOST = 100  # modules of il2qa: one more costs a sixth of a millisecond
NEVER = {  # whatever a question on content needs, it is none of these
    *("tantivy", "zstandard", "prompt_toolkit", "asyncio", "http.client", "json", "tomllib"),
    *("il2qa.conversation", "il2qa.indexing", "il2qa.exchange", "il2qa.selecting"),
    *("il2qa.queries.reading", "il2qa.filters.tree", "il2qa.filters.where"),
    *("il2qa.answering.paper", "il2qa.answering.survey", "il2qa.paper_questions.fit"),
    *("il2qa.corpora.union", "il2qa.corpora.codec.payload", "il2qa.corpora.cluster.access"),
    *("il2qa.readers", "il2qa.corpora.disk.folder"),
}


def loaded(*arguments: str) -> set[str]:
    """The modules that a process has loaded when it has answered."""
    code = (
        "import sys\nfrom il2qa.cli.main import main\nmain(sys.argv[1:])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "IL2QA_CORPUS": "bundled", "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout
    return set(done.stderr.split())


def test_a_question_loads_what_it_needs() -> None:
    """Queries, filters, the models of papers and other kinds of corpora are loaded in use."""
    modules = loaded("ask", QUESTION)
    assert modules & NEVER == set()
    assert len([name for name in modules if name.startswith("il2qa")]) <= MOST


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_no_libraries(option: str) -> None:
    """Neither numpy nor pydantic, nor anything that answers."""
    modules = loaded(option)
    assert modules & {"numpy", "pydantic", "il2qa.models", "il2qa.answering"} == set()


def test_loading_modules_compiles_no_expressions() -> None:
    """Two hundred regular expressions took a tenth of a first answer, which uses half of them."""
    code = (
        "import re, sys\ncompiled, compile = [], re.compile\n"
        "def noted(*given, **named):\n"
        "    compiled.append(sys._getframe(1).f_globals['__name__'])\n"
        "    return compile(*given, **named)\n"
        "re.compile = noted\n"
        "import il2qa.cli.commands.ask, il2qa.cli.commands.chat, il2qa.readers.opening\n"
        "print([name for name in compiled if name.startswith('il2qa')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
