"""Why a request cannot be answered any more: who booked, declined or closed it, and when."""

from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select

from frontdesk.database.tables import Appointment, Center, History, Staff
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Action, RequestState

ACCEPTED: Final = "accept-request"
DECLINED: Final = "decline-request"
WITHDRAWN: Final = "withdraw"
"""The actions of the entries of history that tell how a request was answered."""
_BOOKS: Final = (Action.BOOK.value, ACCEPTED)
_CLOSES: Final = (WITHDRAWN, Action.CANCEL.value, Action.DECLINE.value, Action.MISTAKE.value, "undone")

_ZONE: Final = select(Center.zone).where(Center.id == bindparam("center")).scalar_subquery().label("zone")


def closed(connection: Connection, row: Any) -> RuleBroken:
    """The refusal for a request that does not wait any more; `row` is its row, locked.

    Its code is `request.booked`, `request.declined` or `request.withdrawn`; params `by` and `at`, the center's clock.
    """
    code, actions = _what(row)
    of_it = select(Appointment.id).where(Appointment.request_id == row.id)
    last = connection.execute(
        select(History.at, History.desk, Staff.name, _ZONE)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(or_(History.request_id == row.id, History.appointment_id.in_(of_it)), History.action.in_(actions))
        .order_by(History.id.desc())
        .limit(1),
        {"center": row.location_id},
    ).first()
    if last is None:
        return RuleBroken(code, fields=("request",))
    return RuleBroken(code, fields=("request",), by=last.name or last.desk, at=to_wall(last.at, last.zone))


def _what(row: Any) -> tuple[str, tuple[str, ...]]:
    if row.state is RequestState.COMPLETED:
        return "request.booked", _BOOKS
    return ("request.declined", (DECLINED,)) if row.declined else ("request.withdrawn", _CLOSES)
