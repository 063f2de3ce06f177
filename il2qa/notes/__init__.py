"""Notes of a conversation: written to a file, and their quotations found again."""
