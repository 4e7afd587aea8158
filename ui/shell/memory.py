"""What this desk remembers of its window from one day to the next, and of each person's. Nothing of the clinic."""

import json
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings

_THEMES = {"light": False, "dark": True}

SCALES = (100, 125, 150, 175, 200, 250, 300)
"""Sizes of everything in the window, in percent of what the system asks for."""

Kept = dict[str, str | int | list[str | int]]
"""What a page remembers: modes, widths, filters, by name."""


class Memory:
    """A small INI file in the person's own folder of settings."""

    def __init__(self) -> None:
        self._kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Frontdesk", "window")

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, as Qt writes them; empty when there is none."""
        kept = self._kept.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._kept.setValue("geometry", geometry)

    @property
    def dark(self) -> bool | None:
        """Whether the person wants it dark, or light, or (None) as the system has it."""
        return _THEMES.get(str(self._kept.value("theme", "")))

    @dark.setter
    def dark(self, dark: bool | None) -> None:
        self._kept.setValue("theme", "system" if dark is None else "dark" if dark else "light")

    @property
    def scale(self) -> int:
        """The size of everything, one of `SCALES`; it holds from the next start of the window on."""
        kept = str(self._kept.value("scale", ""))
        return int(kept) if kept.isdecimal() and int(kept) in SCALES else SCALES[0]

    @scale.setter
    def scale(self, percent: int) -> None:
        self._kept.setValue("scale", percent)

    @property
    def center_id(self) -> int | None:
        """The center that was shown last."""
        kept = str(self._kept.value("center", ""))
        return int(kept) if kept.isdecimal() else None

    @center_id.setter
    def center_id(self, center_id: int) -> None:
        self._kept.setValue("center", center_id)

    @property
    def service_id(self) -> int | None:
        """The service whose first openings were wanted last."""
        kept = str(self._kept.value("service", ""))
        return int(kept) if kept.isdecimal() else None

    @service_id.setter
    def service_id(self, service_id: int) -> None:
        self._kept.setValue("service", service_id)

    def of_person(self, staff_id: int, part: str) -> Kept:
        """What was kept for that person by `keep_of_person`; what is damaged counts as nothing."""
        try:
            kept = json.loads(str(self._kept.value(f"person-{staff_id}/{part}", "{}")))
        except ValueError:
            return {}
        return {name: value for name, value in kept.items() if _is_plain(value)} if isinstance(kept, dict) else {}

    def keep_of_person(self, staff_id: int, part: str, state: Mapping[str, object]) -> None:
        """Keep what that person's `part` of the window is to be like; nothing is written where it is so already."""
        if state != self.of_person(staff_id, part):
            self._kept.setValue(f"person-{staff_id}/{part}", json.dumps(state))


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int) or (
        isinstance(value, list) and all(isinstance(one, str | int) for one in value)
    )
