"""People: staff with roles, centers, services and accounts; consumers and the words they are found by."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import Base, CodeText, Identity, Instant, LongText, ShortText, Zone
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.words import ConfirmationMode, Role


class Staff(Base):
    """Someone who works here. `confirmation_mode` overrides the service's; None follows it."""

    __tablename__ = "staff"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    """As shown and printed: "Dr Mei Chen"."""
    sort_name: Mapped[ShortText]
    email: Mapped[str | None] = mapped_column(String(254))
    confirmation_mode: Mapped[ConfirmationMode | None] = mapped_column(Code(ConfirmationMode))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    """The room a clinician usually works in."""
    active: Mapped[bool] = mapped_column(default=True)


class StaffRole(Base):
    __tablename__ = "staff_role"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Code(Role), primary_key=True)


class StaffCenter(Base):
    """Where a staff member works; an agent acts on the appointments of these centers."""

    __tablename__ = "staff_center"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"), primary_key=True)


class StaffService(Base):
    """Which services a clinician is able to give."""

    __tablename__ = "staff_service"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)


class Account(Base):
    """How a staff member signs in: argon2id hash, and what slows down guessing."""

    __tablename__ = "account"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[CodeText] = mapped_column(unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    closed_until: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ClinicianGroup(Base):
    """Clinicians to whom a request may be given together: whoever of them is free takes it."""

    __tablename__ = "clinician_group"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class ClinicianGroupMember(Base):
    __tablename__ = "clinician_group_member"
    group_id: Mapped[int] = mapped_column(ForeignKey("clinician_group.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)


class OnDemand(Base):
    """A clinician who is available now, at this center, for requests of the kind `now`: the switch is on."""

    __tablename__ = "on_demand"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    since: Mapped[Instant]
    set_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class ConsumerGroup(Base):
    """A group of consumers, such as families or those of a company, told on their requests."""

    __tablename__ = "consumer_group"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Consumer(Base):
    """The person an appointment is for. Never signs in."""

    __tablename__ = "consumer"
    __table_args__ = (
        Index("ix_consumer_sort", "sort_name", "id"),
        Index("ix_consumer_birth", "birth_date"),
        Index(
            "ix_consumer_merged",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
    )
    id: Mapped[Identity]
    user_id: Mapped[CodeText] = mapped_column(unique=True)
    """Lower case; unique."""
    first_name: Mapped[ShortText]
    last_name: Mapped[ShortText]
    sort_name: Mapped[str] = mapped_column(String(220))
    """ "last first" without accents and case, the order of the list."""
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[CodeText | None]
    """E.164, such as +351912345678."""
    title: Mapped[CodeText | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    birth_date: Mapped[date | None]
    language: Mapped[CodeText]
    zone: Mapped[Zone]
    remarks: Mapped[LongText]
    created_at: Mapped[Instant]
    version: Mapped[int] = mapped_column(default=1)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("consumer.id"))
    """The record that this one became part of, itself never merged: it is kept, but nobody finds or books it."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("consumer_group.id"))


class ConsumerWord(Base):
    """A normalised word a consumer is found by: name parts, user ID, e-mail, phone digits."""

    __tablename__ = "consumer_word"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # declarative takes a plain dictionary
    word: Mapped[CodeText] = mapped_column(primary_key=True)
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumer.id"), primary_key=True, index=True)
