"""A corpus as a server of the Model Context Protocol, for assistants (extra `mcp`)."""
