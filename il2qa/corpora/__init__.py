"""Corpora: sets of records that can be searched; one protocol, several kinds."""
