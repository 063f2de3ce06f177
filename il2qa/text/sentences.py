"""Sentence spans of biomedical abstracts: where each sentence starts and ends, to the character.

Every full stop, question or exclamation mark is a candidate. The token before it and the word
after it decide, by rules over three tables in data/: sentence_abbreviations.tsv (what carries a
stop of its own), sentence_openers.tsv (words that begin sentences, counted over PubMed) and
sentence_words.tsv (words that tell what a letter or a small word beside a stop means). Every rule
looks at a bounded window, so that the time is linear in the text, whatever the text.
"""

from __future__ import annotations

import re

from il2qa.patterns import lazy_pattern
from il2qa.text.tables import Tables

_WINDOW = 40  # characters looked at before a stop: a token and the word before it

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # those of str.splitlines

_LINE = lazy_pattern(
    rf"""(?:[A-Z][A-Z ,/&-]{{2,60}}:[ \t]*\r?\n[ \t]*(?=\S))?   # a label on a line of its own
         \S (?:[^{_LINE_ENDS}]*\S)?""",
    re.VERBOSE,
)

# A look-ahead takes "close" whole or not: possessive quantifiers fail in Python 3.11.0 to 3.11.3.
_STOP = lazy_pattern(
    r"""(?P<mark>[.!?…](?<![.!?…].)[.!?…]*)
        (?=(?P<close>(?:["'”’»)\];]|\[\d[\d,\s–-]{0,40}\]|\(\d{1,3}\))*))(?P=close)
        (?P<gap>\s+|(?=[A-Z(]))
        (?=(?P<open>["'“‘(\[«]{0,4})(?P<next>\S{1,40}))""",
    re.VERBOSE,
)

_GENE_LIKE = lazy_pattern(
    r"""[a-z]{1,5}[-‐–]?[A-Z0-9]     # p53, mRNA, c-Myc, pH, miR-21
      | [a-z]{1,2}[-‐–][A-Za-z]      # n-butanol, v-fos
      | [α-ωµ]                       # β-catenin
    """,
    re.VERBOSE,
)

_DOTTED = lazy_pattern(r"(?:^|\W)(?:[A-Za-z]\.-?)+[A-Za-z]$")  # U.S, i.v, S.E.M
_INITIAL = lazy_pattern(r"\W?[A-Z]\.")
_ITEM = lazy_pattern(r"[0-9]{1,2}|[IVX]{1,4}")  # 2. In rats, IV. Methods
_ITEM_LETTER = lazy_pattern(r"(?:[a-h]|i{1,3}|iv|vi{0,3})\)")  # d) Ischaemia
_BROKEN_NUMBER = lazy_pattern(  # P = 0. 05, -0. 86, +/-1. 3, 1-2. 5, 12.2/7. 1, Xp11. 4
    r"(?:(?:^|[<>=≤≥~±+([])[-−–]?|/[-−–]|[0-9][-–]|[0-9]\.[0-9]+/)[0-9]{1,3}$"
    r"|(?:[-XY0-9][pq]|^q)[0-9]{1,2}$"
)
_WANTS_NUMBER = lazy_pattern(r"(?:[0-9][-–]|[<>=≤≥±~])$")  # r =. 89, 01-. 12
_OPEN_BRACKET = lazy_pattern(r"[(\[][^()\[\]]*$")  # (kappa. 85)
_IN_A_ROW = lazy_pattern(r"[0-9]{1,3}[,;]")  # Signal. 27, 913
_DECIMALS = lazy_pattern(r"0[0-9]")  # P less than. 005
_VOLUME = lazy_pattern(r"[0-9]{1,4}[;:][0-9]")  # Blood. 2001;97:3941
_NO_OPENER = lazy_pattern(r"[±=<>≤≥×%/]|\+/-")
_UNIT_EXPONENT = lazy_pattern(r"([a-z]+)\(?[-−–][0-9]")  # microg. kg-1. min(-1)
_ENDS_IN_NUMBER = lazy_pattern(r"[0-9][)%]?$|^per$")
_ALPHA_TAIL = lazy_pattern(r"[A-Za-z]+$")


