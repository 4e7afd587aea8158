"""Gives appointments another place at the same time, where a change of rooms or services took theirs away."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Appointment, History
from frontdesk.rules.changes import Changes
from frontdesk.rules.openings import RoomUnit, free_unit
from frontdesk.rules.times import Interval
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.services.desk import Work
from frontdesk.services.record import history_row
from frontdesk.views.ahead import Unit, read_ground, standing_ahead

Place = tuple[int | None, int | None]
"""A room and the number of the place in it; neither where no room is needed."""


def reseat(work: Work, center_ids: Iterable[int]) -> Changes:
    """Move the appointments ahead that have lost their place to a free one of the kind they need, earlier ones first.

    One that needs no room any more gives its place back. One for which none is free stays: it is broken, and is
    listed as such. The rooms must be locked.
    """
    centers = list(center_ids)
    ground = read_ground(work.connection, work.at.date(), work.at.date(), [])
    taken = _Taken(work, centers)
    moves: list[tuple[Any, Place]] = []
    for row in standing_ahead(work.connection, work.at, Appointment.center_id.in_(centers)):
        kind = ground.needs[row.service_id].room_kind
        if kind is None and row.room_id is not None:
            moves.append((row, (None, None)))
        elif kind is not None:
            places = ground.units.get((row.center_id, kind), ())
            if (row.room_id, row.room_unit) not in places:
                moves += ((row, place) for place in taken.first_free(places, Interval(row.busy_from, row.busy_to)))
    _write(work, moves)
    return Changes(
        days=frozenset((row.center_id, row.day) for row, _ in moves),
        appointments=frozenset(row.id for row, _ in moves),
    )


class _Taken:
    """When each place is taken from now on, as the database will see it; found by day."""

    def __init__(self, work: Work, center_ids: list[int]) -> None:
        self._spans: dict[tuple[Unit, date], list[Interval]] = {}
        rows = work.connection.execute(
            select(Appointment.room_id, Appointment.room_unit, Appointment.busy_from, Appointment.busy_to).where(
                Appointment.center_id.in_(center_ids),
                Appointment.day >= work.at.date() - timedelta(days=2),
                Appointment.status.in_(HOLDS_SLOT),
                Appointment.overbooked.is_(False),
                Appointment.room_id.is_not(None),
            )
        )
        for row in rows:
            self._take((row.room_id or 0, row.room_unit or 0), Interval(row.busy_from, row.busy_to))

    def first_free(self, places: Iterable[Unit], busy: Interval) -> Iterator[Unit]:
        """The first of the places that is free then, which is taken from now on; none when there is none."""
        units = (RoomUnit(*place, tuple(self._near(place, busy))) for place in places)
        free = free_unit(units, busy)
        if free is not None:
            self._take((free.room_id, free.number), busy)
            yield free.room_id, free.number

    def _take(self, place: Unit, busy: Interval) -> None:
        for day in {busy.start.date(), busy.end.date()}:
            self._spans.setdefault((place, day), []).append(busy)

    def _near(self, place: Unit, busy: Interval) -> Iterator[Interval]:
        for day in {busy.start.date(), busy.end.date()}:
            yield from self._spans.get((place, day), ())


def _write(work: Work, moves: list[tuple[Any, Place]]) -> None:
    """Write the new places, each with its history entry."""
    if not moves:
        return
    rows = [{"id_": row.id, "room": room, "unit": unit, "next": row.version + 1} for row, (room, unit) in moves]
    changed = update(Appointment).where(Appointment.id == bindparam("id_"))
    work.connection.execute(
        changed.values(room_id=bindparam("room"), room_unit=bindparam("unit"), version=bindparam("next")), rows
    )
    add_all(work.connection, History, [_entry(work, row, place) for row, place in moves])


def _entry(work: Work, row: Any, place: Place) -> dict[str, Any]:
    pairs = {"room_id": [row.room_id, place[0]], "room_unit": [row.room_unit, place[1]]}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return history_row(work, "room-changed", changes, appointment_id=row.id, version=row.version + 1)
