"""09:00 stays 09:00: when the rules of time zones change, instants are derived again from the promised wall clock.

The rules come with the package tzdata. Which version of it everything agrees with is in the clinic's setting
`tzdata.version`, with the day on which that was seen to: what lies before that day is settled.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Integer, and_, bindparam, func, or_, select, update
from tzdata import IANA_VERSION  # type: ignore[import-untyped]  # one constant, without hints

from frontdesk.database.adding import add
from frontdesk.database.changes import tell
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, Confirmation, History, ScheduleException, Setting, StaffCenter
from frontdesk.rules.changes import NOBODY, Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import MIDNIGHT, nearest_instant, to_wall
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.services.desk import Desk
from frontdesk.services.forms import new_command_id
from frontdesk.services.record import differences

RULES: str = IANA_VERSION
AGREES_WITH = "tzdata.version"
CLOCK_RULES = "clock-rules"
"""The history's action; nobody is its actor."""

_A_DAY = timedelta(days=1)
_BATCH = 100
_PAUSE_SECONDS = 0.005
"""Between two batches, so that a desk that books meanwhile waits milliseconds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was derived anew, and the appointments that were left as they were.

    Those are left whose time does not exist any more or is taken by another, such as one at a center in another zone:
    `verify` tells them as `time.drift` until somebody moves them.
    """

    appointments: int = 0
    exceptions: int = 0
    left: tuple[int, ...] = ()
    changes: Changes = field(default_factory=Changes)


def keep_promises(desk: Desk) -> Kept:
    """See to it that every instant from now on is that of its promised time, by the rules of today.

    Costs one read when nothing changed. A desk with older rules than the clinic's changes nothing, but has the next
    one with newer rules look again, since it books by its own. Raises Unavailable; what was done until then is kept.
    """
    with desk.database.read() as connection:
        known = desk.memory.plans(connection).setting(connection, AGREES_WITH, None)
    today = desk.now().date()
    if known is not None and known["version"] == RULES:
        return Kept()
    since = today if known is None else date.fromisoformat(known["since"])
    if known is not None and known["version"] > RULES:
        _remember(desk, since)
        return Kept()
    kept = _derive(desk, since - _A_DAY)
    _remember(desk, today)
    return kept


def _remember(desk: Desk, since: date) -> None:
    value = {"version": RULES, "since": since.isoformat()}

    def work(connection: Connection) -> None:
        if not connection.execute(update(Setting).where(Setting.name == AGREES_WITH).values(value=value)).rowcount:
            add(connection, Setting, name=AGREES_WITH, value=value)

    with suppress(RuleBroken):  # another desk wrote the first one at the same moment
        desk.database.write(work)


def _derive(desk: Desk, since: date) -> Kept:
    """Batch after batch, and what is left over once more, as long as others have moved out of its way."""
    midnight = datetime.combine(since, MIDNIGHT)
    with desk.database.read() as connection:
        promised: Iterable[Any] = connection.execute(_PROMISED, {"since": since})
        drifted = [row for row in promised if _new_times(row)]
        exceptions = [row.id for row in connection.execute(_EXCEPTIONS, {"since": midnight}) if _new_span(row)]
    changes = Changes()
    waiting = [row.id for row in sorted(drifted, key=_turn)]
    while True:
        left: list[int] = []
        for ids in _batches(waiting):
            not_moved, touched = desk.database.write(partial(_move, desk, ids))
            left += not_moved
            changes |= touched
        if not left or left == waiting:
            break
        waiting = left
    for ids in _batches(exceptions):
        changes |= desk.database.write(partial(_move_exceptions, desk, ids))
    return Kept(len(drifted) - len(left), len(exceptions), tuple(left), changes)


def _turn(row: Any) -> tuple[bool, float]:
    """Those that come earlier now from the first on, those that come later from the last: each into time left free."""
    later = nearest_instant(row.wall_start, row.zone, row.starts_at) > row.starts_at
    return later, row.starts_at.timestamp() * (-1 if later else 1)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _BATCH):
        if first:
            time.sleep(_PAUSE_SECONDS)
        yield ids[first : first + _BATCH]


def _new_times(row: Any) -> dict[str, Any]:
    """The columns that differ by the rules of today: the same wall-clock start, the same real minutes."""
    start = nearest_instant(row.wall_start, row.zone, row.starts_at)
    shift = start - row.starts_at
    moved = {name: getattr(row, name) + shift for name in ("starts_at", "ends_at", "busy_from", "busy_to") if shift}
    wall_end = to_wall(row.ends_at + shift, row.zone)
    return moved if wall_end == row.wall_end else moved | {"wall_end": wall_end}


def _move(desk: Desk, ids: Sequence[int], connection: Connection) -> tuple[list[int], Changes]:
    """Give these appointments their new instants; returns those that could not have them, and what was changed."""
    order = {one: number for number, one in enumerate(ids)}
    rows: Sequence[Any] = connection.execute(_ROWS, {"ids": list(ids)}).all()
    lock_calendars(
        connection,
        (row.clinician_id for row in rows if row.clinician_id is not None),
        (row.room_id for row in rows if row.room_id is not None),
    )
    left, changes, command_id = list[int](), Changes(), new_command_id()
    for row in sorted(rows, key=lambda row: order[row.id]):
        values = _new_times(row)
        if not values:  # another desk was first
            continue
        if _is_skipped(row) or _is_taken(connection, row, values):
            left.append(row.id)
            continue
        _write(desk, connection, row, values, command_id)
        changes |= _touched(row)
    tell(connection, desk.run, changes)
    return left, changes


