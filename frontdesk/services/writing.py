"""Writes a new booking: request, appointment, task, answers, confirmation, note, history and message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.adding import add, add_all
from frontdesk.database.tables import Answer, Appointment, Confirmation, Note, Request, Task
from frontdesk.documents.qr import new_code, new_token
from frontdesk.rules.changes import Changes
from frontdesk.rules.times import to_wall
from frontdesk.rules.transitions import task_state, transition
from frontdesk.rules.words import Action, ConfirmationMode, RequestKind, Status
from frontdesk.services.desk import Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Booked, Booking
from frontdesk.services.record import differences, queue_message, write_history


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """What was decided about a new appointment: for whom, when, with whom, in which room unit."""

    consumer_id: int
    start: datetime
    clinician_id: int
    room: tuple[int, int] | None
    answers: dict[int, str]
    note: str


def write_booking(work: Work, diary: Diary, booking: Booking, new: NewAppointment) -> Booked:
    """Write all that belongs to a new appointment and say what was made."""
    request_id = _write_request(work, booking, new.consumer_id)
    values = _appointment(work, diary, new, request_id)
    appointment_id = add(work.connection, Appointment, **values, version=1)
    _write_belongings(work, appointment_id, request_id, values, new)
    history_id = write_history(work, Action.BOOK, differences({}, values), appointment_id=appointment_id, version=1)
    if booking.notify:
        queue_message(
            work,
            "confirmation" if values["status"] is Status.BOOKED else "request-received",
            history_id,
            appointment_id=appointment_id,
            consumer_id=new.consumer_id,
            payload={"message": "", "wall_start": values["wall_start"].isoformat(), "zone": diary.zone},
        )
    return Booked(
        appointment_id=appointment_id,
        version=1,
        code=values["code"],
        status=values["status"],
        start=new.start,
        clinician_id=new.clinician_id,
        changes=Changes(
            days=frozenset({(booking.center_id, values["day"])}),
            appointments=frozenset({appointment_id}),
            consumers=frozenset({new.consumer_id}),
            calendars=frozenset({(new.clinician_id, values["day"])}),
            requests=frozenset({request_id}),
        ),
    )


def _appointment(work: Work, diary: Diary, new: NewAppointment, request_id: int) -> dict[str, Any]:
    """The columns of the new row, without its version."""
    span, busy = diary.rule.span(new.start), diary.rule.busy(new.start)
    wall_start = to_wall(span.start, diary.zone)
    return {
        "code": _free_code(work.connection),
        "request_id": request_id,
        "consumer_id": new.consumer_id,
        "service_id": diary.query.service_id,
        "center_id": diary.query.center_id,
        "clinician_id": new.clinician_id,
        "room_id": new.room and new.room[0],
        "room_unit": new.room and new.room[1],
        "status": _first_status(diary, new.clinician_id),
        "day": wall_start.date(),
        "starts_at": span.start,
        "ends_at": span.end,
        "busy_from": busy.start,
        "busy_to": busy.end,
        "wall_start": wall_start,
        "wall_end": to_wall(span.end, diary.zone),
        "zone": diary.zone,
        "modality": diary.modality,
        "overbooked": False,
        "late": False,
        "outcome_remark": "",
        "created_at": work.at,
        "created_by": work.staff.staff_id,
    }


def _first_status(diary: Diary, clinician_id: int) -> Status:
    """Upcoming at once, or a request first where the clinician or the service confirms by hand (ACT-6)."""
    mode = diary.clinician(clinician_id).confirmation_mode or diary.service.confirmation_mode
    automatic, manual = transition(None, Action.BOOK).targets
    return automatic if mode is ConfirmationMode.AUTOMATIC else manual


def _free_code(connection: Connection) -> str:
    """A short code nobody has; of four, one is nearly always free."""
    while True:
        drawn = [new_code() for _ in range(4)]
        taken = set(connection.execute(_IN_USE, {"drawn": drawn}).scalars())
        free = [code for code in drawn if code not in taken]
        if free:
            return free[0]


_IN_USE = select(Appointment.code).where(Appointment.code.in_(bindparam("drawn", expanding=True)))


def _write_request(work: Work, booking: Booking, consumer_id: int) -> int:
    return add(
        work.connection,
        Request,
        kind=RequestKind.NOW if booking.start is None else RequestKind.SCHEDULED,
        source=booking.source,
        consumer_id=consumer_id,
        service_id=booking.service_id,
        preferred_center_id=booking.center_id,
        location_id=booking.center_id,
        goals="",
        created_at=work.at,
        created_by=work.staff.staff_id,
    )


def _write_belongings(
    work: Work, appointment_id: int, request_id: int, values: dict[str, Any], new: NewAppointment
) -> None:
    """The task, the confirmation's token, the answers and the note."""
    connection = work.connection
    add(
        connection,
        Task,
        appointment_id=appointment_id,
        state=task_state(values["status"], assigned=True),
        assigned_to=new.clinician_id,
        changed_at=work.at,
    )
    add(
        connection,
        Confirmation,
        appointment_id=appointment_id,
        token=new_token(),
        starts_at=new.start,
        created_at=work.at,
    )
    stamp = {"answered_at": work.at, "answered_by": work.staff.staff_id, "version": 1, "request_id": request_id}
    answers = [{"question_id": question, "value": value, **stamp} for question, value in new.answers.items()]
    add_all(connection, Answer, answers)
    if new.note:
        stamp = {"author_id": work.staff.staff_id, "created_at": work.at, "version": 1}
        note_id = add(connection, Note, appointment_id=appointment_id, text=new.note, **stamp)
        write_history(work, "note-added", {f"note {note_id}": ["", new.note]}, appointment_id=appointment_id)
