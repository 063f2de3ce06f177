"""The examples of docs/integrations.md print what stands below them."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n((?:.*\n)*?)```\n\n```text\n((?:.*\n)*?)```$", PAGE, re.M)
FRAMEWORKS = re.compile(r"^from (mcp|il2qa\.integrations\.(?!mcp)\w+)", re.M)
PACKAGES = {
    "langchain": "langchain_core",
    "llamaindex": "llama_index",
    "haystack": "haystack",
    "pyterrier": "pyterrier",
    "mcp": "mcp",
}


def needed(code: str) -> str:
    """The package that an example needs."""
    (name,) = {found.rpartition(".")[2] for found in FRAMEWORKS.findall(code)}
    return PACKAGES[name]


@pytest.mark.parametrize(
    ("code", "output"), [pytest.param(*one, id=needed(one[0])) for one in EXAMPLES]
)
def test_examples_print_what_the_page_shows(
    code: str, output: str, environment: dict[str, str]
) -> None:
    """Each in a process of its own."""
    if importlib.util.find_spec(needed(code)) is None:
        pytest.skip(f"{needed(code)} is not installed")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**environment, "HAYSTACK_TELEMETRY_ENABLED": "False"},
        check=False,
        timeout=120,
    )
    assert done.stdout == output, done.stderr


def test_each_integration_has_an_example() -> None:
    """Five extras, five examples."""
    assert {needed(code) for code, _ in EXAMPLES} == {*PACKAGES.values()}
