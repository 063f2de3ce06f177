"""The fixed part of each shell's script: a file with places to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from il2qa.cli.completing.grammar import ASKING, NAMED_PLACES, SESSIONS, Grammar


def filled(shell: str, grammar: Grammar, parts: Mapping[str, str]) -> str:
    """The script of a shell; what its file calls @NAME@ is what `parts` has of that name."""
    commands = [command.name for command in grammar.commands]
    common = {
        "NAME": grammar.name,
        "ASKING": ASKING,
        "PLACES": " ".join(NAMED_PLACES),
        "SESSIONS": SESSIONS,
        "COMMANDS": " ".join(commands),
        "COMMANDS_OR": " | ".join(commands),
    }
    text = Path(__file__).with_name(f"template.{shell}").read_text(encoding="utf-8")
    for name, content in {**parts, **common}.items():
        text = text.replace(f"@{name}@", content)
    return text
