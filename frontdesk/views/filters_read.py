"""The calendar's filters as conditions of a statement."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from frontdesk.database.tables import Appointment
from frontdesk.rules.words import Status
from frontdesk.views.calendar_filters import TOLD, Filters, Told


def is_past(now: datetime) -> ColumnElement[bool]:
    """Booked, over at the instant `now` (aware), and without an outcome."""
    return and_(Appointment.status == Status.BOOKED, Appointment.ends_at <= now)


def of_clinicians(filters: Filters) -> list[ColumnElement[bool]]:
    """Whose appointments are let in."""
    return [Appointment.clinician_id.in_(filters.clinicians)] if filters.clinicians else []


def let_in(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    """All that the filters ask for at the instant `now` (aware)."""
    wanted = of_clinicians(filters)
    if filters.services:
        wanted.append(Appointment.service_id.in_(filters.services))
    if filters.statuses:
        wanted.append(or_(*(_told(one, now) for one in sorted(filters.statuses))))
    return wanted


def _told(wanted: Told, now: datetime) -> ColumnElement[bool]:
    if wanted is Told.PAST:
        return is_past(now)
    if wanted is Told.UPCOMING:
        return and_(Appointment.status == Status.BOOKED, Appointment.ends_at > now)
    return Appointment.status.in_([status for status, one in TOLD.items() if one is wanted])
