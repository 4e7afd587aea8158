"""Forms of working time for tests to change: a schedule of Nurse Roy's, leave of Dr Chen's, a closure of Riverside."""

from datetime import datetime

from frontdesk.clinic import Clinic
from frontdesk.rules.words import CalendarType, ExceptionKind
from frontdesk.services.forms import OpeningQuery, new_command_id
from frontdesk.services.schedule_forms import ExceptionForm, LineForm, PlanForm, Saved, ScheduleForm
from tests.little import CHEN, CONSULTATION, INFLUENZA, RIVERSIDE, ROY

WEEK = ScheduleForm(
    clinician_id=ROY,
    center_id=RIVERSIDE,
    name="Week",
    calendar_type=CalendarType.AD_HOC,
    valid_from="2026-01-01",
    valid_to="",
    lines=(
        LineForm(0, "09:00", "14:00"),
        LineForm(1, "09:00", "14:00"),
        LineForm(3, "14:00", "17:00"),
        LineForm(4, "14:00", "17:00"),
    ),
    schedule_id=ROY,
    version=1,
)
LEAVE = ExceptionForm(ExceptionKind.LEAVE, "2026-11-25", "2026-11-26", CHEN, RIVERSIDE, "Training")
CLOSED = ExceptionForm(ExceptionKind.CLOSURE, "2026-11-25", "2026-11-25", None, RIVERSIDE, "Painters")


def save(desk: Clinic, form: PlanForm) -> Saved:
    """Save the form at this desk."""
    return desk.schedules.save(form, new_command_id())


def first_with(desk: Clinic, clinician_id: int, service_id: int = INFLUENZA, *, after: datetime | None = None) -> str:
    """The wall-clock time of the first opening with a clinician at Riverside; empty for none."""
    found = desk.booking.openings(OpeningQuery(service_id, RIVERSIDE, clinician_id, after, limit=1))
    return f"{found[0].wall_start:%a %d %b %H:%M}" if found else ""


def consultation(desk: Clinic) -> str:
    """The first opening of a consultation, which only Dr Chen gives."""
    return first_with(desk, CHEN, CONSULTATION)
