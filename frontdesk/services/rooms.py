"""Saves rooms, stations and equipment: a room has as many numbered places as its capacity.

Places above a capacity that was lowered stay in the database, since past appointments took place there; everybody
who reads places leaves them out.
"""

from typing import Any

from sqlalchemy import func, select, update

from frontdesk.database.adding import add, add_all
from frontdesk.database.tables import Room, RoomUnit
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.desk import Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import center_zone, may_only_set_up, note_change, standing_row
from frontdesk.services.reseating import lock_rooms
from frontdesk.services.schedule_forms import RoomForm, Saved
from frontdesk.services.typed import typed_text

MOST_PLACES = 500
_FOLLOWED = ("code", "name", "kind", "capacity", "active")


def save_room(work: Work, form: RoomForm) -> Saved:
    """Make the room, or save the changed one; see `Schedules.save`.

    Appointments ahead whose place is gone are given another one by `services.reseating`.
    """
    may_only_set_up(work)
    center_zone(work, form.center_id)
    values = _values(form)
    before = _before(work, form)
    _refuse_taken(work, form, values["code"])
    if before is None:
        room_id, version = add(work.connection, Room, **values, center_id=form.center_id, version=1), 1
    else:
        room_id, version = before["id"], before["version"] + 1
        work.connection.execute(update(Room).where(Room.id == room_id).values(**values, version=version))
    _make_places(work, room_id, values["capacity"])
    documents = [{name: row[name] for name in _FOLLOWED} if row else None for row in (before, values)]
    note_change(work, Room, room_id, version, *documents)
    center_id = before["center_id"] if before else form.center_id
    return Saved(room_id, version, Changes(plans=frozenset({center_id})))


def _before(work: Work, form: RoomForm) -> dict[str, Any] | None:
    """The room as it stands, None for a new one; the calendars of all rooms of the center are locked."""
    if form.room_id is None:
        lock_rooms(work.connection, [form.center_id])
        return None
    return dict(
        standing_row(
            work, Room, form.room_id, form.version, lambda row: lock_rooms(work.connection, [row["center_id"]])
        ),
    )


def _values(form: RoomForm) -> dict[str, Any]:
    return {
        "code": typed_text(form.code, "code", 64, required=True, lines=False),
        "name": typed_text(form.name, "name", 100, required=True, lines=False),
        "kind": typed_text(form.kind, "kind", 64, required=True, lines=False),
        "capacity": typed_number(form.capacity, "capacity", 1, MOST_PLACES),
        "active": form.active,
    }


def _refuse_taken(work: Work, form: RoomForm, code: str) -> None:
    """Two rooms of a center whose codes differ only in case would be mixed up."""
    rooms = select(Room.name).where(
        Room.center_id == form.center_id, func.lower(Room.code) == code.lower(), Room.id != (form.room_id or 0)
    )
    taken = work.connection.execute(rooms).scalar()
    if taken is not None:
        raise RuleBroken("room.taken", fields=("code",), code=code, name=taken)


def _make_places(work: Work, room_id: int, capacity: int) -> None:
    there = set(work.connection.execute(select(RoomUnit.number).where(RoomUnit.room_id == room_id)).scalars())
    wanted = [{"room_id": room_id, "number": number} for number in range(1, capacity + 1) if number not in there]
    add_all(work.connection, RoomUnit, wanted)
