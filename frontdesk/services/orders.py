"""What a booking orders, once everything it names was looked up and checked; nothing is decided about time here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, select

from frontdesk.database.tables import (
    Answer,
    Appointment,
    ClinicianGroup,
    Consumer,
    ConsumerGroup,
    Request,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import RequestState, Status
from frontdesk.services.closed_requests import closed
from frontdesk.services.consumers import make_consumer
from frontdesk.services.desk import Work
from frontdesk.services.form_layout import required_values
from frontdesk.services.forms import Booking
from frontdesk.services.openings_index import Known
from frontdesk.services.questions import checked_answers
from frontdesk.services.typed import typed_text
from frontdesk.services.visits import Visits, read_visits
from frontdesk.views.form_layout import Layout, read_request_values

_FOLLOWS = (
    select(Appointment.follows_id)
    .where(Appointment.request_id == Request.id, Appointment.follows_id.is_not(None))
    .order_by(Appointment.id.desc())
    .limit(1)
)
_REQUEST = (
    select(Request.__table__, _FOLLOWS.scalar_subquery().label("follows_id"))
    .where(Request.id == bindparam("request"))
    .with_for_update(key_share=True)
)
_FOLLOWED = select(Appointment.status, Appointment.consumer_id).where(Appointment.id == bindparam("appointment"))
_CONSUMER = (
    select(Consumer.id, Consumer.email, Consumer.language, Consumer.merged_into, Consumer.group_id)
    .where(Consumer.id == bindparam("consumer"))
    .with_for_update(read=True)
)
"""Held until the booking stands, so that the record is not merged into another one meanwhile."""
_TO_FOLLOW = frozenset({Status.CHECKED_IN, Status.FULFILLED})
_ANSWERS = select(Answer.question_id, Answer.value).where(Answer.request_id == bindparam("request"))


@dataclass(frozen=True, slots=True)
class Details:
    """What the clinic's own fields say of a request, by code: as they are `given` now, and were `stored` before."""

    layout: Layout = ()
    given: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A person said yes to the request: what they told the requestor, and whether it was wanted `now`."""

    response: str
    now: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A booking with nothing left open but the time; `stored` are the answers that its request has already.

    `consumer` has an id, an e-mail address, a language and a group; it is never one that was merged.
    """

    booking: Booking
    visits: Visits
    consumer: Any
    answers: Mapping[int, str]
    note: str
    overbook_reason: str
    stored: Mapping[int, str] = field(default_factory=dict)
    details: Details = Details()
    accepted: Accepted | None = None


def read_order(work: Work, booking: Booking, known: Known | None = None) -> Order:
    """Look up and check what the booking names; a consumer who is new is made. `known` may find the slots.

    Raises RuleBroken `center.differs`, `request.unknown`, `request.booked`, `request.differs`, `group.unknown`,
    `group.and-clinician`, `overbook.reason`, `overbook.start`, `consumer.missing`, `consumer.unknown`,
    `follow-up.unknown`, `follow-up.not-completed`, `follow-up.other-consumer`, and those of visits, answers, own fields
    and texts.
    """
    follows_id, stored = booking.follows_id, dict[int, str]()
    if booking.request_id is not None:
        booking, stored = _from_request(work, booking, booking.request_id)
    if booking.preferred_center_id not in (None, booking.center_id):
        raise RuleBroken("center.differs", fields=("location",))
    _check_groups(work, booking)
    reason = _overbook_reason(booking)
    visits = read_visits(work.connection, booking, work.at, work.plans, known)
    note = typed_text(booking.note, "note", 4000)
    asked = visits.questionnaire_id
    questions = () if asked is None else work.plans.questions(work.connection, asked)
    answers = checked_answers(questions, booking.answers, stored)
    details = _details(work, booking, note)
    consumer = _consumer(work, booking)
    if follows_id is not None:
        _check_followed(work, follows_id, consumer.id)
    return Order(booking, visits, consumer, answers, note, reason, stored, details)


