"""Finds the appointments whose rows cannot be read as they should, over the whole database."""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Connection, select

from frontdesk.database.tables import Appointment, Center
from frontdesk.rules.words import Status
from frontdesk.views.card_rows import SHOWN, Clock, Shapes, mended, rows_of, wrong_in
from frontdesk.views.day import Card

_AT_ONCE = 1000
_clock = lru_cache(maxsize=4096)(Clock)


def damaged_rows(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Id, short code and what is wrong, by the codes of `Card.problem`; in the order of ids."""
    zones = {row[0]: row[1] for row in connection.execute(select(Center.id, Center.zone))}
    sound: Shapes = set()
    last = 0
    while True:
        page = select(Appointment.id).where(Appointment.id > last).order_by(Appointment.id).limit(_AT_ONCE)
        ids = connection.execute(page).scalars().all()
        if not ids:
            return
        for row in rows_of(connection, ids):
            values, problem = mended(row, sound)
            *of_card, center_id, day, zone, dose_id = values
            card = Card(*of_card)
            if not problem and center_id not in zones:
                problem = "center.missing"
            if not problem and card.status in SHOWN and not _waits(card):
                problem = wrong_in(card, _clock(day, zones[center_id]), zone, dose_id) if day else "day.other"
            if problem:
                yield card.id, card.code, problem
        last = ids[-1]


def _waits(card: Card) -> bool:
    """Whether it is a request that has no time yet."""
    return card.status in (Status.PROPOSED, Status.PENDING) and card.start is None and card.end is None
