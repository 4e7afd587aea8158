"""Writes the appointments of a booking: rows, tasks, tokens, history and messages, each table in one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete

from frontdesk.database.adding import add, add_all, add_each
from frontdesk.database.tables import Appointment, Confirmation, History, Hold, Note, Task
from frontdesk.messages.video import checked_link
from frontdesk.qr import new_code, new_token, show_code
from frontdesk.rules.changes import Changes
from frontdesk.rules.times import to_wall
from frontdesk.rules.transitions import task_state, transition
from frontdesk.rules.words import Action, ConfirmationMode, Modality, Status
from frontdesk.services.desk import Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Booked
from frontdesk.services.orders import Order
from frontdesk.services.placing import Placed
from frontdesk.services.record import differences, history_row, queue_messages, write_history
from frontdesk.services.telling import tell_clinicians_of
from frontdesk.services.video import link_by_template
from frontdesk.services.visits import Visit
from frontdesk.services.webhooks import tell_systems

_GIVE_UP = delete(Hold).where(Hold.token == bindparam("hold"))


def write_appointments(work: Work, order: Order, request_id: int, placed: Sequence[Placed]) -> Booked:
    """Write all that belongs to the new appointments of a request, and say what was made."""
    codes = [new_code() for _ in placed]  # should somebody have one already, all is done again: `may_try_again`
    rows = [
        _appointment(work, order, visit, one) | {"request_id": request_id, "code": code}
        for visit, one, code in zip(order.visits.each, placed, codes, strict=True)
    ]
    ids = add_each(work.connection, Appointment, [row | {"version": 1} for row in rows])
    _write_belongings(work, ids, rows)
    if order.note:
        _write_note(work, ids[0], order.note)
    if order.booking.follows_id is not None:
        told = {"follow_up": ["", show_code(codes[0])]}
        write_history(work, "follow-up-booked", told, appointment_id=order.booking.follows_id)
    _tell(work, order, ids, rows)
    if order.booking.hold:
        work.connection.execute(_GIVE_UP, {"hold": order.booking.hold})
    return Booked(
        appointment_id=ids[0],
        version=1,
        code=codes[0],
        status=rows[0]["status"],
        start=placed[0].start,
        clinician_id=placed[0].clinician_id,
        changes=_changes(order, request_id, ids, rows),
        request_id=request_id,
        appointments=tuple(ids),
    )


def _changes(order: Order, request_id: int, ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> Changes:
    return Changes(
        days=frozenset((row["center_id"], row["day"]) for row in rows),
        appointments=frozenset([*ids, *([order.booking.follows_id] if order.booking.follows_id else [])]),
        consumers=frozenset({order.consumer.id}),
        calendars=frozenset((row["clinician_id"], row["day"]) for row in rows),
        requests=frozenset({request_id}),
    )


def _appointment(work: Work, order: Order, visit: Visit, placed: Placed) -> dict[str, Any]:
    """The columns of a new row, without what it is known by."""
    diary = visit.diary
    span, busy = diary.rule.span(placed.start), diary.rule.busy(placed.start)
    wall_start = to_wall(span.start, diary.zone)
    return {
        "consumer_id": order.consumer.id,
        "service_id": diary.query.service_id,
        "dose_id": visit.dose_id,
        "center_id": diary.query.center_id,
        "clinician_id": placed.clinician_id,
        "room_id": placed.room and placed.room[0],
        "room_unit": placed.room and placed.room[1],
        "status": _first_status(order, diary, placed.clinician_id),
        "day": wall_start.date(),
        "starts_at": span.start,
        "ends_at": span.end,
        "busy_from": busy.start,
        "busy_to": busy.end,
        "wall_start": wall_start,
        "wall_end": to_wall(span.end, diary.zone),
        "zone": diary.zone,
        "modality": diary.modality,
        **_video(work, order, diary.modality),
        "overbooked": placed.overbooked,
        "overbook_reason": order.overbook_reason if placed.overbooked else None,
        "follows_id": order.booking.follows_id if visit.number == 1 else None,
        "series_id": visit.series_id,
        "series_position": None if visit.series_id is None else visit.number,
        "late": False,
        "outcome_remark": "",
        "created_at": work.at,
        "created_by": work.staff.staff_id,
    }


def _video(work: Work, order: Order, modality: Modality) -> dict[str, Any]:
    """Where it takes place by video; RuleBroken `video.link` for what is no https address.

    Where nobody gave a link, the clinic's first template makes one: each appointment has its own.
    """
    platform_id, link = order.booking.video_platform_id, order.booking.video_link
    if modality is not Modality.VIDEO:
        platform_id, link = None, ""
    elif not link:
        platform_id, link = link_by_template(work.connection)
    return {"video_platform_id": platform_id, "video_link": checked_link(link) if link else None}


def _first_status(order: Order, diary: Diary, clinician_id: int) -> Status:
    """Upcoming at once, or a request first where the clinician or the service confirms by hand (ACT-6)."""
    mode = diary.clinician(clinician_id).confirmation_mode or diary.service.confirmation_mode
    automatic, manual = transition(None, Action.BOOK).targets
    return automatic if mode is ConfirmationMode.AUTOMATIC or order.accepted is not None else manual


def _write_belongings(work: Work, ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    """The task and the confirmation's token of each."""
    tasks = [
        {
            "appointment_id": appointment_id,
            "state": task_state(row["status"], assigned=True),
            "assigned_to": row["clinician_id"],
            "changed_at": work.at,
        }
        for appointment_id, row in zip(ids, rows, strict=True)
    ]
    add_all(work.connection, Task, tasks)
    tokens = [
        {
            "appointment_id": appointment_id,
            "token": new_token(),
            "starts_at": row["starts_at"],
            "created_at": work.at,
        }
        for appointment_id, row in zip(ids, rows, strict=True)
    ]
    add_all(work.connection, Confirmation, tokens)


def _write_note(work: Work, appointment_id: int, text: str) -> None:
    stamp = {"author_id": work.staff.staff_id, "created_at": work.at, "version": 1}
    note_id = add(work.connection, Note, appointment_id=appointment_id, text=text, **stamp)
    entry = write_history(work, "note-added", {f"note {note_id}": ["", text]}, appointment_id=appointment_id)
    tell_systems(work, [(entry, appointment_id)])


def _tell(work: Work, order: Order, ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    """The history entry of each and its message: every dose has an invitation and a QR code of its own."""
    entries = [
        history_row(work, Action.BOOK, differences({}, row), appointment_id=appointment_id, version=1)
        for appointment_id, row in zip(ids, rows, strict=True)
    ]
    history_ids = add_each(work.connection, History, entries)
    tell_systems(work, list(zip(history_ids, ids, strict=True)))
    tell_clinicians_of(work, order.consumer.id, history_ids, ids, [row["clinician_id"] for row in rows])
    if not order.booking.notify:
        return
    kind = "confirmation" if rows[0]["status"] is Status.BOOKED else "request-received"
    words = ["" if order.accepted is None else order.accepted.response, *[""] * (len(ids) - 1)]
    told = [
        (
            history_id,
            appointment_id,
            {"message": said, "wall_start": row["wall_start"].isoformat(), "zone": row["zone"]},
        )
        for history_id, appointment_id, row, said in zip(history_ids, ids, rows, words, strict=True)
    ]
    queue_messages(work, kind, order.consumer, told)
