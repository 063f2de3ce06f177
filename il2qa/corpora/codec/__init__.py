"""How a record is stored: the same bytes in every kind of indexed corpus, whatever its engine."""
