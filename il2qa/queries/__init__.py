"""Queries as PubMed's users write them: which records are meant, and what is asked of them."""
