"""Reads the appointments of a center from a place on, by keyset: no page costs more than another."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from frontdesk.database.tables import Appointment, Staff
from frontdesk.views.agenda import AgendaPage, AgendaRow, Place
from frontdesk.views.calendar_filters import Filters
from frontdesk.views.card_rows import SHOWN, UNREADABLE
from frontdesk.views.cards_read import card_of, card_query, is_sound
from frontdesk.views.filters_read import let_in
from frontdesk.views.sound_rows import rows_or_none, sound_rows

_LOOKED_THROUGH = timedelta(days=62)
"""A page ends there though it is not full: with filters that let little in, a full one might be years away."""
_A_DAY = timedelta(days=1)
_SOME_DAYS = 100
"""Among so many there is one that can be read."""
_ORDER = (Appointment.day, Appointment.starts_at, Appointment.id)


def read_agenda(
    connection: Connection, center_id: int, place: Place, filters: Filters, now: datetime, *, back: bool, most: int
) -> AgendaPage:
    """At most so many rows after the place, or, with `back`, before it; `now` is aware."""
    last = _far(place.day, back=back)
    query = _rows(center_id, filters, now).where(_beyond(place, last, back=back))
    query = query.order_by(*(each.desc() for each in _ORDER)) if back else query.order_by(*_ORDER)
    rows, full = _made(connection, query.limit(most), most)
    while full and not rows:
        # Nothing but damaged rows, which have no place to go on from: beyond them there may be others.
        most *= 2
        rows, full = _made(connection, query.limit(most), most)
    more = rows[-1].place if full else _next(connection, center_id, last, back=back)
    return AgendaPage(tuple(reversed(rows)) if back else tuple(rows), more)


def read_agenda_days(
    connection: Connection, center_id: int, days: Collection[date], filters: Filters, now: datetime
) -> tuple[AgendaRow, ...]:
    """All of these days, by time."""
    query = _rows(center_id, filters, now).where(Appointment.day.in_(days)).order_by(*_ORDER)
    return tuple(_made(connection, query)[0])


def _rows(center_id: int, filters: Filters, now: datetime) -> Select[Any]:
    return (
        card_query(Appointment.day, func.coalesce(Staff.name, ""))
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .where(Appointment.center_id == center_id, Appointment.status.in_(SHOWN), *let_in(filters, now))
    )


def _made(connection: Connection, query: Select[Any], most: int = 0) -> tuple[list[AgendaRow], bool]:
    """What can be read of it, the day says what cannot; and whether there were as many as `most`."""
    found = rows_or_none(connection, query, {}, "appointments of the agenda", is_sound)
    return [AgendaRow(card_of(row), row[-2], row[-1]) for row in found if row is not None], len(found) == most


def _beyond(place: Place, last: date, *, back: bool) -> ColumnElement[bool]:
    """The days first, for the index; of the place's own day only what is beyond it."""
    if back:
        days = and_(Appointment.day <= place.day, Appointment.day >= last)
    else:
        days = and_(Appointment.day >= place.day, Appointment.day <= last)
    if place.start is None:
        return and_(days, Appointment.day < place.day) if back else days
    if back:
        later, after = Appointment.starts_at < place.start, Appointment.id < place.id
    else:
        later, after = Appointment.starts_at > place.start, Appointment.id > place.id
    own = or_(later, and_(Appointment.starts_at == place.start, after))
    return and_(days, or_(Appointment.day != place.day, own))


def _far(day: date, *, back: bool) -> date:
    """The last day that is looked through; at the ends of the calendar there is none further."""
    if back:
        return date.min if day - date.min < _LOOKED_THROUGH else day - _LOOKED_THROUGH
    return date.max if date.max - day < _LOOKED_THROUGH else day + _LOOKED_THROUGH


def _next(connection: Connection, center_id: int, last: date, *, back: bool) -> Place | None:
    """Where appointments of the center go on beyond that day, one look into the index; None where none do."""
    here, day = Appointment.center_id == center_id, Appointment.day
    beyond, nearest = (day < last, func.max(day)) if back else (day > last, func.min(day))
    try:
        found = connection.execute(select(nearest).where(here, beyond)).scalar()
    except UNREADABLE:
        some = select(day).where(here, beyond).distinct().order_by(day.desc() if back else day).limit(_SOME_DAYS)
        found = next((row[0] for row in sound_rows(connection, some, {}, "days of the agenda")), None)
    if found is None:
        return None
    return Place(found + _A_DAY) if back else Place(found)
