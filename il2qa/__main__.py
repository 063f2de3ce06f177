"""`python -m il2qa` does as the installed command."""

from il2qa.cli.main import console

console()
