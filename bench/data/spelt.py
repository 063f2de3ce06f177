"""Questions spelt otherwise, mechanically: British, without hyphens, Greek letters, one slip.

The British forms are written from the same regular differences as il2qa's own table, the other
way round: what is measured is that the table works, not that it is complete.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

_BRITISH = tuple(
    (re.compile(american, re.IGNORECASE), british)
    for american, british in (
        (r"\btumor", "tumour"),
        (r"\bhem(?=o|at|or)", "haem"),
        (r"(?<=k)em(?=i)", "aem"),
        (r"(?<=an)em(?=i)", "aem"),
        (r"(?<=sch)em(?=i)", "aem"),
        (r"(?<=glyc)em(?=i)", "aem"),
        (r"(?<=septic)em(?=i)", "aem"),
        (r"\bedem", "oedem"),
        (r"\bestr(?=og|ad)", "oestr"),
        (r"\besoph", "oesoph"),
        (r"\bfet(?=al|us)", "foet"),
        (r"\bped(?=iatr)", "paed"),
        (r"\betiolog", "aetiolog"),
        (r"\banesth", "anaesth"),
        (r"diarrhea", "diarrhoea"),
        (r"sulf(?=at|id|on|ur)", "sulph"),
        (r"(?<=[a-z]{2}(?:vi|lo|bo|vo|no))or(?=\b|s\b|al)", "our"),
        (r"(?<=[a-z]{3})iz(?=ation|e\b|es\b|ed\b|ing\b)", "is"),
        (r"(?<=[a-z]{3})yz(?=e\b|es\b|ed\b|ing\b)", "ys"),
        (r"\bfiber", "fibre"),
        (r"\bcenter", "centre"),
        (r"\bsignaling", "signalling"),
        (r"\bceliac", "coeliac"),
        (r"\baging\b", "ageing"),
    )
)
_GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ", "omega": "ω"}
_GREEK_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(_GREEK)})(?![a-z])", re.IGNORECASE)
_GREEK_LETTER = re.compile("[αβγδκω]")
_NAMES = {letter: name for name, letter in _GREEK.items()}
_NUMERALS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_ROMAN = {arabic: roman for roman, arabic in _NUMERALS.items()}
_NUMERAL = re.compile(
    r"\b([Tt]ype|[Pp]hase|[Cc]lass|[Ff]actor|[Ss]tage|[Gg]rade) ([1-5]|I{1,3}|I?V)\b"
)
_LONG_WORD = re.compile(r"\b[a-z]{6,}\b")


def british(question: str) -> str:
    for pattern, spelling in _BRITISH:
        question = pattern.sub(spelling, question)
    return question


def without_hyphens(question: str) -> str:
    """Write "IL-2" as "IL2", "T-cell" as "T cell"."""
    joined = re.sub(r"(?<=[^\W\d_])[-‐‑–](?=\d)|(?<=\d)[-‐‑–](?=[A-Za-z]\b)", "", question)
    return re.sub(r"(?<=\w)[-‐‑–](?=\w)", " ", joined)


def greek(question: str) -> str:
    """Greek letters by name, and names as letters."""
    named = _GREEK_LETTER.sub(lambda match: _NAMES[match[0]], question)
    if named != question:
        return named
    return _GREEK_WORD.sub(lambda match: _GREEK[match[0].lower()], question)


def numbered(question: str) -> str:
    """Write "IL-2" as "interleukin 2" and the reverse, "type II" as "type 2" and the reverse."""
    long = re.sub(r"\bIL-?(?=\d)", "interleukin ", question)
    if long == question:
        long = re.sub(r"\b[Ii]nterleukin[- ](?=\d)", "IL-", question)

    def other_numeral(match: re.Match[str]) -> str:
        return f"{match[1]} {_NUMERALS.get(match[2].upper()) or _ROMAN[match[2]]}"

    return _NUMERAL.sub(other_numeral, long)


def one_slip(question: str) -> str:
    """One letter of the longest lower-case word left out, doubled, changed or swapped."""
    words = list(_LONG_WORD.finditer(question))
    if not words:
        return question
    chosen = max(words, key=lambda match: len(match[0]))
    draw = random.Random(question)
    place = draw.randrange(chosen.start() + 1, chosen.end() - 1)
    letter, after = question[place], question[place + 1]
    slip = draw.choice(("", letter * 2, draw.choice(string.ascii_lowercase), after + letter))
    rest = question[place + 2 :] if slip == after + letter else question[place + 1 :]
    return question[:place] + slip + rest


OTHERWISE: dict[str, Callable[[str], str]] = {
    "British": british,
    "hyphens": without_hyphens,
    "Greek": greek,
}


def otherwise(question: str) -> str:
    """All of the three at once; the question itself where none applies."""
    for spell in OTHERWISE.values():
        question = spell(question)
    return question
