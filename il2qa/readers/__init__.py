"""Readers: one module a form in which people have PubMed records."""
