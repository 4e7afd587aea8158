"""The starts that a requestor wishes, for a request that has no appointment yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Suggestion
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import RequestKind
from frontdesk.services.desk import Work
from frontdesk.services.orders import Order

MOST_WISHES: Final = 10
"""How many times may be wished at once."""
_YEARS: Final = range(1851, 2199)


def checked_wishes(work: Work, order: Order) -> tuple[datetime, ...]:
    """Each wished start once, the most wished first; none where nothing was wished.

    Raises RuleBroken at `wanted`: `wanted.now`, `suggestion.too-many`, `time.range`, `slot.past`.
    """
    starts = tuple(dict.fromkeys(order.booking.wanted))
    if starts and order.booking.kind is RequestKind.NOW:
        raise RuleBroken("wanted.now", fields=("wanted",))
    if len(starts) > MOST_WISHES:
        raise RuleBroken("suggestion.too-many", fields=("wanted",), most=MOST_WISHES)
    if any(start.year not in _YEARS for start in starts):
        raise RuleBroken("time.range", fields=("wanted",))
    if any(start <= work.at for start in starts):
        raise RuleBroken("slot.past", fields=("wanted",))
    return starts


def write_wishes(work: Work, request_id: int, starts: Sequence[datetime], zone: str) -> None:
    """Keep these starts with their wall clock in the center's `zone`, as they were said."""
    shared: dict[str, Any] = {"request_id": request_id, "appointment_id": None, "zone": zone, "note": ""}
    rows = [{"starts_at": start, "wall_start": to_wall(start, zone), "created_at": work.at} for start in starts]
    add_all(work.connection, Suggestion, [shared | row for row in rows])