class SentenceSplitter:
    """The tables of a language, and what they say of one stop."""

    def __init__(self, tables: Tables) -> None:
        words = tables.by_role("sentence_words.tsv")
        self._abbreviations = tables.mapping("sentence_abbreviations.tsv")  # form: role
        self._openers = tables.column("sentence_openers.tsv")
        self._lettered = words.get("lettered", frozenset())
        self._namers = words.get("namer", frozenset())
        self._continuations = words.get("continuation", frozenset())
        self._operands = words.get("operand", frozenset())
        self._comparisons = words.get("comparison", frozenset())
        self._greek = frozenset(tables.mapping("greek.tsv").values())

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open character offsets of the sentences of `text`, ascending and disjoint.

        `text[start:end]` has no white space at either end, and all that lies outside the spans is
        white space. The end of a line ends a sentence, but for a label on a line of its own
        ("RESULTS:"), which belongs to the sentence below it. Linear in time; any string will do.
        """
        found: list[tuple[int, int]] = []
        for line in _LINE.finditer(text):
            start, line_end = line.span()
            for stop in _STOP.finditer(text, start, line_end):
                if self._ends_sentence(text, start, stop):
                    found.append((start, stop.start("gap")))
                    start = stop.end("gap")
            found.append((start, line_end))
        return found

    def _ends_sentence(self, text: str, start: int, stop: re.Match[str]) -> bool:
        """Whether the sentence that began at `start` ends at `stop`, a match of _STOP."""
        mark, close, gap, opened, following = stop.groups()
        window = max(start, stop.start() - _WINDOW)
        words = text[window : stop.start()].split()
        if not words:
            return False
        token = words[-1].lstrip("([\"'“‘")
        if not gap:
            return self._ends_glued(token, opened, following)
        if mark != ".":
            return bool(opened) or self._may_follow_mark(token, following)
        role = self._role(token, words)
        if role is not None:
            return self._ends_abbreviation(role, words, close, following)
        is_first = len(words) == 1 and window == start
        if not close and self._belongs_to_next(words, token, following, is_first):
            return False
        return bool(opened) or self._may_follow(token, close, following)

    def _belongs_to_next(
        self, words: list[str], token: str, following: str, is_first: bool
    ) -> bool:
        """Whether `token` and its stop number an item ("2. In rats") or begin "0. 05"."""
        if _ITEM.fullmatch(token):
            lists = words[-2] if len(words) > 1 else ""
            if is_first or (len(lists) > 1 and lists[-1] in ":;"):
                return True
        return following[0].isdigit() and self._is_in_a_number(words, token, following)

    def _is_in_a_number(self, words: list[str], token: str, following: str) -> bool:
        """Whether a stop with digits after it is a decimal point with a stray blank behind."""
        if _BROKEN_NUMBER.search(token) or _DECIMALS.match(following):
            return True
        if _WANTS_NUMBER.search(token) or _IN_A_ROW.fullmatch(following):
            return True
        if token[:1].isupper() and _VOLUME.match(following):
            return True
        return self._wants_operand(words) or _OPEN_BRACKET.search(" ".join(words)) is not None

    def _wants_operand(self, words: list[str]) -> bool:
        """Whether the last words cannot end a sentence: "less than", "is at or below"."""
        if words[-1] in self._comparisons:
            words = words[:-1]
        return bool(words) and words[-1] in self._operands

    def _may_follow_mark(self, token: str, following: str) -> bool:
        """Whether `following` may open a sentence after a question, an exclamation or "..."."""
        if following[0].islower():
            return self._is_gene_like(following) or _ITEM_LETTER.match(following) is not None
        return token.isalpha() or following[0].isupper()

    def _role(self, token: str, words: list[str]) -> str | None:
        """Return the kind of abbreviation that `token` is, the last of `words`; None if none."""
        role = self._listed(token)
        previous = words[-2] if len(words) > 1 else ""
        if role == "unit" and ("/" in token or _ENDS_IN_NUMBER.search(previous)):
            return "quantity"
        if role is None and len(token) == 1 and token.isalpha():
            return "initial" if token.isupper() else "either"
        if "." not in token or role == "inner":
            return role
        if role is None and not _DOTTED.search(token):
            return None
        after_dose = self._listed(previous) == "unit"  # 5 mg/kg i.p. Control rats
        return "quantity" if after_dose else "either"

    def _listed(self, token: str) -> str | None:
        """Return the role in the table of `token` or, of "mg/kg", of its last part."""
        form = token.rsplit("/", 1)[-1]
        role = self._abbreviations.get(form)
        if role is None and form[1:].islower():
            return self._abbreviations.get(form.lower())
        return role

    def _ends_abbreviation(self, role: str, words: list[str], close: str, following: str) -> bool:
        if role == "inner":
            return bool(close) and self._is_opener(following)
        if role == "quantity":
            return not following[0].islower() or self._is_gene_like(following)
        if role == "initial":
            return self._ends_at_letter(words, close, following)
        return self._is_opener(following)

    def _ends_at_letter(self, words: list[str], close: str, following: str) -> bool:
        """Whether the last of `words` is no initial: "vitamin C. Rats", not "(C. Simon"."""
        if len(words) == 1 or words[-1][0] in "([" or _INITIAL.fullmatch(words[-2]):
            return False
        if following[0].islower():
            return self._is_gene_like(following)
        if self._names_by_letter(words[-2]):
            return self._may_follow(words[-2], close, following)
        return self._is_opener(following)

    def _names_by_letter(self, word: str) -> bool:
        """Whether a letter after `word` is part of a name ("vitamin C"), not an initial."""
        tail = _ALPHA_TAIL.search(word)
        if tail is None:
            return False
        noun = tail.group()
        if noun.lower() in self._lettered:
            return True
        return noun.islower() and len(noun) > 2 and noun not in self._namers

    def _is_opener(self, following: str) -> bool:
        word = _bare(following)
        return word in self._openers or re.split("[-'’]", word, maxsplit=1)[0] in self._openers

    def _ends_glued(self, token: str, opened: str, following: str) -> bool:
        """Whether a stop with no space after it ends a sentence: "CD25.The", "lost.(ABSTRACT"."""
        if opened:
            return (opened + following).startswith("(ABSTRACT")
        ordinary = len(token) > 3 and token.isalpha() and token.islower()
        if not ordinary and not _is_closed(token):
            return False
        word = _bare(following)
        return word in self._openers or (ordinary and word[1:].islower())

    def _may_follow(self, token: str, close: str, following: str) -> bool:
        """Whether `following` may open a sentence after the ordinary word `token` and a stop."""
        first = following[0]
        if first.isupper():
            return True
        ended = bool(close) or _is_closed(token) or (len(token) > 3 and token[-2:].isalpha())
        if not first.islower():
            return (ended or len(token) == 3) and not _NO_OPENER.match(following)
        if self._is_gene_like(following):
            return ended or token.isalpha()
        if not ended:
            return False
        return bool(_ITEM_LETTER.match(following)) or self._may_open_in_lower_case(token, following)

    def _is_gene_like(self, following: str) -> bool:
        """Whether a name written in lower case follows: p53, mRNA, beta-Blockers; not "kg-1"."""
        if self._is_unit(following):
            return False
        return _GENE_LIKE.match(following) is not None or following.split("-")[0] in self._greek

    def _is_unit(self, following: str) -> bool:
        """Whether a factor of a compound unit follows: "microg. kg-1. min(-1)"."""
        unit = _UNIT_EXPONENT.match(following)
        return unit is not None and self._abbreviations.get(unit.group(1)) == "unit"

    def _may_open_in_lower_case(self, token: str, following: str) -> bool:
        """Whether a plain word opens a sentence without its capital, a slip of some abstracts."""
        if _ITEM.fullmatch(token) or self._is_unit(following):
            return False
        return _bare(following) not in self._continuations


def _bare(word: str) -> str:
    """`word` without the punctuation after it."""
    return word.rstrip(",;:.)]”’\"'")


def _is_closed(token: str) -> bool:
    """Whether `token` ends as no abbreviation does: in a digit, a bracket or a per cent sign."""
    return token[-1:].isdigit() or token[-1:] in (")", "]", "%")
