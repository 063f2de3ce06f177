"""Bylines: "Doe J(1), Roe RR Jr(2); XY Group." and, as pages print them, "Jane Doe 1, …"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from il2qa.readers.people import People, from_natural_name, from_short_name
from il2qa.text.data import rows

_MARK = re.compile(r"\((?:\d{1,3}|#)\)|[*†‡§¶]")
_TRAILING_MARKS = re.compile(r"(?:[\s,]*(?:\d{1,3}|[#*†‡§¶]))+$")
_NAME = re.compile(
    r"[^\W\d_].*\s[^\W\d_a-z](?:[^\W\d_]?[^\W\d_a-z]){0,3}"
    r"(?:\s(?:Jr|Sr|\dr?[a-z]{2}|[IVX]+)\.?)?"
)


def is_byline(text: str) -> bool:
    """Say whether `text` is a list of names ("Doe J(1), Roe RR Jr(2); XY Group.")."""
    first = _MARK.sub("", text).rstrip(". ").split(";")[0]
    names = [name.strip() for name in first.split(",") if name.strip()]
    likely = sum(bool(_NAME.fullmatch(name)) and len(name) < 60 for name in names)
    return bool(names) and 2 * likely > len(names)


def parse_byline(text: str) -> tuple[People, list[list[str]]]:
    """Return the people of a byline, and the affiliation marks of each ("1", "2")."""
    people, marks = People(), []
    for number, group in enumerate(text.strip().removesuffix(".").split(";")):
        names = [name.strip() for name in group.split(",") if name.strip()]
        if number and not any(_NAME.fullmatch(_MARK.sub("", name).strip()) for name in names):
            names = [group.strip()] if group.strip() else []
        for name in names:
            bare = _MARK.sub("", name).strip()
            if not bare:
                continue
            if _is_collective(bare) or is_collective(bare):
                people.collective(bare)
            else:
                people.short_name(bare)
            if bare.lower() != "et al":
                marks.append(re.findall(r"\((\d+)\)", name))
    return people, marks


def _is_collective(name: str) -> bool:
    if name.lower() == "et al":
        return False
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
