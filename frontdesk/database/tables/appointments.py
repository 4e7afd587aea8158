"""Requests, appointments and what hangs on them: tasks, answers, metadata, notes, confirmations."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import (
    JSON_DOCUMENT,
    Base,
    CodeText,
    Identity,
    Instant,
    LongText,
    ShortText,
    Version,
    Wall,
    Zone,
)
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.words import (
    CancelClass,
    Modality,
    RequestKind,
    RequestState,
    SeriesUnit,
    Source,
    Status,
    TaskState,
)


class Request(Base):
    """Somebody wants one or more appointments: of a service or of a program.

    `clinician_id` and `modality` are wishes, None for any. A program's doses are all of one request.
    """

    __tablename__ = "request"
    __table_args__ = (Index("ix_request_state", "state", "id"),)
    id: Mapped[Identity]
    kind: Mapped[RequestKind] = mapped_column(Code(RequestKind))
    source: Mapped[Source] = mapped_column(Code(Source))
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumer.id"), index=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"))
    preferred_center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    goals: Mapped[LongText]
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    modality: Mapped[Modality | None] = mapped_column(Code(Modality))
    state: Mapped[RequestState] = mapped_column(Code(RequestState), server_default="completed")
    version: Mapped[Version]
    consumer_group_id: Mapped[int | None] = mapped_column(ForeignKey("consumer_group.id"))
    clinician_group_id: Mapped[int | None] = mapped_column(ForeignKey("clinician_group.id"))
    """To whom it is given together; None where it is to one clinician, or to any."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When it was accepted or declined."""
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    declined: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Revoked by the clinic's no; what is revoked otherwise was withdrawn or cancelled."""
    response: Mapped[LongText | None]
    """What the requestor was answered."""
    escalated_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When managers were told that nobody took it in time."""


class Appointment(Base):
    """A consumer, a service, a clinician, a center, a start and an end, and a status.

    The promise is the wall-clock time in `zone`; `starts_at`/`ends_at` are the instants it means today.
    `busy_from`/`busy_to` add the service's buffers and are what may not overlap. `day` is the wall-clock date.
    The index of lists holds all that a list by status is counted, narrowed and ordered by, so that no row is touched.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "room_unit"], ["room_unit.room_id", "room_unit.number"]),
        Index("ix_appointment_center_day", "center_id", "day"),
        Index("ix_appointment_clinician_day", "clinician_id", "day"),
        Index("ix_appointment_consumer_start", "consumer_id", "starts_at"),
        Index("ix_appointment_request", "request_id"),
        Index("ix_appointment_follows", "follows_id"),
        Index(
            "ix_appointment_list",
            *("status", "day", "starts_at", "ends_at", "center_id", "clinician_id", "service_id"),
            *("modality", "late", "overbooked"),
        ),
        Index(
            "ix_appointment_series",
            "series_id",
            sqlite_where=text("series_id IS NOT NULL"),
            postgresql_where=text("series_id IS NOT NULL"),
        ),
    )
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    """Short code people type, such as K7M4XQ, of an alphabet without look-alikes; shown as K7M-4XQ."""
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumer.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    dose_id: Mapped[int | None] = mapped_column(ForeignKey("dose.id"))
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    room_id: Mapped[int | None]
    room_unit: Mapped[int | None]
    status: Mapped[Status] = mapped_column(Code(Status))
    day: Mapped[date | None]
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    busy_from: Mapped[datetime | None] = mapped_column(UtcDateTime())
    busy_to: Mapped[datetime | None] = mapped_column(UtcDateTime())
    wall_start: Mapped[datetime | None] = mapped_column(DateTime())
    wall_end: Mapped[datetime | None] = mapped_column(DateTime())
    zone: Mapped[Zone]
    modality: Mapped[Modality] = mapped_column(Code(Modality))
    overbooked: Mapped[bool] = mapped_column(default=False)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    late: Mapped[bool] = mapped_column(default=False)
    """Arrived late, or cancelled inside the clinic's limit."""
    commenced_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    taken_start: Mapped[datetime | None] = mapped_column(UtcDateTime())
    taken_end: Mapped[datetime | None] = mapped_column(UtcDateTime())
    outcome_reason_id: Mapped[int | None] = mapped_column(ForeignKey("reason.id"))
    outcome_remark: Mapped[LongText]
    cancel_class: Mapped[CancelClass | None] = mapped_column(Code(CancelClass))
    cancel_reason_id: Mapped[int | None] = mapped_column(ForeignKey("reason.id"))
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    overbook_reason: Mapped[LongText | None]
    """Why it was put over others on purpose; None unless `overbooked`."""
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Until when the consumer is asked to answer; only while it is pending. Afterwards the desk decides."""
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Since when it is on the waiting list, kept while a slot is offered from it."""
    completion_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When the consumer confirmed that it was completed; only while it is."""
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    series_position: Mapped[int | None]
    """Which of its series it is, from 1; it keeps it whatever becomes of it or the others."""
    task_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When its clinician accepted the task; gone with another time or clinician."""
    consumer_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When the consumer said yes to the time that it has; gone with another time."""
    video_platform_id: Mapped[int | None] = mapped_column(ForeignKey("video_platform.id"))
    video_link: Mapped[str | None] = mapped_column(String(500))
    """Where a video appointment takes place: an https address."""


class Series(Base):
    """Appointments of one request, every so many days or weeks, until a date or for a count of them."""

    __tablename__ = "series"
    id: Mapped[Identity]
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    every: Mapped[int]
    unit: Mapped[SeriesUnit] = mapped_column(Code(SeriesUnit))
    count: Mapped[int | None]
    until: Mapped[date | None]
    """The last day that it may reach; of `count` and `until` one says how it was ordered."""
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Waiting(Base):
    """What somebody on the waiting list waits for, or somebody booked who wants an earlier time.

    It counts while the appointment is `waitlist`, or stands ahead with a time. `priority` 0 comes first, then who
    waits longest. No `clinician_id` means any; wishes of day and hour are of the center's wall clock.
    """

    __tablename__ = "waiting"
    __table_args__ = (Index("ix_waiting_line", "center_id", "priority", "since", "appointment_id"),)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    priority: Mapped[int]
    since: Mapped[Instant]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    weekdays: Mapped[int]
    """Bit 0 is Monday; 127 means any day."""
    from_time: Mapped[time | None]
    to_time: Mapped[time | None]
    remark: Mapped[LongText]
    version: Mapped[Version]


class Signature(Base):
    """What a consumer signed on the screen to confirm that an appointment was completed."""

    __tablename__ = "signature"
    id: Mapped[Identity]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    appointment_version: Mapped[int]
    """That of the appointment which says that it is confirmed."""
    signer: Mapped[ShortText]
    strokes: Mapped[Any] = mapped_column(JSON_DOCUMENT)
    """Lists of points `[x, y]`, whole numbers from 0 to 1000 across and from 0 to 400 down; empty for a typed name."""
    signed_at: Mapped[Instant]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """At whose desk."""


class Suggestion(Base):
    """A start that the consumer proposes, for an appointment or for a request that has none yet."""

    __tablename__ = "suggestion"
    id: Mapped[Identity]
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    starts_at: Mapped[Instant]
    wall_start: Mapped[Wall]
    zone: Mapped[Zone]
    note: Mapped[LongText]
    created_at: Mapped[Instant]


class Task(Base):
    """The work order of an appointment: who is to do it and how far it is."""

    __tablename__ = "task"
    id: Mapped[Identity]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), unique=True)
    state: Mapped[TaskState] = mapped_column(Code(TaskState))
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    changed_at: Mapped[Instant]


class Answer(Base):
    """An answer to a question, given for a request; all appointments of the request show it."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("request_id", "question_id"),)
    id: Mapped[Identity]
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    value: Mapped[LongText]
    """As typed for text; `yes`/`no`; ISO date; decimal number; the choice's text."""
    answered_at: Mapped[Instant]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)


