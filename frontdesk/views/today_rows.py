"""Reads the appointments of the start page, each with what is to be done with it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from frontdesk.database.tables import Appointment, Center, Consumer, Dose, Room, Service, Staff
from frontdesk.rules.permissions import Person, Subject, may_book
from frontdesk.rules.words import Action, Status
from frontdesk.views.offers import Standing, offers_of
from frontdesk.views.today import Part, TodayRow

STANDING = (Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN)
"""What of a day is still to be done."""
SETTLED = (Status.FULFILLED, Status.NOSHOW)

_FITTING = {
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


def rows_where(*wanted: ColumnElement[bool]) -> Select[Any]:
    """The statement of the rows that have a time, by start, in the order of `TodayRow`'s fields."""
    timed: Select[Any] = _ROWS.where(*wanted, Appointment.starts_at.is_not(None))
    return timed.order_by(Appointment.starts_at, Appointment.id)


@dataclass(frozen=True, slots=True)
class Judge:
    """Says of each row what is to be done with it by this person now."""

    part: Part
    now: datetime
    person: Person
    agents_complete: bool

    def rows(self, connection: Connection, statement: Select[Any], given: dict[str, Any]) -> tuple[TodayRow, ...]:
        """The rows of a statement of `rows_where`."""
        found: Iterable[Any] = connection.execute(statement, given)
        return tuple(self._judged(row) for row in found)

    def _judged(self, row: Any) -> TodayRow:
        subject = Subject(row.clinician_id, row.center_id)
        rebook = row.status in SETTLED and may_book(self.person, subject)
        return TodayRow(*(*row, self._fits(row), rebook))

    def _fits(self, row: Any) -> tuple[Action, ...]:
        past = row.status is Status.BOOKED and row.ends_at <= self.now
        wanted = _FITTING_WHEN_PAST if past else _FITTING.get((self.part, row.status), ())
        if not wanted:
            return ()
        standing = Standing(row.status, row.starts_at, row.wall_start.date(), row.zone, row.clinician_id, row.center_id)
        offers = offers_of(standing, self.now, self.person, agents_complete=self.agents_complete)
        allowed = {offer.action for offer in offers if offer.allowed}
        return tuple(action for action in wanted if action in allowed)
