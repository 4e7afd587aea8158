"""What the tests of month and agenda share: many appointments in the little clinic, and counted statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import event

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.tables import ScheduleException
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.forms import new_command_id
from tests.little import CHEN, RIVERSIDE, ROY, at, influenza, maria


def booked(clinic: Clinic, count: int, start: datetime, clinician_id: int = CHEN) -> list[int]:
    """So many influenza vaccinations one after the other from `start` on, two a day at the same time."""
    consumer = maria(clinic, f"maria-{start:%d%H%M}-{clinician_id}")
    found = []
    for number in range(count):
        wish = influenza(consumer, clinician_id=clinician_id, start=start + timedelta(minutes=20 * number))
        found.append(clinic.booking.book(wish, new_command_id()).appointment_id)
    return found


def thirty(clinic: Clinic) -> list[int]:
    """Fifteen today and fifteen tomorrow, from 11:00 to 16:00, by turns of Dr Chen and Nurse Roy."""
    return [
        *booked(clinic, 8, at(11)),
        *booked(clinic, 7, at(11, 0), ROY),
        *booked(clinic, 8, at(11, days=1)),
        *booked(clinic, 7, at(11, 0, days=1), ROY),
    ]


def closed(clinic: Clinic, start: datetime, end: datetime, remark: str) -> None:
    """Riverside is closed; the instants are also the clock of Lisbon, in winter."""
    row = {
        "kind": ExceptionKind.CLOSURE, "clinician_id": None, "center_id": RIVERSIDE, "zone": "Europe/Lisbon",
        "starts_at": start, "ends_at": end, "wall_start": start.replace(tzinfo=None),
        "wall_end": end.replace(tzinfo=None), "remark": remark, "version": 1,
    }  # fmt: skip
    clinic.desk.database.write(lambda connection: add(connection, ScheduleException, **row))


@contextmanager
def statements(clinic: Clinic) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    engine = clinic.desk.database._reading
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