class MetadataValue(Base):
    __tablename__ = "metadata_value"
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("metadata_field.id"), primary_key=True)
    value: Mapped[LongText]


class Note(Base):
    """Internal only; never in anything the consumer gets. Earlier text stays in history."""

    __tablename__ = "note"
    id: Mapped[Identity]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    text: Mapped[LongText]
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[Instant]
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    version: Mapped[int] = mapped_column(default=1)


class Link(Base):
    """What a link in a message allows: these actions on this version of one appointment, once, until it expires.

    The token itself is only in the message; here is its hash.
    """

    __tablename__ = "link"
    id: Mapped[Identity]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    token_hash: Mapped[CodeText] = mapped_column(unique=True)
    """SHA-256 in hexadecimal digits of a token of 128 random bits."""
    actions: Mapped[str] = mapped_column(String(200))
    """Codes of `Action`, with spaces between them."""
    appointment_version: Mapped[int]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Confirmation(Base):
    """The token of one promised time: its QR code. A new time gets a new one; the old is then told as moved.

    It grants nothing by itself (only a signed-in desk can scan it), so it is kept as it is printed.
    """

    __tablename__ = "confirmation"
    id: Mapped[Identity]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    token: Mapped[CodeText] = mapped_column(unique=True)
    starts_at: Mapped[Instant]
    created_at: Mapped[Instant]
