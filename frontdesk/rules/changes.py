"""What a change touched, so that everybody who shows any of it can look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

NOBODY = 0
"""Stands for the clinician of what waits for one: it takes its room, and nobody's time."""
_DAYS = ("days", "calendars")
_IDS = ("appointments", "consumers", "requests", "plans", "on_demand")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a call changed, by id; days are wall-clock dates.

    `days` are (center, day), for those who show a center's day. `calendars` are (clinician, day) whose busy time may
    differ now, for those who look for free time; NOBODY for what waits for a clinician. `plans` are centers where
    working time, rooms, services or what is held may differ, `on_demand` those where others are available now.
    `everything` says that nobody knows what else: read it all again.
    """

    days: frozenset[tuple[int, date]] = frozenset()
    appointments: frozenset[int] = frozenset()
    consumers: frozenset[int] = frozenset()
    calendars: frozenset[tuple[int, date]] = frozenset()
    requests: frozenset[int] = frozenset()
    plans: frozenset[int] = frozenset()
    on_demand: frozenset[int] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """What either changed."""
        parts = {name: getattr(self, name) | getattr(other, name) for name in (*_DAYS, *_IDS)}
        return Changes(**parts, everything=self.everything or other.everything)

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return self != Changes()

    def to_document(self) -> dict[str, Any]:
        """As JSON keeps it; what is empty is left out."""
        document: dict[str, Any] = {}
        for name in _DAYS:
            document[name] = sorted([one, day.isoformat()] for one, day in getattr(self, name))
        for name in _IDS:
            document[name] = sorted(getattr(self, name))
        document["everything"] = self.everything
        return {name: value for name, value in document.items() if value}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Changes":
        """The same again, also from a document of an earlier version, which knew fewer parts.

        Raises ValueError, TypeError or AttributeError for what is no such document.
        """
        parts: dict[str, Any] = {
            name: frozenset((int(one), date.fromisoformat(day)) for one, day in document.get(name, ()))
            for name in _DAYS
        }
        parts |= {name: frozenset(map(int, document.get(name, ()))) for name in _IDS}
        return cls(**parts, everything=bool(document.get("everything", False)))
