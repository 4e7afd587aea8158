"""Consumers as lists and forms show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, tuple_
from sqlalchemy.orm import aliased

from frontdesk.database.tables import Appointment, Center, Consumer, Service, Staff
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import HOLDS_SLOT, FormKind, Status
from frontdesk.views.form_layout import read_layout, read_own_values


@dataclass(frozen=True, slots=True)
class ConsumerRow:
    """A hit of the search or a row of the list; `sort_name` with `id` is the key of the next page."""

    id: int
    user_id: str
    name: str
    sort_name: str
    birth_date: date | None
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class ConsumerDetails:
    """Everything of the consumer form; empty texts where nothing is known."""

    id: int
    version: int
    user_id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    title: str
    department_id: int | None
    birth_date: date | None
    language: str
    zone: str
    remarks: str
    no_shows: int
    own: tuple[tuple[str, str], ...] = ()
    """What the clinic's own fields say, by their code."""
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConsumerBooking:
    """An appointment of the consumer that the booking form mentions."""

    appointment_id: int
    version: int
    code: str
    service: str
    clinician: str
    center: str
    start: datetime
    wall_start: datetime
    wall_end: datetime
    zone: str
    status: Status


_ROW = (
    Consumer.id,
    Consumer.user_id,
    (Consumer.first_name + " " + Consumer.last_name).label("name"),
    Consumer.sort_name,
    Consumer.birth_date,
    func.coalesce(Consumer.phone, "").label("phone"),
    func.coalesce(Consumer.email, "").label("email"),
)


def consumer_rows(connection: Connection, ids: Sequence[int]) -> tuple[ConsumerRow, ...]:
    """The rows of these consumers, in the order of the ids."""
    standing = Consumer.id.in_(ids), Consumer.merged_into.is_(None)
    found = {row[0]: ConsumerRow(*row) for row in connection.execute(select(*_ROW).where(*standing))}
    return tuple(found[number] for number in ids if number in found)


def page_of_consumers(connection: Connection, after: tuple[str, int] | None, limit: int) -> tuple[ConsumerRow, ...]:
    """The next rows in the order of names, after the row with this (sort name, id)."""
    page = select(*_ROW).where(Consumer.merged_into.is_(None)).order_by(Consumer.sort_name, Consumer.id).limit(limit)
    if after is not None:
        page = page.where(tuple_(Consumer.sort_name, Consumer.id) > tuple_(*after))
    return tuple(ConsumerRow(*row) for row in connection.execute(page))


def standing(consumer_id: int) -> Any:
    """The id of the record that this one became part of, or its own, as an expression."""
    merged = aliased(Consumer)
    into = select(merged.merged_into).where(merged.id == consumer_id).scalar_subquery()
    return func.coalesce(into, consumer_id)


def read_consumer(connection: Connection, consumer_id: int) -> ConsumerDetails:
    """Everything of one consumer's form, the record that stays where it was merged; RuleBroken `consumer.unknown`."""
    row = connection.execute(select(Consumer.__table__).where(Consumer.id == standing(consumer_id))).mappings().first()
    if row is None:
        raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=str(consumer_id))
    missed = select(func.count()).where(Appointment.consumer_id == row["id"], Appointment.status == Status.NOSHOW)
    texts = {"email", "phone", "title"}
    values: dict[str, Any] = {name: (row[name] or "") if name in texts else row[name] for name in _KEPT}
    own = read_own_values(connection, row["id"], read_layout(connection, FormKind.CONSUMER))
    return ConsumerDetails(**values, no_shows=connection.execute(missed).scalar_one(), own=tuple(own.items()))


_KEPT = [part.name for part in fields(ConsumerDetails) if part.name not in {"no_shows", "own"}]


def read_bookings(connection: Connection, consumer_id: int, now: datetime) -> tuple[ConsumerBooking, ...]:
    """The consumer's appointments that keep a slot and have not ended, earliest first."""
    rows: Iterable[Any] = connection.execute(
        select(
            Appointment.id,
            Appointment.version,
            Appointment.code,
            Service.name,
            func.coalesce(Staff.name, ""),
            Center.name,
            Appointment.starts_at,
            Appointment.wall_start,
            Appointment.wall_end,
            Appointment.zone,
            Appointment.status,
        )
        .join(Service, Service.id == Appointment.service_id)
        .join(Center, Center.id == Appointment.center_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .where(
            Appointment.consumer_id == standing(consumer_id),
            Appointment.ends_at > now,
            Appointment.status.in_(HOLDS_SLOT),
        )
        .order_by(Appointment.starts_at)
        .limit(50)
    )
    return tuple(ConsumerBooking(*row) for row in rows)
