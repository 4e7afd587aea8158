"""Gives appointments another place at the same time, where a change of rooms or services took theirs away."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import update

from frontdesk.database.tables import Appointment
from frontdesk.rules.changes import Changes
from frontdesk.rules.openings import RoomUnit, free_unit
from frontdesk.rules.times import Interval
from frontdesk.services.desk import Work
from frontdesk.services.record import write_history
from frontdesk.views.ahead import Unit, read_ground, standing_ahead


def reseat(work: Work, center_ids: Iterable[int]) -> Changes:
    """Move the appointments ahead that have lost their place to a free one of the kind they need, earlier ones first.

    One that needs no room any more gives its place back. One for which none is free stays: it is broken, and is
    listed as such. The rooms must be locked.
    """
    ground = read_ground(work.connection, work.at.date(), work.at.date(), [])
    rows = standing_ahead(work.connection, work.at, Appointment.center_id.in_(list(center_ids)))
    taken: dict[Unit, list[Interval]] = {}
    for row in rows:
        if row.room_id is not None and not row.overbooked:
            taken.setdefault((row.room_id, row.room_unit), []).append(Interval(row.busy_from, row.busy_to))
    changes = Changes()
    for row in rows:
        kind = ground.needs[row.service_id].room_kind
        if kind is None and row.room_id is not None:
            changes |= _moved(work, row, (None, None))
        elif kind is not None:
            places = ground.units.get((row.center_id, kind), ())
            if (row.room_id, row.room_unit) not in places:
                changes |= _moved_to_free(work, row, places, taken)
    return changes


def _moved_to_free(work: Work, row: Any, places: Iterable[Unit], taken: dict[Unit, list[Interval]]) -> Changes:
    """Move it to the first of the places that is free for it, which then is taken; nothing when none is."""
    busy = Interval(row.busy_from, row.busy_to)
    free = free_unit((RoomUnit(*place, tuple(taken.get(place, ()))) for place in places), busy)
    if free is None:
        return Changes()
    taken.setdefault((free.room_id, free.number), []).append(busy)
    return _moved(work, row, (free.room_id, free.number))


def _moved(work: Work, row: Any, place: tuple[int | None, int | None]) -> Changes:
    """Write the appointment's new place, with its history entry."""
    version = row.version + 1
    work.connection.execute(
        update(Appointment)
        .where(Appointment.id == row.id)
        .values(room_id=place[0], room_unit=place[1], version=version)
    )
    pairs = {"room_id": [row.room_id, place[0]], "room_unit": [row.room_unit, place[1]]}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    write_history(work, "room-changed", changed, appointment_id=row.id, version=version)
    return Changes(days=frozenset({(row.center_id, row.day)}), appointments=frozenset({row.id}))
