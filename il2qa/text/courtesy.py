"""What stands before a question and asks nothing, "Hello, could you tell me …": it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows

_WORD = lazy_pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_BREAK = lazy_pattern(r"\s*[,;:!.…–—]+(?=\s)|\s+-+(?=\s)")
_LONGEST = 5  # words of a phrase
_LONGEST_REQUEST = 6
_DETERMINERS = frozenset(("the", "its", "their", "his", "her", "your"))
_INITIALS = 3  # letters
_SALUTES = frozenset(("greeting", "thanks"))
_EMPTY = frozenset(("filler", "stress"))  # they say nothing by themselves
_PUTTING_RIGHT = _EMPTY | {"apology"}  # "sorry, IL-4" puts right; "sorry, which cells?" asks
_KINDS = _SALUTES | _PUTTING_RIGHT | {"agreement", "remark"}
_DENIALS = frozenset(("no", "nope"))  # "no, liraglutide" puts right


def without_courtesy(question: str, analyzer: Analyzer) -> str:
    """A question without greeting, thanks, agreement and "tell me" before it, if it has any.

    They end at a break ("Hello, …", "Thank you. …"), or where a small word opens a question ("hi
    what is known …"): "right ventricle" is no agreement. What is courtesy alone stays whole.
    """
    left = _left(question.strip(), analyzer) or question
    return _untold(left, analyzer) or left


def _untold(question: str, analyzer: Analyzer) -> str:
    """What is asked behind "could you tell me …", if a question or "the …" is; else ""."""
    words = list(_WORD.finditer(question))
    for count in range(min(len(words) - 1, _LONGEST_REQUEST), 0, -1):
        if _joined(word[0] for word in words[:count]) in _requests():
            opening = words[count][0].lower()
            asks = opening in analyzer.stop_words("question") or opening in _DETERMINERS
            return question[words[count].start() :] if asks else ""
    return ""


def _left(question: str, analyzer: Analyzer) -> str:
    """What stands behind the longest courtesy that a question begins with; "" without one."""
    words = list(_WORD.finditer(question))
    place, seen, left = 0, set[str](), ""
    while place < len(words):
        count = _words_of_phrase([word[0] for word in words[place : place + _LONGEST]])
        if not count:
            break
        seen.add(_phrases()[_joined(word[0] for word in words[place : place + count])])
        place += count
        rest = question[words[place - 1].end() :]
        broken = _BREAK.match(rest)
        opened = seen & _SALUTES and place < len(words) and _opens(words[place][0], analyzer)
        if seen <= _PUTTING_RIGHT and (seen <= _EMPTY or not _is_question(rest, analyzer)):
            continue
        if (broken or opened) and _asks(rest):
            left = rest[broken.end() if broken else 0 :].strip()
    return left


def _asks(rest: str) -> bool:
    """Whether something is left, and no initials: "Fine, RL" is an author."""
    words = _WORD.findall(rest)
    initials = len(words) == 1 and len(words[0]) <= _INITIALS and words[0].isupper()
    return bool(words) and not initials


def _is_question(rest: str, analyzer: Analyzer) -> bool:
    """Whether what is left is worded as a question."""
    first = _WORD.search(rest)
    return rest.rstrip().endswith("?") or (first is not None and _opens(first[0], analyzer))


def _words_of_phrase(words: list[str]) -> int:
    """How many words the longest phrase of courtesy has that some words begin with."""
    for count in range(len(words), 0, -1):
        phrase = _joined(words[:count])
        shouted = count == 1 and len(phrase) > 1 and words[0].isupper()  # "HI", a titre
        if phrase in _phrases() and phrase not in _DENIALS and not shouted:
            return count
    return 0


def _opens(word: str, analyzer: Analyzer) -> bool:
    """Whether a question may begin with a word: "what", "does", "and"."""
    small = analyzer.stop_words("question") | analyzer.stop_words("function")
    return word.lower() in small


def _joined(words: Iterable[str]) -> str:
    return " ".join(word.lower() for word in words)


@cache
def _requests() -> frozenset[str]:
    return frozenset(phrase for (phrase,) in rows("requests.tsv"))


@cache
def _phrases() -> dict[str, str]:
    return {phrase: kind for kind, phrase in rows("acts.tsv") if kind in _KINDS}
