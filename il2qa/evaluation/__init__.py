"""Measures how well questions are answered: question files, measures, runs for other tools."""
