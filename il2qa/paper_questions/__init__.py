"""What readers ask of any paper, and which of its sentences answers: kinds of question, fit."""
