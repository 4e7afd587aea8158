"""The daily schedule as it is printed: sections of rows, each row an appointment or a free slot (DOC-4)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from frontdesk.rules.words import Status


class Column(StrEnum):
    """What a schedule can show of an appointment."""

    TIME = "time"
    CONSUMER = "consumer"
    SERVICE = "service"
    CLINICIAN = "clinician"
    ROOM = "room"
    PHONE = "phone"
    BIRTH_DATE = "birth-date"
    STATUS = "status"
    REMARKS = "remarks"
    """An empty line to write on by hand."""


class Grouping(StrEnum):
    CLINICIAN = "clinician"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Row:
    """An appointment, or a free slot when `free`: then everything but its times and its clinician is empty.

    `start` and `end` are the center's wall-clock times.
    """

    start: datetime
    end: datetime
    consumer: str = ""
    phone: str = ""
    birth_date: date | None = None
    service: str = ""
    clinician: str = ""
    room: str = ""
    status: Status | None = None
    past: bool = False
    """Booked, and its end has passed without an outcome."""
    noted: bool = False
    """It has internal notes: a sign says so, the notes themselves are never printed."""
    free: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A clinician's rows, or those of a part of the day; an empty `title` prints no heading."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""
    """Beside the title: working hours, leave."""


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """One day of one center. `printed_at` is the center's wall-clock time."""

    clinic: str
    center: str
    day: date
    zone: str
    printed_at: datetime
    language: str
    grouped: Grouping
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
