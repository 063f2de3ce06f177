"""The development data, question sets, and what is made of them."""
