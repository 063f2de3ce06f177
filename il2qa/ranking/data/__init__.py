"""Tables and learnt weights of ranking."""

from pathlib import Path

DATA = Path(__file__).parent
