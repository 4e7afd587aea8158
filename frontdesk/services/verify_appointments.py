"""Invariants of an appointment: its task, its doses, its series, its wish, and what it has only in some statuses."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, and_, func, or_, select

from frontdesk.database.tables import Appointment, Dose, Series, Task, Waiting
from frontdesk.rules.transitions import TASK_STATE
from frontdesk.rules.words import HOLDS_SLOT, Status, TaskState
from frontdesk.services.effects import ONLY_WHILE
from frontdesk.services.requests import GONE
from frontdesk.services.verify_findings import Finding, each
from frontdesk.services.waiting import WISH_ENDS


def tasks(connection: Connection) -> Iterator[Finding]:
    """Each appointment has one task, in a state that agrees with it and with what was answered, of its clinician."""
    agree = or_(*(and_(Appointment.status == status, Task.state.in_(states)) for status, states in TASK_STATE.items()))
    accepted = Appointment.task_accepted_at.is_not(None) != (Task.state == TaskState.ACCEPTED)
    dispatch = Appointment.clinician_id.is_(None) != (Task.state == TaskState.PENDING_DISPATCH)
    otherwise = or_(
        and_(Appointment.status == Status.BOOKED, accepted), and_(Appointment.status == Status.PROPOSED, dispatch)
    )
    rows = connection.execute(
        select(Appointment.code, Appointment.status, Task.state)
        .join(Task, Task.appointment_id == Appointment.id, isouter=True)
        .where(or_(Task.id.is_(None), ~agree, otherwise, Task.assigned_to.is_distinct_from(Appointment.clinician_id)))
    )
    for row in rows:
        yield Finding("task.disagrees", f"appointment {row.code}", f"{row.status} with task {row.state}")


def doses(connection: Connection) -> Iterator[Finding]:
    """A later dose that is to be given has a standing dose before it, and all keep their least and most days."""
    earlier, earlier_dose = Appointment.__table__.alias("earlier"), Dose.__table__.alias("earlier_dose")
    rows = connection.execute(
        select(Appointment.code, Appointment.status, Appointment.day, earlier.c.day.label("before"))
        .add_columns(Dose.least_days, Dose.most_days)
        .join(Dose, Dose.id == Appointment.dose_id)
        .join(
            earlier_dose,
            and_(earlier_dose.c.program_id == Dose.program_id, earlier_dose.c.number == Dose.number - 1),
        )
        .join(
            earlier,
            and_(
                earlier.c.request_id == Appointment.request_id,
                earlier.c.dose_id == earlier_dose.c.id,
                earlier.c.status.not_in(GONE),
            ),
            isouter=True,
        )
        .where(Appointment.status.not_in(GONE))
    )
    for row in rows:
        if row.before is None:
            if row.status in HOLDS_SLOT:
                yield Finding("dose.alone", f"appointment {row.code}", "the dose before it does not stand")
        elif not timedelta(days=row.least_days) <= row.day - row.before <= timedelta(days=row.most_days):
            yield Finding("dose.days", f"appointment {row.code}", f"{(row.day - row.before).days} days after")


def marks(connection: Connection) -> Iterator[Finding]:
    """What an appointment has only in some statuses it has in no other: a term to answer, a place on the list."""
    for name, statuses in ONLY_WHILE.items():
        has = Appointment.__table__.c[name].is_not(None)
        wrong = select(Appointment.code).where(has, Appointment.status.not_in(statuses))
        yield from each(connection, f"mark.{name.replace('_', '-')}", wrong)
    classed = select(Appointment.code).where(Appointment.cancel_class.is_not(None), Appointment.status.not_in(GONE))
    yield from each(connection, "mark.cancel-class", classed)
    waits = Appointment.status == Status.WAITLIST
    has_place = or_(*(column.is_not(None) for column in (Appointment.starts_at, Appointment.room_id)))
    never = or_(has_place, Appointment.dose_id.is_not(None))
    yield from each(connection, "waitlist.place", select(Appointment.code).where(waits, never))


def overbooked(connection: Connection) -> Iterator[Finding]:
    """What is overbooked says why, and nothing else does."""
    yield from each(
        connection,
        "overbooked.reason",
        select(Appointment.code).where(Appointment.overbooked != Appointment.overbook_reason.is_not(None)),
    )


def waiting(connection: Connection) -> Iterator[Finding]:
    """Who is on the waiting list has a wish; a wish is of its appointment's center and service, and ends with it."""
    wish = Waiting.appointment_id == Appointment.id
    listed = select(Appointment.code).where(Appointment.status == Status.WAITLIST)
    yield from each(connection, "waiting.missing", listed.where(~select(Waiting.since).where(wish).exists()))
    wished = select(Appointment.code).join(Waiting, wish)
    other = or_(Waiting.center_id != Appointment.center_id, Waiting.service_id != Appointment.service_id)
    yield from each(connection, "waiting.stray", wished.where(other))
    yield from each(connection, "waiting.over", wished.where(Appointment.status.in_(WISH_ENDS)))


def series(connection: Connection) -> Iterator[Finding]:
    """The appointments of a series are of its request (which has one consumer), each at a place of its own."""
    place = (Appointment.series_id, Appointment.series_position)
    twice = select(*place).where(place[0].is_not(None)).group_by(*place).having(func.count() > 1)
    for series, position in connection.execute(twice):
        yield Finding("series.position", f"series {series}", f"has more than one appointment {position}")
    half = place[0].is_(None) != place[1].is_(None)
    yield from each(connection, "series.position", select(Appointment.code).where(half))
    other = Series.request_id != Appointment.request_id
    strays = select(Appointment.code).join(Series, Series.id == Appointment.series_id).where(other)
    yield from each(connection, "series.request", strays)
    empty = select(Series.id).where(~select(Appointment.id).where(Appointment.series_id == Series.id).exists())
    yield from each(connection, "series.empty", empty)
