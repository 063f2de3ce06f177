"""Questions in other languages: which language it is, and what is asked about a record.

Tables of cue words and of scripts: metadata questions are asked again in English; of others only
the language is known, so that they can be refused with its name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import mapping, rows

_WORD = lazy_pattern(r"(?<![^\W_])(?<!\d-)[^\W\d_]+(?![^\W_]|[- ]?\d)")  # not the "il" of il-2
_LEAST = 2  # words of a language, by which it is known
_OF_ALL = 0.3  # of all words, those that are of the language
_KINDS_OF_WORD = ("function", "shared", "asks", "also", "record", "content")
_LETTERS = 0.5  # of all letters, those of a script from which a question is in it


class Foreign(NamedTuple):
    """A question in another language; `english` is the same, where a record's metadata is asked."""

    language: str
    english: str | None


def foreign(question: str, analyzer: Analyzer) -> Foreign | None:
    """The language of a question that is not in English, and what it asks; None for English."""
    script = None if question.isascii() else _script_of(question)
    if script:
        return Foreign(script, None)
    written = _WORD.findall(question)
    shouted = question.isupper()
    # "DES", "LA": a word in capitals is a name
    telling = [word for word in written if shouted or len(word) == 1 or not word.isupper()]
    words = [word.lower() for word in telling]
    # "La Crosse", "Des Moines": inside a sentence a small word has no capital
    small = words if shouted else words[:1] + [word for word in telling[1:] if word.islower()]
    language = _language_of(words, small, analyzer.once(_english_words))
    if language is None:
        return None
    field = _field_of(words, _tables()[language])
    return Foreign(language, _english()[field] if field else None)


def untranslated(foreign: Foreign) -> str:
    """Why a question in another language is not answered."""
    return (
        f"the question seems to be in {foreign.language}: ask what records tell in English "
        "(who wrote one, where, when and in what language may be asked as you did)"
    )


def _script_of(question: str) -> str | None:
    """The language or languages of the letters of a question, where most are no Latin ones."""
    letters = [char for char in question if char.isalpha()]
    scripts = mapping("scripts.tsv")
    found = Counter(filter(None, (scripts.get(_begun(char)) for char in letters)))
    if "Japanese" in found:  # it has Chinese characters too
        found = Counter({"Japanese": found.total()})
    name, number = found.most_common(1)[0] if found else ("", 0)
    return name if number > _LETTERS * len(letters) else None


def _begun(char: str) -> str:
    """The script in the name of a letter: "CJK UNIFIED IDEOGRAPH-4E00"."""
    return unicodedata.name(char, "").split(" ")[0]


def _language_of(words: list[str], small: list[str], english: frozenset[str]) -> str | None:
    """The language of most small words, if few of them are English.

    What English has too ("in", "come") tells nothing alone, and counts beside a word that tells.
    """
    counts = {name: _evidence(words, small, table) for name, table in _tables().items()}
    best = max(counts, key=lambda name: (counts[name], _cues_in(words, name)))
    opens = words[:1] == small[:1] and not _tables()[best]["asks"].isdisjoint(words[:1])
    content = not _tables()[best]["content"].isdisjoint(words)
    least = _LEAST - (opens or content or bool(_field_of(words, _tables()[best])))
    enough = counts[best] >= (least if opens else max(least, _OF_ALL * len(words)))
    return best if enough and counts[best] > sum(word in english for word in small) else None


def _evidence(words: list[str], small: list[str], table: Mapping[str, frozenset[str]]) -> int:
    """How many of some words speak for a language: none where all may be English."""
    told = sum(word in table["function"] or word in table["asks"] for word in small)
    told += sum(word in table["content"] for word in words)
    return told + sum(word in table["shared"] for word in small) if told else 0


def _cues_in(words: list[str], language: str) -> int:
    """How many of some words are in a language's table at all."""
    every = _every_word(language)
    return sum(word in every for word in words)


@cache
def _every_word(language: str) -> frozenset[str]:
    return frozenset[str]().union(*_tables()[language].values())


def _field_of(words: list[str], table: Mapping[str, frozenset[str]]) -> str | None:
    """The field that is asked for, where the words say nothing else."""
    told = set(words)
    found = {
        field: max((len(cue.split("+")) for cue in cues if told >= set(cue.split("+"))), default=0)
        for field, cues in table.items()
        if field not in _KINDS_OF_WORD
    }
    best = max(found, key=lambda field: found[field], default="")
    cues = (own for role, own in table.items() if role != "content")
    every = {part for own in cues for cue in own for part in cue.split("+")}
    return best if found.get(best) and told <= every else None


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    """By language and role the words."""
    tables: dict[str, dict[str, frozenset[str]]] = {}
    for language, role, words in rows("other_languages.tsv"):
        if language != "English":
            tables.setdefault(language, {})[role] = frozenset(words.split())
    return tables


@cache
def _english() -> dict[str, str]:
    """By field the question in English."""
    return {field: text for name, field, text in rows("other_languages.tsv") if name == "English"}


def _english_words(analyzer: Analyzer) -> frozenset[str]:
    """The small words of English that no other language of the table has."""
    tables = _tables().values()
    told = ("function", "shared", "also")
    others = frozenset[str]().union(*(table[role] for table in tables for role in told))
    own = analyzer.stop_words("function") | analyzer.stop_words("question") | {"the", "of", "is"}
    return own - others
