"""The words of a text as they are written: for searches letter by letter, without stemming.

Case, accents and the forms of hyphens make no difference; "T-cell" is two words, "IL-2" too.
"""

from __future__ import annotations

from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import default_analyzer

_WORD = lazy_pattern(r"[^\W_]+")
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}


def written_words(text: str) -> list[str]:
    """The words of a text, in order, folded."""
    plain = default_analyzer().words.fold(text)
    if plain.isascii():  # what most texts are by now, read in half the time
        return plain.translate(_APART).split()
    return _WORD.findall(plain)


def stands_in(words: tuple[str, ...], text: str, *, begins: bool = False) -> bool:
    """Whether words stand one behind another in a text; with `begins` the last one may go on."""
    if not words:
        return False
    found = written_words(text)
    *whole, last = words
    for i in range(len(found) - len(whole)):
        if found[i : i + len(whole)] == whole:
            word = found[i + len(whole)]
            if word.startswith(last) if begins else word == last:
                return True
    return False
