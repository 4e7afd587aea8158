"""Requests as a list and as one: what somebody wants, and which appointments came of it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from frontdesk.database.tables import (
    Answer,
    Appointment,
    Center,
    ClinicianGroup,
    ClinicianGroupMember,
    Consumer,
    ConsumerGroup,
    Dose,
    History,
    Program,
    Question,
    Request,
    RequestValue,
    Service,
    Staff,
    Suggestion,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import nearest_instant
from frontdesk.rules.words import Modality, RequestKind, RequestState, Source, Status
from frontdesk.views.form_layout import FieldValue, read_request_values

MOST_OPEN = 2_000
"""How many requests a page lists at most."""

_wished = aliased(Staff)
_taker = aliased(Staff)
_answerer = aliased(Staff)
_asked = aliased(Service)
_first = aliased(Service)

ASKED = func.coalesce(
    select(_asked.questionnaire_id).where(_asked.id == Request.service_id).scalar_subquery(),
    select(func.coalesce(Program.questionnaire_id, _first.questionnaire_id))
    .join(Dose, Dose.program_id == Program.id)
    .join(_first, _first.id == Dose.service_id)
    .where(Program.id == Request.program_id)
    .order_by(Dose.number)
    .limit(1)
    .correlate(Request)
    .scalar_subquery(),
)
"""The questionnaire of a request: the service's, or the program's, or that of the program's first service."""

HAS_OWN = select(RequestValue.field_id).where(RequestValue.request_id == Request.id).exists().label("has_own")
"""Whether fields of the clinic's own say something of a request: few clinics have any."""


@dataclass(frozen=True, slots=True)
class WantedTime:
    """A start that the requestor wishes: the instant, and the wall clock of the center."""

    start: datetime
    wall_start: datetime


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request; texts are empty where nothing is known. `modality` is a wish.

    It is to `clinician`, or to the group `clinician_group`, or to anybody. `times` are wished, the most wished first.
    `answered_at` to `response` tell how triage answered it: `declined`, or else accepted.
    """

    id: int
    version: int
    state: RequestState
    kind: RequestKind
    source: Source
    consumer_id: int
    consumer: str
    consumer_phone: str
    service_id: int | None
    program_id: int | None
    wanted: str
    """The name of the service or the program."""
    center_id: int
    center: str
    clinician_id: int | None
    clinician: str
    modality: Modality | None
    note: str
    created_at: datetime
    created_by: str
    consumer_group: str = ""
    """On whose behalf."""
    clinician_group_id: int | None = None
    clinician_group: str = ""
    escalated_at: datetime | None = None
    """When managers were told that nobody took it in time."""
    declined: bool = False
    answered_at: datetime | None = None
    answered_by: str = ""
    response: str = ""
    """What the requestor was answered."""
    times: tuple[WantedTime, ...] = ()


_line: Callable[..., RequestLine] = RequestLine
"""A row of the query and its times, in that order."""


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    question_id: int
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class RequestAppointment:
    """An appointment that came of a request, also one that was cancelled."""

    appointment_id: int
    code: str
    status: Status
    wall_start: datetime | None


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One change of the request or of one of its appointments; `message` is what the requestor was told with it."""

    at: datetime
    action: str
    actor: str
    desk: str
    appointment_id: int | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class RequestView:
    """One whole request; its history is newest first."""

    line: RequestLine
    answers: tuple[RequestAnswer, ...]
    appointments: tuple[RequestAppointment, ...]
    history: tuple[RequestEntry, ...]
    own: tuple[FieldValue, ...] = ()


def read_open_requests(connection: Connection, center_id: int) -> tuple[RequestLine, ...]:
    """Those of a center that wait to be booked, oldest first, at most `MOST_OPEN`."""
    return _read_open(connection, Request.location_id == center_id)


def read_requests_to(connection: Connection, clinician_id: int) -> tuple[RequestLine, ...]:
    """Those to a clinician, or to a group that they are in, that wait to be booked, oldest first."""
    theirs = (
        select(ClinicianGroupMember.group_id)
        .join(ClinicianGroup, ClinicianGroup.id == ClinicianGroupMember.group_id)
        .where(ClinicianGroupMember.staff_id == clinician_id, ClinicianGroup.active)
    )
    return _read_open(connection, or_(Request.clinician_id == clinician_id, Request.clinician_group_id.in_(theirs)))


def _read_open(connection: Connection, which: ColumnElement[bool]) -> tuple[RequestLine, ...]:
    waits = (Request.state == RequestState.ACTIVE) & which
    rows: Iterable[Any] = connection.execute(_LINE.where(waits).order_by(Request.id).limit(MOST_OPEN)).all()
    times = _read_times(connection, waits)
    return tuple(_line(*row, times.get(row.id, ())) for row in rows)


def read_wanted(connection: Connection, request_id: int) -> tuple[WantedTime, ...]:
    """The starts that are wished by one request, the most wished first."""
    return _read_times(connection, Request.id == request_id).get(request_id, ())


