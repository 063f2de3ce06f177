"""Queries as PubMed's users write them: which records are meant, and what is asked of them."""

from il2qa.queries.grammar import Parsed, parse
from il2qa.queries.reading import Asked, read
from il2qa.queries.telling import told

__all__ = ["Asked", "Parsed", "parse", "read", "told"]
