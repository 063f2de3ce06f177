"""Text analysis: sentences, terms, abbreviations, and the language data behind them."""