def read_wanted_of(connection: Connection, requests: Collection[int]) -> dict[int, tuple[WantedTime, ...]]:
    """The same of several requests, of those that wish any."""
    return _read_times(connection, Request.id.in_(requests)) if requests else {}


def _read_times(connection: Connection, which: ColumnElement[bool]) -> dict[int, tuple[WantedTime, ...]]:
    """The starts wished by each of these requests, those said last.

    The wall clock is what was said: the instant is the one it means under the zone's rules of today.
    """
    said: dict[int, tuple[datetime, list[WantedTime]]] = {}
    for request_id, start, wall, zone, at in connection.execute(_WISHED.where(which)):
        last = said.get(request_id)
        if last is None or at > last[0]:
            last = said[request_id] = (at, [])
        if at == last[0]:
            last[1].append(WantedTime(nearest_instant(wall, zone, start), wall))
    return {request_id: tuple(times) for request_id, (_, times) in said.items()}


def read_request(connection: Connection, request_id: int) -> RequestView:
    """One request; RuleBroken `request.unknown`."""
    given = {"request": request_id}
    row: Any = connection.execute(_ONE, given).first()
    if row is None:
        raise RuleBroken("request.unknown", fields=("request",), request=str(request_id))
    answers: Iterable[Any] = connection.execute(_ANSWERS, given)
    appointments: Iterable[Any] = connection.execute(_APPOINTMENTS, given)
    history: Iterable[Any] = connection.execute(_HISTORY, given)
    return RequestView(
        _line(*row[:-1], read_wanted(connection, request_id)),
        tuple(RequestAnswer(*one) for one in answers),
        tuple(RequestAppointment(*one) for one in appointments),
        tuple(RequestEntry(*one) for one in history),
        read_request_values(connection, request_id) if row.has_own else (),
    )


_LINE = (
    select(
        Request.id,
        Request.version,
        Request.state,
        Request.kind,
        Request.source,
        Request.consumer_id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        func.coalesce(Consumer.phone, "").label("phone"),
        Request.service_id,
        Request.program_id,
        func.coalesce(Program.name, Service.name, "").label("wanted"),
        Request.location_id,
        Center.name.label("center"),
        Request.clinician_id,
        func.coalesce(_wished.name, "").label("clinician"),
        Request.modality,
        Request.goals,
        Request.created_at,
        func.coalesce(_taker.name, "").label("taker"),
        func.coalesce(ConsumerGroup.name, "").label("consumer_group"),
        Request.clinician_group_id,
        func.coalesce(ClinicianGroup.name, "").label("clinician_group"),
        Request.escalated_at,
        Request.declined,
        Request.answered_at,
        func.coalesce(_answerer.name, "").label("answerer"),
        func.coalesce(Request.response, "").label("response"),
    )
    .join(Consumer, Consumer.id == Request.consumer_id)
    .join(Center, Center.id == Request.location_id)
    .join(Service, Service.id == Request.service_id, isouter=True)
    .join(Program, Program.id == Request.program_id, isouter=True)
    .join(_wished, _wished.id == Request.clinician_id, isouter=True)
    .join(_taker, _taker.id == Request.created_by, isouter=True)
    .join(ConsumerGroup, ConsumerGroup.id == Request.consumer_group_id, isouter=True)
    .join(ClinicianGroup, ClinicianGroup.id == Request.clinician_group_id, isouter=True)
    .join(_answerer, _answerer.id == Request.answered_by, isouter=True)
)
_WISHED = (
    select(
        *(Suggestion.request_id, Suggestion.starts_at, Suggestion.wall_start, Suggestion.zone),
        Suggestion.created_at,
    )
    .join(Request, Request.id == Suggestion.request_id)
    .where(Suggestion.appointment_id.is_(None))
    .order_by(Suggestion.id)
)
_THIS: ColumnElement[int] = bindparam("request", type_=Integer)
_ONE = _LINE.add_columns(HAS_OWN).where(Request.id == _THIS)
_ANSWERS = (
    select(Answer.question_id, Question.text, Answer.value)
    .join(Question, Question.id == Answer.question_id)
    .where(Answer.request_id == _THIS)
    .order_by(Question.position, Question.id)
)
_APPOINTMENTS = (
    select(Appointment.id, Appointment.code, Appointment.status, Appointment.wall_start)
    .where(Appointment.request_id == _THIS)
    .order_by(Appointment.id)
)
_HISTORY = (
    select(
        *(History.at, History.action, func.coalesce(Staff.name, ""), History.desk),
        *(History.appointment_id, History.message),
    )
    .join(Staff, Staff.id == History.actor_id, isouter=True)
    .where(
        or_(
            History.request_id == _THIS,
            History.appointment_id.in_(select(Appointment.id).where(Appointment.request_id == _THIS)),
        )
    )
    .order_by(History.id.desc())
)
