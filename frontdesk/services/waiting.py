"""The waiting list in the table of transitions: put on it without a time, offered a slot from it, off it again."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final, cast

from sqlalchemy import Date, Table, Time, bindparam, delete, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Request, Waiting
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import Action, Status
from frontdesk.services.desk import Work
from frontdesk.services.moving import answer_by, slot_at
from frontdesk.services.record import differences
from frontdesk.services.under_way import Acting

CHANGED: Final = "waiting-changed"
"""The history's action when a wish is made, changed or given up without a transition."""
PREFIX: Final = "wish_"
"""What history calls the columns of a wish by, beside those of the appointment."""
WISHED: Final = (
    *("priority", "since", "first_day", "last_day", "weekdays"),
    *("from_time", "to_time", "clinician_id", "remark"),
)
"""The columns whose every change is in history."""
WISH_ENDS: Final = frozenset({Status.CANCELLED, Status.ENTERED_IN_ERROR, Status.FULFILLED, Status.NOSHOW})
"""The statuses with which nothing is waited for any more."""
_ROWS = cast("Table", Waiting.__table__)
_OF = _ROWS.c.appointment_id == bindparam("of")
_WISH = select(_ROWS).where(_OF)
_LOCKED = _WISH.with_for_update()
_GIVE_UP = delete(_ROWS).where(_OF).returning(_ROWS)
_REWRITE = update(_ROWS).where(_OF)
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


def follow_wish(acting: Acting, values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the wish in step with an appointment that is about to have these values; what history tells of it.

    Who goes on the list has a wish, kept from before or that of the request. It ends with the appointment, and with
    another time that the consumer took.
    """
    work, before = acting.work, acting.before
    if values["status"] is Status.WAITLIST:
        if work.connection.execute(_WISH, {"of": before["id"]}).first() is not None:
            return {}
        wish = Wish(clinician_id=values["clinician_id"])
        return told({}, write_wish(work, dict(before), wish, values["waiting_since"]))
    if not _ends(acting, values):
        return {}
    gone = _given_up(work, before["id"])
    return told(gone, dict.fromkeys(WISHED)) if gone else {}


def _ends(acting: Acting, values: Mapping[str, Any]) -> bool:
    """Whether nothing is waited for any more."""
    status, action = values["status"], acting.act.action
    if status is not Status.BOOKED:
        return status in WISH_ENDS and acting.before["status"] not in WISH_ENDS
    if action is Action.RESCHEDULE:
        start, before = values.get("starts_at"), acting.before["starts_at"]
        return start is not None and before is not None and start < before
    return action in {Action.ACCEPT, Action.CONSUMER_ACCEPTS}


def write_wish(work: Work, appointment: Mapping[str, Any], wish: Wish, since: datetime) -> dict[str, Any]:
    """Give an appointment (its id, center and service) a wish that it has not had; the columns written."""
    row = {name: getattr(wish, name) for name in WISHED if name != "since"} | {"since": since}
    fixed = {"center_id": appointment["center_id"], "service_id": appointment["service_id"], "version": 1}
    add(work.connection, Waiting, appointment_id=appointment["id"], **fixed, **row)
    return row


def locked_wish(work: Work, appointment_id: int) -> Mapping[str, Any] | None:
    """The wish as it stands, locked for this transaction; None where nothing is waited for."""
    found = work.connection.execute(_LOCKED, {"of": appointment_id}).mappings().first()
    return None if found is None else dict(found)


def rewrite_wish(work: Work, before: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Change columns of a wish that is locked."""
    work.connection.execute(_REWRITE, {"of": before["appointment_id"], **values, "version": before["version"] + 1})


def give_up_wish(work: Work, before: Mapping[str, Any]) -> dict[str, Any]:
    """Take a wish that is locked away; what history tells of it."""
    _given_up(work, before["appointment_id"])
    return told(before, dict.fromkeys(WISHED))


def _given_up(work: Work, appointment_id: int) -> dict[str, Any]:
    """What was wished for until now; empty for nothing."""
    found = work.connection.execute(_GIVE_UP, {"of": appointment_id}).mappings().first()
    return {} if found is None else dict(found)


def told(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a wish that differ, as history keeps them beside those of the appointment."""
    return {f"{PREFIX}{name}": both for name, both in differences(before, after).items()}


def restore_wish(work: Work, appointment: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give an appointment the wish back that it had before the entry with these `changes`; what history tells of it."""
    old = {name.removeprefix(PREFIX): both[0] for name, both in changes.items() if name.startswith(PREFIX)}
    if not old:
        return {}
    gone = _given_up(work, appointment["id"])
    if old.get("since") is None:
        return told(gone, dict.fromkeys(WISHED))
    values = {name: _typed(name, old.get(name)) for name in WISHED}
    since = values.pop("since")
    return told(gone, write_wish(work, appointment, Wish(**values), since))


def wish_back(work: Work, appointment: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The same for an entry without a transition; RuleBroken `undo.written-again` when it was changed since."""
    both = {name.removeprefix(PREFIX): pair for name, pair in changes.items()}
    now = locked_wish(work, appointment["id"])
    stands = all(_typed(name, new) == (now or {}).get(name) for name, (_old, new) in both.items())
    if not stands or appointment["status"] in WISH_ENDS:
        raise RuleBroken("undo.written-again")
    if now is None or "since" in both:
        return restore_wish(work, appointment, changes)
    values = {name: _typed(name, old) for name, (old, _new) in both.items()}
    rewrite_wish(work, now, values)
    return told(now, {**now, **values})


def _typed(name: str, value: Any) -> Any:
    """A value of history as its column keeps it."""
    kind = _ROWS.c[name].type
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(kind, Time) else value
