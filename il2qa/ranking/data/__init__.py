"""Tables and learnt weights of ranking."""
