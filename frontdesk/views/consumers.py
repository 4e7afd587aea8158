"""Consumers as lists and forms show them."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.rules.words import Status


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
