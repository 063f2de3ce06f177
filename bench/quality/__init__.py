"""How good the answers are, and what each step and table gains."""
