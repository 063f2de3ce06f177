"""il2qa answers questions from PubMed abstracts, offline, by quoting."""
