"""Reads one whole appointment: a handful of keyed queries, the same number whatever hangs on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, select, union_all
from sqlalchemy.orm import aliased

from frontdesk.database.tables import (
    Appointment,
    Center,
    Consumer,
    Dose,
    Reason,
    Request,
    Room,
    Service,
    Staff,
    Task,
)
from frontdesk.rules.permissions import Person, Subject, may_take_request, may_write_on
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, RequestState, Status
from frontdesk.views.appointment import AppointmentView, DoseLine, OtherAppointment
from frontdesk.views.beside_read import read_beside, with_beside
from frontdesk.views.form_layout import read_request_values
from frontdesk.views.offers import Offer, Standing, offers
from frontdesk.views.requests import ASKED, HAS_OWN
from frontdesk.views.suggestions import read_suggestions
from frontdesk.views.written_read import read_written

_booker = aliased(Staff)
_outcome = aliased(Reason)
_cancelled = aliased(Reason)


def read_appointment(connection: Connection, appointment_id: int, now: datetime, person: Person) -> AppointmentView:
    """The appointment with its tabs and the actions `person` may take now.

    Raises RuleBroken `appointment.unknown`.
    """
    row = connection.execute(_SUMMARY.where(Appointment.id == appointment_id)).first()
    if row is None:
        raise RuleBroken("appointment.unknown", appointment=appointment_id)
    a = row._mapping  # noqa: SLF001  # SQLAlchemy's public name for a row as a mapping
    bookings = _bookings(connection, a["request_id"])
    doses = tuple(_doses(bookings, appointment_id, now)) if a["dose_id"] is not None else ()
    written = read_written(connection, appointment_id, a["request_id"], a["questionnaire_id"])
    standing = Standing(
        status=a["status"],
        start=a["starts_at"],
        wall_day=a["day"],
        zone=a["zone"],
        clinician_id=a["clinician_id"],
        center_id=a["center_id"],
        earlier_dose_stands=any(
            dose.number < a["dose"] and dose.status not in {Status.CANCELLED, Status.ENTERED_IN_ERROR} for dose in doses
        ),
        of_program=a["dose_id"] is not None,
        completion_confirmed=a["completion_confirmed_at"] is not None,
        end=a["ends_at"],
        task_accepted=a["task_accepted_at"] is not None,
        consumer_confirmed=a["consumer_confirmed_at"] is not None,
    )
    return AppointmentView(
        **_summary(a),
        past=a["status"] is Status.BOOKED and a["ends_at"] is not None and a["ends_at"] <= now,
        consumer_no_shows=_no_shows(connection, a["consumer_id"]),
        doses=doses,
        others=tuple(_others(bookings, appointment_id, now)),
        has_questionnaire=a["questionnaire_id"] is not None,
        answers=written.answers,
        has_metadata=bool(written.metadata),
        metadata=written.metadata,
        notes=written.notes,
        history=written.history,
        may_correct=may_write_on(person, Subject(a["clinician_id"], a["center_id"])),
        offers=offers(connection, standing, now, person),
        again=_again(a, person),
        **_followings(connection, a, now),
        follow_up=_follow_up(a, person),
        own=read_request_values(connection, a["request_id"]) if a["has_own"] else (),
        suggestions=read_suggestions(connection, appointment_id) if a["status"] is Status.PROPOSED else (),
        **read_beside(connection, a, written.history, now),
    )


_SUMMARY = with_beside(
    select(
        Appointment.__table__,
        Task.state.label("task"),
        Consumer.user_id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        Consumer.birth_date,
        Consumer.phone.label("consumer_phone"),
        Consumer.email.label("consumer_email"),
        Consumer.zone.label("consumer_zone"),
        Consumer.language.label("consumer_language"),
        Service.code.label("service_code"),
        Service.name.label("service"),
        Service.colour,
        Service.minutes,
        Service.what_to_bring,
        ASKED.label("questionnaire_id"),
        Dose.number.label("dose"),
        Center.name.label("center"),
        Center.address.label("center_address"),
        Center.phone.label("center_phone"),
        Staff.name.label("clinician"),
        Room.name.label("room"),
        _outcome.name.label("outcome_reason"),
        _cancelled.name.label("cancel_reason"),
        _booker.name.label("booked_by"),
        Request.source,
        Request.goals,
        Request.state.label("request_state"),
        HAS_OWN,
    )
    .join(Task, Task.appointment_id == Appointment.id)
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Request, Request.id == Appointment.request_id)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .join(_outcome, _outcome.id == Appointment.outcome_reason_id, isouter=True)
    .join(_cancelled, _cancelled.id == Appointment.cancel_reason_id, isouter=True)
    .join(_booker, _booker.id == Appointment.created_by, isouter=True)
)


def _summary(a: Any) -> dict[str, Any]:
    same = (
        "id version code request_id status task consumer_id consumer service_id service_code service colour minutes "
        "what_to_bring dose center_id center center_address center_phone clinician_id room_id modality wall_start "
        "wall_end zone overbooked late arrived_at commenced_at completed_at taken_start taken_end outcome_remark "
        "cancel_class created_at consumer_zone consumer_language goals answer_by waiting_since completion_confirmed_at"
    )
    summary = {name: a[name] for name in same.split()}
    return summary | {
        "consumer_user_id": a["user_id"],
        "consumer_birth_date": a["birth_date"],
        "consumer_phone": a["consumer_phone"] or "",
        "consumer_email": a["consumer_email"] or "",
        "clinician": a["clinician"] or "",
        "room": a["room"] or "",
        "start": a["starts_at"],
        "end": a["ends_at"],
        "outcome_reason": a["outcome_reason"] or "",
        "cancel_reason": a["cancel_reason"] or "",
        "created_by": a["booked_by"] or "",
        "overbook_reason": a["overbook_reason"] or "",
        "source": a["source"].value,
    }


def _no_shows(connection: Connection, consumer_id: int) -> int:
    counted = select(func.count()).where(Appointment.consumer_id == consumer_id, Appointment.status == Status.NOSHOW)
    return connection.execute(counted).scalar_one()


def _bookings(connection: Connection, request_id: int) -> tuple[tuple[Any, ...], ...]:
    """The appointments of a request as they were booked: each booking gives one to every dose."""
    rows = connection.execute(
        select(
            Appointment.id,
            Appointment.code,
            Dose.number,
            Appointment.wall_start,
            Appointment.status,
            Appointment.ends_at,
            Appointment.series_id,
        )
        .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
        .where(Appointment.request_id == request_id)
        .order_by(Appointment.id)
    ).all()
    bookings: list[list[Any]] = []
    times: dict[int | None, int] = {}
    for row in rows:
        time = times[row.number] = times.get(row.number, -1) + 1
        if time == len(bookings):
            bookings.append([])
        bookings[time].append(row)
    return tuple(tuple(sorted(each, key=lambda row: row.number or 0)) for each in bookings)


def _doses(bookings: tuple[tuple[Any, ...], ...], appointment_id: int, now: datetime) -> Iterator[DoseLine]:
    own = next(each for each in bookings if any(row.id == appointment_id for row in each))
    return (DoseLine(row.id, row.number, row.wall_start, row.status, _is_past(row, now)) for row in own)


def _others(bookings: tuple[tuple[Any, ...], ...], appointment_id: int, now: datetime) -> Iterator[OtherAppointment]:
    later = False
    series_id = next(row.series_id for each in bookings for row in each if row.id == appointment_id)
    for each in bookings:
        if any(row.id == appointment_id for row in each):
            later = True
            continue
        if series_id is not None and each[0].series_id == series_id:
            continue
        for row in each:
            past = _is_past(row, now)
            yield OtherAppointment(row.id, row.code, row.number, row.wall_start, row.status, past, later)


def _is_past(row: Any, now: datetime) -> bool:
    return row.status is Status.BOOKED and row.ends_at is not None and row.ends_at <= now


def _again(a: Any, person: Person) -> Offer | None:
    if a["status"] is not Status.CANCELLED:
        return None
    code = None if a["request_state"] is RequestState.REVOKED else "request.booked"
    if not may_take_request(person, a["center_id"]):
        code = "not.your-center"
    return Offer(Action.BOOK, code is None, code)


_OF_FOLLOW_UPS = union_all(
    select(Appointment.id).where(Appointment.id == bindparam("followed", type_=Integer)),
    select(Appointment.id).where(Appointment.follows_id == bindparam("following", type_=Integer)),
)
"""Each by its index; of an `or` of both SQLite would read all appointments."""


def _followings(connection: Connection, a: Any, now: datetime) -> dict[str, Any]:
    """The appointment that this one follows up, and those that follow it; none that was entered by mistake."""
    rows = connection.execute(
        select(Appointment.id, Appointment.code, Dose.number, Appointment.wall_start, Appointment.status)
        .add_columns(Appointment.ends_at)
        .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
        .where(Appointment.id.in_(_OF_FOLLOW_UPS), Appointment.status != Status.ENTERED_IN_ERROR)
        .order_by(Appointment.starts_at, Appointment.id),
        {"followed": a["follows_id"], "following": a["id"]},
    ).all()
    told = [
        OtherAppointment(one.id, one.code, one.number, one.wall_start, one.status, _is_past(one, now), later)
        for one in rows
        for later in (one.id != a["follows_id"],)
    ]
    return {
        "follows": next((one for one in told if not one.later), None),
        "followed_by": tuple(one for one in told if one.later),
    }


def _follow_up(a: Any, person: Person) -> Offer | None:
    if a["status"] is not Status.FULFILLED:
        return None
    code = None if may_take_request(person, a["center_id"]) else "not.your-center"
    return Offer(Action.BOOK, code is None, code)
