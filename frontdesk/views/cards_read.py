"""The statement of cards anywhere in the calendar: what a month and the agenda show of an appointment."""

from typing import Any

from sqlalchemy import Row, Select, func

from frontdesk.database.tables import Appointment, Consumer, Dose, Room, Service
from frontdesk.rules.words import Modality
from frontdesk.views.card_rows import IN_PROGRAM, JOINED, KINDS
from frontdesk.views.day import Card

_SAME = ("id", "version", "code", "clinician_id", "wall_start", "wall_end", "status", "consumer_id", "service_id")
_COLUMNS = (
    *(Appointment.__table__.c[name] for name in (*_SAME, "overbooked", "late", "arrived_at")),
    Appointment.starts_at.label("start"),
    Appointment.ends_at.label("end"),
    func.coalesce(Consumer.first_name + " " + Consumer.last_name, "").label("consumer"),
    func.coalesce(Consumer.phone, "").label("phone"),
    func.coalesce(Service.name, "").label("service"),
    func.coalesce(Service.colour, 0).label("colour"),
    func.coalesce(Room.name, "").label("room"),
    Dose.number.label("dose"),
    func.coalesce(IN_PROGRAM, 0).label("doses"),
)
_CARDS = JOINED.with_only_columns(*_COLUMNS, maintain_column_froms=True).where(
    Appointment.starts_at.is_not(None),
    Appointment.ends_at.is_not(None),
    Appointment.wall_start.is_not(None),
    Appointment.wall_end.is_not(None),
)
_NAMES = tuple(column.name for column in _COLUMNS)
_ALLOWED = tuple(KINDS[{"start": "starts_at", "end": "ends_at"}.get(name, name)] for name in _NAMES)
_sound_shapes: set[tuple[type, ...]] = set()


def card_query(*more: Any) -> Select[Any]:
    """What `card_of` makes a card of, then `more`; whoever asks says of which appointments.

    A row without its times cannot be put in order: it is the day that says that it is damaged.
    """
    return _CARDS.add_columns(*more)


def card_of(row: Row[Any]) -> Card:
    """The card of a row of `card_query`. How they meet is not among what is read: nothing here shows it."""
    return Card(**dict(zip(_NAMES, row, strict=False)), modality=Modality.IN_PERSON)


def is_sound(row: Row[Any]) -> bool:
    """Whether the values that a card is made of are of the types that they should be; SQLite keeps any."""
    shape = tuple(map(type, row[: len(_NAMES)]))
    if shape not in _sound_shapes:
        if not all(kind in allowed for kind, allowed in zip(shape, _ALLOWED, strict=True)):
            return False
        _sound_shapes.add(shape)
    return True
