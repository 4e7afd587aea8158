"""Reads what documents print: the confirmation's sheet and the daily schedule's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import (
    Appointment,
    Center,
    Clinic,
    Confirmation,
    Consumer,
    Dose,
    Note,
    Room,
    Service,
    Staff,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, subtract, to_wall
from frontdesk.rules.words import Status
from frontdesk.texts import phone_text
from frontdesk.views.appointment import ConfirmationSheet
from frontdesk.views.day import Card, DayView, Shade
from frontdesk.views.day import Column as DayColumn
from frontdesk.views.schedule_sheet import Column, Grouping, Row, ScheduleSheet, Section

DELIVERED_LANGUAGE = "en"
"""Documents speak it until other words are delivered: a date in one language under words of another is worse."""


@dataclass(frozen=True, slots=True)
class ConfirmationSource:
    """The sheet without its codes, and what the codes are made of: the caller, who may know secrets, joins them."""

    row: Any
    doses: int
    mark: str
    key: str
    clinic: str


def read_confirmation(connection: Connection, appointment_id: int) -> ConfirmationSource:
    """What a confirmation is made of. Raises RuleBroken `appointment.unknown`, `confirmation.no-time`."""
    row = connection.execute(
        select(
            Appointment.code,
            Appointment.wall_start,
            Appointment.wall_end,
            Appointment.starts_at,
            Appointment.zone,
            Appointment.modality,
            (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
            Service.name.label("service"),
            Service.what_to_bring,
            Dose.number.label("dose"),
            Dose.program_id,
            func.coalesce(Staff.name, "").label("clinician"),
            Center.name.label("center"),
            Center.address,
            Center.phone,
            func.coalesce(Room.name, "").label("room"),
            Confirmation.token,
        )
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Service, Service.id == Appointment.service_id)
        .join(Center, Center.id == Appointment.center_id)
        .join(Confirmation, Confirmation.appointment_id == Appointment.id)
        .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .join(Room, Room.id == Appointment.room_id, isouter=True)
        .where(Appointment.id == appointment_id)
        .order_by((Confirmation.starts_at == Appointment.starts_at).desc(), Confirmation.id.desc())
    ).first()
    if row is None:
        raise RuleBroken("appointment.unknown", appointment=str(appointment_id))
    if row.wall_start is None:
        raise RuleBroken("confirmation.no-time")
    clinic = connection.execute(select(Clinic.mark, Clinic.key, Clinic.name)).one()
    in_program = select(func.count()).where(Dose.program_id == row.program_id)
    doses = 0 if row.dose is None else connection.execute(in_program).scalar_one()
    return ConfirmationSource(row, doses, clinic.mark, clinic.key, clinic.name)


def confirmation_sheet(source: ConfirmationSource, *, qr: str, code: str) -> ConfirmationSheet:
    """The sheet with its QR text and its short code as people type it."""
    row = source.row
    names = ("consumer", "service", "dose", "clinician", "center", "address", "room", "zone", "modality")
    offset = row.starts_at - row.wall_start.replace(tzinfo=row.starts_at.tzinfo)
    minutes = -int(offset.total_seconds() // 60)
    return ConfirmationSheet(
        **{name: getattr(row, name) for name in names},
        phone=phone_text(row.phone),
        clinic=source.clinic,
        doses=source.doses,
        wall_start=row.wall_start,
        wall_end=row.wall_end,
        offset=f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}",
        what_to_bring=row.what_to_bring,
        code=code,
        qr=qr,
        language=DELIVERED_LANGUAGE,
    )


@dataclass(frozen=True, slots=True)
class ScheduleWish:
    """What a daily schedule shall show; `clinician_id` None for everybody."""

    clinician_id: int | None = None
    grouped: Grouping = Grouping.CLINICIAN
    free: bool = False
    columns: tuple[Column, ...] = (
        Column.TIME,
        Column.CONSUMER,
        Column.SERVICE,
        Column.ROOM,
        Column.PHONE,
        Column.STATUS,
    )


def schedule_sheet(connection: Connection, view: DayView, wish: ScheduleWish, now: datetime) -> ScheduleSheet:
    """A day as it is printed, from the day as it is shown."""
    clinic = connection.execute(select(Clinic.name)).scalar_one()
    columns = [one for one in view.columns if one.clinician_id and wish.clinician_id in (None, one.clinician_id)]
    extras = _extras(connection, view.center_id, view.day)
    by_column = {
        one.clinician_id: tuple(sorted(_rows(one, view.zone, wish, extras, now), key=lambda row: (row.start, row.free)))
        for one in columns
    }
    if wish.grouped is Grouping.CLINICIAN:
        sections = tuple(Section(one.name, by_column[one.clinician_id], _hours(one, view.zone)) for one in columns)
    else:
        together = sorted(
            (row for rows in by_column.values() for row in rows), key=lambda row: (row.start, row.clinician)
        )
        sections = (Section("", tuple(together)),)
    return ScheduleSheet(
        clinic=clinic,
        center=view.center,
        day=view.day,
        zone=view.zone,
        printed_at=to_wall(now, view.zone),
        language=DELIVERED_LANGUAGE,
        grouped=wish.grouped,
        columns=wish.columns,
        sections=sections,
    )


def _extras(connection: Connection, center_id: int, day: date) -> dict[int, tuple[date | None, bool]]:
    """Birth date and whether there are notes, by appointment."""
    noted = select(Note.id).where(Note.appointment_id == Appointment.id, Note.text != "").exists()
    rows = connection.execute(
        select(Appointment.id, Consumer.birth_date, noted.label("noted"))
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .where(Appointment.center_id == center_id, Appointment.day == day)
    )
    return {row.id: (row.birth_date, bool(row.noted)) for row in rows}


def _rows(
    column: DayColumn, zone: str, wish: ScheduleWish, extras: dict[int, tuple[date | None, bool]], now: datetime
) -> Iterable[Row]:
    for card in column.cards:
        yield _row(card, column.name, extras.get(card.id, (None, False)), now)
    if wish.free:
        taken = [Interval(card.start, card.end) for card in column.cards]
        away = [Interval(shade.start, shade.end) for shade in column.shades]
        for gap in subtract([Interval(*span) for span in column.working], [*taken, *away]):
            yield Row(to_wall(gap.start, zone), to_wall(gap.end, zone), clinician=column.name, free=True)


def _row(card: Card, clinician: str, extra: tuple[date | None, bool], now: datetime) -> Row:
    return Row(
        start=card.wall_start,
        end=card.wall_end,
        consumer=card.consumer,
        phone=phone_text(card.phone),
        birth_date=extra[0],
        service=card.service if card.dose is None else f"{card.service} {card.dose}/{card.doses}",
        clinician=clinician,
        room=card.room,
        status=card.status,
        past=card.status is Status.BOOKED and card.end <= now,
        noted=extra[1],
    )


def _hours(column: DayColumn, zone: str) -> str:
    """Working hours and what lies over them: "09:00–12:00, 13:00–17:00"."""
    spans = ", ".join(f"{to_wall(start, zone):%H:%M}–{to_wall(end, zone):%H:%M}" for start, end in column.working)
    return "; ".join(part for part in (spans, *(_away(shade, zone) for shade in column.shades)) if part)


def _away(shade: Shade, zone: str) -> str:
    return f"{shade.remark or shade.kind.value} {to_wall(shade.start, zone):%H:%M}–{to_wall(shade.end, zone):%H:%M}"
