"""The waiting list as it is read: a center's line in its order, and who in it a freed stretch may suit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Time, and_, bindparam, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from frontdesk.database.tables import Appointment, Consumer, Service, Staff, Waiting
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.times import MIDNIGHT
from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import HOLDS_SLOT, Modality, Status

MOST = 2000
"""So many of a line are shown; nobody waits on after them unseen for long."""
_wished, _has = aliased(Staff), aliased(Staff)
_other, _own = aliased(Appointment), aliased(Waiting)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Somebody who waits. Wall-clock times and wishes are the center's; texts are empty where nothing is known.

    `status` is `waitlist`, `pending` while a time is offered, or `booked` for who wants an earlier time than theirs:
    then `start` and `clinician` are those it has. `version` is the appointment's, `wish_version` the wish's.
    """

    appointment_id: int
    version: int
    status: Status
    code: str
    consumer_id: int
    consumer: str
    phone: str
    email: str
    center_id: int
    service_id: int
    service: str
    minutes: int
    modality: Modality
    wish: Wish
    wished_clinician: str
    since: datetime
    wish_version: int
    zone: str
    start: datetime | None
    wall_start: datetime | None
    clinician: str
    answer_by: datetime | None
    fits_at: datetime | None = None
    """The start (aware UTC) that could be offered of what was freed."""
    fits_wall: datetime | None = None

    @property
    def id(self) -> int:
        """That of the appointment."""
        return self.appointment_id


