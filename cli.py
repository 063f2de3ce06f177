"""Runs il2qa from a checkout: `python cli.py ask "…"` does as the installed command."""

from il2qa.cli.main import console

console()
