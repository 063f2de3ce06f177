"""A corpus on disk: an index of tantivy's, one entry a record, in a folder of its own."""

MARK = "corpus.json"
"""The file that says that a folder is a corpus, and of what format."""
