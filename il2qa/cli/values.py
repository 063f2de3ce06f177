"""What the values of options are read as; each raises ArgumentTypeError, saying what to give."""

from __future__ import annotations

import argparse


def positive(text: str, most: int = 10**9) -> int:
    """A whole number from 1 to the most."""
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    number = int(text) if digits else 0
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 1 to {most:,}")
    return number


def year(text: str) -> int:
    """A year of four digits at most."""
    try:
        return positive(text, 9999)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a year from 1 to 9999") from error


def address(text: str) -> tuple[str, int]:
    """A host and a port; 0 is a port that is free."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and len(port) < 6 and int(port) < 1 << 16):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no port from 0 to 65535, nor HOST:PORT")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)
