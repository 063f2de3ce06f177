"""Records out: many of them, in the forms that other programs read, one at a time."""

from il2qa.exchange.formats import FORMATS, written

__all__ = ["FORMATS", "written"]
