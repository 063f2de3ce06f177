"""Filters: which records may answer, as a tree, as programs and as people write them."""
