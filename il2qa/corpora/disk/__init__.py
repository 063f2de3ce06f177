"""A corpus on disk: an index of tantivy's, one entry a record, in a folder of its own."""
