"""What is only ever added: history, messages to send, command ids."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import (
    JSON_DOCUMENT,
    Base,
    CodeText,
    Document,
    Identity,
    Instant,
    LongText,
    ShortText,
    Version,
)
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.words import MessageKind, OutboxState


class History(Base):
    """One change. Never updated or deleted: triggers refuse it.

    `changes` maps each column to [old, new]; an appointment's entries with a `version`, replayed in order, give the
    present row. Entries about notes, answers and metadata have no version.
    """

    __tablename__ = "history"
    __table_args__ = (
        UniqueConstraint("appointment_id", "version"),
        Index("ix_history_consumer", "consumer_id"),
        Index("ix_history_request", "request_id"),
    )
    id: Mapped[Identity]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    consumer_id: Mapped[int | None] = mapped_column(ForeignKey("consumer.id"))
    version: Mapped[int | None]
    action: Mapped[CodeText]
    """An `Action` code, or `note-added`, `note-edited`, `answer-corrected`, `metadata-changed`, `consumer-made`, …"""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    desk: Mapped[CodeText]
    at: Mapped[Instant]
    changes: Mapped[Document]
    message: Mapped[LongText]
    """What was written to the consumer with it, or empty."""
    command_id: Mapped[CodeText]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))


class Outbox(Base):
    """A message to send, written in the transaction of the change it tells of."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next", "state", "next_at"),
        Index("ix_outbox_consumer", "consumer_id", "id"),
    )
    id: Mapped[Identity]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumer.id"))
    history_id: Mapped[int] = mapped_column(ForeignKey("history.id"))
    kind: Mapped[CodeText]
    """Template: `confirmation`, `cancelled`, …"""
    channel: Mapped[CodeText]
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[CodeText]
    payload: Mapped[Any] = mapped_column(JSON_DOCUMENT)
    message_id: Mapped[CodeText] = mapped_column(unique=True)
    state: Mapped[OutboxState] = mapped_column(Code(OutboxState))
    created_at: Mapped[Instant]
    next_at: Mapped[Instant]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[LongText]
    claimed_by: Mapped[CodeText | None]
    """The running copy (`Desk.run`) that is sending it now."""
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """After this instant whoever claimed it is taken for dead, and another may send it, under the same message id."""
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    """The later message that tells what this one would have told, its own words included."""
    webhook_id: Mapped[int | None] = mapped_column(ForeignKey("webhook.id"))
    """Where to, of a message to another system."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """To whom of the staff; None for a message to the consumer, whom it is about in either case."""


class MessageTemplate(Base):
    """A template that the clinic wrote in place of the delivered one, in one language."""

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("kind", "language"),)
    id: Mapped[Identity]
    kind: Mapped[MessageKind] = mapped_column(Code(MessageKind))
    language: Mapped[CodeText]
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(20_000))
    html: Mapped[str] = mapped_column(String(20_000))
    """Empty: it is made from the text."""
    version: Mapped[Version]


class Webhook(Base):
    """Another system of the clinic that is told of every change of an appointment."""

    __tablename__ = "webhook"
    id: Mapped[Identity]
    name: Mapped[ShortText]
    url: Mapped[str] = mapped_column(String(500))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[Version]


class Command(Base):
    """A writing call that was done: asked for after a lost connection, and answered again instead of done twice."""

    __tablename__ = "command"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """128 bits as 32 hexadecimal digits, made by the form."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[Instant]
    result: Mapped[Document]
    """What the call returned, as ids."""
