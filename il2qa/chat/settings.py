"""What the user sets and the next chat remembers: passages shown, theme, pager, keys, history."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from platformdirs import user_config_path

from il2qa.errors import SettingError
from il2qa.render.style import THEMES


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings and what they are at first."""

    passages: str = "3"
    theme: str = "default"
    pager: str = "off"
    keys: str = "emacs"
    history: str = "on"

    def changed(self, name: str, value: str) -> Settings:
        """These settings with one of another value; raises SettingError."""
        if name not in VALUES:
            raise SettingError(f"no setting {name!r}: there are {', '.join(VALUES)}")
        if value not in VALUES[name]:
            raise SettingError(f"{name} cannot be {value!r}: choose {span(name)}")
        return replace(self, **{name: value})

    @property
    def by_name(self) -> dict[str, str]:
        """The settings by name."""
        return asdict(self)


VALUES: dict[str, tuple[str, ...]] = {
    "passages": tuple(map(str, range(1, 21))),
    "theme": tuple(THEMES),
    "pager": ("off", "on"),
    "keys": ("emacs", "vi"),
    "history": ("on", "off"),
}
"""What each setting may be."""


def span(name: str) -> str:
    """What a setting may be, in words: "1 to 20", "off, on"."""
    values = VALUES[name]
    return f"{values[0]} to {values[-1]}" if values[0] == "1" else ", ".join(values)


def settings_file() -> Path:
    """Where the settings are kept."""
    return user_config_path("il2qa", appauthor=False) / "chat.json"


def load(path: Path) -> Settings:
    """The settings of a file; what it lacks or has wrong is as at first."""
    settings = Settings()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return settings
    for field in fields(Settings):
        value = stored.get(field.name) if isinstance(stored, dict) else None
        if value in VALUES[field.name]:
            settings = settings.changed(field.name, value)
    return settings


def save(settings: Settings, path: Path) -> None:
    """Write the settings; where there is no place for them they count for this chat only."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(json.dumps(settings.by_name, indent=2) + "\n", encoding="utf-8")
    except OSError:
        return
