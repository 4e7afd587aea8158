"""How one person wants their window: the page they begin on, how soon it locks itself, what it calls them for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from ui.shell.memory import Memory

LOCK_MINUTES: Final = (1, 2, 5, 10, 15)
"""The last is as long as a desk may stand open untouched."""

START: Final = "today"
"""The page on which everybody begins who chose no other."""

_PART: Final = "preferences"


@dataclass(frozen=True, slots=True)
class Preferences:
    """As delivered, until somebody chooses otherwise; `start_page` is the key of a page of the rail."""

    start_page: str = START
    lock_minutes: int = LOCK_MINUTES[-1]
    notify: bool = True
    """Whether the desktop tells them of requests and rejected tasks."""


def preferences_of(memory: Memory, staff_id: int) -> Preferences:
    """What that person chose; what makes no sense counts as not chosen."""
    kept: Mapping[str, object] = memory.of_person(staff_id, _PART)
    page, minutes = kept.get("start_page"), kept.get("lock_minutes")
    return Preferences(
        page if isinstance(page, str) else START,
        minutes if isinstance(minutes, int) and minutes in LOCK_MINUTES else LOCK_MINUTES[-1],
        kept.get("notify") is not False,
    )


def keep_preferences(memory: Memory, staff_id: int, chosen: Preferences) -> None:
    """Remember what that person chose."""
    memory.keep_of_person(staff_id, _PART, asdict(chosen))
