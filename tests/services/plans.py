"""Forms of set-up for tests to change, as the little clinic has it: a week, leave, a closure, a service, rooms."""

from datetime import datetime

from frontdesk.clinic import Clinic
from frontdesk.rules.words import CalendarType, ConfirmationMode, ExceptionKind, Modality
from frontdesk.services.forms import OpeningQuery, new_command_id
from frontdesk.services.schedule_forms import (
    ExceptionForm,
    HoursForm,
    LineForm,
    PlanForm,
    RoomForm,
    Saved,
    ScheduleForm,
    ServiceForm,
)
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
SHOT = ServiceForm(
    service_id=INFLUENZA,
    version=1,
    name="Influenza",
    minutes="20",
    buffer_before="0",
    buffer_after="0",
    step="5",
    least_notice="0",
    furthest_days="90",
    room_kind="room",
    confirmation_mode=ConfirmationMode.AUTOMATIC,
    modalities=frozenset({Modality.IN_PERSON}),
)
ROOM = RoomForm(RIVERSIDE, "r1", "Room 1", "room", "2", room_id=1, version=1)
NEW_ROOM = RoomForm(RIVERSIDE, "r2", "Room 2", "room", "1")


def hours(*lines: tuple[int, str, str], **more: str) -> HoursForm:
    """Riverside's opening hours."""
    place = {"zone": "Europe/Lisbon", "country": "PT"} | more
    return HoursForm(RIVERSIDE, 1, lines, **place)


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
