"""Gives appointments another place at the same time, where a change of rooms or services took theirs away."""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, History, Room
from frontdesk.rules.changes import NOBODY, Changes
from frontdesk.rules.standing import Ahead, Unit
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import new_command_id
from frontdesk.services.record import history_row
from frontdesk.services.schedule_forms import Saved
from frontdesk.views.ahead import Rooming, read_rooming, seconds, standing, standing_ahead, unplaced_ahead

FEW = 100
"""So many are moved in the transaction that takes their places away; where there are more, all follow it."""
PIECE = 50
"""So many are moved in one transaction then, so that a desk that books meanwhile waits milliseconds."""
_PAUSE_SECONDS = 0.005
_A_DAY_SECONDS = 86_400
_TWO_DAYS = timedelta(days=2)

Place = tuple[int | None, int | None]
"""A room and the number of the place in it; neither where no room is needed."""
Moves = list[tuple[Ahead, Place]]


def reseat(work: Work, center_ids: Iterable[int]) -> Changes:
    """Move the appointments ahead that have lost their place to a free one of the kind they need, earlier ones first.

    One that needs no room any more gives its place back. One for which none is free stays: it is broken, and is
    listed as such. Where they are more than a few, nothing is done: call `reseat_rest` after. Lock the rooms before.
    """
    rows = unplaced_ahead(work.connection, work.at, center_ids, FEW + 1)
    return _reseat(work, rows) if len(rows) <= FEW else Changes()


def reseat_rest(desk: Desk, center_ids: Iterable[int]) -> Changes:
    """The same for many, after what took their places away is saved: in pieces, each a transaction.

    Those that were not reached when it ends early stay listed as unsettled until rooms there are saved again.
    """
    centers, changes = list(center_ids), Changes()
    with desk.database.read() as connection:
        if len(unplaced_ahead(connection, desk.now(), centers, FEW + 1)) <= FEW:
            return changes
        ids = [one.id for one in unplaced_ahead(connection, desk.now(), centers, None)]
    for first in range(0, len(ids), PIECE):
        piece = partial(_piece, centers, ids[first : first + PIECE])
        changes |= desk.command(new_command_id(), Saved, piece).changes
        time.sleep(_PAUSE_SECONDS)
    return changes


def _piece(center_ids: list[int], ids: list[int], work: Work) -> Saved:
    lock_rooms(work.connection, center_ids)
    return Saved(0, 0, _reseat(work, standing_ahead(work.connection, work.at, Appointment.id.in_(ids))))


def lock_rooms(connection: Connection, center_ids: Iterable[int]) -> None:
    """Whoever books a place at these centers meanwhile waits, and sees what was saved."""
    rooms = connection.execute(select(Room.id).where(Room.center_id.in_(list(center_ids)))).scalars()
    lock_calendars(connection, [], rooms)


def moves(rows: Iterable[Ahead], taken: "Taken", rooming: Rooming) -> Moves:
    """Where those of the rows that are in no place as they need one would go, in order of their start."""
    found = Moves()
    for one in rows:
        kind = rooming.needs[one.service_id].room_kind
        if rooming.is_placed(one):
            continue
        if kind is None:
            found.append((one, (None, None)))
        else:
            free = taken.first_free(rooming.places(one.center_id, kind), one.busy_from, one.busy_to)
            found += ((one, place) for place in free)
    return found


class Taken:
    """When each place is taken, as the database will see it; found by day."""

    def __init__(self, spans: Iterable[Any]) -> None:
        self._spans: dict[tuple[Unit, int], list[tuple[int, int]]] = {}
        for room_id, number, start, end in spans:
            self._take((room_id, number), start, end)

    @classmethod
    def read(cls, connection: Connection, center_ids: Iterable[int], first: date, last: date) -> "Taken":
        """On the days from the first to the last and those beside them."""
        busy = seconds(connection, Appointment.busy_from, Appointment.busy_to)
        spans = select(Appointment.room_id, Appointment.room_unit, *busy).where(
            Appointment.center_id.in_(list(center_ids)),
            Appointment.day >= first - _TWO_DAYS,
            Appointment.day <= last + _TWO_DAYS,
            Appointment.status.in_(HOLDS_SLOT),
            Appointment.overbooked.is_(False),
            Appointment.room_id.is_not(None),
        )
        return cls(connection.execute(spans).all())

    def first_free(self, places: Iterable[Unit], start: int, end: int) -> Iterator[Unit]:
        """The first of the places that is free then, which is taken from now on; none when there is none."""
        for place in places:
            if not any(begins < end and start < ends for begins, ends in self._near(place, start, end)):
                self._take(place, start, end)
                yield place
                return

    def add(self, rows: Iterable[Ahead]) -> None:
        """The places that these are in are taken."""
        for one in rows:
            if one.room_id is not None and one.room_unit is not None and not one.overbooked:
                self._take((one.room_id, one.room_unit), one.busy_from, one.busy_to)

    def _take(self, place: Unit, start: int, end: int) -> None:
        for day in {start // _A_DAY_SECONDS, end // _A_DAY_SECONDS}:
            self._spans.setdefault((place, day), []).append((start, end))

    def _near(self, place: Unit, start: int, end: int) -> Iterator[tuple[int, int]]:
        for day in {start // _A_DAY_SECONDS, end // _A_DAY_SECONDS}:
            yield from self._spans.get((place, day), ())


def _reseat(work: Work, rows: Sequence[Ahead]) -> Changes:
    """Write the new places, each with its history entry; one that another desk is at work on is left to it."""
    held = standing(work.connection, work.at).where(Appointment.id.in_([one.id for one in rows]))
    free = held.with_for_update(of=Appointment, key_share=True, skip_locked=True)
    mine = sorted(map(Ahead._make, work.connection.execute(free)), key=lambda one: (one.starts, one.id))
    if not mine:
        return Changes()
    days = [one.day for one in mine]
    taken = Taken.read(work.connection, {one.center_id for one in mine}, min(days), max(days))
    done = moves(mine, taken, read_rooming(work.connection))
    if done:
        values = [{"id_": one.id, "room": room, "unit": unit, "next": one.version + 1} for one, (room, unit) in done]
        work.connection.execute(_MOVED, values)
        add_all(work.connection, History, [_entry(work, one, place) for one, place in done])
    return Changes(
        days=frozenset((one.center_id, one.day) for one, _ in done),
        appointments=frozenset(one.id for one, _ in done),
        calendars=frozenset((one.clinician_id or NOBODY, one.day) for one, _ in done),
    )


def _entry(work: Work, one: Ahead, place: Place) -> dict[str, Any]:
    pairs = {"room_id": [one.room_id, place[0]], "room_unit": [one.room_unit, place[1]]}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return history_row(work, "room-changed", changes, appointment_id=one.id, version=one.version + 1)


_MOVED = (
    update(Appointment)
    .where(Appointment.id == bindparam("id_"))
    .values(room_id=bindparam("room"), room_unit=bindparam("unit"), version=bindparam("next"))
)
