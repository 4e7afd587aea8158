"""Requests and answers: the desk accepts, declines, asks for other times; the consumer accepts, suggests, confirms."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Suggestion
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import CancelClass, Status
from frontdesk.services.moving import answer_by, slot_at, time_kept
from frontdesk.services.signing import sign
from frontdesk.services.under_way import Acting
from frontdesk.services.waiting import to_waiting_list
from frontdesk.views.suggestions import read_suggestions

MOST_SUGGESTIONS = 10
"""How many times a consumer may suggest at once."""
_YEARS = range(1851, 2199)
_NEWEST = select(func.max(Suggestion.created_at)).where(Suggestion.appointment_id == bindparam("appointment"))


def accept(acting: Acting) -> dict[str, Any]:
    """Book one of the times suggested, or the time that it has (row 3), if that is free still.

    Raises RuleBroken `suggestion.choose` (param `suggestions`: wall-clock times), `suggestion.unknown`,
    `start.missing`, and whatever stands in the way.
    """
    start = _chosen(acting)
    values = time_kept(acting) if start == acting.before["starts_at"] else slot_at(acting, start)
    return {"status": Status.BOOKED, **values}


def _chosen(acting: Acting) -> datetime:
    asked, own = acting.act.start, acting.before["starts_at"]
    suggested = read_suggestions(acting.work.connection, acting.before["id"])
    starts = [one.start for one in suggested]
    walls = tuple(one.wall_start for one in suggested)
    if asked is not None:
        if asked != own and asked not in starts:
            raise RuleBroken("suggestion.unknown", fields=("start",), suggestions=walls)
        return asked
    if len(starts) > 1:
        raise RuleBroken("suggestion.choose", fields=("start",), suggestions=walls)
    start: datetime | None = starts[0] if starts else own
    if start is None:
        raise RuleBroken("start.missing", fields=("start",))
    return start


def decline(acting: Acting) -> dict[str, Any]:
    """Say no (row 4): counted as declined; who was offered a slot from the waiting list is back on it."""
    if acting.before["status"] is Status.PENDING and acting.before["waiting_since"] is not None:
        return to_waiting_list(acting)
    return {
        "status": Status.CANCELLED,
        "cancel_class": CancelClass.DECLINED,
        "cancel_reason_id": acting.act.reason_id,
    }


def ask_to_reschedule(acting: Acting) -> dict[str, Any]:
    """Wait for another time from the consumer (row 5); it keeps its own until then."""
    return {"status": Status.PENDING, "answer_by": answer_by(acting.work, acting.before["starts_at"])}


def consumer_accepts(acting: Acting) -> dict[str, Any]:
    """The consumer says yes to its time (row 6), if it can be kept still."""
    return {"status": Status.BOOKED, **time_kept(acting), "consumer_confirmed_at": acting.work.at}


def consumer_suggests(acting: Acting) -> dict[str, Any]:
    """The consumer names other times (row 7); they wait for the desk, the appointment keeps its own meanwhile.

    Raises RuleBroken `suggestion.missing`, `suggestion.too-many`, `slot.past`, `time.range` at `suggestions`.
    """
    work, before = acting.work, acting.before
    starts = list(dict.fromkeys(acting.act.suggestions))
    _check(starts, work.at)
    newest = work.connection.execute(_NEWEST, {"appointment": before["id"]}).scalar()
    # Those of one moment belong together, and the newest are the open ones, whatever a desk's clock says.
    at = work.at if newest is None else max(work.at, newest + timedelta(microseconds=1))
    shared = {
        "request_id": before["request_id"],
        "appointment_id": before["id"],
        "zone": before["zone"],
        "note": acting.act.remark,
        "created_at": at,
    }
    times = [{"starts_at": start, "wall_start": to_wall(start, before["zone"])} for start in starts]
    add_all(work.connection, Suggestion, [shared | one for one in times])
    return {"status": Status.PROPOSED}


def _check(starts: list[datetime], now: datetime) -> None:
    if not starts:
        raise RuleBroken("suggestion.missing", fields=("suggestions",))
    if len(starts) > MOST_SUGGESTIONS:
        raise RuleBroken("suggestion.too-many", fields=("suggestions",), most=MOST_SUGGESTIONS)
    if any(start.year not in _YEARS for start in starts):
        raise RuleBroken("time.range", fields=("suggestions",))
    if any(start <= now for start in starts):
        raise RuleBroken("slot.past", fields=("suggestions",))


def consumer_declines(acting: Acting) -> dict[str, Any]:
    """The consumer says no (row 26): cancelled by them, or back on the waiting list that it was offered from."""
    if acting.before["waiting_since"] is not None:
        return to_waiting_list(acting)
    return {"status": Status.CANCELLED, "cancel_class": CancelClass.CONSUMER}


def consumer_confirms(acting: Acting) -> dict[str, Any]:
    """The consumer says yes to what is booked (row 25)."""
    return {"status": Status.BOOKED, "consumer_confirmed_at": acting.work.at}


def accept_task(acting: Acting) -> dict[str, Any]:
    """The clinician says that they will do it (row 23)."""
    return {"status": Status.BOOKED, "task_accepted_at": acting.work.at}


def reject_task(_acting: Acting) -> dict[str, Any]:
    """The clinician cannot do it (row 24): it keeps its time and room, and waits for another clinician."""
    return {"status": Status.PROPOSED, "clinician_id": None}


def confirm_completion(acting: Acting) -> dict[str, Any]:
    """The consumer confirms that it was completed (row 22), and may sign it.

    Raises what `checked_signature` raises.
    """
    sign(acting)
    return {"status": Status.FULFILLED, "completion_confirmed_at": acting.work.at}
