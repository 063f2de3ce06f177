"""Completion in shells: one grammar of the command line, and a script of it for each shell."""
