"""Saved conversations: a file each, by name, which only their owner may read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_state_path

from il2qa.conversation import Moment
from il2qa.conversation.saving import MOST, MOST_HEAD, Head, as_text, head_of, moments_of
from il2qa.errors import ExportError, FormatError, ReadError
from il2qa.patterns import lazy_pattern

SUFFIX = ".il2qa"

_NAME = lazy_pattern(r"\w[\w.-]{0,63}")
_NEAR = 0.5  # of difflib's ratio


Stamp = tuple[int, int]
"""What tells whether a file is the one that was written: its number and its time."""


@dataclass(frozen=True, slots=True)
class Session:
    """A saved conversation, and its name."""

    name: str
    head: Head
    moments: tuple[Moment, ...]


@dataclass(slots=True)
class Kept:
    """A conversation that is kept up to date under a name, and what was written there last."""

    name: str
    moment: Moment
    stamp: Stamp | None

    def update(self, moments: Sequence[Moment], corpus: Sequence[str] | None) -> None:
        """Write what is new; raises ExportError where it cannot, or another chat did meanwhile."""
        if moments[-1] is self.moment:
            return
        if stamp_of(self.name) != self.stamp:
            raise ExportError(
                f"{self.name} was saved or deleted by another chat meanwhile, and is no longer "
                "kept up to date by this one; /save OTHER_NAME keeps it"
            )
        save(self.name, moments, corpus)
        self.moment, self.stamp = moments[-1], stamp_of(self.name)


def folder() -> Path:
    """Where they are kept."""
    return user_state_path("il2qa", appauthor=False) / "sessions"


def save(name: str, moments: Sequence[Moment], corpus: Sequence[str] | None) -> None:
    """Save a conversation under a name, whole or not at all, in the place of what had that name.

    Raises ExportError where the name is none or the file cannot be written.
    """
    path = _path(name)
    text = as_text(moments, datetime.now(UTC).replace(microsecond=0), corpus)
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(written, text)
        written.replace(path)
    except OSError as error:
        with suppress(OSError):
            written.unlink(missing_ok=True)
        reason = error.strerror or error
        raise ExportError(f"{path}: {reason}; the conversation is not saved") from error


def load(name: str) -> Session:
    """The conversation of a name.

    Raises ReadError where there is none, naming those that there are, FormatError where its file
    is damaged.
    """
    path = _path(name)
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except FileNotFoundError as error:
        raise ReadError(_unknown(name)) from error
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
    try:
        if len(content) > MOST:
            raise FormatError("larger than any saved conversation")
        text = content.decode("utf-8")
        return Session(name, head_of(text.partition("\n")[0]), moments_of(text))
    except (FormatError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: {error}; /forget {name} deletes it") from error


def stamp_of(name: str) -> Stamp | None:
    """What the file of a name is known by; None where there is none."""
    try:
        status = _path(name).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def saved() -> dict[str, Head | None]:
    """The heads by name, the one saved last first; None for a file that is damaged."""
    try:
        paths = [path for path in folder().iterdir() if path.suffix == SUFFIX]
        names = [path.stem for path in sorted(paths, key=_time, reverse=True)]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ReadError(f"{folder()}: {error.strerror or error}") from error
    return {name: _head(name) for name in names if _NAME.fullmatch(name)}


def forget(name: str) -> None:
    """Delete the conversation of a name. Raises ReadError where there is none."""
    try:
        _path(name).unlink()
    except FileNotFoundError as error:
        raise ReadError(_unknown(name)) from error
    except OSError as error:
        raise ReadError(f"{_path(name)}: {error.strerror or error}") from error


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", newline="\n")


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ExportError(
            f"{name!r} is no name for a conversation; take letters, digits, “-”, “_” and “.”"
        )
    return folder() / f"{name}{SUFFIX}"


def _head(name: str) -> Head | None:
    try:
        with _path(name).open("rb") as file:
            return head_of(file.readline(MOST_HEAD).decode("utf-8", "replace"))
    except (OSError, FormatError):
        return None


def _time(path: Path) -> float:
    return path.stat().st_mtime


def _unknown(name: str) -> str:
    names = list(saved())
    if not names:
        return f"no saved conversation {name!r}; /save NAME in the chat saves one"
    near = get_close_matches(name, names, n=1, cutoff=_NEAR)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    return f"no saved conversation {name!r}: {hint}"
