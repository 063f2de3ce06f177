"""Prints what pyproject.toml depends on, as requirements of the lowest versions that it allows."""

from __future__ import annotations

import tomllib
from pathlib import Path

pyproject = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
for requirement in pyproject["project"]["dependencies"]:
    print(requirement.replace(">=", "=="))