@dataclass(frozen=True, slots=True)
class Kind:
    """What some of those who wait have in common: what for, in which way, and at which hours.

    An end of 00:00 is midnight, as is a beginning: no wish at all.
    """

    service_id: int
    modality: Modality
    from_time: time
    to_time: time


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a freed stretch may suit; `start` is that of what they have, and a freed time must be earlier."""

    appointment_id: int
    kind: Kind
    start: datetime | None


def read_waiting_line(connection: Connection, center_id: int, now: datetime) -> tuple[WaitingLine, ...]:
    """Who waits at a center, first come first served by priority; also those to whom a time is offered just now."""
    rows: Iterable[Any] = connection.execute(_OF_CENTER, {"center": center_id, "now": now})
    return tuple(_line(row) for row in rows)


def read_waiting(connection: Connection, appointment_ids: Iterable[int]) -> dict[int, WaitingLine]:
    """The same of these appointments, by id, whatever became of them; none for one without a wish."""
    rows: Iterable[Any] = connection.execute(_OF_THESE, {"ids": sorted(set(appointment_ids))})
    return {row.id: _line(row) for row in rows}


def read_kinds(connection: Connection, given: dict[str, Any]) -> tuple[Kind, ...]:
    """What is waited for by those whose days and clinician suit a freed stretch; few, however many wait.

    `given`: `center`, `clinician`, `services` that they give, `start` and `end` (aware UTC), and of its start by the
    center's clock the `day` and the `bit` of its weekday.
    """
    rows: Iterable[Any] = connection.execute(_KINDS, given)
    return tuple(Kind(*row) for row in rows)


def read_candidates(connection: Connection, given: dict[str, Any], kinds: Iterable[Kind]) -> Iterator[Candidate]:
    """Those of these kinds, first come first served by priority, read as they are asked for.

    Nobody whom something is offered already, or who has something else at that time.
    """
    wanted = [(one.service_id, one.modality, one.from_time, one.to_time) for one in kinds]
    with connection.execute(_CANDIDATES, {**given, "days": _near(given["day"]), "kinds": wanted}) as rows:
        for row in rows:
            yield Candidate(row[0], Kind(*row[2:]), row[1])


def _near(day: date) -> list[date]:
    """On which days what overlaps a stretch of the day may begin: it lasts 24 hours at most, maybe in another zone."""
    return [day + timedelta(days=number) for number in range(-2, 3)]


def _wish(row: Any) -> Wish:
    return Wish(
        row.priority,
        row.first_day,
        row.last_day,
        row.weekdays,
        row.from_time,
        row.to_time,
        row.wished_id,
        row.remark,
    )


def _line(row: Any) -> WaitingLine:
    minutes = row.minutes
    if row.starts_at is not None:
        minutes = round((row.ends_at - row.starts_at).total_seconds() / 60)
    return WaitingLine(
        appointment_id=row.id,
        version=row.version,
        status=row.status,
        code=row.code,
        consumer_id=row.consumer_id,
        consumer=row.consumer,
        phone=row.phone,
        email=row.email,
        center_id=row.center_id,
        service_id=row.service_id,
        service=row.service,
        minutes=minutes,
        modality=row.modality,
        wish=_wish(row),
        wished_clinician=row.wished_name,
        since=row.since,
        wish_version=row.wish_version,
        zone=row.zone,
        start=row.starts_at,
        wall_start=row.wall_start,
        clinician=row.clinician,
        answer_by=row.answer_by,
    )


# The statements, made once.

_WISH = (
    *(Waiting.priority, Waiting.first_day, Waiting.last_day, Waiting.weekdays, Waiting.from_time, Waiting.to_time),
    Waiting.clinician_id.label("wished_id"),
    Waiting.remark,
)
_ORDER = (Waiting.priority, Waiting.since, Waiting.appointment_id)
_OFFERED = and_(Appointment.status == Status.PENDING, Appointment.waiting_since.is_not(None))


def _waits(since: str) -> Any:
    """Whether the wish counts: on the list, or booked after that instant."""
    later = Appointment.starts_at > bindparam(since, type_=UtcDateTime())
    return or_(Appointment.status == Status.WAITLIST, and_(Appointment.status == Status.BOOKED, later))


_ALL = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.status,
        Appointment.code,
        Appointment.consumer_id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        func.coalesce(Consumer.phone, "").label("phone"),
        func.coalesce(Consumer.email, "").label("email"),
        Appointment.center_id,
        Appointment.service_id,
        Service.name.label("service"),
        Service.minutes,
        Appointment.modality,
        Appointment.zone,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.wall_start,
        Appointment.answer_by,
        func.coalesce(_has.name, "").label("clinician"),
        func.coalesce(_wished.name, "").label("wished_name"),
        Waiting.since,
        Waiting.version.label("wish_version"),
        *_WISH,
    )
    .join(Waiting, Waiting.appointment_id == Appointment.id)
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(_wished, _wished.id == Waiting.clinician_id, isouter=True)
    .join(_has, _has.id == Appointment.clinician_id, isouter=True)
    .order_by(*_ORDER)
)
_OF_CENTER = _ALL.where(Waiting.center_id == bindparam("center"), or_(_waits("now"), _OFFERED)).limit(MOST)
_OF_THESE = _ALL.where(Appointment.id.in_(bindparam("ids", expanding=True)))

_BUSY = Appointment.consumer_id.in_(
    select(_other.consumer_id)
    .join(_own, _own.appointment_id == _other.id, isouter=True)
    .where(
        _other.status.in_(HOLDS_SLOT),
        _other.day.in_(bindparam("days", expanding=True)),
        _other.starts_at < bindparam("end", type_=UtcDateTime()),
        _other.ends_at > bindparam("start", type_=UtcDateTime()),
        _own.since.is_(None),
    )
)
"""Whether they have something else then, at any center: found once, since few people are seen at one time."""
_SUITS = (
    Waiting.center_id == bindparam("center"),
    Waiting.service_id.in_(bindparam("services", expanding=True)),
    or_(Waiting.clinician_id.is_(None), Waiting.clinician_id == bindparam("clinician")),
    Waiting.weekdays.op("&")(bindparam("bit")) != 0,
    or_(Waiting.first_day.is_(None), Waiting.first_day <= bindparam("day")),
    or_(Waiting.last_day.is_(None), Waiting.last_day >= bindparam("day")),
    _waits("start"),
)
_MIDNIGHT = literal(MIDNIGHT, Time())
_KIND = (
    Waiting.service_id,
    Appointment.modality,
    func.coalesce(Waiting.from_time, _MIDNIGHT, type_=Time()).label("from_time"),
    func.coalesce(Waiting.to_time, _MIDNIGHT, type_=Time()).label("to_time"),
)
_JOINED = Appointment.id == Waiting.appointment_id
_KINDS = select(*_KIND).join(Appointment, _JOINED).where(*_SUITS).distinct()
_CANDIDATES = (
    select(Waiting.appointment_id, Appointment.starts_at, *_KIND)
    .join(Appointment, _JOINED)
    .where(*_SUITS, tuple_(*_KIND).in_(bindparam("kinds", expanding=True)), ~_BUSY)
    .order_by(*_ORDER)
    .execution_options(yield_per=50)
)
