"""When people work: weekly schedules in a center's local time, and the exceptions to them."""

from datetime import date, time

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import Base, CodeText, Identity, Instant, LongText, ShortText, Version, Wall, Zone
from frontdesk.database.types import Code
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality


class WorkSchedule(Base):
    """A clinician's weekly schedule at a center; `valid_to` is its last day, None for open end."""

    __tablename__ = "work_schedule"
    id: Mapped[Identity]
    clinician_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"), index=True)
    name: Mapped[ShortText]
    calendar_type: Mapped[CalendarType] = mapped_column(Code(CalendarType))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class WorkScheduleLine(Base):
    """One weekly line; weekday 0 is Monday; times are the center's wall clock; an end of 00:00 means midnight.

    Without `LineService` (`LineModality`) rows it is for all services (modalities).
    """

    __tablename__ = "work_schedule_line"
    id: Mapped[Identity]
    schedule_id: Mapped[int] = mapped_column(ForeignKey("work_schedule.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class LineService(Base):
    __tablename__ = "line_service"
    line_id: Mapped[int] = mapped_column(ForeignKey("work_schedule_line.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)


class LineModality(Base):
    __tablename__ = "line_modality"
    line_id: Mapped[int] = mapped_column(ForeignKey("work_schedule_line.id"), primary_key=True)
    modality: Mapped[Modality] = mapped_column(Code(Modality), primary_key=True)


class ScheduleException(Base):
    """Leave, block or extra hours of a clinician, or closure of a center (then `clinician_id` is None).

    Leave and block with a `center_id` of None hold at every center.
    """

    __tablename__ = "schedule_exception"
    __table_args__ = (
        Index("ix_schedule_exception_clinician", "clinician_id", "starts_at"),
        Index("ix_schedule_exception_center", "center_id", "starts_at"),
    )
    id: Mapped[Identity]
    kind: Mapped[ExceptionKind] = mapped_column(Code(ExceptionKind))
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    center_id: Mapped[int | None] = mapped_column(ForeignKey("center.id"))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    wall_start: Mapped[Wall]
    wall_end: Mapped[Wall]
    zone: Mapped[Zone]
    remark: Mapped[LongText]
    version: Mapped[Version]


class Hold(Base):
    """A slot on the screen of a desk, kept for it until `expires_at`; one row for each dose of a program.

    It keeps nobody off by itself: the services look at it once the calendars are locked. What is over is as good as
    gone, and swept away by the next hold.
    """

    __tablename__ = "hold"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "room_unit"], ["room_unit.room_id", "room_unit.number"]),
        Index("ix_hold_clinician_day", "clinician_id", "day"),
        Index("ix_hold_center_day", "center_id", "day"),
    )
    id: Mapped[Identity]
    token: Mapped[CodeText] = mapped_column(index=True)
    """128 bits as 32 hexadecimal digits, made by the form that holds."""
    desk: Mapped[CodeText]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    clinician_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    room_id: Mapped[int | None]
    room_unit: Mapped[int | None]
    day: Mapped[date]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    busy_from: Mapped[Instant]
    busy_to: Mapped[Instant]
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
