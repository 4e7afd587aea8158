"""Requests, appointments and what hangs on them: tasks, answers, metadata, notes, confirmations."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import Base, CodeText, Identity, Instant, LongText, Version, Wall, Zone
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.words import CancelClass, Modality, RequestKind, RequestState, Source, Status, TaskState


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
