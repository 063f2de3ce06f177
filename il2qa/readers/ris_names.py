"""Names as the programs that write RIS have them: "Doe, Jane Q.", "Doe J Q", "Jane Q. Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from il2qa.models import Author
from il2qa.patterns import lazy_pattern
from il2qa.readers.bylines import is_byline_of_people, is_collective
from il2qa.readers.people import (
    author_of,
    from_full_name,
    from_natural_name,
    initials_of,
    without_suffix,
)

_INITIALS = lazy_pattern(r"(?:[^\W\d_a-z]\.?-?){1,4}")  # "JQ", "R.B.", "J.-P."
_GLUED = lazy_pattern(r"[^\W\d_a-z]{2,3}")  # "Doe, JQ"
_MORE = lazy_pattern(r"[,;]?\s{0,3}\bet al\b\.?\s{0,3}$", re.IGNORECASE)
_NAMED = lazy_pattern(r"[^\W\d_][\w.’'-]*")
_MOST_WORDS = 5  # of a person's name in reading order


def authors_of(names: list[str], affiliations: list[str]) -> tuple[Author, ...]:
    """Return the authors; whose the affiliations are is not said, so they stand with the first."""
    people = [person for name in names for one in _apart(name) if (person := _person(one))]
    if people and affiliations:
        people[0]["affiliations"] = affiliations
    return tuple(author_of(person) for person in people)


def _apart(value: str) -> Iterator[str]:
    """Yield the names of one line, which may hold all of a record's."""
    for part in value.split(";"):
        names = re.split(r"\s+(?:and|&)\s+", part)
        if len(names) > 1 and not all("," in name for name in names):
            names = [part]
        for name in names:
            people = [person.strip() for person in name.split(",") if person.strip()]
            if _are_pairs(people):  # "Doe, J., Roe, R."
                yield from map(", ".join, zip(people[::2], people[1::2], strict=True))
                continue
            short = len(people) > 1 and all(_is_short(person) for person in people)
            yield from people if short and is_byline_of_people(name) else [name]


def _are_pairs(parts: list[str]) -> bool:
    initials = parts[1::2]
    return (
        len(parts) > 3
        and len(parts) % 2 == 0
        and all(_INITIALS.fullmatch(part.replace(" ", "")) for part in initials)
    )


def _is_short(name: str) -> bool:
    """Say whether a name is "Doe JQ": a last name of small letters, then initials."""
    last, _, initials = name.strip().rpartition(" ")
    return bool(last) and not last.isupper() and _INITIALS.fullmatch(initials) is not None


def _person(name: str) -> dict[str, Any]:
    """Read one name; {} where it says only that there are more."""
    name = _MORE.sub("", name).strip(" ,;")
    if not name or name.lower() == "others":
        return {}
    if is_collective(name) and not re.match(r"\S+, \S+\.?$", name):
        return {"collective": name}
    if "," in name:
        return _inverted(name)
    return _short(name) or _natural(name)


def _inverted(name: str) -> dict[str, Any]:
    """Read "van der Berg, Jan, Jr", "Berg, J. van der" or "Doe Jr., JQ"."""
    person: dict[str, Any] = {**from_full_name(name)}
    last, suffix = without_suffix(str(person["last_name"]).split())
    fore = str(person.get("fore_name") or "")
    words = fore.split()
    while len(words) > 1 and words[-1].islower():  # the particles of the last name
        last = f"{words.pop()} {last}"
    fore = " ".join(words)
    glued = _GLUED.fullmatch(fore) and fore.isupper() and not last.isupper()
    return {
        "last_name": last,
        "fore_name": None if glued else fore or None,
        "initials": fore if glued else initials_of(fore),
        "suffix": str(person.get("suffix") or suffix or "").rstrip(".") or None,
    }


def _short(name: str) -> dict[str, Any]:
    """Read "Doe J Q", "Doe R.B." or "Doe JQ Jr"; {} for another name."""
    rest, suffix = without_suffix(name.split())
    words = rest.split()
    at = len(words)
    while at > 1 and _INITIALS.fullmatch(words[at - 1]) and len(words[at - 1].strip(".")) < 8:
        at -= 1
    last, initials = " ".join(words[:at]), "".join(words[at:])
    if not initials or last.endswith(".") or (last.isupper() and len(initials) > 2):
        return {}
    plain = re.sub(r"[.-]", "", initials)
    return {"last_name": last, "initials": plain, "suffix": suffix}


def _natural(name: str) -> dict[str, Any]:
    """Read "Jane Q. Doe" in reading order; a name that is no person's is a collective."""
    words = name.split()
    if len(words) == 1:
        return {"last_name": name}
    are_names = all(_NAMED.fullmatch(word) for word in words)
    small = [word for word in words[:-1] if word.islower()]
    begins = words[0][0].isupper() and words[-1][0].isupper()
    if are_names and begins and len(words) <= _MOST_WORDS and len(small) < 3 and small != ["of"]:
        return {**from_natural_name(name)}
    return {"collective": name}
