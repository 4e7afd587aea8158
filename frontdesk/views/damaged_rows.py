"""Finds the appointments whose rows cannot be read as they should, over the whole database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError

from frontdesk.database.tables import Appointment, Center
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.views.card_rows import SHOWN, UNREADABLE, Clock, Shapes, mended, rows_of, wrong_in
from frontdesk.views.day import Card

_PAGE = select(Appointment.id).where(Appointment.id > bindparam("last")).order_by(Appointment.id).limit(1000)
_clock = lru_cache(maxsize=4096)(Clock)


def damaged_rows(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Id, short code and what is wrong, by the codes of `Card.problem`; in the order of ids."""
    last, sound = 0, set[tuple[type, ...]]()
    while ids := connection.execute(_PAGE, {"last": last}).scalars().all():
        yield from _damaged(connection, ids, sound)
        last = ids[-1]


@contextmanager
def told_of_damage(connection: Connection, appointment_id: int) -> Iterator[None]:
    """Where reading an appointment fails because its row is damaged: RuleBroken `appointment.damaged`, else as ever."""
    try:
        yield
    except (*UNREADABLE, RuleBroken, DBAPIError) as problem:
        if isinstance(problem, DBAPIError) and "decode" not in str(problem.orig):
            raise
        for _id, code, what in _damaged(connection, [appointment_id], set()):
            raise RuleBroken("appointment.damaged", appointment=appointment_id, code=code, what=what) from problem
        raise


def _damaged(connection: Connection, ids: Sequence[int], sound: Shapes) -> Iterator[tuple[int, str, str]]:
    zones = {row[0]: row[1] for row in connection.execute(select(Center.id, Center.zone))}
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


def _waits(card: Any) -> bool:
    """Whether it is a request that has no time yet."""
    return card.status in (Status.PROPOSED, Status.PENDING) and card.start is None and card.end is None
