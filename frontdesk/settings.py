"""This desk's own settings (TOML) and folders; the clinic's settings are in its database."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "frontdesk"


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What `desk.toml` in the settings folder may say: the desk's name and the database it opens."""

    name: str
    database: str


def data_folder() -> Path:
    """Where this user's embedded databases are; `FRONTDESK_DATA` names another place."""
    return Path(os.environ.get("FRONTDESK_DATA") or platformdirs.user_data_dir(_NAME, appauthor=False))


def settings_file() -> Path:
    """The desk's own settings file; it need not exist."""
    folder = os.environ.get("FRONTDESK_DATA") or platformdirs.user_config_dir(_NAME, appauthor=False)
    return Path(folder) / "desk.toml"


def read_settings() -> DeskSettings:
    """The desk's settings, as delivered where the file says nothing or cannot be read."""
    try:
        told = tomllib.loads(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        told = {}
    return DeskSettings(
        name=str(told.get("desk", "Desk 1"))[:64],
        database=str(told.get("database", data_folder() / "clinic.sqlite")),
    )


def demo_database() -> str:
    """Where the demo clinic is kept, unless another database is named."""
    return str(data_folder() / "demo.sqlite")
