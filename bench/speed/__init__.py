"""How fast it starts, asks and indexes."""
