"""Rendering: an Answer as text for a terminal or a pipe, or as JSON."""
