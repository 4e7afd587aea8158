"""How one person wants their window: the page they begin on, and how soon an untouched desk locks itself."""

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


def preferences_of(memory: Memory, staff_id: int) -> Preferences:
    """What that person chose; what makes no sense counts as not chosen."""
    kept: Mapping[str, object] = memory.of_person(staff_id, _PART)
    page, minutes = kept.get("start_page"), kept.get("lock_minutes")
    return Preferences(
        page if isinstance(page, str) else START,
        minutes if isinstance(minutes, int) and minutes in LOCK_MINUTES else LOCK_MINUTES[-1],
    )


def keep_preferences(memory: Memory, staff_id: int, chosen: Preferences) -> None:
    """Remember what that person chose."""
    memory.keep_of_person(staff_id, _PART, asdict(chosen))
