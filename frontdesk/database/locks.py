"""Taking turns for a slot: desks that want the same clinician or room queue here, before the constraint is needed."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

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
