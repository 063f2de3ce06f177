"""Passages: cutting a record into them, and the text work on them that is done once."""
