"""States of the sheet of a card that was put down elsewhere, for the pictures: free or not, a colleague, checking."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from frontdesk.views.appointment import AppointmentView
from ui.appointments.move_sheet import MoveSheet
from ui.shell.context import Context

_SIZE = (960, 640)


@dataclass(frozen=True)
class _Put:
    appointment_id: int
    start: datetime
    end: datetime
    clinician_id: int
    room_id: int | None = None


def move_states(context: Context, view: AppointmentView, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """Each state with a window around it."""
    if view.start is None or view.end is None or view.clinician_id is None:
        return
    able = next((one.clinician_ids for one in context.choices.services if one.id == view.service_id), ())
    other = next((one for one in able if one != view.clinician_id), view.clinician_id)
    for name, later, longer, clinician in (
        ("move", timedelta(days=1, hours=1), timedelta(minutes=10), other),
        ("move-not-free", timedelta(hours=-20), timedelta(0), view.clinician_id),
        ("move-colleague", timedelta(0), timedelta(0), other),
        ("move-room", timedelta(0), timedelta(0), view.clinician_id),
        ("move-checking", timedelta(days=1), timedelta(0), view.clinician_id),
    ):
        host = QWidget()
        host.resize(*_SIZE)
        host.show()
        room = next((one.id for one in context.choices.rooms if one.id != view.room_id), None)
        room = room if name == "move-room" else None
        put = _Put(view.id, view.start + later, view.end + later + longer, clinician, room)
        sheet = MoveSheet(host, context, view, put)
        sheet.stand_beside(left=False)
        sheet.open()
        settle()
        if name == "move-checking":
            sheet.wait()
        yield name, host
