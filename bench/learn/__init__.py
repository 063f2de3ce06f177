"""Learning what il2qa ships learnt: the vocabulary, the re-ranker, the confidence."""
