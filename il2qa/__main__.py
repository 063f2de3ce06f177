"""`python -m il2qa` does as the installed command."""

from il2qa.app import console

console()
