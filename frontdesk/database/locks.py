"""Taking turns: for a slot, before the constraint is needed, and for a command that is asked for again."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import Room, Staff


def lock_calendars(connection: Connection, clinician_ids: Iterable[int], room_ids: Iterable[int]) -> bool:
    """Holds these clinicians' and rooms' calendars until the transaction ends; waits while another desk has one.

    Call it before looking whether a slot is free. Clinicians come first, then rooms, each in id order, so that two
    desks never wait for each other in a ring. SQLite's writing transactions are alone already: nothing is done there.
    Says whether what was read before may be old by now: then it has to be read again.
    Raises what a lock time-out raises (`Database.write` makes Unavailable("database.busy") of it).
    """
    if connection.dialect.name == "sqlite":
        return False
    for column, ids in ((Staff.id, clinician_ids), (Room.id, room_ids)):
        wanted = sorted(set(ids))
        if wanted:
            rows = select(column).where(column.in_(wanted)).order_by(column).with_for_update(key_share=True)
            connection.execute(rows).all()
    return True


def lock_command(connection: Connection, command_id: str) -> None:
    """Waits until no other transaction is at work on the command with this id (32 hexadecimal digits), then holds it.

    After a cut connection the server may still be committing what the desk asks for again. Call it before looking
    whether the command was done. On SQLite nothing is to do, and a lock time-out raises, as in `lock_calendars`.
    """
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(bytes.fromhex(command_id[:16]), signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
