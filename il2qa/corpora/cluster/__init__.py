"""A corpus on a search cluster (OpenSearch): one document a record, shared by many readers."""
