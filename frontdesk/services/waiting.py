"""The waiting list: put on it without a time, offered a slot from it."""

from typing import Any

from sqlalchemy import bindparam, select

from frontdesk.database.tables import Request
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.services.moving import answer_by, slot_at
from frontdesk.services.under_way import Acting

_WISHED = select(Request.clinician_id).where(Request.id == bindparam("request"))
_NO_SLOT: dict[str, Any] = {
    **dict.fromkeys(("room_id", "room_unit", "day", "starts_at", "ends_at", "busy_from", "busy_to")),
    **dict.fromkeys(("wall_start", "wall_end", "overbook_reason")),
    "overbooked": False,
}


def to_waiting_list(acting: Acting) -> dict[str, Any]:
    """It gives up its time and waits for another (row 10), with the clinician who was wished for, or anybody.

    Who was on the list before keeps the place that goes with it.
    """
    before, work = acting.before, acting.work
    wished = work.connection.execute(_WISHED, {"request": before["request_id"]}).scalar()
    since = before["waiting_since"] or work.at
    return {"status": Status.WAITLIST, **_NO_SLOT, "clinician_id": wished, "waiting_since": since}


def offer_slot(acting: Acting) -> dict[str, Any]:
    """A slot for who waits (row 11), kept until the consumer answers.

    Raises RuleBroken `start.missing`, and whatever stands in the way.
    """
    if acting.act.start is None:
        raise RuleBroken("start.missing", fields=("start",))
    values = slot_at(acting, acting.act.start)
    return {"status": Status.PENDING, "answer_by": answer_by(acting.work, values["starts_at"]), **values}
