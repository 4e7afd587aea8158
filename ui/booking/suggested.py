"""Suggested windows where a wanted time cannot be booked: what is asked for, and one that was taken as a line."""

from datetime import datetime

from frontdesk.services.windows import WindowQuery
from frontdesk.views.openings import Opening
from frontdesk.views.windows import Window
from ui.booking.looking import Asked

MOST = 3


def window_query(asked: Asked | None, start: datetime, consumer_id: int | None) -> WindowQuery | None:
    """Times instead of this start (aware); None for a program, whose doses have days of their own."""
    if asked is None or asked.program is not None:
        return None
    query = asked.query
    return WindowQuery(
        query.service_id,
        query.center_id,
        consumer_id,
        query.clinician_id,
        (start,),
        limit=MOST,
        minutes=query.minutes,
        modality=query.modality,
    )


def as_opening(window: Window) -> Opening:
    """The same as a free time to book; its room is found when it is."""
    where = (window.zone, window.clinician_id, window.clinician, None, None, "")
    return Opening(window.start, window.end, window.wall_start, *where)
