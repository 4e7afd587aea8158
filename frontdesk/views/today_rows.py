"""Reads the appointments of the start page, each with what is to be done with it now."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from frontdesk.database.tables import Appointment, Center, Consumer, Dose, Room, Service, Staff
from frontdesk.rules.permissions import Person, Subject, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall, zone_of
from frontdesk.rules.words import Action, Status
from frontdesk.views.card_rows import KINDS
from frontdesk.views.offers import Standing, offers_of
from frontdesk.views.sound_rows import sound_rows
from frontdesk.views.today import Part, TodayRow

STANDING = (Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN)
"""What of a day is still to be done."""
SETTLED = (Status.FULFILLED, Status.NOSHOW)

_FITTING = {
    (Part.MINE, Status.PROPOSED): (Action.ACCEPT,),
    (Part.MINE, Status.BOOKED): (Action.COMMENCE,),
    (Part.DESK, Status.BOOKED): (Action.CHECK_IN,),
    (Part.MINE, Status.ARRIVED): (Action.COMMENCE,),
    (Part.DESK, Status.ARRIVED): (Action.COMMENCE,),
    (Part.MINE, Status.CHECKED_IN): (Action.COMPLETE,),
    (Part.DESK, Status.CHECKED_IN): (Action.COMPLETE,),
}
_FITTING_WHEN_PAST = (Action.COMPLETE, Action.NO_SHOW)

_other = Dose.__table__.alias("other")
_in_program = (
    select(func.count())
    .select_from(_other)
    .where(_other.c.program_id == Dose.program_id)
    .correlate(Dose)
    .scalar_subquery()
)
_ROWS: Any = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.status,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.wall_start,
        Appointment.wall_end,
        Appointment.zone,
        Appointment.consumer_id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        Service.name.label("service"),
        Dose.number.label("dose"),
        func.coalesce(_in_program, 0).label("doses"),
        func.coalesce(Room.name, "").label("room"),
        Appointment.center_id,
        Center.name.label("center"),
        Appointment.clinician_id,
        func.coalesce(Staff.name, "").label("clinician"),
        Appointment.modality,
        Appointment.overbooked,
        Appointment.late,
        Appointment.arrived_at,
        Appointment.commenced_at,
        Appointment.completed_at,
        Appointment.outcome_remark,
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
)
_NAMES = tuple(column.name for column in _ROWS.selected_columns)
_KINDS = {
    **KINDS,
    **dict.fromkeys(("consumer", "service", "center", "clinician", "outcome_remark"), (str,)),
    **dict.fromkeys(("commenced_at", "completed_at"), (datetime, type(None))),
}
_ALLOWED = tuple(_KINDS[name] for name in _NAMES)
_START, _END, _WALL_START, _WALL_END, _ZONE = map(
    _NAMES.index, ("starts_at", "ends_at", "wall_start", "wall_end", "zone")
)


def rows_where(*wanted: ColumnElement[bool]) -> Select[Any]:
    """The statement of the rows that have a time, by start, in the order of `TodayRow`'s fields."""
    timed: Select[Any] = _ROWS.where(*wanted, Appointment.starts_at.is_not(None))
    return timed.order_by(Appointment.starts_at, Appointment.id)


def _is_sound(row: Any) -> bool:
    """Whether the page can show it; what it cannot stands in the calendar's day, which says what is wrong."""
    return all(type(value) in allowed for value, allowed in zip(row, _ALLOWED, strict=True)) and _is_known(row.zone)


@lru_cache(maxsize=64)
def _is_known(zone: str) -> bool:
    try:
        zone_of(zone)
    except RuleBroken:
        return False
    return True


def _timed(row: Any) -> list[Any]:
    """The values of a row; an end or a clock time that it lacks is put in from what it has."""
    values = list(row)
    values[_END] = values[_END] or values[_START]
    for wall, instant in ((_WALL_START, _START), (_WALL_END, _END)):
        values[wall] = values[wall] or to_wall(values[instant], values[_ZONE])
    return values


@dataclass(frozen=True, slots=True)
class Judge:
    """Says of each row what is to be done with it by this person now."""

    part: Part
    now: datetime
    person: Person
    agents_complete: bool

    def rows(self, connection: Connection, statement: Select[Any], given: dict[str, Any]) -> tuple[TodayRow, ...]:
        """The rows of a statement of `rows_where`."""
        found = sound_rows(connection, statement, given, "appointments of the start page", _is_sound)
        return tuple(self._judged(TodayRow(*_timed(row))) for row in found)

    def _judged(self, row: TodayRow) -> TodayRow:
        subject = Subject(row.clinician_id, row.center_id)
        rebook = row.status in SETTLED and may_book(self.person, subject)
        fits = self._fits(row)
        return replace(row, fits=fits, rebook=rebook) if fits or rebook else row

    def _fits(self, row: TodayRow) -> tuple[Action, ...]:
        past = row.is_past(self.now)
        wanted = _FITTING_WHEN_PAST if past else _FITTING.get((self.part, row.status), ())
        if not wanted:
            return ()
        standing = Standing(row.status, row.start, row.wall_start.date(), row.zone, row.clinician_id, row.center_id)
        offers = offers_of(standing, self.now, self.person, agents_complete=self.agents_complete)
        allowed = {offer.action for offer in offers if offer.allowed}
        return tuple(action for action in wanted if action in allowed)
