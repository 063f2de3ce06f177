"""Bylines: "Doe J(1), Roe RR Jr(2); XY Group." and, as pages print them, "Jane Doe 1, …"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from il2qa.patterns import lazy_pattern
from il2qa.readers.people import People, from_natural_name, from_short_name
from il2qa.text.data import rows

_MARK = lazy_pattern(r"\((?:\d{1,3}|#)\)|[*†‡§¶]")
_TRAILING_MARKS = lazy_pattern(r"[\s,\d#*†‡§¶]{1,80}$")
_NAME = lazy_pattern(
    r"[^\W\d_].*\s(?:[^\W\d_a-z](?:[^\W\d_]?[^\W\d_a-z]){0,3}|[A-Z]{2}[a-z])"
    r"(?:\s(?:Jr|Sr|\dr?[a-z]{2}|[IVX]+)\.?)?"
)


_MORE = lazy_pattern(r"[,;]?\s{0,3}\bet al\b\.?$", re.IGNORECASE)
_LONGEST_NAME = 60
_NO_GROUP = lazy_pattern(r"[.:] |\?$|,\s*[^\W\d_a-z]")  # sentences, and names between commas
_LONGEST_GROUP = 200
_LONGEST_SMALL_WORD = 4  # of those that titles do not capitalise: "for", "with"


def is_byline(text: str) -> bool:
    """Say whether `text` is a list of names ("XY Group; Doe J(1), Roe RR Jr(2).")."""
    bare = _MORE.sub("", _MARK.sub("", text).strip()).rstrip(". ")
    names = [name.strip() for name in re.split("[;,]", bare) if name.strip()]
    likely = sum(_is_name(name) or is_group(name) for name in names)
    if 2 * likely > len(names):
        return True
    groups = [group.strip() for group in bare.split(";") if group.strip()]
    return bool(groups) and all(is_group(group) or is_byline_of_people(group) for group in groups)


def is_byline_of_people(text: str) -> bool:
    """Say whether most of the names between commas are people's."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    return bool(names) and 2 * sum(map(_is_name, names)) > len(names)


def is_group(text: str) -> bool:
    """Say whether `text` is the name of a group alone: titled words, one of them a group's."""
    if len(text) > _LONGEST_GROUP or _NO_GROUP.search(text):
        return False
    words = text.split()
    small = (word for word in words if word[0].islower())
    return (
        is_collective(text)
        and not words[-1][0].islower()
        and all(len(word) <= _LONGEST_SMALL_WORD for word in small)
    )


def _is_name(name: str) -> bool:
    """Say whether a name is one of a person as indexes have it ("van der Roe RR Jr")."""
    if len(name) >= _LONGEST_NAME or _NAME.fullmatch(name) is None:
        return False
    # in capitals a last word of three or four letters is a word: "ACTION OF FOO", not "DOE JQ"
    return not name.isupper() or (len(name.split()[-1]) < 3 and len(name.split()) < 4)


def parse_byline(text: str) -> tuple[People, list[list[str]]]:
    """Return the people of a byline, and the affiliation marks of each ("1", "2")."""
    people, marks = People(), []
    text, more = _MORE.subn("", text.strip())
    people.complete = not more
    for number, group in enumerate(text.removesuffix(".").split(";")):
        names = [name.strip() for name in group.split(",") if name.strip()]
        one = (number > 0 or is_group(group)) and not any(
            _is_name(_MARK.sub("", name).strip()) for name in names
        )
        names = [group.strip()] if one and group.strip() else names
        for name in names:
            bare = _MARK.sub("", name).strip()
            if not bare:
                continue
            if _is_collective(bare) or is_collective(bare):
                people.collective(bare)
            else:
                people.short_name(bare)
            marks.append(re.findall(r"\(0*([0-9]{1,3})\)", name))
    return people, marks


def _is_collective(name: str) -> bool:
    return " " in name and not from_short_name(name).get("initials")


def authors_of(text: str) -> dict[str, Any]:
    """Return the fields `authors` and `authors_complete` of a byline."""
    people, _ = parse_byline(text)
    return {"authors": people.people(), "authors_complete": people.complete}


def parse_natural_byline(text: str) -> tuple[People, list[list[str]]]:
    """Return the people of "Jane Q Doe 1 2, John Roe 2; XY Group" and their marks."""
    people, marks = People(), []
    text = re.sub(r"(?<=\d)\s*,\s*(?=\d)", " ", text)  # "Doe 1, 2" is one person
    for number, group in enumerate(text.strip(" .").split(";")):
        for part in group.split(","):
            name = _MARK.sub("", _TRAILING_MARKS.sub("", part)).strip()
            if name.lower().endswith("et al"):
                people.complete = False
                name = name[:-5].strip()
            if not name:
                continue
            found = re.findall(r"\d{1,3}", part[len(name) :])
            if number or is_collective(name) or " " not in name:
                people.collective(name)
            else:
                people.person(from_natural_name(name))
            marks.append(found)
    return people, marks


def is_collective(name: str) -> bool:
    """Say whether a name in a byline is a group's by one of its words."""
    return not _collective_words().isdisjoint(name.split())


@cache
def _collective_words() -> frozenset[str]:
    return frozenset(word for (word,) in rows("collective_words.tsv"))
