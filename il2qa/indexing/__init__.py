"""Indexing: PubMed files become the records of a corpus on disk."""
