"""What is read aside when somebody signs in: who they are, what the forms offer, and the first day, all in one go."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontdesk.clinic import Clinic
from frontdesk.views.choices import CenterChoice, Choices, SignedIn
from frontdesk.views.day import DayView


@dataclass(frozen=True, slots=True)
class Entrance:
    """A person signed in, at their centers, with today at the first one that is shown."""

    staff: SignedIn
    choices: Choices
    centers: tuple[CenterChoice, ...]
    center: CenterChoice
    day: DayView


def enter(clinic: Clinic, name: str, password: str, center_id: int | None) -> Entrance:
    """Sign in, then read; nothing is read before the password was right. `center_id` is the center shown last.

    Raises what `Clinic.sign_in` raises.
    """
    staff = clinic.sign_in(name, password)
    choices = clinic.choices()
    centers = _own_centers(choices, staff)
    center = next((each for each in centers if each.id == center_id), centers[0])
    today = clinic.now().astimezone(ZoneInfo(center.zone)).date()
    return Entrance(staff, choices, centers, center, clinic.calendar.day(center.id, today))


def _own_centers(choices: Choices, staff: SignedIn) -> tuple[CenterChoice, ...]:
    """The centers where the person works; all of them for somebody who belongs to none in particular."""
    own = tuple(center for center in choices.centers if center.id in staff.center_ids)
    return own or choices.centers