def _check_followed(work: Work, appointment_id: int, consumer_id: int) -> None:
    """A follow-up follows a completed appointment of the same consumer, or one in progress.

    The consumer is locked: no merge comes between.
    """
    row = work.connection.execute(_FOLLOWED, {"appointment": appointment_id}).first()
    if row is None:
        raise RuleBroken("follow-up.unknown", fields=("follows",))
    if row.consumer_id != consumer_id:
        raise RuleBroken("follow-up.other-consumer", fields=("consumer",))
    if row.status not in _TO_FOLLOW:
        raise RuleBroken("follow-up.not-completed", fields=("follows",))


def _details(work: Work, booking: Booking, note: str) -> Details:
    layout, stored = work.plans.request_form(work.connection), dict[str, str]()
    if booking.request_id is not None and any(one.own for one in layout):
        stored = {one.code: one.value for one in read_request_values(work.connection, booking.request_id)}
    return Details(layout, required_values(layout, booking.own, stored, note), stored)


def _overbook_reason(booking: Booking) -> str:
    if not booking.overbook_reason:
        return ""
    if booking.start is None and not booking.doses:
        raise RuleBroken("overbook.start", fields=("start",))
    reason = typed_text(booking.overbook_reason, "overbook_reason", 4000)
    if not reason:
        raise RuleBroken("overbook.reason", fields=("overbook_reason",))
    return reason


def _from_request(work: Work, booking: Booking, request_id: int) -> tuple[Booking, dict[int, str]]:
    """The booking with what its request says where it says nothing itself; and the answers given before."""
    row: Any = work.connection.execute(_REQUEST, {"request": request_id}).first()
    if row is None:
        raise RuleBroken("request.unknown", fields=("request",), request=str(request_id))
    if row.state is RequestState.COMPLETED:
        raise closed(work.connection, row)
    _check_same("consumer", booking.consumer_id, row.consumer_id)
    _check_same("service", booking.service_id, row.service_id)
    _check_same("service", booking.program_id, row.program_id)
    _check_same("location", booking.center_id or None, row.location_id)
    if booking.new_consumer is not None:
        raise RuleBroken("request.differs", fields=("consumer",))
    stored = {one.question_id: one.value for one in work.connection.execute(_ANSWERS, {"request": request_id})}
    whole = replace(
        booking,
        consumer_id=row.consumer_id,
        service_id=row.service_id,
        program_id=row.program_id,
        center_id=row.location_id,
        clinician_id=booking.clinician_id or row.clinician_id,
        modality=booking.modality or row.modality,
        note=booking.note or row.goals,
        follows_id=booking.follows_id or row.follows_id,
    )
    return whole, stored


def _check_groups(work: Work, booking: Booking) -> None:
    """On whose behalf, and to which clinicians together: groups that are in use, and not also one of them alone."""
    if booking.clinician_group_id is not None and booking.clinician_id is not None:
        raise RuleBroken("group.and-clinician", fields=("clinician",))
    for table, group_id, name in (
        (ConsumerGroup, booking.consumer_group_id, "consumer_group"),
        (ClinicianGroup, booking.clinician_group_id, "clinician"),
    ):
        if group_id is None:
            continue
        wanted = select(table.id).where(table.id == group_id, table.active)
        if work.connection.execute(wanted).first() is None:
            raise RuleBroken("group.unknown", fields=(name,))


def _check_same(field_name: str, given: int | None, asked: int | None) -> None:
    """A booking from a request is of what the request asks for."""
    if given not in (None, asked):
        raise RuleBroken("request.differs", fields=(field_name,))


def _consumer(work: Work, booking: Booking) -> Any:
    consumer_id = booking.consumer_id
    if booking.new_consumer is not None:
        consumer_id = make_consumer(work, booking.new_consumer)
    if consumer_id is None:
        raise RuleBroken("consumer.missing", fields=("consumer",))
    row = work.connection.execute(_CONSUMER, {"consumer": consumer_id}).first()
    if row is not None and row.merged_into is not None:
        row = work.connection.execute(_CONSUMER, {"consumer": row.merged_into}).first()
    if row is None:
        raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=str(consumer_id))
    return row
