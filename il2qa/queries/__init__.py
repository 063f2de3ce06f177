"""Queries as PubMed's users write them: which records are meant, and what is asked of them."""

from il2qa.queries.grammar import Parsed, parse
from il2qa.queries.limits import Limited, Limits, filter_of, limits_text, read_limits, typed_limits
from il2qa.queries.reading import StructuredQuery, read
from il2qa.queries.telling import query_text
from il2qa.queries.wanted import Wanted, wanted

__all__ = [
    "Limited",
    "Limits",
    "Parsed",
    "StructuredQuery",
    "Wanted",
    "filter_of",
    "limits_text",
    "parse",
    "query_text",
    "read",
    "read_limits",
    "typed_limits",
    "wanted",
]
