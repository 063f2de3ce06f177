"""PubMed's field tags: which fields of a record a tag means, and what is told of unknown ones."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.fields import FIELDS, WORDED, Field, named, tagged

EVERYWHERE = tuple(field.name for field in WORDED)
"""The fields of a phrase or begun word without a tag, and of [all]."""

_TEXT_WORDS = ("title", "abstract", "vernacular_title", "mesh", "keywords", "substances")
_GROUPS = {
    "all": EVERYWHERE,
    "all fields": EVERYWHERE,
    "tw": _TEXT_WORDS,
    "word": _TEXT_WORDS,
    "text word": _TEXT_WORDS,
    "text words": _TEXT_WORDS,
}
TOPICAL = (*_TEXT_WORDS, "major_topic", "subheading")
"""The fields whose words tell what a record is about: a query's words in them are ranked by."""

_NO_EXPLOSION = ":noexp"  # of [mh] and [majr]: narrower headings are never added here


def fields_tagged(tag: str) -> tuple[Field, ...]:
    """The fields that a tag means, by its short or long name; () for one that is unknown."""
    plain = " ".join(tag.casefold().removesuffix(_NO_EXPLOSION).split())
    group = _GROUPS.get(plain)
    return tuple(map(named, group)) if group else tagged(plain)


def tag_of(field: str) -> str:
    """The shortest tag of a field; "" for a field that has none."""
    return next(iter(named(field).tags), "")


def tag_of_group(fields: tuple[str, ...]) -> str:
    """The tag that means all of several fields; "" for none."""
    group = next((tag for tag, own in _GROUPS.items() if own == fields), "")
    return group or ("tiab" if fields == ("title", "abstract") else "")


def unknown_tag(tag: str) -> str:
    """What is told of an unknown tag: near ones, or all short ones."""
    plain = tag.casefold().strip()
    from difflib import get_close_matches

    near = get_close_matches(plain, sorted(_names()), n=3, cutoff=0.7)
    if near:
        return f"[{tag}] is no field tag; did you mean {' or '.join(f'[{one}]' for one in near)}?"
    short = ["all", "tw", "tiab", *filter(None, (tag_of(field.name) for field in FIELDS))]
    return f"[{tag}] is no field tag; the tags are {', '.join(dict.fromkeys(short))}"


def _names() -> Iterator[str]:
    yield from _GROUPS
    for field in FIELDS:
        yield from field.tags
