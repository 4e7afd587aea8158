"""What is read aside when somebody signs in: who they are, what the forms offer, and the page they begin on."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.clinic import Clinic
from frontdesk.views.choices import CenterChoice, Choices, SignedIn
from frontdesk.views.day import DayView
from frontdesk.views.today import Today
from ui.shell.memory import Memory
from ui.shell.preferences import preferences_of

Read = DayView | Today[Any]
"""What a page can show at once because it was read before the page was wanted."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A person signed in, at their centers, with what the page `start` shows first of `center`, where that is read."""

    staff: SignedIn
    choices: Choices
    centers: tuple[CenterChoice, ...]
    center: CenterChoice
    start: str
    first: Read | None


def enter(clinic: Clinic, name: str, password: str) -> Entrance:
    """Sign in, then read; nothing is read before the password was right.

    The center is the one shown last at this desk. Raises what `Clinic.sign_in` raises.
    """
    staff = clinic.sign_in(name, password)
    choices = clinic.choices()
    memory = Memory()  # one of this thread's own
    centers = _own_centers(choices, staff)
    center = next((each for each in centers if each.id == memory.center_id), centers[0])
    start = preferences_of(memory, staff.staff_id).start_page
    first = _first(clinic, memory, staff, center, start)
    return Entrance(staff, choices, centers, center, start, first)


def _first(clinic: Clinic, memory: Memory, staff: SignedIn, center: CenterChoice, start: str) -> Read | None:
    """What the start page shows first: its part of today, as it was left, or the day of the calendar."""
    if start == "calendar":
        today = clinic.now().astimezone(ZoneInfo(center.zone)).date()
        return clinic.calendar.day(center.id, today)
    parts = clinic.today.parts() if start == "today" else ()
    left = memory.of_person(staff.staff_id, "today_page").get("part")
    part = next((part for part in parts if part.value == left), next(iter(parts), None))
    return None if part is None else clinic.today.read(part, center.id)


def _own_centers(choices: Choices, staff: SignedIn) -> tuple[CenterChoice, ...]:
    """The centers where the person works; all of them for somebody who belongs to none in particular."""
    own = tuple(center for center in choices.centers if center.id in staff.center_ids)
    return own or choices.centers
