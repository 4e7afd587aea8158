"""The clinic itself: centers, opening hours, rooms with their units, reasons, metadata, settings, the plans' stamp."""

from datetime import time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import JSON_DOCUMENT, Base, CodeText, Identity, LongText, ShortText, Version, Zone
from frontdesk.database.types import Code
from frontdesk.rules.words import ReasonKind, VideoKind


class Clinic(Base):
    """The one row that names the clinic. `key` signs QR codes, so that a foreign or forged one is told apart."""

    __tablename__ = "clinic"
    id: Mapped[Identity]
    name: Mapped[ShortText]
    mark: Mapped[CodeText]
    """Short public mark in every QR code, made by `secrets`."""
    key: Mapped[CodeText]
    """Secret key (hex) of the QR codes' checks."""
    language: Mapped[CodeText]


class Center(Base):
    __tablename__ = "center"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    address: Mapped[LongText]
    phone: Mapped[CodeText]
    zone: Mapped[Zone]
    country: Mapped[CodeText]
    region: Mapped[CodeText | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[Version]


class OpeningHours(Base):
    """One weekly opening of a center in its local time; weekday 0 is Monday; an end of 00:00 means midnight."""

    __tablename__ = "opening_hours"
    id: Mapped[Identity]
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class Room(Base):
    """A room, station or piece of equipment; of its `RoomUnit` rows those up to `capacity` are in use."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("center_id", "code"),)
    id: Mapped[Identity]
    center_id: Mapped[int] = mapped_column(ForeignKey("center.id"))
    code: Mapped[CodeText]
    name: Mapped[ShortText]
    kind: Mapped[CodeText]
    capacity: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[Version]


class RoomUnit(Base):
    """One numbered place of a room, 1 to its capacity; an appointment takes one."""

    __tablename__ = "room_unit"
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class Department(Base):
    __tablename__ = "department"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    active: Mapped[bool] = mapped_column(default=True)


class Reason(Base):
    """A reason from the clinic's list, for cancelling, completing or not attending."""

    __tablename__ = "reason"
    __table_args__ = (UniqueConstraint("kind", "code"),)
    id: Mapped[Identity]
    kind: Mapped[ReasonKind] = mapped_column(Code(ReasonKind))
    code: Mapped[CodeText]
    name: Mapped[ShortText]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class MetadataField(Base):
    """A field that appointments share with the clinic's other systems (APT-5)."""

    __tablename__ = "metadata_field"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class VideoPlatform(Base):
    """Where video appointments take place, and how their links are made; its secret is in the key ring."""

    __tablename__ = "video_platform"
    id: Mapped[Identity]
    name: Mapped[ShortText]
    kind: Mapped[VideoKind] = mapped_column(Code(VideoKind))
    address: Mapped[str] = mapped_column(String(500))
    """A template: the link with places in braces. A provider: where it is asked. Empty for pasted links."""
    answer_path: Mapped[ShortText]
    """Where in a provider's answer (JSON) the link stands, such as `meeting.join_url`; else empty."""
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[Version]


class Setting(Base):
    """A setting of the clinic, such as `booking.slot_choice`; desks' own settings are in a file."""

    __tablename__ = "setting"
    name: Mapped[CodeText] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON_DOCUMENT)


class PlanStamp(Base):
    """One row that says which plans these are: drawn anew by triggers whenever anybody writes to a table of plans.

    See `triggers.PLANNED`. No row: none was written yet.
    """

    __tablename__ = "plan_stamp"
    id: Mapped[Identity]
    stamp: Mapped[CodeText]