def _is_skipped(row: Any) -> bool:
    """Whether no clock shows the promised time any more."""
    wall: datetime = row.wall_start
    return to_wall(nearest_instant(wall, row.zone, row.starts_at), row.zone) != wall


def _is_taken(connection: Connection, row: Any, values: Mapping[str, Any]) -> bool:
    """Whether another one holds the new time with the same clinician or in the same place."""
    if row.status not in HOLDS_SLOT or row.overbooked or "busy_from" not in values:
        return False
    asked = {
        "days": [row.day + _A_DAY * number for number in (-1, 0, 1)],
        "id": row.id,
        "from": values["busy_from"],
        "to": values["busy_to"],
        "clinician": row.clinician_id,
        "center": row.center_id,
        "room": row.room_id,
        "unit": row.room_unit,
    }
    return connection.execute(_IN_THE_WAY, asked).first() is not None


def _write(desk: Desk, connection: Connection, row: Any, values: Mapping[str, Any], command_id: str) -> None:
    """The appointment with its history entry; its confirmation stays good, since the promised time is the same."""
    version = row.version + 1
    connection.execute(update(Appointment).where(Appointment.id == row.id).values(**values, version=version))
    connection.execute(
        update(Confirmation)
        .where(Confirmation.appointment_id == row.id, Confirmation.starts_at == row.starts_at)
        .values(starts_at=values.get("starts_at", row.starts_at))
    )
    _note(desk, connection, differences(row._asdict(), values), command_id, appointment_id=row.id, version=version)


def _note(desk: Desk, connection: Connection, changes: Mapping[str, Any], command_id: str, **of_what: int) -> None:
    add(
        connection,
        History,
        action=CLOCK_RULES,
        actor_id=None,
        desk=desk.name,
        at=desk.now(),
        changes=dict(changes),
        message="",
        command_id=command_id,
        **of_what,
    )


def _touched(row: Any) -> Changes:
    return Changes(
        days=frozenset({(row.center_id, row.day)}),
        appointments=frozenset({row.id}),
        consumers=frozenset({row.consumer_id}),
        calendars=frozenset({(row.clinician_id or NOBODY, row.day)}),
        requests=frozenset({row.request_id}),
    )


def _new_span(row: Any) -> dict[str, datetime]:
    """The ends of leave, a block, extra hours or a closure that differ by the rules of today."""
    ends = {"starts_at": row.wall_start, "ends_at": row.wall_end}
    found = {name: nearest_instant(wall, row.zone, getattr(row, name)) for name, wall in ends.items()}
    return {name: instant for name, instant in found.items() if instant != getattr(row, name)}


def _move_exceptions(desk: Desk, ids: Sequence[int], connection: Connection) -> Changes:
    """Give these exceptions their new instants; they keep their version, since nothing that people edit has changed."""
    lock_calendars(connection, connection.execute(_CONCERNED, {"ids": list(ids)}).scalars(), [])
    rows: Sequence[Any] = connection.execute(_EXCEPTION_ROWS, {"ids": list(ids)}).all()
    told, command_id = Changes(), new_command_id()
    for row in rows:
        values = _new_span(row)
        if values:
            table = ScheduleException
            connection.execute(update(table).where(table.id == row.id).values(**values))
            changed = {f"exception {row.id} {name}": pair for name, pair in differences(row._asdict(), values).items()}
            _note(desk, connection, changed, command_id)
            told |= Changes(everything=True) if row.center_id is None else Changes(plans=frozenset({row.center_id}))
    tell(connection, desk.run, told)
    return told


# The statements, made once.

_PROMISED = select(
    Appointment.id,
    Appointment.zone,
    Appointment.wall_start,
    Appointment.wall_end,
    Appointment.starts_at,
    Appointment.ends_at,
    Appointment.busy_from,
    Appointment.busy_to,
).where(Appointment.day >= bindparam("since"))
_ROWS = (
    select(Appointment.__table__)
    .where(Appointment.id.in_(bindparam("ids", expanding=True)))
    .order_by(Appointment.id)
    .with_for_update(key_share=True)
)
_EXCEPTIONS = select(ScheduleException.__table__).where(ScheduleException.wall_end >= bindparam("since"))
_EXCEPTION_ROWS = (
    select(ScheduleException.__table__)
    .where(ScheduleException.id.in_(bindparam("ids", expanding=True)))
    .order_by(ScheduleException.id)
    .with_for_update(key_share=True)
)
_CONCERNED = select(func.coalesce(ScheduleException.clinician_id, StaffCenter.staff_id)).select_from(
    ScheduleException.__table__.outerjoin(
        StaffCenter,
        and_(ScheduleException.clinician_id.is_(None), StaffCenter.center_id == ScheduleException.center_id),
    )
)
_CONCERNED = _CONCERNED.where(
    ScheduleException.id.in_(bindparam("ids", expanding=True)),
    or_(ScheduleException.clinician_id.is_not(None), StaffCenter.staff_id.is_not(None)),
)
_NEAR = Appointment.day.in_(bindparam("days", expanding=True))
_IN_THE_WAY = (
    select(Appointment.id)
    .where(
        or_(
            and_(Appointment.clinician_id == bindparam("clinician", type_=Integer), _NEAR),
            and_(
                Appointment.center_id == bindparam("center"),
                _NEAR,
                Appointment.room_id == bindparam("room", type_=Integer),
                Appointment.room_unit == bindparam("unit", type_=Integer),
            ),
        ),
        Appointment.status.in_(HOLDS_SLOT),
        Appointment.overbooked.is_(False),
        Appointment.id != bindparam("id"),
        Appointment.busy_from < bindparam("to"),
        Appointment.busy_to > bindparam("from"),
    )
    .limit(1)
)
