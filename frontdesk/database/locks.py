"""Taking turns: for a slot, before the constraint is needed, and for a command that is asked for again."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from frontdesk.database.tables import Room, Staff

_CLINICIANS, _ROOMS = (
    select(one).where(one.in_(bindparam("ids", expanding=True))).order_by(one).with_for_update(key_share=True)
    for one in (Staff.id, Room.id)
)
_TURN = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))
_OUTBOX: Final = int.from_bytes(b"outbox", signed=True)


def lock_calendars(connection: Connection, clinician_ids: Iterable[int], room_ids: Iterable[int]) -> bool:
    """Holds these clinicians' and rooms' calendars until the transaction ends; waits while another desk has one.

    Call it before looking whether a slot is free. Clinicians come first, then rooms, each in id order, so that two
    desks never wait for each other in a ring. SQLite's writing transactions are alone already: nothing is done there.
    Says whether what was read before may be old by now: then it has to be read again.
    Raises what a lock time-out raises (`Database.write` makes Unavailable("database.busy") of it).
    """
    if connection.dialect.name == "sqlite":
        return False
    for rows, ids in ((_CLINICIANS, clinician_ids), (_ROOMS, room_ids)):
        wanted = sorted(set(ids))
        if wanted:
            connection.execute(rows, {"ids": wanted}).all()
    return True


def lock_command(connection: Connection, command_id: str) -> None:
    """Waits until no other transaction is at work on the command with this id (32 hexadecimal digits), then holds it.

    After a cut connection the server may still be committing what the desk asks for again. Call it before looking
    whether the command was done. On SQLite nothing is to do, and a lock time-out raises, as in `lock_calendars`.
    """
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(bytes.fromhex(command_id[:16]), signed=True)
        connection.execute(_TURN, {"key": key})


def lock_outbox(connection: Connection) -> None:
    """Waits until no other sender is choosing what it sends, then holds the choice until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(_TURN, {"key": _OUTBOX})
