"""Ranking: the passages of candidate records, best first."""
