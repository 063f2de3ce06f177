"""Authors from the names as text forms write them: "Doe, Jane Q Jr", "Doe JQ Jr"."""

from __future__ import annotations

import re
from typing import Any

from il2qa.models import Author
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import build
from il2qa.readers.identifiers import orcid

_SUFFIX = lazy_pattern(r"(?:Jr|Sr|[IVX]{2,4}|\d(?:st|nd|rd|th))\.?")
_INITIALS = lazy_pattern(r"[^\W\d_a-z](?:[^\W\d_]?[^\W\d_a-z]){0,3}[a-z]?")  # "JQ", "SLj"
_LIKE_A_SUFFIX = lazy_pattern("[IVX]{2,4}")  # the initials of "Li XX"
_MORE = lazy_pattern(r"\bet al\.?$", re.IGNORECASE)


class People:
    """Gathers the people of one record, line by line."""

    def __init__(self) -> None:
        self.complete = True
        self._found: list[dict[str, Any]] = []
        self._before: list[str] = []  # affiliations that stand before any name
        self._unpaired = False  # the last person has a full name, no short one yet

    def full_name(self, name: str) -> None:
        """Begin a person from "Doe, Jane Q"."""
        if _MORE.search(name):
            self.complete = False
            return
        self._found.append(from_full_name(name))
        self._unpaired = True

    def short_name(self, name: str) -> None:
        """Complete the last person's initials and suffix from "Doe JQ Jr", or begin a person."""
        if _MORE.search(name):
            self.complete = False
        elif self._unpaired:
            self._found[-1] = _with_short_name(self._found[-1], name)
        else:
            self._found.append(from_short_name(name))
        self._unpaired = False

    def person(self, parts: dict[str, Any]) -> None:
        """Add a person whose parts are known."""
        self._found.append(parts)
        self._unpaired = False

    def collective(self, name: str) -> None:
        """Add a collective."""
        self._found.append({"collective": name})
        self._unpaired = False

    def affiliation(self, text: str) -> None:
        """Add an affiliation to the last person; one before all names is the first's."""
        if self._found:
            self._found[-1].setdefault("affiliations", []).append(text)
        else:
            self._before.append(text)

    def affiliation_of(self, index: int, text: str) -> None:
        """Add an affiliation to the person at `index`, if there is one."""
        if index < len(self._found):
            self._found[index].setdefault("affiliations", []).append(text)

    def identifier(self, text: str) -> None:
        """Add the last person's ORCID."""
        if self._found and (number := orcid(text)):
            self._found[-1]["orcid"] = number

    def people(self) -> tuple[Author, ...]:
        """Return the people in order."""
        if self._before and self._found:
            first = self._found[0]
            first["affiliations"] = [*self._before, *first.get("affiliations", ())]
        return tuple(author_of(found) for found in self._found)


def author_of(person: dict[str, Any]) -> Author:
    """Build an author from clean parts; affiliations may be a list."""
    affiliations = tuple(person.get("affiliations", ()))
    return build(Author, **{**person, "affiliations": affiliations})


def from_full_name(name: str) -> dict[str, str | None]:
    """Read "Doe, Jane Q Jr" or "Doe, Jane Q, Jr"; without a comma it is the last name."""
    last, comma, rest = name.partition(",")
    if not comma:
        return {"last_name": name.strip()}
    fore, suffix = without_suffix(rest.replace(",", " ").split())
    return {"last_name": last.strip(), "fore_name": fore or None, "suffix": suffix}


def from_short_name(name: str) -> dict[str, str | None]:
    """Read "van der Berg JQ 3rd"; without initials it is the last name."""
    rest, suffix = without_suffix(name.split())
    if suffix and " " not in rest and _LIKE_A_SUFFIX.fullmatch(suffix):
        return {"last_name": rest, "initials": suffix, "suffix": None}
    last, _, initials = rest.rpartition(" ")
    if last and _INITIALS.fullmatch(initials):
        return {"last_name": last, "initials": initials, "suffix": suffix}
    return {"last_name": rest if suffix else name.strip(), "suffix": suffix}


def from_natural_name(name: str) -> dict[str, str | None]:
    """Read "Jane Q van der Doe Jr": the last word, with particles before it, is the last name."""
    rest, suffix = without_suffix(name.split())
    words = rest.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    fore = " ".join(words[:at])
    return {
        "last_name": " ".join(words[at:]),
        "fore_name": fore or None,
        "initials": initials_of(fore),
        "suffix": suffix,
    }


def initials_of(fore_name: str) -> str | None:
    """Return the initials of "Jane Q" or "Jean-Pierre" as NLM writes them ("JQ", "JP")."""
    return "".join(part[0] for part in re.split(r"[\s.-]+", fore_name) if part).upper() or None


def without_suffix(words: list[str]) -> tuple[str, str | None]:
    """Split "Jane Q Jr" from its suffix; a lone suffix is no name's suffix."""
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), None


def _with_short_name(person: dict[str, Any], name: str) -> dict[str, Any]:
    """Take initials and suffix from the short name of a person whose full name is known."""
    last = person["last_name"]
    if name[: len(last)].casefold() != last.casefold():
        short = from_short_name(name)
        return {**person, "initials": short.get("initials")}
    initials, suffix = without_suffix(name[len(last) :].split())
    if _SUFFIX.fullmatch(initials) and initials == person.get("suffix"):
        initials = ""
    return {**person, "initials": initials or None, "suffix": suffix or person.get("suffix")}
