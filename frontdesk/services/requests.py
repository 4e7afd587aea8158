"""The rows of requests: written, booked, withdrawn; their state follows the appointments that stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, null, or_, select, true, update

from frontdesk.database.adding import add, add_all
from frontdesk.database.tables import Answer, Appointment, ClinicianGroupMember, History, Question, Request, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_take_request
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, FormKind, RequestKind, RequestState, Source, StaffMessage, Status
from frontdesk.services.closed_requests import WITHDRAWN, closed
from frontdesk.services.desk import Work
from frontdesk.services.form_layout import write_values
from frontdesk.services.forms import Requested
from frontdesk.services.orders import Order
from frontdesk.services.record import differences, queue_messages, write_history
from frontdesk.services.staff_messages import at_desk, tell_staff
from frontdesk.services.wishes import write_wishes

GONE = (Status.CANCELLED, Status.ENTERED_IN_ERROR)
"""The statuses of appointments that do not keep their request booked."""

_LOCKED = select(Request.__table__).where(Request.id == bindparam("request")).with_for_update(key_share=True)
_STANDING = (
    select(Appointment.id)
    .where(Appointment.request_id == bindparam("request"), Appointment.status.not_in(GONE))
    .limit(1)
)
_MEMBERS = select(ClinicianGroupMember.staff_id).where(ClinicianGroupMember.group_id == bindparam("group"))
_LAST_CHANGE = (
    select(History.at, History.desk, Staff.name)
    .join(Staff, Staff.id == History.actor_id, isouter=True)
    .where(
        or_(
            History.request_id == bindparam("request"),
            History.appointment_id.in_(select(Appointment.id).where(Appointment.request_id == bindparam("request"))),
        )
    )
    .order_by(History.id.desc())
    .limit(1)
)
_QUESTIONS = select(Question.id, Question.text).where(Question.id.in_(bindparam("ids", expanding=True)))


def write_request(work: Work, order: Order, state: RequestState) -> int:
    """Write the request of an order with its answers; returns its id."""
    booking = order.booking
    waits = state is RequestState.ACTIVE
    soonest = RequestKind.NOW if booking.start is None and not waits else RequestKind.SCHEDULED
    request_id = add(
        work.connection,
        Request,
        kind=booking.kind or soonest,
        source=booking.source,
        consumer_id=order.consumer.id,
        service_id=booking.service_id,
        program_id=booking.program_id,
        preferred_center_id=booking.center_id,
        location_id=booking.center_id,
        clinician_id=booking.clinician_id if waits else None,
        clinician_group_id=booking.clinician_group_id if waits else None,
        consumer_group_id=booking.consumer_group_id or order.consumer.group_id,
        modality=booking.modality if waits else None,
        goals=order.note if waits else "",
        state=state,
        created_at=work.at,
        created_by=work.staff.staff_id,
        version=1,
    )
    _add_answers(work, request_id, dict(order.answers))
    _write_details(work, order, request_id)
    return request_id


def take_down(work: Work, order: Order, wished: Sequence[datetime] = ()) -> Requested:
    """The request of an order without an appointment, with the starts that are wished: it waits to be booked."""
    if order.booking.request_id is not None:
        raise RuleBroken("request.booked", fields=("request",))
    request_id = write_request(work, order, RequestState.ACTIVE)
    write_wishes(work, request_id, wished, order.visits.each[0].diary.zone)
    entry = write_history(work, Action.TAKE_REQUEST, {"state": [None, RequestState.ACTIVE]}, request_id=request_id)
    if order.booking.notify:
        told = [(entry, None, {"message": "", "request": request_id})]
        queue_messages(work, "request-received", order.consumer, told)
    payload = {"message": "", "request": request_id}
    to = () if _is_timed_next(work, order, wished) else _meant(work, order)
    tell_staff(work, StaffMessage.REQUEST_ARRIVED, entry, to, consumer_id=order.consumer.id, payload=payload)
    return Requested(request_id, 1, changes_of(request_id, order.consumer.id))


def _is_timed_next(work: Work, order: Order, wished: Sequence[datetime]) -> bool:
    """Whether who takes it down goes on to choose its time: then it waits for nobody else."""
    booking = order.booking
    plain = booking.source is Source.DESK and not wished and booking.kind is not RequestKind.NOW
    return plain and bool(work.setting("booking.slot_choice", default=False))


def _meant(work: Work, order: Order) -> Sequence[int]:
    """Those it is for: a clinician, or the group; else the desk of the center."""
    booking = order.booking
    if booking.clinician_id is not None:
        return [booking.clinician_id]
    if booking.clinician_group_id is not None:
        return sorted(members_of(work, booking.clinician_group_id))
    return at_desk(work, booking.center_id)


def members_of(work: Work, group_id: int) -> frozenset[int]:
    """Who is in a group of clinicians."""
    return frozenset(work.connection.execute(_MEMBERS, {"group": group_id}).scalars())


def book_request(work: Work, order: Order, request_id: int) -> None:
    """A request that waited, or whose appointments were cancelled, is booked: keep it, with what is answered anew."""
    set_state(work, request_id, RequestState.COMPLETED)
    fresh = {one: value for one, value in order.answers.items() if one not in order.stored}
    changed = {one: value for one, value in order.answers.items() if value != order.stored.get(one, value)}
    _add_answers(work, request_id, fresh)
    _write_details(work, order, request_id)
    if not changed:
        return
    texts = {row.id: row.text for row in work.connection.execute(_QUESTIONS, {"ids": list(changed)})}
    for question_id, value in changed.items():
        work.connection.execute(
            update(Answer)
            .where(Answer.request_id == request_id, Answer.question_id == question_id)
            .values(value=value, answered_at=work.at, answered_by=work.staff.staff_id, version=Answer.version + 1)
        )
    told = {f"answer {texts[one][:200]}": [order.stored[one], value] for one, value in changed.items()}
    write_history(work, "answer-corrected", told, request_id=request_id)


def follow_appointments(work: Work, request_id: int, *, stands: bool = False) -> None:
    """Keep the request's state true after the status of one of its appointments changed.

    It is booked as long as one of them stands (which the caller may know); with the last one gone it can be booked
    again.
    """
    row: Any = work.connection.execute(_LOCKED, {"request": request_id}).one()
    stands = stands or work.connection.execute(_STANDING, {"request": request_id}).first() is not None
    wanted = RequestState.COMPLETED if stands else RequestState.REVOKED
    if row.state is not wanted:
        set_state(work, request_id, wanted)


def booked_again(work: Work, appointment: Mapping[str, Any]) -> bool:
    """Whether another appointment stands for the same visit of its request, which is locked from now on."""
    work.connection.execute(_LOCKED, {"request": appointment["request_id"]})
    again = select(Appointment.id).where(
        Appointment.request_id == appointment["request_id"],
        Appointment.dose_id.is_not_distinct_from(appointment["dose_id"]),
        or_(
            Appointment.series_id.is_distinct_from(appointment["series_id"]),
            Appointment.series_position.is_not_distinct_from(appointment["series_position"]),
        ),
        Appointment.id != appointment["id"],
        Appointment.status.not_in(GONE),
    )
    return work.connection.execute(again.limit(1)).first() is not None


def withdraw(work: Work, request_id: int, version: int) -> Requested:
    """Close a request that nobody wants any more; see `Requests.withdraw`."""
    row = locked_request(work, request_id)
    if not may_take_request(work.person, row.location_id):
        raise RuleBroken("not.your-center", fields=("center",))
    check_waits(work, row, version)
    set_state(work, request_id, RequestState.REVOKED)
    write_history(work, WITHDRAWN, {"state": [row.state, RequestState.REVOKED]}, request_id=request_id)
    return Requested(request_id, version + 1, changes_of(request_id, row.consumer_id))


def locked_request(work: Work, request_id: int) -> Any:
    """The row of a request, which nobody else answers meanwhile; RuleBroken `request.unknown`."""
    row = work.connection.execute(_LOCKED, {"request": request_id}).first()
    if row is None:
        raise RuleBroken("request.unknown", fields=("request",), request=str(request_id))
    return row


def check_waits(work: Work, row: Any, version: int) -> None:
    """That the request is open still, and as it was seen.

    Raises RuleBroken `request.booked`, `request.declined`, `request.withdrawn` (params `by`, `at`); ChangedElsewhere.
    """
    if row.state is not RequestState.ACTIVE:
        raise closed(work.connection, row)
    if row.version != version:
        last: Any = work.connection.execute(_LAST_CHANGE, {"request": row.id}).first()
        by, at = ("", work.at) if last is None else (last.name or last.desk, last.at)
        raise ChangedElsewhere(seen=version, now=row.version, by=by, at=at, changes={})


def set_state(work: Work, request_id: int, state: RequestState) -> None:
    """Write the state of a request whose row is locked.

    What is booked or waits again was not declined; what waits again was not answered at all.
    """
    values: dict[str, Any] = {"state": state, "version": Request.version + 1}
    if state is not RequestState.REVOKED:
        void = true() if state is RequestState.ACTIVE else Request.declined
        kept = (Request.answered_at, Request.answered_by, Request.response)
        values |= {one.key: case((void, null()), else_=one) for one in kept} | {"declined": False}
    work.connection.execute(update(Request).where(Request.id == request_id).values(**values))


def _add_answers(work: Work, request_id: int, answers: dict[int, str]) -> None:
    stamp = {"answered_at": work.at, "answered_by": work.staff.staff_id, "version": 1, "request_id": request_id}
    add_all(work.connection, Answer, [{"question_id": one, "value": value, **stamp} for one, value in answers.items()])


def _write_details(work: Work, order: Order, request_id: int) -> None:
    """What the clinic's own fields say, where it is something else than before, and the entry that tells of it."""
    details = order.details
    names = {one.code: one.name for one in details.layout}
    told = {f"field {names[one]}": both for one, both in differences(details.stored, details.given).items()}
    if told:
        write_values(work, FormKind.REQUEST, request_id, details.layout, details.stored, details.given)
        write_history(work, "request-filled", told, request_id=request_id)


def changes_of(request_id: int, consumer_id: int) -> Changes:
    """What a change of a request without appointments touches."""
    return Changes(consumers=frozenset({consumer_id}), requests=frozenset({request_id}))
